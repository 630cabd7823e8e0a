// The password that opens the vault.

import { useRef, useState } from 'preact/hooks';
import { PasswordField } from './PasswordField';
import { t } from './words';

interface Props {
  /** Resolves to the sentence that says what went wrong, or null. */
  readonly onUnlock: (password: string) => Promise<string | null>;
}

export function UnlockForm({ onUnlock }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || password === '') return;
    setBusy(true);
    setProblem(null);
    const failed = await onUnlock(password);
    setBusy(false);
    if (failed === null) return;
    setProblem(failed);
    form.current?.querySelector('input')?.select();
  };

  return (
    <form ref={form} onSubmit={submit}>
      <PasswordField
        label={t('passwordLabel')}
        value={password}
        onValue={(value) => {
          setPassword(value);
          setProblem(null);
        }}
        testid="unlock-password"
        autofocus
      />
      <p class="form-problem" role="alert" data-testid="unlock-error">
        {problem}
      </p>
      <button type="submit" class="primary wide" data-testid="unlock-submit" disabled={busy} aria-busy={busy}>
        {t(busy ? 'unlockBusy' : 'unlockSubmit')}
      </button>
    </form>
  );
}
