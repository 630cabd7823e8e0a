// The vault's password once more, before something is shown that should not lie open.

import { useState } from 'preact/hooks';
import { PasswordField } from './PasswordField';
import { t } from './words';

interface Props {
  /** Why it is asked. */
  readonly lead: string;
  readonly submit: string;
  /** Resolves to the sentence that says what went wrong, or null. */
  readonly onPassword: (password: string) => Promise<string | null>;
}

export function AskPassword({ lead, submit, onPassword }: Props) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || password === '') return;
    setBusy(true);
    const failed = await onPassword(password);
    setBusy(false);
    setProblem(failed);
  };
  return (
    <form class="ask-password" onSubmit={send}>
      <p class="note">{lead}</p>
      <PasswordField
        label={t('passwordLabel')}
        value={password}
        onValue={(value) => {
          setPassword(value);
          setProblem(null);
        }}
        testid="again-password"
        problem={problem}
        autofocus
      />
      <button type="submit" class="primary wide" data-testid="again-submit" disabled={busy} aria-busy={busy}>
        {submit}
      </button>
    </form>
  );
}
