// Page audience: several accounts at once, and one to another place in the list. Each request is one commit.

import * as v from 'valibot';
import type { ItemId } from '../core/item';

const itemId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const tabId = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));
const ids = v.pipe(v.array(itemId), v.minLength(1), v.maxLength(100_000));

export const batchRequests = {
  /** Rows `from` up to `to` of the list that a query has on that page: what a range is made of where the rows are not on screen. */
  'items/picks': v.strictObject({ query: v.pipe(v.string(), v.maxLength(256)), tabId, from: count, to: count }),
  /** All tags that there are, the most used first. */
  'items/tags': v.strictObject({}),
  'items/batch': v.strictObject({
    ids,
    act: v.variant('do', [
      v.strictObject({ do: v.literal('trash') }),
      v.strictObject({ do: v.literal('pin'), pinned: v.boolean() }),
      v.strictObject({ do: v.literal('tag'), tag: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) }),
    ]),
  }),
  /** To its place before or after another account, in the list that has that page in front. */
  'items/place': v.strictObject({ id: itemId, tabId, side: v.picklist(['before', 'after']), of: itemId }),
} as const;

export type BatchAct = v.InferOutput<(typeof batchRequests)['items/batch']>['act'];

export interface ListPick {
  readonly id: ItemId;
  readonly pinned: boolean;
}

export interface BatchReplies {
  'items/picks': readonly ListPick[];
  'items/tags': readonly string[];
  /** How many were not so already; the name where it was one. */
  'items/batch': { readonly changed: number; readonly name: string };
  /** False: it stands there already, or the two are of different kinds in the list. */
  'items/place': { readonly moved: boolean };
}
