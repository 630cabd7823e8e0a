// Page audience: the practice page, an account of which is made and deleted there.

import * as v from 'valibot';
import type { ItemId } from '../core/item';

const nothing = v.strictObject({});

export const practiceRequests = {
  'practice/state': nothing,
  /** The QR code as the page shows it. */
  'practice/capture': v.strictObject({ dataUrl: v.pipe(v.string(), v.startsWith('data:image/png'), v.maxLength(512 * 1024)) }),
  /** Keeps the recovery codes that the page shows, with the practice account. */
  'practice/keep-codes': nothing,
  /** The next unused one; it counts as used from then on. */
  'practice/use-code': nothing,
  'practice/end': nothing,
} as const;

/** What practice has put into the vault so far. */
export interface PracticeState {
  readonly accountId: ItemId | null;
  /** Recovery codes that were kept. */
  readonly codes: { readonly left: number; readonly total: number } | null;
}

export interface PracticeReplies {
  'practice/state': PracticeState;
  'practice/capture': PracticeState;
  'practice/keep-codes': PracticeState;
  'practice/use-code': { readonly code: string; readonly left: number };
  /** How many items were deleted. */
  'practice/end': { readonly deleted: number };
}
