// The search box. It keeps the focus while arrows move the choice in the list below it (ARIA combobox with a grid).

import type { RefObject } from 'preact';
import { IconButton } from '../ui/IconButton';
import { Icon } from '../ui/icons';
import { t, tCount } from '../ui/words';

interface Props {
  readonly box: RefObject<HTMLInputElement | null>;
  readonly query: string;
  readonly total: number;
  /** Item id of the chosen row. */
  readonly chosen: string | null;
  readonly onQuery: (query: string) => void;
}

export function SearchBox({ box, query, total, chosen, onQuery }: Props) {
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={box}
        type="text"
        role="combobox"
        data-testid="search"
        aria-label={t('searchLabel')}
        placeholder={total > 0 && query === '' ? tCount('searchAmong', total) : t('searchLabel')}
        aria-expanded="true"
        aria-haspopup="grid"
        aria-controls="accounts"
        aria-activedescendant={chosen === null ? undefined : `row-${chosen}`}
        autocomplete="off"
        spellcheck={false}
        maxLength={256}
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
      />
      {query !== '' && <IconButton inside icon="close" name={t('searchClear')} onPress={() => onQuery('')} />}
    </div>
  );
}
