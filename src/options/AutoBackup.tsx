// Backups that are made without asking: switched on once with the password, then only looked at.

import { useCallback, useEffect, useState } from 'preact/hooks';
import { KEEP_DEFAULT, KEEP_MOST } from '../core/vault/backup-schedule';
import type { AutoBackupView, BackupPlace } from '../messages/backup-protocol';
import type { PageReplies } from '../messages/page-protocol';
import type { Reply } from '../messages/routes';
import { momentWords, timeWords } from '../ui/dates';
import { PasswordField } from '../ui/PasswordField';
import { errorWords, t, tCount } from '../ui/words';
import { BackupFolder } from './BackupFolder';
import type { Host, Say } from './host';
import { NumberSetting } from './NumberSetting';

interface Props {
  readonly host: Host;
  readonly say: Say;
  readonly onChanged: () => Promise<void>;
}

export function AutoBackup({ host, say, onChanged }: Props) {
  /** undefined: not known yet. */
  const [view, setView] = useState<AutoBackupView | undefined>(undefined);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const read = useCallback(async (): Promise<void> => {
    const reply = await host.ask('auto-backup/read', {});
    if (reply.ok) setView(reply.value);
  }, [host]);
  useEffect(() => {
    void read();
    return host.onPush(({ push }) => {
      if (push === 'status-changed' || push === 'items-changed') void read();
    });
  }, [host, read]);

  const took = async (asking: Promise<Reply<PageReplies['auto-backup/read']>>): Promise<boolean> => {
    setBusy(true);
    const reply = await asking;
    setBusy(false);
    if (reply.ok) setView(reply.value);
    setProblem(reply.ok ? null : errorWords(reply.error));
    await onChanged();
    return reply.ok;
  };
  const keepNow = view?.keep ?? KEEP_DEFAULT;
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    await startIn(view?.place ?? 'downloads');
  };
  const startIn = async (place: BackupPlace): Promise<void> => {
    if (busy) return;
    if (password === '') return setProblem(t('restoreNoPassword'));
    // At once, while the browser still remembers the click.
    if (place === 'downloads' && !(await host.downloads.request())) return setProblem(errorWords({ code: 'backup-not-allowed' }));
    if (place === 'folder' && view == null && (await host.folder?.pick()) !== true) return;
    if (await took(host.ask('auto-backup/start', { password, keep: keepNow, place }))) {
      setPassword('');
      say(t('autoBackupOn'), true);
    }
  };
  const move = async (place: BackupPlace): Promise<void> => {
    if (busy || !(await (place === 'folder' ? host.folder?.pick() : host.downloads.request()))) return;
    if (!(await took(host.ask('auto-backup/move', { place })))) return;
    if (place === 'folder') await host.downloads.giveBack();
    say(t('autoBackupMoved'), true);
  };
  const allow = async (): Promise<void> => {
    if (!busy && (await host.folder?.allow()) === true) await took(host.ask('auto-backup/now', {}));
  };
  const stop = async (): Promise<void> => {
    if (!(await took(host.ask('auto-backup/stop', {})))) return;
    await host.downloads.giveBack();
    say(t('autoBackupOff'), true);
  };

  if (view === undefined) return null;
  const asks = view === null || view.failure === 'password-changed';
  return (
    <div class="auto-backup" data-testid="auto-backup" data-on={view !== null} data-failure={view?.failure ?? undefined}>
      <h3>{t('autoBackupTitle')}</h3>
      <p class="lead">{t(view?.place === 'folder' ? 'autoBackupLeadFolder' : 'autoBackupLead')}</p>
      {view !== null && <Facts view={view} />}
      {view !== null && !asks && <BackupFolder view={view} rights={host.folder} busy={busy} onMove={move} onAllow={allow} />}
      {asks && (
        <form onSubmit={start}>
          <PasswordField
            label={t('passwordLabel')}
            value={password}
            onValue={setPassword}
            testid="auto-backup-password"
            problem={problem}
            hint={t('autoBackupHint')}
          />
          <div class="pair">
            <button type="submit" data-testid="auto-backup-start" disabled={busy} aria-busy={busy}>
              {t(busy ? 'backupBusy' : view === null ? 'autoBackupStart' : 'autoBackupGoOn')}
            </button>
            {view === null && host.folder !== null && (
              <button type="button" data-testid="auto-backup-start-folder" disabled={busy} onClick={() => void startIn('folder')}>
                {t('folderStart')}
              </button>
            )}
          </div>
          {view === null && <p class="note">{t(host.folder === null ? 'folderUnsupported' : 'folderHint')}</p>}
        </form>
      )}
      {view !== null && (
        <>
          <NumberSetting
            label={t('autoBackupKeep')}
            hint={t('autoBackupKeepHint')}
            unit={t('unitFiles')}
            min={1}
            max={KEEP_MOST}
            value={view.keep}
            onChange={(keep) => void took(host.ask('auto-backup/keep', { keep }))}
            say={say}
            testid="auto-backup-keep"
          />
          <div class="pair">
            {!asks && (
              <button
                type="button"
                data-testid="auto-backup-now"
                disabled={busy}
                aria-busy={busy}
                onClick={() => void took(host.ask('auto-backup/now', {}))}
              >
                {t(busy ? 'backupBusy' : 'autoBackupNow')}
              </button>
            )}
            <button type="button" data-testid="auto-backup-stop" disabled={busy} onClick={() => void stop()}>
              {t('autoBackupStop')}
            </button>
          </div>
        </>
      )}
    </div>
  );
}

/** What was made last, what comes next, and what went wrong. */
function Facts({ view: { last, nextAt, failure } }: { readonly view: NonNullable<AutoBackupView> }) {
  return (
    <div class="facts">
      {failure !== null && (
        <p class="form-problem" role="alert" data-testid="auto-backup-failure">
          {errorWords({ code: failure })}
        </p>
      )}
      {last !== null && (
        <>
          <p data-testid="auto-backup-last" data-file={last.file}>
            {tCount('autoBackupLast', last.items, momentWords(last.at))}
          </p>
          <p class="note path" dir="ltr">
            {last.file}
          </p>
        </>
      )}
      {failure !== 'password-changed' && (
        <p class="note" data-testid="auto-backup-next">
          {nextAt === null ? t('autoBackupNothingNew') : t('autoBackupNext', timeWords(nextAt))}
        </p>
      )}
    </div>
  );
}
