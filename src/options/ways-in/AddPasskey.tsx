// A passkey as a way in. The authenticator is asked only once the password is right, and nothing is kept unless it answers twice.

import { useEffect, useState } from 'preact/hooks';
import type { PasskeyQuestion } from '../../messages/slots-protocol';
import { Field } from '../../ui/Field';
import { SecretForm } from '../../ui/SecretForm';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';

interface Props extends ActProps {
  readonly known: readonly PasskeyQuestion[];
}

export function AddPasskey({ host, known, onDone, onCancel }: Props) {
  const [can, setCan] = useState(true);
  const [name, setName] = useState('');
  useEffect(() => void host.passkeys.can().then(setCan), [host]);

  const add = async (password: string): Promise<string | null> => {
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
    if (!added.ok) return errorWords(added.error);
    onDone(t('wayPasskeyAdded'));
    return null;
  };
  return (
    <Panel title={t('wayAddPasskey')} lead={t('wayPasskeyLead')} testid="panel-passkey" onCancel={onCancel}>
      {can ? (
        <SecretForm act="passkey" submit={t('wayContinue')} submitBusy={t('wayPasskeyBusy')} onSecret={add}>
          <Field label={t('wayName')} hint={t('wayNameHint')} value={name} onValue={setName} testid="passkey-name" autofocus />
        </SecretForm>
      ) : (
        <p class="problem" data-testid="passkey-error">
          {errorWords({ code: 'passkey-unsupported' })}
        </p>
      )}
    </Panel>
  );
}
