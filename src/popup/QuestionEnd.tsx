// How a question ended. A success goes away by itself; a failure stays until it was read.

import type { Outcome } from '../messages/views';
import { Icon } from '../ui/icons';
import { t } from '../ui/words';

interface Props {
  /** An empty key: `args` holds the sentence itself. */
  readonly end: Outcome;
  /** Prefix of the data-testid. */
  readonly testid: string;
  readonly onClose: () => void;
  /** What can be done next. */
  readonly next?: { readonly words: string; readonly testid: string; readonly onPress: () => void } | null;
}

export function QuestionEnd({ end, testid, onClose, next = null }: Props) {
  return (
    <main class="screen gate end" data-testid={`${testid}-end`}>
      <span class={end.ok ? 'gate-good' : 'gate-warning'}>
        <Icon name={end.ok ? 'check' : 'warning'} />
      </span>
      <div role="status" data-testid="status" data-outcome={end.ok ? 'ok' : 'error'}>
        <h1>{end.key === '' ? end.args[0] : t(end.key, ...end.args)}</h1>
      </div>
      {next !== null && (
        <button type="button" class="wide" onClick={next.onPress} data-testid={next.testid}>
          {next.words}
        </button>
      )}
      {!end.ok && (
        <button type="button" class="wide" onClick={onClose} data-testid={`${testid}-close`}>
          {t('close')}
        </button>
      )}
    </main>
  );
}
