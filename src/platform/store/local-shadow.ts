// The shadow: the same sealed objects in storage.local, another engine in other files. One set() is applied as a whole by both
// browsers, so the marker never runs ahead of what lies beside it. All of it is ciphertext: content scripts can read this area in
// Firefox, and in Chromium too until its access level is set.
//
// Where a part of the area is damaged, both browsers refuse to list it, to clear it and to write over the names in that part, for good
// (measured): each of these reads the old values first. Names that sort behind all the others still work. There the shadow moves, and
// its marker lists what lies beside it, as the browser no longer does.

import { type Bytes, base64, fromBase64 } from '../../core/bytes';
import type { ObjectChanges, ObjectKey } from '../../core/vault/store';
import { browser } from '../browser';
import { asMarker, type Marker, type Shadow } from './copies';
import { Silence, within } from './within';

const MARKER = 'marker';
const OTHER = 'other';
/** The first is where nothing has ever been damaged. */
const PLACES = ['vault/', 'vault~2/', 'vault~3/', 'vault~4/', 'vault~5/', 'vault~6/', 'vault~7/', 'vault~8/', 'vault~9/'] as const;
type Place = (typeof PLACES)[number];
const FIRST: Place = PLACES[0];

/** Firefox keeps this area in IndexedDB too: one garbled page of it may leave a read open for ever. */
const READ_WITHIN_MS = 5_000;
const ALL_WITHIN_MS = 15_000;

const get = (names: readonly string[]): Promise<Record<string, unknown>> =>
  within(READ_WITHIN_MS, browser.storage.local.get([...names]) as Promise<Record<string, unknown>>);

/** Of every place. */
async function allNames(): Promise<string[]> {
  const area = browser.storage.local as { getKeys?: () => Promise<string[]> };
  const names =
    area.getKeys === undefined
      ? Object.keys(await within(ALL_WITHIN_MS, browser.storage.local.get(null)))
      : await within(ALL_WITHIN_MS, area.getKeys.call(browser.storage.local));
  return names.filter((name) => PLACES.some((place) => name.startsWith(place)));
}

function bytesOf(value: unknown): Bytes | null {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  return bytes?.ok === true ? bytes.value : null;
}

/** Chromium 140 and later; Firefox has no such thing, and what lies there can stand being read. */
export async function keepFromContentScripts(): Promise<void> {
  const area = browser.storage.local as { setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void> };
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** What the marker of a later place says of what lies beside it: `<vaultId>/<key>`. */
function listIn(value: unknown): Set<string> {
  const { objects } = (value ?? {}) as { objects?: unknown };
  return new Set(Array.isArray(objects) ? objects.filter((one) => typeof one === 'string') : []);
}

interface Found {
  readonly place: Place;
  readonly marker: Marker | null;
  /** In the first place the browser's own list is asked. */
  readonly listed: Set<string>;
}

/** What the browser said that could not read it. */
class Unreadable {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

const unreadable = (error: unknown): Unreadable => {
  if (error instanceof Silence) throw error;
  return new Unreadable(error);
};

/** The marker's value in each place; one question where all is well. */
async function markers(): Promise<readonly unknown[]> {
  const names = PLACES.map((place) => place + MARKER);
  const together = await get(names).catch(unreadable);
  if (!(together instanceof Unreadable)) return names.map((name) => together[name]);
  const values: unknown[] = [];
  for (const name of names) values.push(await get([name]).then((one) => one[name], unreadable));
  return values;
}

/** The last place with a marker is the one that counts. */
async function find(): Promise<Found> {
  const values = await markers();
  const last = values.findLastIndex((value) => asMarker(value) !== null);
  const trouble = values.find((value) => value instanceof Unreadable);
  if (last < 0 && trouble !== undefined) throw trouble.cause;
  return { place: PLACES[Math.max(0, last)] ?? FIRST, marker: asMarker(values[last]), listed: listIn(values[last]) };
}

class LocalShadow implements Shadow {
  #found: Promise<Found> | null = null;

  #here(): Promise<Found> {
    this.#found ??= find().catch((error: unknown) => {
      this.#found = null;
      throw error;
    });
    return this.#found;
  }

  async marker(): Promise<Marker | null> {
    this.#found = null;
    return (await this.#here()).marker;
  }

  async hasTrace(): Promise<boolean> {
    return (await allNames()).length > 0;
  }

  async keys(vaultId: string): Promise<readonly ObjectKey[]> {
    const { place, listed } = await this.#here();
    const names = place === FIRST ? (await allNames()).map((name) => name.slice(place.length)) : [...listed];
    const prefix = `${vaultId}/`;
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }

  async read(vaultId: string, keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]> {
    const { place } = await this.#here();
    const names = keys.map((key) => `${place}${vaultId}/${key}`);
    const stored = await get(names);
    return names.map((name) => bytesOf(stored[name]));
  }

  async write(marker: Marker, { puts, deletes }: ObjectChanges): Promise<void> {
    const here = await this.#here();
    const { place } = here;
    const listed = new Set(here.listed);
    const nameOf = (key: ObjectKey): string => `${marker.vaultId}/${key}`;
    const values: Record<string, unknown> = {};
    for (const [key, bytes] of puts) {
      values[place + nameOf(key)] = base64(bytes);
      listed.add(nameOf(key));
    }
    // null reads as missing: the deletion is part of the one atomic write, clearing it away is not.
    for (const key of deletes) {
      values[place + nameOf(key)] = null;
      listed.delete(nameOf(key));
    }
    values[place + MARKER] = place === FIRST ? marker : { ...marker, objects: [...listed] };
    await browser.storage.local.set(values);
    this.#found = Promise.resolve({ ...here, marker, listed: place === FIRST ? here.listed : listed });
    if (deletes.length > 0) await browser.storage.local.remove(deletes.map((key) => place + nameOf(key))).catch(() => undefined);
  }

  async setAside(other: Marker): Promise<void> {
    const { place } = await this.#here();
    await browser.storage.local.set({ [place + OTHER]: other });
  }

  async discardOthers(vaultId: string): Promise<void> {
    const here = await this.#here();
    const { place, marker, listed } = here;
    const own = `${place}${vaultId}/`;
    const names = await allNames().catch(() => null);
    if (names !== null) await browser.storage.local.remove(names.filter((name) => name !== place + MARKER && !name.startsWith(own)));
    if (place === FIRST) return;
    const mine = [...listed].filter((name) => name.startsWith(`${vaultId}/`));
    // What the browser no longer lists can be named all the same: the same objects lay in every place. One that is damaged stays.
    const places = PLACES.slice(0, PLACES.indexOf(place));
    const unlisted = names !== null ? [] : [...listed, MARKER, OTHER].flatMap((name) => places.map((one) => one + name));
    for (const name of [...unlisted, ...[...listed].filter((one) => !mine.includes(one)).map((one) => place + one)])
      await browser.storage.local.remove(name).catch(() => undefined);
    await browser.storage.local.set({ [place + MARKER]: { ...marker, objects: mine } });
    this.#found = Promise.resolve({ ...here, listed: new Set(mine) });
  }

  async dump(): Promise<Readonly<Record<string, string>>> {
    const { place, listed } = await this.#here();
    const all = await within(ALL_WITHIN_MS, browser.storage.local.get(null)).catch((error: unknown) => {
      if (place === FIRST) throw error;
      return get([...listed].map((name) => place + name));
    });
    const ours = Object.entries(all).flatMap(([name, value]) => {
      if (typeof value !== 'string' || !PLACES.some((one) => name.startsWith(one))) return [];
      return [[name.startsWith(place) ? name.slice(place.length) : name, value] as const];
    });
    return Object.fromEntries(ours);
  }

  async clear(): Promise<void> {
    await browser.storage.local.remove(await allNames());
    this.#found = null;
  }

  /** Behind every place that holds anything or cannot be read. */
  async renew(): Promise<void> {
    const used = (await markers()).findLastIndex((value) => asMarker(value) !== null || value instanceof Unreadable);
    const next = PLACES[Math.max(0, used) + 1];
    try {
      if (next === undefined) throw new Error('no place is left');
      await browser.storage.local.set({ [next + MARKER]: null });
      await get([next + MARKER]);
      this.#found = Promise.resolve({ place: next, marker: null, listed: new Set() });
    } catch {
      await browser.storage.local.clear();
      this.#found = null;
    }
  }
}

export const localShadow: Shadow = new LocalShadow();
