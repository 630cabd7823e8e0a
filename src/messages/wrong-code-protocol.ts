// Page audience: why a site may have refused a code.

import * as v from 'valibot';
import type { ItemId } from '../core/item';
import type { WrongCodeReason } from '../core/otp/wrong-code';
import type { Outcome } from './views';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));

export const wrongCodeRequests = {
  /** Was a code just filled into this tab, and is it asked for again? */
  'wrong-code/suspected': v.strictObject({ tabId }),
  /** Asks the site's own page for the time, and nobody else. */
  'wrong-code/check': v.strictObject({ id, tabId: v.nullable(tabId) }),
  /** By the clock that the last check found, once. */
  'wrong-code/fill': v.strictObject({ id, tabId }),
  'wrong-code/copy': v.strictObject({ id }),
} as const;

export interface ClockReading {
  /** Whose page told the time. */
  readonly site: string;
  readonly clock: 'right' | 'off' | 'far-off' | 'unknown';
  /** Ms to add to this computer's clock; negative: it is fast. */
  readonly offsetMs: number;
  readonly plusMinusMs: number;
  /** Off by whole zones. */
  readonly zone: boolean;
  /** A corrected code can be had. */
  readonly canCorrect: boolean;
}

export interface WrongCode {
  /** null: the page in front is none of this account's, or lets nobody ask it. */
  readonly reading: ClockReading | null;
  readonly reasons: readonly WrongCodeReason[];
}

export interface WrongCodeReplies {
  'wrong-code/suspected': { readonly id: ItemId; readonly name: string } | null;
  'wrong-code/check': WrongCode;
  'wrong-code/fill': Outcome;
  'wrong-code/copy': { readonly code: string };
}
