// At start: which copy speaks for the vault. The newest generation wins, the other is brought up to it, and nothing is deleted that
// might be the last of its kind. security.md §3.1 lists the damages this was made for.

import { type Bytes, equalBytes } from '../../core/bytes';
import { HEADER_KEY, type ObjectKey, ROOT_KEY, type StoreNotice, type StoreState } from '../../core/vault/store';
import { type Databases, type Marker, type ObjectDatabase, type Shadow, sameMarker } from './copies';

/**
 * The shadow follows the database, so it is ahead only by what the database lost of late. Much more was written by somebody else: in
 * Firefox a content script of this extension could.
 */
const MOST_AHEAD = 10_000;

export interface Reconciled {
  readonly state: StoreState;
  /** null: none can be opened, and the shadow carries the vault alone. */
  readonly database: ObjectDatabase | null;
  /** Its number; null with it. */
  readonly number: number | null;
  /** Earlier databases that hold something: a last place to find an object. */
  readonly retired: readonly ObjectDatabase[];
  readonly shadowBehind: boolean;
}

interface FoundDatabase {
  readonly number: number;
  /** null: it does not open, or does not say what it is. */
  readonly database: ObjectDatabase | null;
  readonly marker: Marker | null;
  readonly empty: boolean;
}

async function look(databases: Databases, number: number): Promise<FoundDatabase> {
  try {
    const database = await databases.open(number);
    try {
      const marker = await database.marker();
      const empty = marker === null && (await database.keys()).length === 0;
      return { number, database, marker, empty };
    } catch {
      return { number, database, marker: null, empty: false };
    }
  } catch {
    return { number, database: null, marker: null, empty: false };
  }
}

/** Unreadable is not empty. */
async function lookAtShadow(shadow: Shadow): Promise<{ marker: Marker | null; trace: boolean; usable: boolean }> {
  try {
    const marker = await shadow.marker();
    return { marker, trace: marker !== null || (await shadow.hasTrace()), usable: true };
  } catch {
    return { marker: null, trace: false, usable: false };
  }
}

/** Every object of the shadow, or null where it lacks what no vault opens without. */
export async function wholeShadow(shadow: Shadow, marker: Marker): Promise<ReadonlyMap<ObjectKey, Bytes> | null> {
  try {
    const keys = await shadow.keys(marker.vaultId);
    const values = await shadow.read(marker.vaultId, keys);
    const objects = new Map<ObjectKey, Bytes>();
    for (const [i, key] of keys.entries()) {
      const bytes = values[i] ?? null;
      if (bytes !== null) objects.set(key, bytes);
    }
    return objects.has(HEADER_KEY) && objects.has(ROOT_KEY) ? objects : null;
  } catch {
    return null;
  }
}

/** Every one of these was read, and byte for byte. */
export const same = (keys: readonly ObjectKey[], read: readonly (Bytes | null)[], objects: ReadonlyMap<ObjectKey, Bytes>): boolean =>
  keys.every((key, i) => {
    const [mine, other] = [read[i] ?? null, objects.get(key) ?? null];
    return mine !== null && other !== null && equalBytes(mine, other);
  });

/**
 * Into the first of these that gives it all back: with pages of its file garbled Firefox shows a database as empty, takes what is written to
 * it, and reads nothing of it later (measured). null: none does.
 */
export async function writeWhole(
  databases: Databases,
  numbers: readonly number[],
  marker: Marker,
  objects: ReadonlyMap<ObjectKey, Bytes>,
): Promise<{ readonly database: ObjectDatabase; readonly number: number } | null> {
  const keys = [...objects.keys()];
  for (const number of numbers) {
    try {
      const database = await databases.open(number);
      if ((await database.write({ expect: null, marker, puts: objects, deletes: [] })) === 'conflict') continue;
      if (
        same(keys, await database.read(keys), objects) &&
        sameMarker(await database.marker(), marker) &&
        (await database.keys()).length === keys.length
      )
        return { database, number };
    } catch {
      // A broken backing store may spoil every name.
    }
  }
  return null;
}

async function restore(
  databases: Databases,
  shadow: Shadow,
  marker: Marker,
  found: readonly FoundDatabase[],
): Promise<Omit<Reconciled, 'retired'> | null> {
  const objects = await wholeShadow(shadow, marker);
  if (objects === null) return null;
  const unreadable = found.some(({ marker: own, empty }) => own === null && !empty);
  const notices: StoreNotice[] = unreadable ? ['database-unreadable', 'restored-from-shadow'] : ['restored-from-shadow'];
  const state = { kind: 'ready', ...marker } as const;
  const next = 1 + found.reduce((most, one) => Math.max(most, one.number), 0);
  const reuse = found.find(({ empty, database }) => empty && database !== null);
  // One that was there and seems empty is the last resort: its file may be garbled.
  const written = await writeWhole(databases, reuse === undefined ? [next] : [next, reuse.number], marker, objects);
  if (written !== null) return { state: { ...state, notices }, ...written, shadowBehind: false };
  // No database takes it: the shadow carries the vault until one does.
  return { state: { ...state, notices: ['database-unreadable'] }, database: null, number: null, shadowBehind: false };
}

export async function reconcile(databases: Databases, shadow: Shadow): Promise<Reconciled> {
  let unlistable = false;
  const numbers = await databases.numbers().catch(() => {
    unlistable = true;
    return [1];
  });
  const found: FoundDatabase[] = [];
  const shade = await lookAtShadow(shadow);
  // Chromium may list none and still open the first (`CURRENT` gone). Opening makes one where there is none: only where there was a vault.
  for (const number of numbers.length === 0 && shade.trace ? [1] : numbers) found.push(await look(databases, number));
  // A higher number took over from a lower one that was damaged: it counts, whatever the lower one says now.
  const best = found.findLast((one) => one.marker !== null) ?? null;
  const withRetired = (result: Omit<Reconciled, 'retired'>): Reconciled => ({
    ...result,
    retired: found.flatMap(({ database, empty }) => (database !== null && !empty && database !== result.database ? [database] : [])),
  });
  const none = { database: null, number: null, retired: [], shadowBehind: false } as const;

  if (best === null) {
    const restored = shade.marker === null ? null : await restore(databases, shadow, shade.marker, found);
    if (restored !== null) return withRetired(restored);
    const unreadable = unlistable || found.some(({ empty }) => !empty) || !shade.usable;
    if (!shade.trace && !unreadable) return { ...none, state: { kind: 'none' } };
    return withRetired({ ...none, state: { kind: 'trouble', problem: unreadable ? 'unreadable' : 'incomplete' } });
  }

  const marker = best.marker as Marker;
  const database = best.database as ObjectDatabase;
  const ready = (notices: readonly StoreNotice[], shadowBehind: boolean): Reconciled =>
    withRetired({ state: { kind: 'ready', ...marker, notices }, database, number: best.number, shadowBehind });
  if (!shade.usable) return ready(['shadow-unusable'], true);
  if (shade.marker === null) return ready(['shadow-rebuilt'], true);
  if (sameMarker(shade.marker, marker)) return ready([], false);
  const ahead = shade.marker.generation - marker.generation;
  if (shade.marker.vaultId !== marker.vaultId || ahead > MOST_AHEAD) {
    await shadow.setAside(shade.marker).catch(() => undefined);
    return ready(['other-vault-in-shadow'], true);
  }
  if (ahead < 0) return ready([], true);
  const restored = await restore(databases, shadow, shade.marker, found);
  return restored === null || restored.database === null ? ready([], true) : withRetired(restored);
}
