// A backup comes back: it becomes the vault where there is none, and only adds where there is one.

import { useId, useState } from 'preact/hooks';
import type { TestedBackup as Tested } from '../messages/backup-protocol';
import { PasswordField } from '../ui/PasswordField';
import { errorWords, t, tCount } from '../ui/words';
import type { SectionProps } from './settings';
import { TestedBackup } from './TestedBackup';

/** Bytes. More cannot be handed to the background in one message. */
const MAX_FILE = 60 * 1024 * 1024;
const TOO_LARGE = { code: 'too-large' } as const;

interface Said {
  readonly words: string;
  readonly ok: boolean;
}

export function Restore({ host, vault, onChanged }: SectionProps) {
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const [tested, setTested] = useState<Tested | null>(null);

  /** What is not there yet is said; null then. */
  const wanted = (): File | null => {
    setTested(null);
    const lacking =
      file === null ? t('restoreNoFile') : password === '' ? t('restoreNoPassword') : file.size > MAX_FILE ? errorWords(TOO_LARGE) : null;
    setSaid(lacking === null ? null : { words: lacking, ok: false });
    return lacking === null ? file : null;
  };

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const chosen = busy ? null : wanted();
    if (chosen === null) return;
    setBusy(true);
    const result = await restored(chosen);
    setBusy(false);
    setSaid(result);
    if (!result.ok) return;
    setPassword('');
    await onChanged();
  };

  const test = async (): Promise<void> => {
    const chosen = busy ? null : wanted();
    if (chosen === null) return;
    setBusy(true);
    const content = await chosen.text().catch(() => null);
    const reply = content === null ? null : await host.ask('backup/test', { content, password });
    setBusy(false);
    if (reply?.ok === true) setTested(reply.value);
    else setSaid({ words: reply === null ? t('restoreUnreadable') : errorWords(reply.error), ok: false });
  };

  const restored = async (chosen: File): Promise<Said> => {
    const content = await chosen.text().catch(() => null);
    if (content === null) return { words: t('restoreUnreadable'), ok: false };
    const reply = await host.ask('vault/restore', { content, password });
    if (!reply.ok) return { words: errorWords(reply.error), ok: false };
    const { added, repaired, skipped, failed, becameVault } = reply.value;
    const words = [becameVault ? t('restoreBecameVault') : '', tCount('restoreAdded', added)];
    if (repaired > 0) words.push(tCount('restoreRepaired', repaired));
    if (skipped > 0) words.push(tCount('restoreSkipped', skipped));
    if (failed > 0) words.push(tCount('restoreFailed', failed));
    return { words: words.filter((sentence) => sentence !== '').join(' '), ok: failed === 0 };
  };

  return (
    <section id="restore" class="card">
      <h2>{t('restoreTitle')}</h2>
      <p class="lead">{t(vault === 'open' || vault === 'locked' ? 'restoreLeadMerge' : 'restoreLeadEmpty')}</p>
      {vault === 'none' && <p class="note">{t('hadVaultFiles')}</p>}
      <form onSubmit={submit} noValidate>
        <div class="field">
          <label for={id}>{t('restoreFile')}</label>
          <input
            id={id}
            type="file"
            data-testid="restore-file"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null);
              setSaid(null);
              setTested(null);
            }}
          />
        </div>
        <PasswordField
          label={t('restorePassword')}
          value={password}
          onValue={setPassword}
          testid="restore-password"
          hint={t('restorePasswordHint')}
        />
        {busy && <progress aria-label={t('restoreBusy')} />}
        <p
          role="status"
          class={said !== null && !said.ok ? 'form-problem' : 'form-good'}
          data-testid="restore-message"
          data-outcome={said === null ? undefined : said.ok ? 'ok' : 'error'}
        >
          {said?.words}
        </p>
        {tested !== null && <TestedBackup tested={tested} />}
        <div class="pair">
          <button type="submit" class="primary" data-testid="restore-submit" disabled={busy} aria-busy={busy}>
            {t(busy ? 'restoreBusy' : 'restoreSubmit')}
          </button>
          <button type="button" data-testid="restore-test" disabled={busy} aria-busy={busy} onClick={() => void test()}>
            {t('restoreTest')}
          </button>
        </div>
        <p class="note">{t('restoreTestHint')}</p>
      </form>
    </section>
  );
}
