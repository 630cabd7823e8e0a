// A PIN for as long as the browser runs.

import { useState } from 'preact/hooks';
import { PasswordField } from '../../ui/PasswordField';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';

export function SetPin({ host, onDone, onCancel }: ActProps) {
  const [pin, setPin] = useState('');
  const [repeat, setRepeat] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || pin === '' || password === '') return;
    if (pin !== repeat) return setProblem(t('pinMismatch'));
    setBusy(true);
    const reply = await host.ask('slots/set-pin', { password, pin });
    setBusy(false);
    if (reply.ok) onDone(t('pinSet'));
    else setProblem(errorWords(reply.error));
  };
  const typing = (set: (value: string) => void) => (value: string) => {
    set(value);
    setProblem(null);
  };
  return (
    <Panel title={t('wayAddPin')} lead={t('wayPinLead')} testid="panel-pin" onCancel={onCancel}>
      <form onSubmit={submit} noValidate>
        <PasswordField label={t('pinNew')} hint={t('pinHint')} value={pin} onValue={typing(setPin)} testid="pin-new" numeric autofocus />
        <PasswordField label={t('pinRepeat')} value={repeat} onValue={typing(setRepeat)} testid="pin-repeat" numeric />
        <PasswordField label={t('passwordLabel')} value={password} onValue={typing(setPassword)} testid="pin-password" />
        <p class="form-problem" role="alert" data-testid="way-problem">
          {problem}
        </p>
        <button type="submit" class="primary" data-testid="pin-submit" disabled={busy} aria-busy={busy}>
          {t('pinSubmit')}
        </button>
      </form>
    </Panel>
  );
}
