// Page audience: what the popup goes on with after a command or the address bar opened it, and the sites without offers.

import * as v from 'valibot';
import type { ItemId } from '../core/item';

export const waysRequests = {
  'copy/take': v.strictObject({}),
  'copy/issue': v.strictObject({ id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) }),
  'never-offer/list': v.strictObject({}),
  'never-offer/remove': v.strictObject({ site: v.pipe(v.string(), v.maxLength(300)) }),
} as const;

export interface WaysReplies {
  /** A code that the popup was opened to put on the clipboard, with its account's name; once. null in it: ask for it when pressed. */
  'copy/take': { readonly id: ItemId; readonly name: string; readonly code: string | null } | null;
  /** Uses up the next code of a counter-based account. */
  'copy/issue': { readonly code: string };
  'never-offer/list': readonly string[];
  'never-offer/remove': readonly string[];
}
