// The order of the list: the person's own, or by name; and moving an account up and down in their own.

import type { ItemId, Origin } from '../core/item';
import { prepareSearch, type Searchable, search } from '../core/matching/search';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry } from '../core/vault/index-entry';
import type { Settings } from '../messages/views';
import type { VaultService } from './vault-service';

export type ListOrder = Settings['listOrder'];

/** Digits by their value, accents and case as the browser's language sorts them. */
const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function inOrder<T extends Searchable>(entries: readonly T[], order: ListOrder): readonly T[] {
  if (order === 'own') return entries;
  const sorted = entries.toSorted(
    (a, b) => names.compare(a.issuer || a.account, b.issuer || b.account) || names.compare(a.account, b.account),
  );
  return sorted.map((entry, at) => ({ ...entry, order: at }));
}

export interface ListOrderService {
  /**
   * Past its neighbour in the list that the page in front has. `false`: it is the first or last of its kind: an account of this page does
   * not leave it, nor a pinned one the pinned. `ordered-by-name`: there is no own order to change.
   */
  move(id: ItemId, page: Origin | null, by: -1 | 1): Promise<Result<boolean>>;
}

export function createListOrder(
  vault: Pick<VaultService, 'open' | 'change'>,
  listed: (entries: readonly IndexEntry[]) => readonly IndexEntry[],
  order: () => Promise<ListOrder>,
): ListOrderService {
  return {
    async move(id, page, by) {
      if ((await order()) !== 'own') return fail('ordered-by-name');
      const open = await vault.open();
      if (!open.ok) return open;
      const found = search(prepareSearch(listed(open.value.index())), '', page);
      const at = found.findIndex(({ entry }) => entry.id === id);
      const [one, other] = [found[at], found[at + by]];
      if (one === undefined) return fail('not-found');
      if (other === undefined || other.belongs !== one.belongs || other.entry.pinned !== one.entry.pinned) return ok(false);
      const done = await vault.change([
        { move: id, order: other.entry.order },
        { move: other.entry.id, order: one.entry.order },
      ]);
      return done.ok ? ok(true) : done;
    },
  };
}
