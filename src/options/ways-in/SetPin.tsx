// A PIN for as long as the browser runs.

import { useState } from 'preact/hooks';
import { PasswordField } from '../../ui/PasswordField';
import { SecretForm } from '../../ui/SecretForm';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';

export function SetPin({ host, onDone, onCancel }: ActProps) {
  const [pin, setPin] = useState('');
  const [repeat, setRepeat] = useState('');
  const set = async (password: string): Promise<string | null> => {
    if (pin !== repeat) return t('pinMismatch');
    const reply = await host.ask('slots/set-pin', { password, pin });
    if (!reply.ok) return errorWords(reply.error);
    onDone(t('pinSet'));
    return null;
  };
  return (
    <Panel title={t('wayAddPin')} lead={t('wayPinLead')} testid="panel-pin" onCancel={onCancel}>
      <SecretForm act="pin" submit={t('pinSubmit')} onSecret={set}>
        <PasswordField label={t('pinNew')} hint={t('pinHint')} value={pin} onValue={setPin} testid="pin-new" numeric autofocus />
        <PasswordField label={t('pinRepeat')} value={repeat} onValue={setRepeat} testid="pin-repeat" numeric />
      </SecretForm>
    </Panel>
  );
}
