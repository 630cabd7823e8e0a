// The practice site's question for a code, with an offer at its field that fills the account's present code.

import { useCallback, useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ItemId } from '../../core/item';
import { Icon } from '../../ui/icons';
import { errorWords, t } from '../../ui/words';
import type { Host } from '../host';
import { judge, type SeenCode } from './judge';

interface Props {
  readonly host: Host;
  readonly id: ItemId;
  readonly onAccepted: () => void;
}

const PERIOD_MS = 30_000;

export function CodePrompt({ host, id, onAccepted }: Props) {
  const field = useId();
  const [typed, setTyped] = useState('');
  const [answer, setAnswer] = useState<{ readonly words: string; readonly ok: boolean } | null>(null);
  const seen = useRef<SeenCode[]>([]);
  const used = useRef(new Set<string>());

  /** Null, and an error's words on screen, where there is none. */
  const presentCode = useCallback(async (): Promise<SeenCode | null> => {
    const reply = await host.ask('items/codes', { ids: [id] });
    const [view] = reply.ok ? reply.value : [];
    if (!reply.ok || view === undefined) {
      setAnswer({ words: errorWords(reply.ok ? { code: 'not-found' } : reply.error), ok: false });
      return null;
    }
    const code = { code: view.code, validUntil: view.validUntil ?? Date.now() + PERIOD_MS };
    seen.current.push(code);
    return code;
  }, [host, id]);
  // at every turn: what a person types out of the popup may have turned when it arrives
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const follow = async (): Promise<void> => {
      const code = await presentCode();
      if (!gone && code !== null) timer = setTimeout(follow, Math.max(0, code.validUntil - Date.now()) + 50);
    };
    void follow();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [presentCode]);
  const fill = async (): Promise<void> => {
    const code = await presentCode();
    if (code === null) return;
    setTyped(code.code);
    setAnswer(null);
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if ((await presentCode()) === null) return;
    const verdict = judge(typed, seen.current, used.current, Date.now());
    if (verdict === 'accepted') {
      used.current.add(typed.replace(/\s/g, ''));
      onAccepted();
    }
    const key = verdict === 'accepted' ? 'practiceAccepted' : verdict === 'used' ? 'practiceUsed' : 'practiceWrong';
    setAnswer({ words: t(key), ok: verdict === 'accepted' });
  };

  return (
    <section class="card site" aria-labelledby={`${field}-title`}>
      <h2 id={`${field}-title`}>{t('practicePrompt')}</h2>
      <p class="lead">{t('practicePromptLead')}</p>
      <form class="site-page" onSubmit={submit} noValidate>
        <div class="field">
          <label for={field}>{t('practiceField')}</label>
          <input
            id={field}
            type="text"
            inputMode="numeric"
            autocomplete="one-time-code"
            data-testid="practice-code"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <button type="button" class="offer" data-testid="practice-fill" onClick={fill}>
          <Icon name="fill" /> {t('offerFillCode')}
        </button>
        <p
          role="status"
          class={answer?.ok === false ? 'form-problem' : 'form-good'}
          data-testid="practice-answer"
          data-outcome={answer === null ? undefined : answer.ok ? 'ok' : 'error'}
        >
          {answer?.words}
        </p>
        <button type="submit" data-testid="practice-verify">
          {t('practiceVerify')}
        </button>
      </form>
    </section>
  );
}
