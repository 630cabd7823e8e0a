// Recovery sets in the list: on the row of their account, or as rows of their own where they have none.

import type { ItemId } from '../core/item';
import type { IndexEntry, RecoveryEntry } from '../core/vault/index-entry';

export interface RecoveryRows {
  /** The newest set of an account. */
  readonly ofAccount: ReadonlyMap<ItemId, RecoveryEntry>;
  /** Stands on another row already. */
  isElsewhere(entry: IndexEntry): boolean;
}

export function recoveryRows(entries: readonly IndexEntry[]): RecoveryRows {
  const sets = entries.filter((entry): entry is RecoveryEntry => entry.kind === 'recovery' && entry.trashedAt === null);
  const owners = new Set(sets.map(({ accountId }) => accountId));
  const there = new Set<ItemId>();
  if (sets.length > 0)
    for (const { id, kind, trashedAt } of entries) if (kind === 'otp' && trashedAt === null && owners.has(id)) there.add(id);
  const ofAccount = new Map<ItemId, RecoveryEntry>();
  for (const set of sets) {
    if (set.accountId === null || !there.has(set.accountId)) continue;
    const before = ofAccount.get(set.accountId);
    if (before === undefined || before.createdAt <= set.createdAt) ofAccount.set(set.accountId, set);
  }
  const shown = new Set([...ofAccount.values()].map(({ id }) => id));
  return { ofAccount, isElsewhere: ({ id }) => shown.has(id) };
}
