// The label of each kind of object: what its bytes must claim to be.

import type { ItemId, ItemKind } from '../item';
import type { SeenRecord } from './manifest';
import type { ObjectLabel } from './seal';
import { extraKey, leafKey, pageKey, ROOT_KEY, recordKey } from './store';

/** Format 1 has one schema for everything that is not an item. */
const SCHEMA = 1;

/** The root's generation is inside, and compared with the one in clear: it says how far it was rolled back. */
export const ROOT_LABEL: ObjectLabel = { type: 'root', key: ROOT_KEY, kind: 'root', revision: 0, schema: SCHEMA };

/** `revision` of leaf, page and extra: the generation that wrote them. */
export const leafLabel = (n: number, revision: number): ObjectLabel => ({
  type: 'leaf',
  key: leafKey(n),
  kind: 'leaf',
  revision,
  schema: SCHEMA,
});
export const pageLabel = (n: number, revision: number): ObjectLabel => ({
  type: 'page',
  key: pageKey(n),
  kind: 'page',
  revision,
  schema: SCHEMA,
});
export const extraLabel = (name: string, revision: number): ObjectLabel => ({
  type: 'extra',
  key: extraKey(name),
  kind: 'extra',
  revision,
  schema: SCHEMA,
});

export const recordLabel = (id: ItemId, kind: ItemKind, seen: Pick<SeenRecord, 'revision' | 'schema'>): ObjectLabel => ({
  type: 'record',
  key: recordKey(id),
  kind,
  revision: seen.revision,
  schema: seen.schema,
});
