// Under the list: the keys that matter here, and the ways on.

import type { Row } from '../messages/views';
import { Icon } from '../ui/icons';
import { t } from '../ui/words';

interface Props {
  /** The row in hand. */
  readonly row: Row | null;
  readonly canFill: boolean;
  readonly selecting: boolean;
  readonly any: boolean;
  readonly onSelect: () => void;
  readonly onSelectAll: () => void;
  readonly onTrash: () => void;
  readonly onKeys: () => void;
}

export function ListFooter({ row, canFill, selecting, any, onSelect, onSelectAll, onTrash, onKeys }: Props) {
  return (
    <footer class="hints">
      <div class="hints-keys">
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> {t('keysMoveShort')}
        </span>
        <span>
          <kbd>↵</kbd> {selecting ? t('selectKey') : enterWords(row, canFill)}
        </span>
      </div>
      {selecting ? (
        <button type="button" class="link" data-testid="select-all" onClick={onSelectAll}>
          {t('selectAll')}
        </button>
      ) : (
        <>
          {any && (
            <button
              type="button"
              class="icon-button"
              data-testid="select-open"
              aria-label={t('selectOpen')}
              title={t('selectOpen')}
              onClick={onSelect}
            >
              <Icon name="select" />
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            data-testid="trash-open"
            aria-label={t('trashOpen')}
            title={t('trashOpen')}
            onClick={onTrash}
          >
            <Icon name="trash" />
          </button>
          <button type="button" class="link" data-testid="keys" onClick={onKeys}>
            <kbd>?</kbd> {t('keysTitle')}
          </button>
        </>
      )}
    </footer>
  );
}

/** What the Enter key does to the row in hand. */
function enterWords(row: Row | null, canFill: boolean): string {
  if (row !== null && row.otpType === null) return t('keysOpenShort');
  return t(canFill ? 'keysFillShort' : 'keysCopyShort');
}
