// What the two copies must offer. They throw as the browser throws; `TwoCopies` makes values of it.

import type { Bytes } from '../../core/bytes';
import type { ObjectChanges, ObjectKey } from '../../core/vault/store';

/** Which vault, and how many commits old. Written with the objects it speaks for, in one transaction. */
export interface Marker {
  /** 16 bytes in hex. */
  readonly vaultId: string;
  readonly generation: number;
}

export const sameMarker = (a: Marker | null, b: Marker | null): boolean =>
  a === b || (a !== null && b !== null && a.vaultId === b.vaultId && a.generation === b.generation);

/** What lies on disk is not ours until it has this shape. */
export function asMarker(value: unknown): Marker | null {
  if (typeof value !== 'object' || value === null) return null;
  const { vaultId, generation } = value as { vaultId?: unknown; generation?: unknown };
  if (typeof vaultId !== 'string' || !/^[0-9a-f]{32}$/.test(vaultId)) return null;
  return Number.isSafeInteger(generation) ? { vaultId, generation: generation as number } : null;
}

export interface ObjectWrite extends ObjectChanges {
  /** What must be there for the write to happen; compared inside the transaction. */
  readonly expect: Marker | null;
  readonly marker: Marker;
}

export interface ObjectDatabase {
  marker(): Promise<Marker | null>;
  keys(): Promise<readonly ObjectKey[]>;
  /** null: missing, or this one cannot be read. */
  read(keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]>;
  /** One strictly durable transaction. `conflict`: the marker was another; nothing was written. */
  write(write: ObjectWrite): Promise<'written' | 'conflict'>;
  close(): void;
}

/** The databases of this profile. A fresh one takes the next number; a damaged one is left where it is until then. */
export interface Databases {
  /** Ascending. */
  numbers(): Promise<readonly number[]>;
  open(number: number): Promise<ObjectDatabase>;
  delete(number: number): Promise<void>;
}

export interface Shadow {
  marker(): Promise<Marker | null>;
  /** Anything of a vault at all, marker or not. */
  hasTrace(): Promise<boolean>;
  keys(vaultId: string): Promise<readonly ObjectKey[]>;
  read(vaultId: string, keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]>;
  /** Atomic for marker and puts; what is deleted reads as missing from then on. */
  write(marker: Marker, changes: ObjectChanges): Promise<void>;
  /** Remembers the marker of a vault that is not ours before ours takes its place. Its objects stay. */
  setAside(other: Marker): Promise<void>;
  /** Whatever lies there of other vaults. */
  discardOthers(vaultId: string): Promise<void>;
  /** All of it, every vault's, as Base64. */
  dump(): Promise<Readonly<Record<string, string>>>;
  clear(): Promise<void>;
  /**
   * Where the area cannot be read, or not all of it: the next write finds an empty place. What can still be read of the old one stays, but
   * where no other place is left: then the whole area is given up.
   */
  renew(): Promise<void>;
}
