// The manifest: what the vault is made of, so that nothing in it can be swapped, rolled back, dropped or slipped in unseen. A sealed
// root names every leaf, page and extra by its hash; a leaf names its records by theirs. docs/vault-format.md §5.

import type { Bytes } from '../bytes';
import type { UnixMs } from '../env';
import type { ItemId, ItemKind } from '../item';
import { asBytes, asInteger, asList, asMap, asNullable, asOneOf, type CborValue } from './cbor';
import { PAGE_SIZE } from './index-entry';
import { asItemId, bytesOfId } from './item-id';

/** One version of one object: the revision its label was sealed with, and SHA-256 of the sealed bytes. */
export interface Seen {
  readonly revision: number;
  readonly hash: Bytes;
}

/** One version of a record. */
export interface SeenRecord extends Seen {
  readonly schema: number;
}

export interface LeafEntry {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly current: SeenRecord;
  /** What the last edit replaced. */
  readonly previous: SeenRecord | null;
}

export interface LeafSeen extends Seen {
  /** Entries in the leaf, and in the page of the same number. */
  readonly count: number;
}

/** Facts of the vault as a whole. */
export interface VaultFacts {
  readonly createdAt: UnixMs;
  /** When a backup file was last written and read back. */
  readonly lastBackupAt: UnixMs | null;
  /** Commits with items since then: how loudly to ask for a backup. */
  readonly changesSinceBackup: number;
}

export interface Root {
  /** Counts commits. Also in clear beside both copies of the store. */
  readonly generation: number;
  /** SHA-256 of the header object: an old header put back is noticed. */
  readonly headerHash: Bytes;
  readonly facts: VaultFacts;
  readonly leaves: readonly LeafSeen[];
  readonly pages: readonly Seen[];
  /** Sealed values beside the items, by name. */
  readonly extras: ReadonlyMap<string, Seen>;
}

const seenToCbor = (seen: Seen): CborValue => [seen.revision, seen.hash];

function readSeen(value: unknown): Seen {
  const [revision, hash] = asList(value, 'seen');
  return { revision: asInteger(revision, 'revision', 1), hash: asBytes(hash, 'hash', 32, 32) };
}

const recordToCbor = (seen: SeenRecord): CborValue => [seen.revision, seen.schema, seen.hash];

function readSeenRecord(value: unknown): SeenRecord {
  const [revision, schema, hash] = asList(value, 'seen');
  return { revision: asInteger(revision, 'revision', 1), schema: asInteger(schema, 'schema', 1), hash: asBytes(hash, 'hash', 32, 32) };
}

export const leafToCbor = (entries: readonly LeafEntry[]): CborValue =>
  entries.map(({ id, kind, current, previous }) => [
    bytesOfId(id),
    kind,
    recordToCbor(current),
    previous === null ? null : recordToCbor(previous),
  ]);

export const readLeaf = (value: unknown): readonly LeafEntry[] =>
  asList(value, 'leaf', PAGE_SIZE).map((one) => {
    const [id, kind, current, previous] = asList(one, 'entry');
    return {
      id: asItemId(id, 'id'),
      kind: asOneOf(kind, 'kind', ['otp', 'recovery', 'passkey']),
      current: readSeenRecord(current),
      previous: asNullable(previous, readSeenRecord),
    };
  });

export const rootToCbor = (root: Root): CborValue =>
  new Map<string, CborValue>([
    ['generation', root.generation],
    ['headerHash', root.headerHash],
    ['createdAt', root.facts.createdAt],
    ['lastBackupAt', root.facts.lastBackupAt],
    ['changesSinceBackup', root.facts.changesSinceBackup],
    ['leaves', root.leaves.map((leaf) => [leaf.count, leaf.revision, leaf.hash])],
    ['pages', root.pages.map(seenToCbor)],
    ['extras', new Map([...root.extras].map(([name, seen]) => [name, seenToCbor(seen)]))],
  ]);

export function readRoot(value: unknown): Root {
  const map = asMap(value, 'root');
  return {
    generation: asInteger(map.get('generation'), 'generation', 1),
    headerHash: asBytes(map.get('headerHash'), 'headerHash', 32, 32),
    facts: {
      createdAt: asInteger(map.get('createdAt'), 'createdAt'),
      lastBackupAt: asNullable(map.get('lastBackupAt'), (at) => asInteger(at, 'lastBackupAt')),
      changesSinceBackup: asInteger(map.get('changesSinceBackup'), 'changesSinceBackup'),
    },
    leaves: asList(map.get('leaves'), 'leaves').map((one) => {
      const [count, ...seen] = asList(one, 'leaf');
      return { count: asInteger(count, 'count', 0, PAGE_SIZE), ...readSeen(seen) };
    }),
    pages: asList(map.get('pages'), 'pages').map(readSeen),
    extras: new Map([...asMap(map.get('extras'), 'extras')].map(([name, seen]) => [name, readSeen(seen)])),
  };
}
