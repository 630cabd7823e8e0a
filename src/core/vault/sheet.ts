// A sheet is leaf n and page n together: the same at most 256 items, once as versions and hashes, once as what the index shows.
// Either is rebuilt from the other and the records when both copies of it are lost.

import type { Bytes } from '../bytes';
import type { Env } from '../env';
import type { Item, ItemId, ItemKind } from '../item';
import { fail, type Result } from '../result';
import { type IndexEntry, indexEntry, readPage } from './index-entry';
import { readItem } from './item-codec';
import { leafLabel, pageLabel, recordLabel } from './labels';
import { type LeafEntry, type LeafSeen, readLeaf, type Seen, type SeenRecord } from './manifest';
import type { Objects } from './objects';
import { type Sealer, unseal } from './seal';
import { leafKey, pageKey, previousKey, recordKey, type VaultStore } from './store';

export interface Sheet {
  /** null until something needs the hashes: a cold popup lists items without them. */
  leaf: readonly LeafEntry[] | null;
  page: readonly IndexEntry[];
  /** Rebuilt in memory; written with the next commit. */
  leafRebuilt: boolean;
  pageRebuilt: boolean;
  /** Leaf and page are both gone: its items cannot be told. Left alone, so that nothing of it is overwritten. */
  lost: boolean;
}

/** What reading needs; one bundle, passed down. */
export interface Reading {
  readonly env: Env;
  readonly store: VaultStore;
  readonly sealer: Sealer;
  readonly objects: Objects;
}

const NO_HASH = new Uint8Array(32);

export async function openRecord(
  { sealer, objects }: Reading,
  key: string,
  id: ItemId,
  kind: ItemKind,
  seen: SeenRecord,
  generation: number,
): Promise<Result<Item, 'missing' | 'damaged'>> {
  const bytes = await objects.fetchOne({ key, hash: seen.hash }, generation);
  if (!bytes.ok) return bytes;
  const item = await unseal(sealer, recordLabel(id, kind, seen), bytes.value, readItem);
  return item.ok && item.value.id === id && item.value.kind === kind ? item : fail('damaged', key);
}

/** The current versions of many items, with one read of the store. */
export async function openRecords(
  { sealer, objects }: Reading,
  entries: readonly LeafEntry[],
  generation: number,
): Promise<readonly (readonly [ItemId, Result<Item, 'missing' | 'damaged'>])[]> {
  const found = await objects.fetch(
    entries.map(({ id, current }) => ({ key: recordKey(id), hash: current.hash })),
    generation,
  );
  return Promise.all(
    entries.map(async ({ id, kind, current }, i) => {
      const bytes = found[i];
      if (bytes?.ok !== true) return [id, fail(bytes?.error.code ?? 'missing', id)] as const;
      const item = await unseal(sealer, recordLabel(id, kind, current), bytes.value, readItem);
      return [id, item.ok && item.value.id === id && item.value.kind === kind ? item : fail('damaged', id)] as const;
    }),
  );
}

/** Stands for an item whose record is unreadable while its index page had to be rebuilt. */
function blankEntry(id: ItemId, kind: ItemKind, seen: SeenRecord, order: number): IndexEntry {
  const base = { id, revision: seen.revision, schema: seen.schema, issuer: '', account: '', sites: [], tags: [], order };
  const rest = { ...base, pinned: false, createdAt: 0, trashedAt: null };
  if (kind === 'otp') return { ...rest, kind, otpType: 'totp', digits: 6, period: 30 };
  if (kind === 'recovery') return { ...rest, kind, accountId: null, left: 0, total: 0 };
  return { ...rest, kind, rpId: '', displayName: '', credentialId: new Uint8Array(0), discoverable: false };
}

export async function rebuildPage(reading: Reading, leaf: readonly LeafEntry[], generation: number): Promise<readonly IndexEntry[]> {
  return Promise.all(
    leaf.map(async ({ id, kind, current }, order) => {
      const item = await openRecord(reading, recordKey(id), id, kind, current, generation);
      return item.ok ? indexEntry(item.value, current.revision, current.schema, order) : blankEntry(id, kind, current, order);
    }),
  );
}

/** How many revisions a version of unknown age may lie behind. */
export const REVISIONS_BACK = 32;

/** The latest revision before `before` that these bytes are of, if any. */
export async function olderRevision(
  { sealer }: Reading,
  id: ItemId,
  kind: ItemKind,
  schema: number,
  before: number,
  bytes: Bytes,
): Promise<number | null> {
  for (let revision = before - 1; revision > 0 && revision >= before - REVISIONS_BACK; revision--) {
    if ((await unseal(sealer, recordLabel(id, kind, { revision, schema }), bytes, readItem)).ok) return revision;
  }
  return null;
}

/** Without the leaf the record's own label still proves it: id, kind, revision and schema stand in the page. */
export async function rebuildLeaf(reading: Reading, page: readonly IndexEntry[]): Promise<readonly LeafEntry[]> {
  const { store, objects, sealer } = reading;
  const keys = page.flatMap(({ id }) => [recordKey(id), previousKey(id)]);
  const [primary, copies] = await Promise.all([store.read(keys), store.copies(keys)]);
  const candidates = (i: number): Bytes[] => [primary[i] ?? null, ...(copies[i] ?? [])].filter((bytes) => bytes !== null);
  return Promise.all(
    page.map(async ({ id, kind, revision, schema }, i): Promise<LeafEntry> => {
      let current: SeenRecord = { revision, schema, hash: NO_HASH };
      for (const bytes of candidates(2 * i)) {
        const opened = await unseal(sealer, recordLabel(id, kind, { revision, schema }), bytes, readItem);
        if (opened.ok) current = { revision, schema, hash: await objects.hash(bytes) };
      }
      let previous: SeenRecord | null = null;
      for (const bytes of candidates(2 * i + 1)) {
        const older = await olderRevision(reading, id, kind, schema, revision, bytes);
        if (older !== null) previous = { revision: older, schema, hash: await objects.hash(bytes) };
      }
      return { id, kind, current, previous };
    }),
  );
}

export async function readLeafObject(
  { sealer, objects }: Reading,
  n: number,
  seen: LeafSeen,
  generation: number,
): Promise<Result<readonly LeafEntry[], string>> {
  const bytes = await objects.fetchOne({ key: leafKey(n), hash: seen.hash }, generation);
  return bytes.ok ? unseal(sealer, leafLabel(n, seen.revision), bytes.value, readLeaf) : bytes;
}

/** Every page at once: one read of the store, then all in parallel. */
export async function readPageObjects(
  { sealer, objects }: Reading,
  pages: readonly Seen[],
  generation: number,
): Promise<readonly Result<readonly IndexEntry[], string>[]> {
  const wanted = pages.map(({ hash }, n) => ({ key: pageKey(n), hash }));
  const found = await objects.fetch(wanted, generation);
  return Promise.all(
    pages.map(async (seen, n) => {
      const bytes = found[n];
      if (bytes?.ok !== true) return fail(bytes?.error.code ?? 'missing');
      return unseal(sealer, pageLabel(n, seen.revision), bytes.value, readPage);
    }),
  );
}
