// Under the list: the keys that matter here, and the ways on.

import type { Row } from '../messages/views';
import { IconButton } from '../ui/IconButton';
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
      {/* for the eyes: a screen reader has its own keys, and all of ours stand behind the last button */}
      <div class="hints-keys" aria-hidden="true">
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
          {any && <IconButton icon="select" name={t('selectOpen')} testid="select-open" onPress={onSelect} />}
          <IconButton icon="trash" name={t('trashOpen')} testid="trash-open" onPress={onTrash} />
          <button type="button" class="link" data-testid="keys" onClick={onKeys}>
            <span aria-hidden="true">
              <kbd>?</kbd>
            </span>
            {t('keysTitle')}
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
