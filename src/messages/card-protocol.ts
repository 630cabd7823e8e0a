// Page audience: one account on its card, its edits, its QR code for a phone, and the trash.

import * as v from 'valibot';
import type { ItemId, ItemKind, Origin, OtpAlgorithm, PasskeyAlgorithm } from '../core/item';
import type { CodeView } from './views';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const itemId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const revision = v.pipe(v.number(), v.integer(), v.minValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));

export const cardRequests = {
  'items/card': v.strictObject({ id: itemId }),
  /** An address as typed, for this account: what it would be remembered as. */
  'items/site': v.strictObject({ id: itemId, address: text(2048) }),
  'items/edit': v.strictObject({
    id: itemId,
    /** The revision that the form was filled from. */
    revision,
    issuer: text(512),
    account: text(512),
    sites: v.pipe(v.array(text(2048)), v.maxLength(64)),
    note: text(4096),
    tags: v.pipe(v.array(text(64)), v.maxLength(32)),
    pinned: v.boolean(),
    /** null: the parameters stay as they are. Those that the type does not have are passed over. */
    otp: v.nullable(v.strictObject({ algorithm: text(16), digits: v.number(), period: v.number(), counter: v.number() })),
  }),
  'items/move-qr': v.strictObject({ id: itemId, password: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) }),
  'passkeys/card': v.strictObject({ id: itemId }),
  /** What the person calls it; the site is not told. */
  'passkeys/rename': v.strictObject({ id: itemId, userName: text(256), displayName: text(256) }),
  'damaged/view': v.strictObject({ id: itemId }),
  'damaged/go-back': v.strictObject({ id: itemId }),
  'damaged/remove': v.strictObject({ id: itemId }),
  'trash/list': v.strictObject({ offset: count, limit: v.pipe(count, v.maxValue(200)) }),
  'trash/restore': v.strictObject({ id: itemId }),
  'trash/delete': v.strictObject({ id: itemId }),
  'trash/empty': v.strictObject({}),
} as const;

/** A site in both its forms: `unicode` is null where they are the same. */
export interface SiteView {
  readonly origin: Origin;
  readonly ascii: string;
  readonly unicode: string | null;
  /** `look-alike` or `unknown-domain`: words are under `confirmReason`. */
  readonly warning: string | null;
}

export interface CardView {
  readonly id: ItemId;
  readonly revision: number;
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly SiteView[];
  readonly note: string;
  readonly tags: readonly string[];
  readonly pinned: boolean;
  /** Unix ms, as the other times. */
  readonly createdAt: number;
  /** When a site took a code for the first time. */
  readonly verifiedAt: number | null;
  /** When a code of it was last copied, or sent to a site; null where none was. */
  readonly lastUsedAt: number | null;
  readonly otp: {
    readonly type: 'totp' | 'hotp' | 'steam';
    readonly algorithm: OtpAlgorithm;
    readonly digits: number;
    readonly period: number | null;
    /** The next one to use. */
    readonly counter: number | null;
  };
  /** null: a counter's, which comes only when asked for. */
  readonly code: CodeView | null;
  readonly recovery: readonly { readonly id: ItemId; readonly left: number; readonly total: number }[];
  readonly passkeys: readonly { readonly id: ItemId; readonly rpId: string; readonly userName: string }[];
}

/** A passkey on its card: all about it but its key. */
export interface PasskeyView {
  readonly id: ItemId;
  readonly rpId: string;
  /** `rpId` in Unicode where it differs. */
  readonly unicode: string | null;
  /** What the site calls itself; a claim of the page. */
  readonly rpName: string;
  readonly userName: string;
  readonly displayName: string;
  readonly sites: readonly SiteView[];
  readonly algorithm: PasskeyAlgorithm;
  readonly discoverable: boolean;
  /** Unix ms. */
  readonly createdAt: number;
  /** Unix ms; null: no site has had a signature of it. */
  readonly lastUsedAt: number | null;
  /** OTP accounts of the same site. */
  readonly accounts: readonly {
    readonly id: ItemId;
    readonly issuer: string;
    readonly account: string;
    readonly otpType: 'totp' | 'hotp' | 'steam';
  }[];
}

/** What a phone's camera reads: `size` × `size` modules, row by row, `1` is dark. It is the key: shown for a moment, kept nowhere. */
export interface MoveQr {
  readonly size: number;
  readonly modules: string;
  /** `counter`: only one of the two may go on using it. `unusual`: not every app can make these codes. */
  readonly warnings: readonly ('counter' | 'unusual')[];
}

/** What is still known of an entry that no copy can give any more. */
export interface DamagedView {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly issuer: string;
  readonly account: string;
  /** Unix ms: of when the version is that was there before the last change; null: that is lost too, or there was none. */
  readonly before: number | null;
}

export interface TrashedRow {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly issuer: string;
  readonly account: string;
  /** Unix ms. */
  readonly trashedAt: number;
  /** Whole days until it is deleted for good; 0: at the next unlock. */
  readonly daysLeft: number;
}

export interface CardReplies {
  'items/card': CardView;
  'items/site': SiteView;
  'items/edit': null;
  'items/move-qr': MoveQr;
  'passkeys/card': PasskeyView;
  'passkeys/rename': null;
  /** null: it can be read again. */
  'damaged/view': DamagedView | null;
  'damaged/go-back': null;
  'damaged/remove': null;
  'trash/list': { readonly rows: readonly TrashedRow[]; readonly total: number };
  'trash/restore': null;
  'trash/delete': null;
  'trash/empty': { readonly deleted: number };
}
