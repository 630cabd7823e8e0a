// How the extension looks.

import type { Settings } from '../messages/views';
import { Choice } from '../ui/Choice';
import { t } from '../ui/words';
import type { ChangeSetting } from './settings';

interface Props {
  readonly settings: Settings | null;
  readonly change: ChangeSetting;
}

export function Appearance({ settings, change }: Props) {
  return (
    <section id="appearance" class="card">
      <h2>{t('appearanceTitle')}</h2>
      {settings !== null && (
        <Choice<Settings['theme']>
          label={t('settingTheme')}
          value={settings.theme}
          options={[
            ['system', t('themeSystem')],
            ['light', t('themeLight')],
            ['dark', t('themeDark')],
          ]}
          onValue={(theme) => change('theme', theme)}
          testid="setting-theme"
        />
      )}
      {settings !== null && (
        <Choice<Settings['listOrder']>
          label={t('settingListOrder')}
          value={settings.listOrder}
          options={[
            ['own', t('listOrderOwn')],
            ['name', t('listOrderName')],
            ['recent', t('listOrderRecent')],
            ['often', t('listOrderOften')],
          ]}
          onValue={(order) => change('listOrder', order)}
          testid="setting-listOrder"
        />
      )}
    </section>
  );
}
