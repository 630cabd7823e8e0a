// The order of the list: the person's own, by name, or by use; and moving an account up and down in their own.

import type { ItemId, Origin } from '../core/item';
import { type Found, prepareSearch, type Searchable, search } from '../core/matching/search';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry } from '../core/vault/index-entry';
import type { Settings } from '../messages/views';
import type { Uses } from './uses';
import type { VaultService } from './vault-service';

export type ListOrder = Settings['listOrder'];

/** What the list is sorted by. The same object until it is made anew: nothing is sorted twice for it. */
export interface Ordering {
  readonly by: ListOrder;
  /** As they were when it was made: what is used while a list is on screen must not move a row under the hand. */
  readonly uses: Uses;
}

export interface ListOrdering {
  current(): Promise<Ordering>;
  /** The setting, the vault or the page that shows the list is another one now. */
  renew(): void;
}

export function createListOrdering(chosen: () => Promise<ListOrder>, uses: () => Promise<Uses>): ListOrdering {
  let made: Promise<Ordering> | null = null;
  let last: Ordering = { by: 'own', uses: new Map() };

  async function make(): Promise<Ordering> {
    const by = await chosen();
    const next = { by, uses: by === 'recent' || by === 'often' ? await uses() : last.uses };
    if (next.by !== last.by || next.uses !== last.uses) last = next;
    return last;
  }

  return {
    current() {
      // Kept: it is asked for with every letter of a search.
      made ??= make();
      return made;
    },
    renew() {
      made = null;
    },
  };
}

/** Digits by their value, accents and case as the browser's language sorts them. */
const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function inOrder<T extends Searchable & { readonly id: ItemId }>(entries: readonly T[], { by, uses }: Ordering): readonly T[] {
  if (by === 'own') return entries;
  return entries.toSorted(by === 'name' ? byName : byUse(by, uses)).map((entry, at) => ({ ...entry, order: at }));
}

const byName = (a: Searchable, b: Searchable): number =>
  names.compare(a.issuer || a.account, b.issuer || b.account) || names.compare(a.account, b.account);

/** What was never used stays in the person's own order, behind all others. */
function byUse(by: 'recent' | 'often', uses: Uses) {
  return (a: Searchable & { readonly id: ItemId }, b: Searchable & { readonly id: ItemId }): number => {
    const [one, other] = [uses.get(a.id), uses.get(b.id)];
    const often = by === 'often' ? (other?.times ?? 0) - (one?.times ?? 0) : 0;
    return often || (other?.last ?? 0) - (one?.last ?? 0) || a.order - b.order;
  };
}

export interface ListOrderService {
  /**
   * Past its neighbour in the list that the page in front has. `false`: it is the first or last of its kind: an account of this page does
   * not leave it, nor a pinned one the pinned. `not-own-order`: there is none to change.
   */
  move(id: ItemId, page: Origin | null, by: -1 | 1): Promise<Result<boolean>>;
  /**
   * Beside another one, however far away; those between close up. With the place that it had. null: it stands there already, or the two do
   * not stand in the same part of the list. Fails as `move`.
   */
  place(id: ItemId, page: Origin | null, beside: Beside): Promise<Result<Placed | null>>;
}

export interface Placed {
  readonly name: string;
  readonly was: Beside;
}

/** Beside which account. */
export interface Beside {
  readonly side: 'before' | 'after';
  readonly of: ItemId;
}

export function createListOrder(
  vault: Pick<VaultService, 'open' | 'change'>,
  listed: (entries: readonly IndexEntry[]) => readonly IndexEntry[],
  order: () => Promise<Ordering>,
): ListOrderService {
  async function list(page: Origin | null): Promise<Result<readonly Found<IndexEntry>[]>> {
    if ((await order()).by !== 'own') return fail('not-own-order');
    const open = await vault.open();
    return open.ok ? ok(search(prepareSearch(listed(open.value.index())), '', page)) : open;
  }

  return {
    async place(id, page, { side, of }) {
      const all = await list(page);
      if (!all.ok) return all;
      const found = all.value;
      const from = found.findIndex(({ entry }) => entry.id === id);
      const beside = found.findIndex(({ entry }) => entry.id === of);
      const [one, other] = [found[from], found[beside]];
      if (one === undefined || other === undefined) return fail('not-found');
      if (!samePart(one, other)) return ok(null);
      const gap = side === 'before' ? beside : beside + 1;
      const to = gap > from ? gap - 1 : gap;
      if (to === from) return ok(null);
      // Only these change places; everything else keeps its own.
      const span = found.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ entry }) => entry);
      const moved = to > from ? [...span.slice(1), one.entry] : [one.entry, ...span.slice(0, -1)];
      const places = span.map(({ order: place }) => place);
      const distinct = places.every((place, at) => at === 0 || place > (places[at - 1] as number));
      const changes = distinct
        ? moved.map((entry, at) => ({ move: entry.id, order: places[at] as number }))
        : renumbered(found, from, to).map((entry, at) => ({ move: entry.id, order: at + 1 }));
      const done = await vault.change(changes);
      const neighbour = found[to > from ? from + 1 : from - 1] as Found<IndexEntry>;
      const was: Beside = { side: to > from ? 'before' : 'after', of: neighbour.entry.id };
      return done.ok ? ok({ name: nameIn(one.entry), was }) : done;
    },

    async move(id, page, by) {
      const all = await list(page);
      if (!all.ok) return all;
      const found = all.value;
      const at = found.findIndex(({ entry }) => entry.id === id);
      const [one, other] = [found[at], found[at + by]];
      if (one === undefined) return fail('not-found');
      if (other === undefined || !samePart(one, other)) return ok(false);
      const done = await vault.change([
        { move: id, order: other.entry.order },
        { move: other.entry.id, order: one.entry.order },
      ]);
      return done.ok ? ok(true) : done;
    },
  };
}

/** The page's own accounts and pinned ones stand before the others. */
const samePart = (one: Found<IndexEntry>, other: Found<IndexEntry>): boolean =>
  other.belongs === one.belongs && other.entry.pinned === one.entry.pinned;

/** Where two share a place (two vaults were merged), all get new ones. */
function renumbered(found: readonly Found<IndexEntry>[], from: number, to: number): readonly IndexEntry[] {
  const entries = found.map(({ entry }) => entry);
  const [one] = entries.splice(from, 1);
  if (one !== undefined) entries.splice(to, 0, one);
  return entries;
}

const nameIn = (entry: IndexEntry): string => entry.issuer || entry.account || (entry.kind === 'passkey' ? entry.rpId : '');
