// A site wants to make or use a passkey. Only a deliberate answer counts (ui/armed.ts); the browser's own methods are one press away.

import { useEffect, useId, useState } from 'preact/hooks';
import type { Approval } from '../messages/approval-protocol';
import type { PageProtocol } from '../messages/page-protocol';
import type { LockedWays } from '../messages/slots-protocol';
import type { Outcome } from '../messages/views';
import { PasswordField } from '../ui/PasswordField';
import { shownSite } from '../ui/site-name';
import { errorWords, t } from '../ui/words';
import { Answer } from './Answer';
import { ApprovalFacts } from './ApprovalFacts';
import { chosenPasskey, KEEP_BOTH, wordsFor } from './approval-words';
import type { Host } from './host';
import { QuestionEnd } from './QuestionEnd';
import { UnlockHere } from './UnlockHere';

interface Props {
  readonly host: Host;
  readonly approval: Approval;
  readonly locked: boolean;
  /** The ways in, where they are known already; null: ask. */
  readonly ways: LockedWays | null;
  /** The background knows it no more: answered elsewhere, called off by the page, or too late. */
  readonly over: boolean;
  /** The passkey that was picked before it came to this. */
  readonly picked?: string | null;
  /** The vault was unlocked: ask for status and approval again. */
  readonly onChanged: () => Promise<void>;
  /** An answer is under way: keep the question on screen. */
  readonly onAnswering: (now: boolean) => void;
  readonly onDone: () => void;
}

type Choice = PageProtocol['approval/answer']['req']['choice'];

/** Milliseconds that an end stands before the window closes. */
const CLOSE_AFTER = 900;

/** The longest timer that a browser takes. */
const LONGEST_MS = 2 ** 31 - 1;

export function ApprovalView({ host, approval, locked, ways, over, picked: pickedBefore, onChanged, onAnswering, onDone }: Props) {
  const [busy, setBusy] = useState(false);
  const [end, setEnd] = useState<Outcome | null>(null);
  const [picked, setPicked] = useState<string | null>(pickedBefore ?? null);
  const [remember, setRemember] = useState(false);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const rememberId = useId();
  const needsUnlock = locked || approval.locked;
  const verify = approval.verify && !needsUnlock;
  const words = wordsFor(approval);
  const chosen = chosenPasskey(approval, picked);

  const leave = host.form === 'tab' ? onDone : host.close;
  useEffect(() => {
    const late = setTimeout(() => setEnd(endOf('outcomeApprovalLate')), Math.min(LONGEST_MS, Math.max(0, approval.expires - Date.now())));
    return () => clearTimeout(late);
  }, [approval.expires]);
  useEffect(() => {
    if (over && !busy) setEnd((before) => before ?? endOf(Date.now() >= approval.expires ? 'outcomeApprovalLate' : 'outcomeApprovalGone'));
  }, [over, busy]);

  const answer = async (choice: Choice): Promise<void> => {
    if (choice === 'vault' && verify && password === '') return setProblem(t('approvalPasswordMissing'));
    setBusy(true);
    setProblem(null);
    onAnswering(true);
    const replaces = approval.kind === 'create' && chosen !== KEEP_BOTH;
    const reply = await host.ask('approval/answer', {
      id: approval.id,
      choice,
      passkeyId: choice === 'vault' && approval.kind === 'get' ? chosen : null,
      replaceId: choice === 'vault' && replaces ? chosen : null,
      remember: choice === 'native' && remember,
      password: choice === 'vault' && verify ? password : null,
    });
    setBusy(false);
    if (!reply.ok && reply.error.code === 'wrong-password') {
      onAnswering(false);
      return setProblem(errorWords(reply.error));
    }
    const outcome = reply.ok ? reply.value : { ok: false, key: '', args: [errorWords(reply.error)] };
    // the page needs the focus for what follows
    if ((outcome.ok || choice === 'cancel') && host.form !== 'tab') return host.close();
    setEnd(outcome);
    if (outcome.ok || choice === 'cancel') setTimeout(onDone, CLOSE_AFTER);
  };
  const unlocked = async (): Promise<void> => {
    onAnswering(false);
    await onChanged();
  };

  if (end !== null) return <QuestionEnd end={end} testid="approval" onClose={leave} />;
  return (
    <main class="screen confirm approval" data-testid="approval" data-kind={approval.kind} aria-labelledby="approval-title">
      <h1 id="approval-title">{t(words.title)}</h1>
      <div class={approval.passkeys.length > 1 ? 'approval-facts many' : 'approval-facts'}>
        <ApprovalFacts approval={approval} chosen={chosen} onChoose={setPicked} />
      </div>
      <div class={needsUnlock ? 'confirm-answer asks-password' : 'confirm-answer'}>
        {needsUnlock ? (
          <>
            <p class="note">{t('confirmUnlockFirst')}</p>
            <UnlockHere host={host} first={ways} onTrying={onAnswering} onUnlocked={unlocked} />
            <button type="button" class="wide" data-testid="approval-cancel" disabled={busy} onClick={() => answer('cancel')}>
              {t('cancel')}
            </button>
          </>
        ) : (
          <form noValidate onSubmit={(event) => event.preventDefault()}>
            {verify && (
              <PasswordField
                label={t('approvalPassword')}
                hint={t('approvalPasswordHint')}
                value={password}
                onValue={(value) => {
                  setPassword(value);
                  setProblem(null);
                }}
                testid="approval-password"
                problem={problem}
                autofocus
              />
            )}
            <Answer
              subject={JSON.stringify([approval, chosen])}
              accept={t(words.accept)}
              busy={busy}
              focusElsewhere={verify}
              testid="approval"
              onAccept={() => void answer('vault')}
              onCancel={() => void answer('cancel')}
            />
          </form>
        )}
        <div class="approval-native">
          <button type="button" class="wide" data-testid="approval-native" disabled={busy} onClick={() => answer('native')}>
            {t('approvalNative')}
          </button>
          <div class="check">
            <input
              id={rememberId}
              type="checkbox"
              data-testid="approval-remember"
              checked={remember}
              onChange={(event) => setRemember(event.currentTarget.checked)}
            />
            <label for={rememberId}>{t('approvalRemember', shownSite(approval.origin))}</label>
          </div>
        </div>
      </div>
    </main>
  );
}

const endOf = (key: 'outcomeApprovalLate' | 'outcomeApprovalGone'): Outcome => ({ ok: false, key, args: [] });
