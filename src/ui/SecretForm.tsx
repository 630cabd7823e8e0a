// One secret that is typed: the password, a PIN, or a recovery key from its sheet.

import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Field } from './Field';
import { PasswordField } from './PasswordField';
import { t } from './words';

interface Props {
  readonly kind?: 'password' | 'pin' | 'recovery';
  /** What it is asked for. The box is named `<act>-password`, `-pin` or `-recovery-key`; `<act>-submit` and `<act>-error` stand below it. */
  readonly act: string;
  readonly submit: string;
  /** The button's words until the answer comes; left out: the same. */
  readonly submitBusy?: string;
  /** Why it is asked. */
  readonly lead?: string;
  /** What the box is called where that is not the kind's own name. */
  readonly label?: string;
  /** Fields that stand before it; the first of them then has the focus. */
  readonly children?: ComponentChildren;
  /** False where the page has more than this to do. */
  readonly autofocus?: boolean;
  /** What stands beside the button. */
  readonly beside?: ComponentChildren;
  /** Resolves to the sentence that says what went wrong, or null. */
  readonly onSecret: (text: string) => Promise<string | null>;
}

const kinds = {
  password: { suffix: 'password', label: 'passwordLabel' },
  pin: { suffix: 'pin', label: 'pinLabel' },
  recovery: { suffix: 'recovery-key', label: 'recoveryKeyLabel' },
} as const;

export function SecretForm({
  kind = 'password',
  act,
  submit,
  submitBusy,
  lead,
  label,
  children,
  autofocus = true,
  beside,
  onSecret,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const alone = children === undefined;
  const input = () => box.current?.querySelector('input');

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (text === '') return input()?.focus();
    setBusy(true);
    setProblem(null);
    const failed = await onSecret(text);
    setBusy(false);
    setProblem(failed);
    if (failed === null) setText('');
    // a key of 36 characters is mended, not typed again
    else if (alone && kind !== 'recovery') input()?.select();
  };
  const typed = (value: string): void => {
    setText(value);
    setProblem(null);
  };
  const { suffix, label: ownLabel } = kinds[kind];
  const common = { label: label ?? t(ownLabel), value: text, onValue: typed, testid: `${act}-${suffix}`, autofocus: alone && autofocus };
  const button = (
    <button
      type="submit"
      class={beside === undefined ? 'primary wide' : 'primary'}
      data-testid={`${act}-submit`}
      disabled={busy}
      aria-busy={busy}
    >
      {(busy ? submitBusy : undefined) ?? submit}
    </button>
  );
  return (
    <form onSubmit={send} noValidate>
      {lead !== undefined && <p class="note">{lead}</p>}
      {children}
      <div ref={box}>
        {kind === 'recovery' ? (
          <Field {...common} hint={t('recoveryKeyHint')} mono required />
        ) : (
          <PasswordField {...common} numeric={kind === 'pin'} />
        )}
      </div>
      <p class="form-problem" role="alert" data-testid={`${act}-error`}>
        {problem}
      </p>
      {beside === undefined ? (
        button
      ) : (
        <div class="pair">
          {beside}
          {button}
        </div>
      )}
    </form>
  );
}
