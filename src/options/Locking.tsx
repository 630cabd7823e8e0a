// When an open vault locks: what can be chosen, and what always holds.

import type { Settings } from '../messages/views';
import { t } from '../ui/words';
import { NumberSetting } from './NumberSetting';
import { Switch } from './Switch';
import type { ChangeSetting, SectionProps } from './settings';

interface Props extends Pick<SectionProps, 'say'> {
  readonly settings: Settings | null;
  readonly change: ChangeSetting;
  /** Whether this browser says when the computer's own lock comes on. */
  readonly hearsSystemLock: boolean;
}

export function Locking({ say, settings, change, hearsSystemLock }: Props) {
  if (settings === null) return null;
  return (
    <section id="locking" class="card">
      <h2>{t('lockingTitle')}</h2>
      <NumberSetting
        label={t('settingAutoLock')}
        hint={t('settingAutoLockHint')}
        unit={t('unitMinutes')}
        min={1}
        max={240}
        value={settings.autoLockMinutes}
        onChange={(minutes) => change('autoLockMinutes', minutes)}
        say={say}
        testid="setting-autoLockMinutes"
      />
      <NumberSetting
        label={t('settingLongestOpen')}
        hint={t('settingLongestOpenHint')}
        unit={t('unitHours')}
        min={1}
        max={24}
        value={settings.longestOpenHours}
        onChange={(hours) => change('longestOpenHours', hours)}
        say={say}
        testid="setting-longestOpenHours"
      />
      <NumberSetting
        label={t('settingIdleLock')}
        hint={t('settingIdleLockHint')}
        unit={t('unitMinutes')}
        min={0}
        max={240}
        value={settings.idleLockMinutes}
        onChange={(minutes) => change('idleLockMinutes', minutes)}
        say={say}
        testid="setting-idleLockMinutes"
      />
      {hearsSystemLock ? (
        <Switch
          label={t('settingLockWithSystem')}
          hint={t('settingLockWithSystemHint')}
          on={settings.lockWithSystem}
          onChange={(on) => change('lockWithSystem', on)}
          testid="setting-lockWithSystem"
        />
      ) : (
        <div class="setting" data-testid="no-system-lock">
          <div>
            <p>{t('settingLockWithSystem')}</p>
            <p class="note">{t('settingLockWithSystemNever')}</p>
          </div>
        </div>
      )}
      <p class="note">{t('lockingAlways')}</p>
    </section>
  );
}
