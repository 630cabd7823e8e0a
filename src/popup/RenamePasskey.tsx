// The names of a passkey as a form. They are for the person only: the site knows its own.

import { useState } from 'preact/hooks';
import type { PasskeyView } from '../messages/card-protocol';
import { Field } from '../ui/Field';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly passkey: PasskeyView;
  readonly onSaved: (name: string) => void;
  readonly onCancel: () => void;
}

export function RenamePasskey({ host, passkey, onSaved, onCancel }: Props) {
  const [userName, setUserName] = useState(passkey.userName);
  const [displayName, setDisplayName] = useState(passkey.displayName);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const reply = await host.ask('passkeys/rename', { id: passkey.id, userName, displayName });
    setBusy(false);
    if (reply.ok) onSaved(userName.trim() || passkey.rpId);
    else setProblem(errorWords(reply.error));
  };
  return (
    <form onSubmit={save} noValidate data-testid="rename-form">
      <Field label={t('passkeyUserName')} value={userName} onValue={setUserName} testid="rename-user" autofocus />
      <Field
        label={t('passkeyDisplayName')}
        hint={t('passkeyRenameHint')}
        value={displayName}
        onValue={setDisplayName}
        testid="rename-display"
      />
      <p class="form-problem" role="alert" data-testid="rename-error">
        {problem}
      </p>
      <div class="pair">
        <button type="button" data-testid="rename-cancel" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="submit" class="primary" data-testid="rename-save" disabled={busy} aria-busy={busy}>
          {t('editSave')}
        </button>
      </div>
    </form>
  );
}
