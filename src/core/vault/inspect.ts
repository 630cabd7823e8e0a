// The whole vault against its manifest, in both copies. Reads everything, opens almost nothing: hashes decide.

import { type Bytes, equalBytes, hex } from '../bytes';
import type { ItemId } from '../item';
import type { DamagedRecord, Problem } from './damage';
import type { LeafEntry, Root, SeenRecord } from './manifest';
import { olderRevision, type Reading, type Sheet } from './sheet';
import { extraKey, HEADER_KEY, leafKey, type ObjectKey, pageKey, previousKey, ROOT_KEY, recordKey } from './store';

export interface Inspection {
  readonly objects: number;
  /** Put right in the database, in the shadow. */
  readonly healed: { readonly database: number; readonly shadow: number };
  readonly damaged: readonly DamagedRecord[];
}

interface Expected {
  readonly key: ObjectKey;
  readonly hash: Bytes;
  readonly id: ItemId | null;
  readonly record: { readonly entry: LeafEntry; readonly seen: SeenRecord } | null;
}

/** Objects are read this many at a time: memory stays small whatever the vault's size. */
const BATCH = 512;

function expectations(root: Root, leaves: readonly (readonly LeafEntry[])[], sheets: readonly Sheet[]): Expected[] {
  const all: Expected[] = [];
  const add = (key: ObjectKey, hash: Bytes) => all.push({ key, hash, id: null, record: null });
  for (const [n, seen] of root.leaves.entries()) if (sheets[n]?.leafRebuilt !== true) add(leafKey(n), seen.hash);
  for (const [n, seen] of root.pages.entries()) if (sheets[n]?.pageRebuilt !== true) add(pageKey(n), seen.hash);
  for (const [name, seen] of root.extras) add(extraKey(name), seen.hash);
  add(HEADER_KEY, root.headerHash);
  for (const entry of leaves.flat()) {
    all.push({ key: recordKey(entry.id), hash: entry.current.hash, id: entry.id, record: { entry, seen: entry.current } });
    if (entry.previous !== null) {
      all.push({ key: previousKey(entry.id), hash: entry.previous.hash, id: entry.id, record: { entry, seen: entry.previous } });
    }
  }
  return all;
}

/** Which way a record is wrong: another item's bytes, an older version's, or nothing that was ever written. */
async function diagnose(reading: Reading, one: Expected, bytes: Bytes | null, hash: string, known: ReadonlySet<string>): Promise<Problem> {
  if (bytes === null) return 'missing';
  if (one.record === null) return one.key === HEADER_KEY ? 'changed' : 'damaged';
  if (known.has(hash))
    return one.record.entry.previous !== null && hex(one.record.entry.previous.hash) === hash ? 'rolled-back' : 'swapped';
  const { entry, seen } = one.record;
  const older = await olderRevision(reading, entry.id, entry.kind, seen.schema, seen.revision, bytes);
  return older === null ? 'damaged' : 'rolled-back';
}

/** `unchanged`: no commit has come between since `root`. null: one has, and what was found means nothing. */
export async function inspectVault(
  reading: Reading,
  root: Root,
  leaves: readonly (readonly LeafEntry[])[],
  sheets: readonly Sheet[],
  unchanged: () => Promise<boolean>,
): Promise<Inspection | null> {
  const { store, objects } = reading;
  const expected = expectations(root, leaves, sheets);
  const known = new Set(expected.map(({ hash }) => hex(hash)));
  const damaged: DamagedRecord[] = [];
  const toDatabase = new Map<ObjectKey, Bytes>();
  const toShadow = new Map<ObjectKey, Bytes>();
  for (let at = 0; at < expected.length; at += BATCH) {
    if (!(await unchanged())) return null;
    const batch = expected.slice(at, at + BATCH);
    const keys = batch.map(({ key }) => key);
    const [primary, copies] = await Promise.all([store.read(keys), store.copies(keys)]);
    // In the manifest's order, whichever diagnosis comes back first.
    const named = await Promise.all(
      batch.map(async (one, i): Promise<DamagedRecord | null> => {
        const bytes = primary[i] ?? null;
        const hash = bytes === null ? null : await objects.hash(bytes);
        const sound: (Bytes | null)[] = [];
        for (const copy of copies[i] ?? []) sound.push(copy !== null && equalBytes(await objects.hash(copy), one.hash) ? copy : null);
        const right = hash !== null && equalBytes(hash, one.hash) ? bytes : (sound.find((copy) => copy !== null) ?? null);
        if (right === null) {
          const problem = await diagnose(reading, one, bytes, hash === null ? '' : hex(hash), known);
          return { key: one.key, id: one.id, problem };
        }
        if (right !== bytes) toDatabase.set(one.key, right);
        if ((sound[0] ?? null) === null) toShadow.set(one.key, right);
        return null;
      }),
    );
    damaged.push(...named.filter((one) => one !== null));
  }
  const names = new Set([...expected.map(({ key }) => key), ROOT_KEY, ...sheetKeys(sheets)]);
  for (const key of await store.keys())
    if (!names.has(key) && !isOrphan(key, sheets)) damaged.push({ key, id: idIn(key), problem: 'added' });
  if (!(await unchanged())) return null;
  const healed = { database: 0, shadow: 0 };
  const generation = root.generation;
  if (toDatabase.size > 0 && (await store.repair({ where: 'database', generation, puts: toDatabase, deletes: [] })).ok)
    healed.database = toDatabase.size;
  const keepOnly = sheets.some(({ lost, leafRebuilt }) => lost || leafRebuilt) ? {} : { keepOnly: names };
  if ((await store.repair({ where: 'shadow', generation, puts: toShadow, deletes: [], ...keepOnly })).ok) healed.shadow = toShadow.size;
  return { objects: expected.length, healed, damaged };
}

const idIn = (key: ObjectKey): ItemId | null => /^(?:record|previous)\/([0-9a-f]{32})$/.exec(key)?.[1] ?? null;

const sheetKeys = (sheets: readonly Sheet[]): ObjectKey[] => sheets.flatMap((_, n) => [leafKey(n), pageKey(n)]);

/** While a sheet is lost, records that nothing names are its own, not a stranger's. */
const isOrphan = (key: ObjectKey, sheets: readonly Sheet[]): boolean => idIn(key) !== null && sheets.some(({ lost }) => lost);
