// Damage has a name, so that a person can be told what is affected, and everything else goes on.

import type { ItemId } from '../item';
import { HEADER_KEY, type ObjectKey, ROOT_KEY } from './store';

export type Problem =
  /** The manifest names it; no copy has it. */
  | 'missing'
  /** There, but not the bytes that were written. */
  | 'damaged'
  /** The bytes of another item stand in its place. */
  | 'swapped'
  /** An older version of it stands in its place. */
  | 'rolled-back'
  /** There, but the vault has never written it. */
  | 'added'
  /** The header is not the one that the vault last wrote: slots may have been taken away or put back. */
  | 'changed';

export interface DamagedRecord {
  readonly key: ObjectKey;
  /** Where the object is an item's. */
  readonly id: ItemId | null;
  readonly problem: Problem;
}

/** The same for a person: what it means for them, not which object it is. */
export interface DamageReport {
  /** Items that cannot be read. */
  readonly unreadable: readonly ItemId[];
  /** Items whose version before the last edit is lost; they themselves are fine. */
  readonly versions: readonly ItemId[];
  /** Items that cannot even be named: leaf and page of their sheet are both gone. */
  readonly sheetLost: boolean;
  /** Slots were taken away, put back or changed by something that is not Countersign. */
  readonly waysChanged: boolean;
  /** An older state of the whole vault was put in place of the newest. */
  readonly rolledBack: boolean;
  /** Data lies there that the vault has never written. It is used for nothing. */
  readonly strangers: boolean;
  /** Something beside the items is unreadable: choices, what was taught. */
  readonly extras: boolean;
}

const startsWith = (type: string) => (one: DamagedRecord) => one.key.startsWith(`${type}/`);

/** A leaf or a page alone is rebuilt from the other, and nothing is lost with it. */
export function damageReport(damaged: readonly DamagedRecord[]): DamageReport {
  const known = damaged.filter(({ problem }) => problem !== 'added');
  const ids = (type: string): ItemId[] => known.filter(startsWith(type)).flatMap(({ id }) => id ?? []);
  const pages = new Set(known.filter(startsWith('page')).map(({ key }) => key.slice('page/'.length)));
  return {
    unreadable: ids('record'),
    versions: ids('previous'),
    sheetLost: known.filter(startsWith('leaf')).some(({ key }) => pages.has(key.slice('leaf/'.length))),
    waysChanged: known.some(({ key }) => key === HEADER_KEY),
    rolledBack: known.some(({ key, problem }) => key === ROOT_KEY && problem === 'rolled-back'),
    strangers: damaged.length > known.length,
    extras: known.some(startsWith('extra')),
  };
}
