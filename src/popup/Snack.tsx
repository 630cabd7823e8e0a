// The one place that says what just happened. It lies over the list, so nothing moves when it comes and goes.

import { Icon } from '../ui/icons';
import { t } from '../ui/words';

export interface Said {
  readonly text: string;
  readonly ok: boolean;
  /** It can be undone. */
  readonly undo: boolean;
  /** Counts up: the same words again stay their full time. 0: of an act before this popup. */
  readonly serial: number;
}

interface Props {
  readonly said: Said | null;
  readonly onUndo: () => void;
}

export function Snack({ said, onUndo }: Props) {
  return (
    <div class={said === null ? 'snack snack-off' : 'snack'}>
      {said !== null && <Icon name={said.ok ? 'check' : 'warning'} />}
      <p role="status" data-testid="status" data-outcome={said === null || said.serial === 0 ? undefined : said.ok ? 'ok' : 'error'}>
        {said?.text}
      </p>
      {said?.undo && (
        <button type="button" data-testid="undo" onClick={onUndo}>
          {t('undo')}
        </button>
      )}
    </div>
  );
}
