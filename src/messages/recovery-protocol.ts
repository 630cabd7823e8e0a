// Recovery codes on the wire: routes of the extension's own pages, and what a detector may report of them.

import * as v from 'valibot';
import type { ItemId, Origin } from '../core/item';
import { MAX_CODES } from '../core/recovery/read-codes';
import type { Outcome } from './views';

const itemId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const findingId = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_CODES));

export const recoveryRequests = {
  /** `site`: an address as a person types it; null or empty where they named none. */
  'recovery/add': v.strictObject({
    text: v.pipe(v.string(), v.maxLength(128 * 1024)),
    site: v.nullable(v.pipe(v.string(), v.maxLength(2048))),
  }),
  'recovery/about': v.strictObject({ id: itemId }),
  /** Opens the site where new ones are made, in a tab of its own. */
  'recovery/new-codes': v.strictObject({ id: itemId }),
  'recovery/reveal': v.strictObject({ id: itemId, password: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) }),
  'recovery/mark': v.strictObject({ id: itemId, ordinal, used: v.boolean() }),
  'recovery/fill': v.strictObject({ id: itemId, tabId: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
} as const;

/** What may be said of a set without the password: no code. */
export interface SetFacts {
  readonly id: ItemId;
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly Origin[];
  readonly left: number;
  readonly total: number;
  /** Where new codes are made: an address of the web; null where none is known. */
  readonly newCodesAt: string | null;
}

/** A set as shown after the password was entered again. Times in Unix ms. */
export interface RevealedSet {
  readonly id: ItemId;
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly Origin[];
  readonly createdAt: number;
  readonly codes: readonly { readonly text: string; readonly usedAt: number | null; readonly usedOn: Origin | null }[];
}

export interface RecoveryReplies {
  'recovery/add': Outcome;
  'recovery/about': SetFacts;
  'recovery/new-codes': null;
  'recovery/reveal': RevealedSet;
  'recovery/mark': null;
  'recovery/fill': Outcome | { readonly confirming: true };
}

/** As the page shows it. */
export interface ShownCode {
  readonly text: string;
  readonly used: boolean;
}

/** Codes stand in clear in the page that reports them. */
export const recoveryFindings = [
  v.strictObject({
    id: findingId,
    kind: v.literal('recovery-display'),
    codes: v.pipe(
      v.array(v.strictObject({ text: v.pipe(v.string(), v.minLength(4), v.maxLength(128)), used: v.boolean() })),
      v.minLength(1),
      v.maxLength(MAX_CODES),
    ),
  }),
  v.strictObject({ id: findingId, kind: v.literal('recovery-prompt'), ordinal: v.nullable(ordinal) }),
] as const;
