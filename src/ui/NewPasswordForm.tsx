// Choosing a password: twice the same, with its strength. Used by the first run and by the change of a password.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { PasswordField } from './PasswordField';
import { StrengthMeter } from './StrengthMeter';
import { t } from './words';

interface Props {
  readonly testids: { readonly first: string; readonly repeat: string; readonly submit: string };
  readonly submit: string;
  readonly submitBusy: string;
  /** Fields that stand before the new password. */
  readonly before?: ComponentChildren;
  readonly autofocus?: boolean;
  /** Resolves to the sentence that says what went wrong, or null; the fields are emptied then. */
  readonly onPassword: (password: string) => Promise<string | null>;
}

export function NewPasswordForm(props: Props) {
  const [first, setFirst] = useState('');
  const [repeat, setRepeat] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [mismatch, setMismatch] = useState(false);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || first === '') return;
    setMismatch(first !== repeat);
    if (first !== repeat) return;
    setBusy(true);
    const failed = await props.onPassword(first);
    setBusy(false);
    setProblem(failed);
    if (failed !== null) return;
    setFirst('');
    setRepeat('');
  };

  return (
    <form onSubmit={submit}>
      {props.before}
      <PasswordField
        label={t('passwordNew')}
        value={first}
        onValue={setFirst}
        testid={props.testids.first}
        fresh
        autofocus={props.autofocus === true}
      />
      <StrengthMeter password={first} />
      <PasswordField
        label={t('passwordRepeat')}
        value={repeat}
        onValue={(value) => {
          setRepeat(value);
          setMismatch(false);
        }}
        testid={props.testids.repeat}
        fresh
        problem={mismatch ? t('passwordMismatch') : null}
      />
      <p class="form-problem" role="alert">
        {problem}
      </p>
      <button type="submit" class="primary wide" data-testid={props.testids.submit} disabled={busy} aria-busy={busy}>
        {busy ? props.submitBusy : props.submit}
      </button>
    </form>
  );
}
