// The trash: an item with a date. What is deleted or replaced stays 30 days.

import type { UnixMs } from '../env';
import type { Item, ItemId } from '../item';
import type { IndexEntry } from './index-entry';

export const TRASH_DAYS = 30;
const KEPT_MS = TRASH_DAYS * 24 * 60 * 60_000;

export const toTrash = <T extends Item>(item: T, now: UnixMs): T => ({ ...item, trashedAt: now, changedAt: now });

export const fromTrash = <T extends Item>(item: T, now: UnixMs): T => ({ ...item, trashedAt: null, changedAt: now });

/** What may go for good. A date in the future (the clock was wrong then) keeps the item. */
export const expiredTrash = (index: readonly IndexEntry[], now: UnixMs): readonly ItemId[] =>
  index.filter(({ trashedAt }) => trashedAt !== null && now - trashedAt >= KEPT_MS).map(({ id }) => id);
