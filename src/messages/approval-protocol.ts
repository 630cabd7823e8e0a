// Page audience: the approval of a WebAuthn ceremony. Private keys never appear here; passkeys as things are in card-protocol.ts.

import * as v from 'valibot';
import type { ItemId, Origin } from '../core/item';
import type { Outcome } from './views';

const id = v.pipe(v.string(), v.maxLength(64));

export interface PasskeyChoice {
  readonly id: ItemId;
  readonly userName: string;
  readonly displayName: string;
  /** Unix ms */
  readonly createdAt: number;
}

/** One ceremony that waits for a person, as the popup or the window shows it. */
export interface Approval {
  readonly id: string;
  readonly kind: 'create' | 'get';
  readonly rpId: string;
  /** Registrable domain of `rpId` (core/matching/site.ts); `rpId` itself where it has none. */
  readonly site: string;
  /** What the site calls itself; a claim of the page. Empty at `get`. */
  readonly rpName: string;
  /** Who asks, as the browser names it. */
  readonly origin: Origin;
  /** The page around it where that is another origin. */
  readonly topOrigin: Origin | null;
  /** create: whom the passkey is for, as the page says. */
  readonly user: { readonly userName: string; readonly displayName: string } | null;
  /** get: those that can answer. create: those of the same user at this site, to replace or to keep beside it. Empty while locked. */
  readonly passkeys: readonly PasskeyChoice[];
  /** create: one of the page's excluded credentials is here already; a yes only says so. */
  readonly excluded: boolean;
  /** Unlock first; it counts as verification. */
  readonly locked: boolean;
  /** The password again, because the site requires verification and the last one is too long ago. */
  readonly verify: boolean;
  /** Passkey autofill: nobody waits, the browser's own goes on beside it. */
  readonly conditional: boolean;
  /** Unix ms */
  readonly expires: number;
}

export const approvalRequests = {
  /** `tabId`: of the page in front. A conditional one is told only where it is of that tab. */
  'approval/current': v.strictObject({ tabId: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
  'approval/answer': v.strictObject({
    id,
    /** `native`: a security key, this device or a phone, as the browser does it. */
    choice: v.picklist(['vault', 'native', 'cancel']),
    /** get: which passkey. */
    passkeyId: v.nullable(id),
    /** create: the passkey of the same user that goes to the trash; null keeps both. */
    replaceId: v.nullable(id),
    /** With `native`: always the browser's for this site. */
    remember: v.boolean(),
    /** Where `verify` asks for it. */
    password: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))),
  }),
  /** Sites where the browser's own is always used. */
  'browser-passkeys/list': v.strictObject({}),
  'browser-passkeys/forget': v.strictObject({ origin: v.pipe(v.string(), v.maxLength(2048)) }),
};

export interface ApprovalReplies {
  'approval/current': Approval | null;
  /**
   * Comes as soon as the answer is taken, before the page has its credential: an answer that is `ok` closes the popup or the window at
   * once, because the page needs the focus for the rest.
   */
  'approval/answer': Outcome;
  'browser-passkeys/list': readonly Origin[];
  'browser-passkeys/forget': null;
}
