// What a backup holds, and how it differs from a vault: for a person who wants to know whether it can be relied on. Nothing is changed.

import { equalBytes } from '../bytes';
import type { Item } from '../item';
import { encodeCbor } from './cbor';
import { itemToCbor } from './item-codec';
import { identityOf } from './merge';

export interface BackupContent {
  readonly accounts: number;
  readonly recoverySets: number;
  readonly passkeys: number;
  /** In the trash of the backup; counted here only. */
  readonly trashed: number;
}

export interface BackupComparison {
  /** In the vault and not in the backup: these would be lost. */
  readonly missing: readonly Item[];
  /** In the backup and not in the vault, or there only in the trash. */
  readonly more: readonly Item[];
  /** In both, and edited since. */
  readonly changed: readonly Item[];
}

const present = (items: readonly Item[]): readonly Item[] => items.filter(({ trashedAt }) => trashedAt === null);

export function contentOf(items: readonly Item[]): BackupContent {
  const kept = present(items);
  const count = (kind: Item['kind']): number => kept.filter((item) => item.kind === kind).length;
  return {
    accounts: count('otp'),
    recoverySets: count('recovery'),
    passkeys: count('passkey'),
    trashed: items.length - kept.length,
  };
}

/** `vault`: every item of it, the trash too. An item is known again by its id, or by its secret. */
export function compareBackup(vault: readonly Item[], backup: readonly Item[]): BackupComparison {
  const [here, there] = [present(vault), present(backup)];
  const [hereBy, thereBy] = [lookUp(here), lookUp(there)];
  return {
    missing: here.filter((item) => thereBy(item) === undefined),
    more: there.filter((item) => hereBy(item) === undefined),
    changed: here.filter((item) => {
      const old = thereBy(item);
      return old !== undefined && !sameBut(item, old);
    }),
  };
}

function lookUp(items: readonly Item[]): (item: Item) => Item | undefined {
  const byId = new Map(items.map((item) => [item.id, item]));
  const byIdentity = new Map(items.map((item) => [identityOf(item), item]));
  return (item) => byId.get(item.id) ?? byIdentity.get(identityOf(item));
}

/** Except for what moves by mere use, and for the name that a merge may have given it. */
const sameBut = (a: Item, b: Item): boolean => equalBytes(encodeCbor(itemToCbor(settled(a))), encodeCbor(itemToCbor(settled(b))));

function settled(item: Item): Item {
  const base = { id: '0'.repeat(32), changedAt: 0, createdAt: 0, trashedAt: null };
  if (item.kind === 'recovery') return { ...item, ...base, accountId: null };
  if (item.kind === 'passkey') return { ...item, ...base };
  const otp = item.otp.type === 'hotp' ? { ...item.otp, counter: 0 } : item.otp;
  return { ...item, ...base, otp, sentSteps: {}, verifiedAt: null };
}
