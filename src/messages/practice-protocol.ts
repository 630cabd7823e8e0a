// Page audience: the practice page, an account of which is made and deleted there.

import * as v from 'valibot';
import type { ItemId } from '../core/item';

const nothing = v.strictObject({});

export const practiceRequests = {
  'practice/state': nothing,
  /** The QR code as the page shows it. */
  'practice/capture': v.strictObject({ dataUrl: v.pipe(v.string(), v.startsWith('data:image/png'), v.maxLength(512 * 1024)) }),
  'practice/end': nothing,
} as const;

/** What practice has put into the vault so far. */
export interface PracticeState {
  readonly accountId: ItemId | null;
}

export interface PracticeReplies {
  'practice/state': PracticeState;
  'practice/capture': PracticeState;
  /** How many items were deleted. */
  'practice/end': { readonly deleted: number };
}
