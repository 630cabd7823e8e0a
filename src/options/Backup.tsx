// The encrypted backup: the password is asked for again, since a file leaves the browser.

import { useState } from 'preact/hooks';
import { momentWords } from '../ui/dates';
import { PasswordField } from '../ui/PasswordField';
import { saveFile } from '../ui/save-file';
import { errorWords, t } from '../ui/words';
import { AutoBackup } from './AutoBackup';
import type { SectionProps } from './settings';

interface Props extends SectionProps {
  readonly neverBackedUp: boolean;
  /** Unix ms. */
  readonly lastBackupAt: number | null;
}

export function Backup({ host, say, vault, onChanged, neverBackedUp, lastBackupAt }: Props) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || password === '') return;
    setBusy(true);
    const reply = await host.ask('vault/backup', { password });
    setBusy(false);
    setProblem(reply.ok ? null : errorWords(reply.error));
    if (!reply.ok) return;
    setPassword('');
    saveFile(reply.value.fileName, reply.value.content);
    say(t('backupDone', reply.value.fileName), true);
    await onChanged();
  };
  return (
    <section id="backup" class="card">
      <h2>{t('backupTitle')}</h2>
      <p class="lead">{t('backupLead')}</p>
      {vault === 'open' && neverBackedUp && <p class="tip">{t('noticeNeverBackedUp')}</p>}
      {lastBackupAt !== null && <p class="note">{t('backupLast', momentWords(lastBackupAt))}</p>}
      {vault !== 'open' ? (
        <p class="note">{t('needsOpenVault')}</p>
      ) : (
        <form onSubmit={submit}>
          <PasswordField
            label={t('passwordLabel')}
            value={password}
            onValue={setPassword}
            testid="backup-password"
            problem={problem}
            hint={t('backupHint')}
          />
          <button type="submit" class="primary" data-testid="backup-submit" disabled={busy} aria-busy={busy}>
            {t(busy ? 'backupBusy' : 'backupSubmit')}
          </button>
        </form>
      )}
      {vault === 'open' && <AutoBackup host={host} say={say} onChanged={onChanged} />}
      <p>
        <a href="#moving" data-testid="open-moving">
          {t('movingTitle')}
        </a>
      </p>
    </section>
  );
}
