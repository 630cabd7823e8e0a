// Whether Countersign answers when sites ask for passkeys, and the sites where the browser's own is always used.

import { useEffect, useState } from 'preact/hooks';
import type { Origin } from '../core/item';
import type { Settings } from '../messages/views';
import { readableHost, shownSite } from '../ui/site-name';
import { errorWords, t } from '../ui/words';
import type { Host, Say } from './host';
import { Switch } from './Switch';
import type { ChangeSetting } from './settings';

interface Props {
  readonly host: Host;
  readonly say: Say;
  readonly settings: Settings | null;
  readonly change: ChangeSetting;
}

export function Passkeys({ host, say, settings, change }: Props) {
  const [sites, setSites] = useState<readonly Origin[]>([]);
  const ask = async (): Promise<void> => {
    const reply = await host.ask('browser-passkeys/list', {});
    if (reply.ok) setSites(reply.value);
  };
  useEffect(() => {
    void ask();
    // an answer may have added one
    return host.onPush(({ push }) => push === 'approval-changed' && void ask());
  }, [host]);
  const forget = async (origin: Origin): Promise<void> => {
    const reply = await host.ask('browser-passkeys/forget', { origin });
    if (!reply.ok) return say(errorWords(reply.error), false);
    await ask();
    say(t('passkeysAskAgainDone', shownSite(origin)), true);
  };
  return (
    <section id="passkeys" class="card">
      <h2>{t('passkeysTitle')}</h2>
      {settings !== null && (
        <>
          <Switch
            label={t('settingPasskeyBridge')}
            hint={t('settingPasskeyBridgeHint')}
            on={settings.passkeyBridge}
            onChange={(on) => change('passkeyBridge', on)}
            testid="setting-passkeyBridge"
          />
          <Switch
            label={t('settingPasskeySiteHints')}
            hint={t('settingPasskeySiteHintsHint')}
            on={settings.passkeySiteHints}
            onChange={(on) => change('passkeySiteHints', on)}
            testid="setting-passkeySiteHints"
          />
        </>
      )}
      <h3>{t('passkeysBrowserTitle')}</h3>
      <p class="lead">{t('passkeysBrowserLead')}</p>
      {sites.length === 0 ? (
        <p class="note" data-testid="browser-passkeys-none">
          {t('passkeysBrowserNone')}
        </p>
      ) : (
        <ul class="sites">
          {sites.map((origin) => (
            <li key={origin} class="setting" data-testid="browser-passkeys-site" data-origin={origin}>
              <span>
                <bdi>{shownSite(origin)}</bdi>
                {readableHost(origin) !== null && (
                  <span class="note">
                    {' '}
                    {t('callerReads')} <bdi>{readableHost(origin)}</bdi>
                  </span>
                )}
              </span>
              <button type="button" aria-label={t('passkeysAskAgainNamed', shownSite(origin))} onClick={() => void forget(origin)}>
                {t('passkeysAskAgain')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
