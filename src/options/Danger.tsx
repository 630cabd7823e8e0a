// Deleting the vault. With the password; where the vault cannot be opened any more, after a second question.

import { useState } from 'preact/hooks';
import { PasswordField } from '../ui/PasswordField';
import { errorWords, t } from '../ui/words';
import type { SectionProps } from './settings';

export function Danger({ host, say, vault, onChanged }: SectionProps) {
  const [password, setPassword] = useState('');
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const broken = vault === 'trouble';

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || (broken ? !sure : password === '')) return;
    setBusy(true);
    const reply = await host.ask('vault/wipe', { password: broken ? null : password });
    setBusy(false);
    setProblem(reply.ok ? null : errorWords(reply.error));
    if (!reply.ok) return;
    setPassword('');
    setSure(false);
    say(t('wipeDone'), true);
    await onChanged();
  };
  return (
    <section id="danger" class="card danger">
      <h2>{t('dangerTitle')}</h2>
      {vault === 'none' ? (
        <p class="note">{t('noVaultHere')}</p>
      ) : (
        <form onSubmit={submit}>
          <p class="lead">{t('wipeLead')}</p>
          {broken ? (
            <label class="check">
              <input type="checkbox" checked={sure} data-testid="wipe-sure" onChange={(event) => setSure(event.currentTarget.checked)} />
              {t('wipeSure')}
            </label>
          ) : (
            <PasswordField label={t('passwordLabel')} value={password} onValue={setPassword} testid="wipe-password" problem={problem} />
          )}
          {broken && (
            <p class="form-problem" role="alert">
              {problem}
            </p>
          )}
          <button type="submit" class="dangerous" data-testid="wipe-submit" disabled={busy || (broken && !sure)} aria-busy={busy}>
            {t(busy ? 'wipeBusy' : 'wipeSubmit')}
          </button>
        </form>
      )}
    </section>
  );
}
