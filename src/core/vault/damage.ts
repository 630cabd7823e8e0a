// Damage has a name, so that a person can be told what is affected, and everything else goes on.

import type { ItemId } from '../item';
import type { ObjectKey } from './store';

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
