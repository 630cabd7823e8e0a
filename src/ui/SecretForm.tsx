// One secret that is typed: the password, a PIN, or a recovery key from its sheet.

import { useRef, useState } from 'preact/hooks';
import { Field } from './Field';
import { PasswordField } from './PasswordField';
import { t } from './words';

interface Props {
  readonly kind: 'password' | 'pin' | 'recovery';
  readonly label: string;
  readonly hint?: string;
  readonly testid: string;
  readonly submit: string;
  /** Resolves to the sentence that says what went wrong, or null. */
  readonly onSecret: (text: string) => Promise<string | null>;
}

export function SecretForm({ kind, label, hint, testid, submit, onSecret }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || text === '') return;
    setBusy(true);
    setProblem(null);
    const failed = await onSecret(text);
    setBusy(false);
    setProblem(failed);
    if (failed === null) setText('');
    // a key of 36 characters is mended, not typed again
    else if (kind !== 'recovery') form.current?.querySelector('input')?.select();
  };
  const typed = (value: string): void => {
    setText(value);
    setProblem(null);
  };
  const common = { label, value: text, onValue: typed, testid, autofocus: true, ...(hint === undefined ? {} : { hint }) };
  return (
    <form ref={form} onSubmit={send} noValidate>
      {kind === 'recovery' ? (
        <Field {...common} mono required />
      ) : (
        <PasswordField {...common} {...(kind === 'pin' ? { numeric: true } : {})} />
      )}
      <p class="form-problem" role="alert" data-testid={kind === 'password' ? 'secret-error' : 'unlock-error'}>
        {problem}
      </p>
      <button type="submit" class="primary wide" data-testid={`${testid}-submit`} disabled={busy} aria-busy={busy}>
        {busy ? t('unlockBusy') : submit}
      </button>
    </form>
  );
}
