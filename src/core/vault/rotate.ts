// The whole vault under another key, as one commit. It is planned beside the old one, object by object, and nothing of it is on disk
// until all of it is: whenever it is interrupted, the vault is wholly the old one or wholly the new one. docs/vault-format.md §3.

import type { Bytes } from '../bytes';
import { fail, ok, type Result } from '../result';
import { encodeHeader, type Header } from './header';
import { pageToCbor } from './index-entry';
import { extraLabel, leafLabel, pageLabel, ROOT_LABEL, recordLabel } from './labels';
import { type LeafEntry, leafToCbor, type Root, rootToCbor, type Seen, type SeenRecord } from './manifest';
import type { Base } from './plan';
import { reseal, type Sealer, seal } from './seal';
import type { Reading } from './sheet';
import { extraKey, HEADER_KEY, leafKey, type ObjectKey, pageKey, previousKey, ROOT_KEY, recordKey } from './store';

/** `damaged`: something cannot be read, and what may still be saved of it could not be saved under the new key. Nothing has changed. */
export type RotationFailure = 'damaged' | 'newer-format';

/** An extra that says since when a rotation is under way; it ends with it. One that was left behind tells of an interruption. */
export const ROTATION_EXTRA = 'rotation';

/** Records opened and sealed at a time. */
const BATCH = 64;

interface Target {
  readonly sealer: Sealer;
  /** With slots for the new key. */
  readonly header: Header;
  /** In records. */
  readonly onProgress: (done: number, total: number) => void;
}

interface Rotation {
  readonly root: Root;
  readonly puts: ReadonlyMap<ObjectKey, Bytes>;
  readonly deletes: readonly ObjectKey[];
  readonly leaves: readonly (readonly LeafEntry[])[];
}

/** Needs every record readable. A previous version that is unreadable in every copy is let go. */
export async function planRotation(reading: Reading, base: Base, target: Target): Promise<Result<Rotation, RotationFailure>> {
  const { env, sealer: from, objects } = reading;
  const { sealer: to, header, onProgress } = target;
  const generation = base.root.generation + 1;
  const puts = new Map<ObjectKey, Bytes>();
  const deletes: ObjectKey[] = [];
  const total = base.where.size;
  let done = 0;

  const version = async (entry: LeafEntry, key: ObjectKey, bytes: Bytes, seen: SeenRecord): Promise<SeenRecord | null> => {
    const again = await reseal(env, from, to, bytes, recordLabel(entry.id, entry.kind, seen));
    if (!again.ok) return null;
    puts.set(key, again.value);
    return { ...seen, hash: await objects.hash(again.value) };
  };

  const batch = async (entries: readonly LeafEntry[]): Promise<readonly LeafEntry[] | null> => {
    const wanted = entries.flatMap(({ id, current, previous }) => [
      { key: recordKey(id), hash: current.hash },
      { key: previousKey(id), hash: (previous ?? current).hash },
    ]);
    // What has no previous version is not asked for; its place is filled by the record itself, so that places stay fixed.
    const found = await objects.fetch(
      wanted.map((one, i) => (i % 2 === 1 && entries[(i - 1) / 2]?.previous === null ? (wanted[i - 1] as typeof one) : one)),
      base.root.generation,
    );
    const moved = await Promise.all(
      entries.map(async (entry, i): Promise<LeafEntry | null> => {
        const [record, older] = [found[2 * i], found[2 * i + 1]];
        if (record?.ok !== true) return null;
        const current = await version(entry, recordKey(entry.id), record.value, entry.current);
        if (current === null) return null;
        if (entry.previous === null) return { ...entry, current };
        const previous = older?.ok === true ? await version(entry, previousKey(entry.id), older.value, entry.previous) : null;
        if (previous === null) deletes.push(previousKey(entry.id));
        return { ...entry, current, previous };
      }),
    );
    return moved.some((entry) => entry === null) ? null : (moved as LeafEntry[]);
  };

  const leaves: (readonly LeafEntry[])[] = [];
  for (const [n, sheet] of base.sheets.entries()) {
    if (sheet.lost) return fail('damaged', leafKey(n));
    const leaf = await base.leaf(n);
    const moved: LeafEntry[] = [];
    for (let at = 0; at < leaf.length; at += BATCH) {
      const entries = await batch(leaf.slice(at, at + BATCH));
      if (entries === null) return fail('damaged', leafKey(n));
      moved.push(...entries);
      done += entries.length;
      onProgress(done, total);
    }
    leaves.push(moved);
  }

  const pages: Seen[] = [];
  const leavesSeen: Root['leaves'][number][] = [];
  for (const [n, leaf] of leaves.entries()) {
    const sealedLeaf = await seal(env, to, leafLabel(n, generation), leafToCbor(leaf));
    const sealedPage = await seal(env, to, pageLabel(n, generation), pageToCbor(base.sheets[n]?.page ?? []));
    puts.set(leafKey(n), sealedLeaf).set(pageKey(n), sealedPage);
    leavesSeen.push({ count: leaf.length, ...(await objects.seen(generation, sealedLeaf)) });
    pages.push(await objects.seen(generation, sealedPage));
  }

  const extras = new Map<string, Seen>();
  for (const [name, seen] of base.root.extras) {
    if (name === ROTATION_EXTRA) {
      deletes.push(extraKey(name));
      continue;
    }
    const bytes = await objects.fetchOne({ key: extraKey(name), hash: seen.hash }, base.root.generation);
    const again = bytes.ok
      ? await reseal(env, from, to, bytes.value, extraLabel(name, seen.revision), extraLabel(name, generation))
      : bytes;
    if (!again.ok) return fail('damaged', extraKey(name));
    puts.set(extraKey(name), again.value);
    extras.set(name, await objects.seen(generation, again.value));
  }

  const headerBytes = await encodeHeader(env.subtle, header);
  puts.set(HEADER_KEY, headerBytes);
  const headerHash = await objects.hash(headerBytes);
  const root: Root = { generation, headerHash, facts: base.root.facts, leaves: leavesSeen, pages, extras };
  puts.set(ROOT_KEY, await seal(env, to, ROOT_LABEL, rootToCbor(root)));
  return ok({ root, puts, deletes, leaves });
}
