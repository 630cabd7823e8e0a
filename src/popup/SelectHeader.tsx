// The popup's top line while accounts are being selected: how many, and what can be done with them.

import { IconButton } from '../ui/IconButton';
import { t, tCount } from '../ui/words';
import type { Selection } from './selection';

interface Props {
  readonly selection: Selection;
  readonly busy: boolean;
  readonly onEnd: () => void;
  readonly onPin: (pinned: boolean) => void;
  readonly onTag: () => void;
  readonly onExport: () => void;
  readonly onTrash: () => void;
}

export function SelectHeader({ selection: { picked }, busy, onEnd, onPin, onTag, onExport, onTrash }: Props) {
  const off = busy || picked.size === 0;
  const pinned = picked.size > 0 && [...picked.values()].every((one) => one);
  const words = picked.size === 0 ? t('selectNone') : tCount('selectCount', picked.size);
  return (
    <header class="top" data-testid="select-bar" aria-busy={busy}>
      <IconButton icon="close" name={t('selectEnd')} testid="select-end" onPress={onEnd} />
      <h1 class="name select-count" title={words}>
        <span role="status" data-testid="select-count" data-count={picked.size}>
          {words}
        </span>
      </h1>
      <span class="top-gap" />
      <IconButton
        icon={pinned ? 'unpin' : 'pin'}
        name={t(pinned ? 'selectUnpin' : 'selectPin')}
        testid="select-pin"
        off={off}
        onPress={() => onPin(!pinned)}
      />
      <IconButton icon="tag" name={t('selectTag')} testid="select-tag" off={off} onPress={onTag} />
      <IconButton icon="export" name={t('selectExport')} testid="select-export" off={off} onPress={onExport} />
      <IconButton icon="trash" name={t('selectTrash')} testid="select-trash" off={off} onPress={onTrash} />
    </header>
  );
}
