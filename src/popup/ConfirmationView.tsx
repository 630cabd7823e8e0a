// A question about one act: what would happen, where, and why it is asked. Only a deliberate answer counts (ui/armed.ts).

import { useState } from 'preact/hooks';
import type { LockedWays } from '../messages/slots-protocol';
import type { Confirmation, Outcome } from '../messages/views';
import { errorWords, t } from '../ui/words';
import { Answer } from './Answer';
import { ConfirmationFacts } from './ConfirmationFacts';
import type { Host } from './host';
import { QuestionEnd } from './QuestionEnd';
import { UnlockHere } from './UnlockHere';

interface Props {
  readonly host: Host;
  readonly confirmation: Confirmation;
  readonly locked: boolean;
  /** The ways in, where they are known already; null: ask. */
  readonly ways: LockedWays | null;
  /** The vault was unlocked: ask for status and confirmation again. */
  readonly onChanged: () => Promise<void>;
  /** An answer is under way or was given: keep the question on screen. */
  readonly onAnswering: (now: boolean) => void;
  /** The question is answered and its end was shown. */
  readonly onDone: () => void;
}

/** Milliseconds that the end of the act stands before the window closes. */
const CLOSE_AFTER = 900;
/** The same where something can be done next. */
const CLOSE_LATER = 8_000;

/** Few recovery codes are left, or none. */
const isWarning = ({ key }: Outcome): boolean => key === 'outcomeRecoveryFew' || key === 'outcomeRecoveryLast';

const verbs = {
  'fill-code': ['confirmFillTitle', 'confirmFillAccept'],
  'save-account': ['confirmSaveTitle', 'confirmSaveAccept'],
  'fill-recovery-code': ['confirmFillTitle', 'confirmFillRecoveryAccept'],
  'save-recovery-codes': ['confirmSaveRecoveryTitle', 'confirmSaveAccept'],
  unlock: ['confirmUnlockTitle', 'confirmFillAccept'],
} as const;

export function ConfirmationView({ host, confirmation, locked, ways, onChanged, onAnswering, onDone }: Props) {
  const [busy, setBusy] = useState(false);
  const [end, setEnd] = useState<Outcome | null>(null);
  const needsPassword = locked || confirmation.locked;
  // accounts come in only once the vault is open; a captured one has no id yet
  const [picked, setPicked] = useState<string | null>(null);
  const { accounts } = confirmation;
  const chosen = accounts.some(({ id }) => id === picked) ? picked : accounts[0]?.id || null;
  // once open, what an unlock was for is a fill like any other
  const [title, acceptWords] = verbs[confirmation.kind === 'unlock' && !needsPassword ? 'fill-code' : confirmation.kind];

  const finish = (outcome: Outcome, cancelled = false): void => {
    setEnd(outcome);
    if (outcome.ok || cancelled) setTimeout(close, isWarning(outcome) && chosen !== null ? CLOSE_LATER : CLOSE_AFTER);
  };
  const close = host.form === 'tab' ? onDone : host.close;
  const newCodes = async (id: string): Promise<void> => {
    const reply = await host.ask('recovery/new-codes', { id });
    if (reply.ok) close();
    else setEnd({ ok: false, key: '', args: [errorWords(reply.error)] });
  };
  const answer = async (accept: boolean): Promise<void> => {
    setBusy(true);
    onAnswering(true);
    const reply = await host.ask('confirmation/answer', { id: confirmation.id, accept, itemId: accept ? chosen : null });
    setBusy(false);
    if (!accept && host.form !== 'tab') return host.close();
    finish(reply.ok ? reply.value : { ok: false, key: '', args: [errorWords(reply.error)] }, !accept);
  };
  const unlocked = async (outcome: Outcome | null): Promise<void> => {
    // where only one account can be meant, the unlock itself was the answer
    if (outcome !== null) return finish(outcome);
    onAnswering(false);
    await onChanged();
  };

  if (end !== null) {
    const next =
      isWarning(end) && chosen !== null
        ? { words: t('recoveryNewCodes', confirmation.site), testid: 'recovery-new-codes', onPress: () => void newCodes(chosen) }
        : null;
    return <QuestionEnd end={end} testid="confirm" onClose={onDone} next={next} />;
  }
  return (
    <main class="screen confirm" data-testid="confirmation" data-kind={confirmation.kind} aria-labelledby="confirm-title">
      <h1 id="confirm-title">{t(title)}</h1>
      <ConfirmationFacts confirmation={confirmation} chosen={chosen} onChoose={setPicked} />
      <div class={needsPassword ? 'confirm-answer asks-password' : 'confirm-answer'}>
        {needsPassword ? (
          <>
            <p class="note">{t(confirmation.kind === 'unlock' ? 'confirmUnlockLead' : 'confirmUnlockFirst')}</p>
            <UnlockHere host={host} first={ways} onTrying={onAnswering} onUnlocked={unlocked} />
            <button type="button" class="wide" data-testid="confirm-cancel" onClick={() => answer(false)}>
              {t('cancel')}
            </button>
          </>
        ) : (
          <Answer
            subject={JSON.stringify(confirmation)}
            accept={t(acceptWords)}
            busy={busy}
            testid="confirm"
            onAccept={() => void answer(true)}
            onCancel={() => void answer(false)}
          />
        )}
      </div>
    </main>
  );
}
