// Password and how acts in pages are confirmed.

import { useState } from 'preact/hooks';
import type { Settings } from '../messages/views';
import { NewPasswordForm } from '../ui/NewPasswordForm';
import { PasswordField } from '../ui/PasswordField';
import { errorWords, t } from '../ui/words';
import { Switch } from './Switch';
import type { ChangeSetting, SectionProps } from './settings';

interface Props extends SectionProps {
  readonly settings: Settings | null;
  readonly change: ChangeSetting;
}

export function Security({ host, say, vault, settings, change }: Props) {
  const [current, setCurrent] = useState('');
  const changePassword = async (next: string): Promise<string | null> => {
    const reply = await host.ask('vault/change-password', { current, next });
    if (!reply.ok) return errorWords(reply.error);
    setCurrent('');
    say(t('changeDone'), true);
    return null;
  };
  return (
    <section id="security" class="card">
      <h2>{t('securityTitle')}</h2>
      {settings !== null && (
        <>
          <Switch
            label={t('settingPageOffers')}
            hint={t('settingPageOffersHint')}
            on={settings.pageOffers}
            onChange={(on) => change('pageOffers', on)}
            testid="setting-pageOffers"
          />
          <Switch
            label={t('settingConfirmInWindow')}
            hint={t('settingConfirmInWindowHint')}
            on={settings.confirmInWindow}
            onChange={(on) => change('confirmInWindow', on)}
            testid="setting-confirmInWindow"
          />
        </>
      )}
      {vault === 'open' && (
        <>
          <h3>{t('changeTitle')}</h3>
          <p class="lead">{t('changeLead')}</p>
          <NewPasswordForm
            testids={{ first: 'change-next', repeat: 'change-repeat', submit: 'change-submit' }}
            submit={t('changeSubmit')}
            submitBusy={t('changeBusy')}
            onPassword={changePassword}
            before={<PasswordField label={t('passwordCurrent')} value={current} onValue={setCurrent} testid="change-current" />}
          />
        </>
      )}
    </section>
  );
}
