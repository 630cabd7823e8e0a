// The practice site's recovery codes: shown, kept with the account, and one of them used when the device is lost.

import { useId, useState } from 'preact/hooks';
import { PRACTICE_RECOVERY_CODES } from '../../core/practice';
import type { PracticeState } from '../../messages/practice-protocol';
import { Icon } from '../../ui/icons';
import { errorWords, t, tCount } from '../../ui/words';
import type { Host, Say } from '../host';

interface Props {
  readonly host: Host;
  readonly say: Say;
  readonly codes: PracticeState['codes'];
  readonly onState: (state: PracticeState) => void;
}

export function RecoveryPractice({ host, say, codes, onState }: Props) {
  const keep = async (): Promise<void> => {
    const reply = await host.ask('practice/keep-codes', {});
    if (!reply.ok) return say(errorWords(reply.error), false);
    onState(reply.value);
  };
  const kept = codes !== null;
  return (
    <>
      <section class="card site" aria-labelledby="practice-codes">
        <h2 id="practice-codes">{t('practiceCodes')}</h2>
        <p class="lead">{t('practiceCodesLead')}</p>
        <div class="site-page">
          <ul class="shown-codes mono">
            {PRACTICE_RECOVERY_CODES.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <button type="button" class="offer" data-testid="practice-keep" disabled={kept} onClick={keep}>
            <Icon name={kept ? 'check' : 'add'} />
            {t(kept ? 'practiceKept' : 'practiceKeep')}
          </button>
        </div>
      </section>
      {codes !== null && <RecoveryPrompt host={host} left={codes.left} />}
    </>
  );
}

interface PromptProps {
  readonly host: Host;
  readonly left: number;
}

function RecoveryPrompt({ host, left }: PromptProps) {
  const field = useId();
  const [typed, setTyped] = useState('');
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const [answer, setAnswer] = useState<{ readonly words: string; readonly ok: boolean } | null>(null);

  const fill = async (): Promise<void> => {
    const reply = await host.ask('practice/use-code', {});
    if (!reply.ok) return setAnswer({ words: errorWords(reply.error), ok: false });
    setTyped(reply.value.code);
    setAnswer(null);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const code = typed.trim();
    const known = (PRACTICE_RECOVERY_CODES as readonly string[]).includes(code);
    const good = known && !taken.has(code);
    if (good) setTaken(new Set(taken).add(code));
    setAnswer({ words: t(good ? 'practiceAccepted' : known ? 'practiceUsed' : 'practiceNoSuchCode'), ok: good });
  };
  return (
    <section class="card site" aria-labelledby={`${field}-title`}>
      <h2 id={`${field}-title`}>{t('practiceLost')}</h2>
      <p class="lead">{t('practiceLostLead')}</p>
      <form class="site-page" onSubmit={submit} noValidate>
        <div class="field">
          <label for={field}>{t('practiceRecoveryField')}</label>
          <input
            id={field}
            type="text"
            autocomplete="off"
            spellcheck={false}
            data-testid="practice-recovery-code"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <button type="button" class="offer" data-testid="practice-recovery-fill" disabled={left === 0} onClick={fill}>
          <Icon name="fill" /> {t('practiceRecoveryFill')}
        </button>
        <p class="note" data-testid="practice-left">
          {tCount('practiceLeft', left)}
        </p>
        <p
          role="status"
          class={answer?.ok === false ? 'form-problem' : 'form-good'}
          data-testid="practice-recovery-answer"
          data-outcome={answer === null ? undefined : answer.ok ? 'ok' : 'error'}
        >
          {answer?.words}
        </p>
        <button type="submit" data-testid="practice-recovery-verify">
          {t('practiceVerify')}
        </button>
      </form>
    </section>
  );
}
