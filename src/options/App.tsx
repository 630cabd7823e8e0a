// The options: one page, a section for each matter, a list of sections beside it.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Settings, Status } from '../messages/views';
import { Icon } from '../ui/icons';
import { applyTheme } from '../ui/theme';
import { errorWords, t } from '../ui/words';
import { About } from './About';
import { Appearance } from './Appearance';
import { Backup } from './Backup';
import { Clipboard } from './Clipboard';
import { Danger } from './Danger';
import { Export } from './export/Export';
import { Health } from './Health';
import { Help } from './Help';
import type { Host } from './host';
import { Import } from './import/Import';
import { Locking } from './Locking';
import { Managed } from './Managed';
import { Moving } from './Moving';
import { Nav } from './Nav';
import { NeverOffer } from './NeverOffer';
import { Passkeys } from './Passkeys';
import { titles, usePlace, works } from './place';
import { Practice } from './practice/Practice';
import { RecoverySheet } from './RecoverySheet';
import { Restore } from './Restore';
import { Scan } from './Scan';
import { Security } from './Security';
import { Seen } from './Seen';
import type { ChangeSetting } from './settings';
import { Taught } from './Taught';
import { Unlock, Unlocked } from './Unlock';
import { Welcome } from './Welcome';
import { WaysIn } from './ways-in/WaysIn';

interface Props {
  readonly host: Host;
  readonly status: Status | null;
  readonly settings: Settings | null;
}

/** Milliseconds that the status line keeps its words. */
const READ_FOR = 8_000;

export function App({ host, ...first }: Props) {
  const [status, setStatus] = useState(first.status);
  const [settings, setSettings] = useState(first.settings);
  const [said, setSaid] = useState<{ readonly words: string; readonly ok: boolean } | null>(null);

  const askStatus = useCallback(async (): Promise<void> => {
    const reply = await host.ask('status', {});
    if (reply.ok) setStatus(reply.value);
  }, [host]);
  useEffect(
    () =>
      host.onPush(({ push }) => {
        if (push === 'status-changed') void askStatus();
      }),
    [host, askStatus],
  );
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), READ_FOR);
    return () => clearTimeout(timer);
  }, [said]);

  const say = useCallback((words: string, ok: boolean): void => setSaid({ words, ok }), []);
  const change: ChangeSetting = async (name, value) => {
    const reply = await host.ask('settings/change', { name, value });
    if (!reply.ok) return say(errorWords(reply.error), false);
    setSettings(reply.value);
    applyTheme(reply.value.theme);
    say(t('settingSaved'), true);
  };

  const vault = status?.vault ?? 'trouble';
  const place = usePlace();
  const title = titles[place];
  const needsVault = works.has(place);
  const common = { host, say, vault, onChanged: askStatus };
  return (
    <div class="page">
      <Nav place={place} />
      <main>
        {title !== undefined && <h1>{t(title)}</h1>}
        {needsVault && vault === 'none' && (
          <p class="card lead" data-testid="no-vault">
            {t('noVaultHere')} <a href="#welcome">{t('firstRunPassword')}</a>
          </p>
        )}
        {(needsVault || place === 'settings') && vault === 'trouble' && (
          <p class="card lead problem">
            {t('troubleTitle')} {t('troubleLead')}
          </p>
        )}
        {vault === 'locked' && place !== 'help' && place !== 'moving' && place !== 'seen' && (
          <Unlock
            host={host}
            lead={t(place === 'settings' ? 'optionsLockedLead' : place === 'unlock' ? 'lockedWaysLead' : 'optionsLockedHere')}
            alone={place === 'unlock' || place === 'recovery'}
            onChanged={askStatus}
          />
        )}
        {place === 'unlock' && vault === 'open' && <Unlocked />}
        {place === 'welcome' && (
          <Welcome host={host} vault={vault} lost={status != null && status.lostSince !== null} onChanged={askStatus} />
        )}
        {place === 'scan' && <Scan host={host} vault={vault} say={say} />}
        {place === 'import' && <Import {...common} />}
        {place === 'export' && <Export {...common} />}
        {place === 'practice' && <Practice host={host} vault={vault} say={say} />}
        {place === 'health' && <Health host={host} say={say} vault={vault} />}
        {place === 'help' && <Help host={host} say={say} />}
        {place === 'moving' && <Moving />}
        {place === 'seen' && <Seen host={host} say={say} />}
        {place === 'recovery' && vault === 'open' && <RecoverySheet host={host} say={say} />}
        {place === 'settings' && (
          <>
            {vault === 'none' && <p class="card lead">{t('optionsNoVault')}</p>}
            <Managed host={host} />
            <Security {...common} settings={settings} change={change} />
            <WaysIn {...common} />
            <Locking say={say} settings={settings} change={change} hearsSystemLock={host.hearsSystemLock} />
            <Passkeys host={host} say={say} settings={settings} change={change} />
            <Clipboard rights={host.clipboard} />
            <NeverOffer host={host} say={say} />
            <Taught host={host} say={say} vault={vault} />
            <Backup
              {...common}
              neverBackedUp={status?.notices.some(({ code }) => code === 'neverBackedUp') ?? false}
              lastBackupAt={status?.lastBackupAt ?? null}
            />
            <Restore {...common} />
            <Appearance settings={settings} change={change} />
            <About version={host.version} />
            <Danger {...common} />
          </>
        )}
      </main>
      <div class={said === null ? 'snack snack-off' : 'snack'}>
        {said !== null && <Icon name={said.ok ? 'check' : 'warning'} />}
        <p role="status" data-testid="status" data-outcome={said === null ? undefined : said.ok ? 'ok' : 'error'}>
          {said?.words}
        </p>
      </div>
    </div>
  );
}
