// The port to where sealed objects lie: a flat map of key → bytes, kept twice. `platform/store` is the real one.

import type { Bytes } from '../bytes';
import type { ItemId } from '../item';
import type { Result } from '../result';

/** `header`, `root`, `leaf/<n>`, `page/<n>`, `record/<id>`, `previous/<id>`, `extra/<name>`. */
export type ObjectKey = string;

export const HEADER_KEY: ObjectKey = 'header';
export const ROOT_KEY: ObjectKey = 'root';
export const leafKey = (n: number): ObjectKey => `leaf/${n}`;
export const pageKey = (n: number): ObjectKey => `page/${n}`;
export const recordKey = (id: ItemId): ObjectKey => `record/${id}`;
export const previousKey = (id: ItemId): ObjectKey => `previous/${id}`;
export const extraKey = (name: string): ObjectKey => `extra/${name}`;

/** What happened while the two copies were brought together. The UI has a sentence for each. */
export type StoreNotice =
  /** The database was lost, behind or unreadable; the shadow's objects were copied into a fresh one. */
  | 'restored-from-shadow'
  /** The shadow was lost and has been written again. */
  | 'shadow-rebuilt'
  /** The database could not be opened or read. Without `restored-from-shadow` beside it: still so, and the shadow is the only copy. */
  | 'database-unreadable'
  /** The shadow could not be read or written: there is one copy only. */
  | 'shadow-unusable'
  /** The shadow belongs to another vault, or its generation is beyond belief; the database won. */
  | 'other-vault-in-shadow';

export type StoreState =
  /** No trace of a vault in either place: the only state in which one may be created. */
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly vaultId: string; readonly generation: number; readonly notices: readonly StoreNotice[] }
  /** There are traces, none usable. Offer retry, restore and the raw bytes; never a reset first. */
  | { readonly kind: 'trouble'; readonly problem: 'unreadable' | 'incomplete' };

/** `conflict`: somebody else has committed since. `disk-full` and `store-failed`: nothing has changed. */
export type CommitFailure = 'conflict' | 'disk-full' | 'store-failed';

export interface ObjectChanges {
  readonly puts: ReadonlyMap<ObjectKey, Bytes>;
  readonly deletes: readonly ObjectKey[];
}

export interface Commit extends ObjectChanges {
  /** 16 bytes in hex. */
  readonly vaultId: string;
  /** The generation that this commit follows; null for the first of a new vault. */
  readonly expectGeneration: number | null;
  readonly generation: number;
}

/** Puts back what the caller has proved right by its hash, if the generation is still this one. */
export interface Repair extends ObjectChanges {
  readonly where: 'database' | 'shadow';
  readonly generation: number;
  /** Where given: whatever else lies there is left over and goes. */
  readonly keepOnly?: ReadonlySet<ObjectKey>;
}

/** Every byte that can still be read, for a person whose vault does not open. Values are Base64; all of it is ciphertext. */
export interface RawExport {
  readonly format: 'countersign-raw';
  readonly version: 1;
  readonly copies: readonly { readonly from: string; readonly objects: Readonly<Record<ObjectKey, string>> }[];
}

export interface VaultStore {
  /** Reconciles the two copies once, then answers from memory. Never resets anything. */
  load(): Promise<StoreState>;
  keys(): Promise<readonly ObjectKey[]>;
  /** null: missing or unreadable. */
  read(keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]>;
  /** The same objects wherever else they are kept, the shadow's first (null: it has none); the caller knows the right one by its hash. */
  copies(keys: readonly ObjectKey[]): Promise<readonly (readonly (Bytes | null)[])[]>;
  /** All or nothing and on disk when it resolves. A shadow that fails is caught up later and fails nothing. */
  commit(commit: Commit): Promise<Result<void, CommitFailure>>;
  repair(repair: Repair): Promise<Result<void, CommitFailure>>;
  /** Writes to the shadow what it lacks. Call when idle; cheap when there is nothing to do. */
  catchUp(): Promise<Result<'up-to-date' | 'caught-up', CommitFailure>>;
  exportRaw(): Promise<RawExport>;
  /** Deletes the vault from both places. Only after the person has said so twice. */
  wipe(): Promise<Result<void, 'store-failed'>>;
}
