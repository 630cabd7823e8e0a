// Several accounts that are selected, and where a range of them begins. Pure.

import type { ItemId } from '../core/item';
import type { ListPick } from '../messages/batch-protocol';

export interface Selection {
  readonly on: boolean;
  /** Whether each is pinned. */
  readonly picked: ReadonlyMap<ItemId, boolean>;
  /** What is selected whatever the range that is being drawn. */
  readonly base: ReadonlyMap<ItemId, boolean>;
  /** Position in the list where the range begins; null: at the row in hand. */
  readonly anchor: number | null;
}

const none: ReadonlyMap<ItemId, boolean> = new Map();

export const OFF: Selection = { on: false, picked: none, base: none, anchor: null };
export const BEGUN: Selection = { ...OFF, on: true };

/** One more or one less; the next range begins here. */
export function toggled({ picked }: Selection, at: number, { id, pinned }: ListPick): Selection {
  const next = new Map(picked);
  if (!next.delete(id)) next.set(id, pinned);
  return { on: true, picked: next, base: next, anchor: at };
}

/** The range from its beginning, which takes the place of the one that was drawn from there before. */
export function ranged({ base }: Selection, anchor: number, range: readonly ListPick[]): Selection {
  const picked = new Map(base);
  for (const { id, pinned } of range) picked.set(id, pinned);
  return { on: true, picked, base, anchor };
}

/** Everything that the list has now beside what is selected, or nothing of it where all of it is. */
export function allOrNone({ picked }: Selection, list: readonly ListPick[]): Selection {
  const next = new Map(picked);
  if (list.every(({ id }) => next.has(id))) for (const { id } of list) next.delete(id);
  else for (const { id, pinned } of list) next.set(id, pinned);
  return { on: true, picked: next, base: next, anchor: null };
}

/** Another list: positions mean other rows. */
export const unanchored = (selection: Selection): Selection => ({ ...selection, base: selection.picked, anchor: null });
