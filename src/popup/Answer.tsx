// The two buttons under a question. No is at hand at once and has the focus; yes counts only once it is armed (ui/armed.ts).

import { useEffect, useRef } from 'preact/hooks';
import { useArmed } from '../ui/use-armed';
import { t } from '../ui/words';

interface Props {
  /** What a yes would do: when that changes, the button has to be looked at again. */
  readonly subject: string;
  readonly accept: string;
  readonly busy: boolean;
  /** Something else on the question has the focus first. */
  readonly focusElsewhere?: boolean;
  /** Prefix of the buttons' data-testid. */
  readonly testid: string;
  readonly onAccept: () => void;
  readonly onCancel: () => void;
}

export function Answer({ subject, accept, busy, focusElsewhere, testid, onAccept, onCancel }: Props) {
  const cancel = useRef<HTMLButtonElement>(null);
  const { armed, accepts } = useArmed(subject);
  useEffect(() => {
    if (focusElsewhere !== true) cancel.current?.focus();
  }, []);
  return (
    <div class="pair">
      <button type="button" ref={cancel} class="wide" data-testid={`${testid}-cancel`} disabled={busy} onClick={onCancel}>
        {t('cancel')}
      </button>
      <button
        type="submit"
        class={armed ? 'primary wide' : 'primary wide arming'}
        data-testid={`${testid}-accept`}
        data-armed={armed}
        // not `disabled`: a screen reader could not find it before it is armed
        aria-disabled={!armed || busy}
        aria-busy={busy}
        onClick={(event) => {
          if (accepts(event) && !busy) onAccept();
        }}
      >
        {accept}
      </button>
    </div>
  );
}
