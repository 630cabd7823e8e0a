// A question about one act: what would happen, where, and why it is asked. Only a deliberate answer counts (ui/armed.ts).

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Confirmation, Outcome } from '../messages/views';
import { Icon } from '../ui/icons';
import { UnlockForm } from '../ui/UnlockForm';
import { useArmed } from '../ui/use-armed';
import { errorWords, t } from '../ui/words';
import { ConfirmationFacts } from './ConfirmationFacts';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly confirmation: Confirmation;
  readonly locked: boolean;
  /** The vault was unlocked: ask for status and confirmation again. */
  readonly onChanged: () => Promise<void>;
  /** An answer is under way or was given: keep the question on screen. */
  readonly onAnswering: (now: boolean) => void;
  /** The question is answered and its end was shown. */
  readonly onDone: () => void;
}

/** Milliseconds that the end of the act stands before the window closes. */
const CLOSE_AFTER = 900;

const verbs = {
  'fill-code': ['confirmFillTitle', 'confirmFillAccept'],
  'save-account': ['confirmSaveTitle', 'confirmSaveAccept'],
  'fill-recovery-code': ['confirmFillTitle', 'confirmFillRecoveryAccept'],
  'save-recovery-codes': ['confirmSaveRecoveryTitle', 'confirmSaveAccept'],
  unlock: ['confirmUnlockTitle', 'confirmFillAccept'],
} as const;

export function ConfirmationView({ host, confirmation, locked, onChanged, onAnswering, onDone }: Props) {
  const [busy, setBusy] = useState(false);
  const [end, setEnd] = useState<Outcome | null>(null);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const needsPassword = locked || confirmation.locked;
  const { armed, accepts } = useArmed(JSON.stringify([needsPassword, confirmation]));
  // accounts come in only once the vault is open; a captured one has no id yet
  const [picked, setPicked] = useState<string | null>(null);
  const { accounts } = confirmation;
  const chosen = accounts.some(({ id }) => id === picked) ? picked : accounts[0]?.id || null;
  // once open, what an unlock was for is a fill like any other
  const [title, acceptWords] = verbs[confirmation.kind === 'unlock' && !needsPassword ? 'fill-code' : confirmation.kind];

  useEffect(() => {
    if (!needsPassword) cancelButton.current?.focus();
  }, [needsPassword]);

  const finish = (outcome: Outcome, cancelled = false): void => {
    setEnd(outcome);
    if (outcome.ok || cancelled) setTimeout(host.form === 'tab' ? onDone : host.close, CLOSE_AFTER);
  };
  const answer = async (accept: boolean): Promise<void> => {
    setBusy(true);
    onAnswering(true);
    const reply = await host.ask('confirmation/answer', { id: confirmation.id, accept, itemId: accept ? chosen : null });
    setBusy(false);
    if (!accept && host.form !== 'tab') return host.close();
    finish(reply.ok ? reply.value : { ok: false, key: '', args: [errorWords(reply.error)] }, !accept);
  };
  const unlock = async (password: string): Promise<string | null> => {
    onAnswering(true);
    const reply = await host.ask('vault/unlock', { password });
    if (reply.ok && reply.value.outcome !== null) {
      // where only one account can be meant, the unlock itself was the answer
      finish(reply.value.outcome);
      return null;
    }
    onAnswering(false);
    if (!reply.ok) return errorWords(reply.error);
    await onChanged();
    return null;
  };

  if (end !== null) {
    return (
      <main class="screen gate end" data-testid="confirm-end">
        <span class={end.ok ? 'gate-good' : 'gate-warning'}>
          <Icon name={end.ok ? 'check' : 'warning'} />
        </span>
        <p role="status" data-testid="status" data-outcome={end.ok ? 'ok' : 'error'}>
          {end.key === '' ? end.args[0] : t(end.key, ...end.args)}
        </p>
        {!end.ok && (
          <button type="button" class="wide" onClick={onDone} data-testid="confirm-close">
            {t('close')}
          </button>
        )}
      </main>
    );
  }
  return (
    <main class="screen confirm" data-testid="confirmation" data-kind={confirmation.kind} aria-labelledby="confirm-title">
      <h1 id="confirm-title">{t(title)}</h1>
      <ConfirmationFacts confirmation={confirmation} chosen={chosen} onChoose={setPicked} />
      <div class={needsPassword ? 'confirm-answer asks-password' : 'confirm-answer'}>
        {needsPassword ? (
          <>
            <p class="note">{t(confirmation.kind === 'unlock' ? 'confirmUnlockLead' : 'confirmUnlockFirst')}</p>
            <UnlockForm onUnlock={unlock} />
            <button type="button" class="wide" data-testid="confirm-cancel" onClick={() => answer(false)}>
              {t('cancel')}
            </button>
          </>
        ) : (
          <div class="pair">
            <button
              type="button"
              ref={cancelButton}
              class="wide"
              data-testid="confirm-cancel"
              disabled={busy}
              onClick={() => answer(false)}
            >
              {t('cancel')}
            </button>
            <button
              type="button"
              class={armed ? 'primary wide' : 'primary wide arming'}
              data-testid="confirm-accept"
              data-armed={armed}
              // not `disabled`: a screen reader could not find it before it is armed
              aria-disabled={!armed || busy}
              onClick={(event) => {
                if (accepts(event) && !busy) void answer(true);
              }}
            >
              {t(acceptWords)}
            </button>
          </div>
        )}
      </div>
    </main>
  );
}
