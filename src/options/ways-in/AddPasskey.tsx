// A passkey as a way in. The authenticator is asked only once the password is right, and nothing is kept unless it answers twice.

import { useEffect, useState } from 'preact/hooks';
import type { PasskeyQuestion } from '../../messages/slots-protocol';
import { Field } from '../../ui/Field';
import { PasswordField } from '../../ui/PasswordField';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';

interface Props extends ActProps {
  readonly known: readonly PasskeyQuestion[];
}

export function AddPasskey({ host, known, onDone, onCancel }: Props) {
  const [can, setCan] = useState(true);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void host.passkeys.can().then(setCan), [host]);

  const add = async (): Promise<string | null> => {
    const right = await host.ask('slots/check-password', { password });
    if (!right.ok) return errorWords(right.error);
    const made = await host.passkeys.make(name.trim() || t('wayPasskeyVault'), known);
    if (!made.ok) return errorWords(made.error);
    const added = await host.ask('slots/add-passkey', {
      password,
      name: name.trim(),
      ...made.value,
      transports: [...made.value.transports],
    });
    return added.ok ? null : errorWords(added.error);
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || password === '') return;
    setBusy(true);
    setProblem(null);
    const failed = await add();
    setBusy(false);
    if (failed === null) onDone(t('wayPasskeyAdded'));
    else setProblem(failed);
  };
  return (
    <Panel title={t('wayAddPasskey')} lead={t('wayPasskeyLead')} testid="panel-passkey" onCancel={onCancel}>
      {can ? (
        <form onSubmit={submit} noValidate>
          <Field label={t('wayName')} hint={t('wayNameHint')} value={name} onValue={setName} testid="passkey-name" />
          <PasswordField
            label={t('passwordLabel')}
            value={password}
            onValue={(value) => {
              setPassword(value);
              setProblem(null);
            }}
            testid="passkey-password"
          />
          <p class="form-problem" role="alert" data-testid="way-problem">
            {problem}
          </p>
          <button type="submit" class="primary" data-testid="passkey-submit" disabled={busy} aria-busy={busy}>
            {t(busy ? 'wayPasskeyBusy' : 'wayContinue')}
          </button>
        </form>
      ) : (
        <p class="problem" data-testid="way-problem">
          {errorWords({ code: 'passkey-unsupported' })}
        </p>
      )}
    </Panel>
  );
}
