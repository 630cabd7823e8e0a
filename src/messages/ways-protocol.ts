// Page audience: what the popup goes on with after a command or the address bar opened it, and the sites without offers.

import * as v from 'valibot';

export const waysRequests = {
  'copy/take': v.strictObject({}),
  'never-offer/list': v.strictObject({}),
  'never-offer/remove': v.strictObject({ site: v.pipe(v.string(), v.maxLength(300)) }),
} as const;

export interface WaysReplies {
  /** A code that the popup was opened to put on the clipboard, with its account's name; once. */
  'copy/take': { readonly code: string; readonly name: string } | null;
  'never-offer/list': readonly string[];
  'never-offer/remove': readonly string[];
}
