// A backup comes back: it becomes the vault where there is none, and only adds where there is one.

import { useId, useState } from 'preact/hooks';
import { PasswordField } from '../ui/PasswordField';
import { errorWords, t, tCount } from '../ui/words';
import type { SectionProps } from './settings';

/** Bytes. More cannot be handed to the background in one message. */
const MAX_FILE = 60 * 1024 * 1024;

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

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (file === null) return setSaid({ words: t('restoreNoFile'), ok: false });
    if (password === '') return setSaid({ words: t('restoreNoPassword'), ok: false });
    if (file.size > MAX_FILE) return setSaid({ words: errorWords({ code: 'too-large' }), ok: false });
    setBusy(true);
    setSaid(null);
    const result = await restored(file);
    setBusy(false);
    setSaid(result);
    if (!result.ok) return;
    setPassword('');
    await onChanged();
  };

  const restored = async (chosen: File): Promise<Said> => {
    const content = await chosen.text().catch(() => null);
    if (content === null) return { words: t('restoreUnreadable'), ok: false };
    const reply = await host.ask('vault/restore', { content, password });
    if (!reply.ok) return { words: errorWords(reply.error), ok: false };
    const { added, skipped, failed, becameVault } = reply.value;
    const words = [becameVault ? t('restoreBecameVault') : '', tCount('restoreAdded', added)];
    if (skipped > 0) words.push(tCount('restoreSkipped', skipped));
    if (failed > 0) words.push(tCount('restoreFailed', failed));
    return { words: words.filter((sentence) => sentence !== '').join(' '), ok: failed === 0 };
  };

  return (
    <section id="restore" class="card">
      <h2>{t('restoreTitle')}</h2>
      <p class="lead">{t(vault === 'open' || vault === 'locked' ? 'restoreLeadMerge' : 'restoreLeadEmpty')}</p>
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
        <button type="submit" class="primary" data-testid="restore-submit" disabled={busy} aria-busy={busy}>
          {t(busy ? 'restoreBusy' : 'restoreSubmit')}
        </button>
      </form>
    </section>
  );
}
