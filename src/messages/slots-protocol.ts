// The ways into the vault on the wire: opening it by another way than the password, and the list of ways with what may be done to it.
// Bytes travel as Base64url. Whatever changes a way asks for the password again; only a new password may be set by any of them.

import * as v from 'valibot';
import type { Outcome } from './views';

const password = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const bytes = (length: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.length(Math.ceil((length * 4) / 3)));
const credentialId = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(1364));
const slotId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const name = v.pipe(v.string(), v.maxLength(64));
/** As typed, in whatever form. */
const recoveryKey = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const pin = v.pipe(v.string(), v.maxLength(64));
const nothing = v.strictObject({});

const secret = v.variant('type', [
  v.strictObject({ type: v.literal('password'), password }),
  v.strictObject({ type: v.literal('passkey'), credentialId, prfOutput: bytes(32) }),
  v.strictObject({ type: v.literal('recovery'), recoveryKey }),
]);

/** What a person brings to open the vault, as a page sends it. */
export type SentSecret = v.InferOutput<typeof secret>;

export const slotRequests = {
  /** The ways that a locked vault has beside its password. */
  'slots/locked': nothing,
  'slots/unlock': v.strictObject({ secret }),
  'slots/unlock-pin': v.strictObject({ pin }),
  'slots/list': nothing,
  /** Is this the password? Before an authenticator is asked for anything. */
  'slots/check-password': v.strictObject({ password }),
  'slots/add-passkey': v.strictObject({
    password,
    name,
    credentialId,
    prfSalt: bytes(32),
    prfOutput: bytes(32),
    transports: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(16)),
  }),
  /** A fresh recovery key for a sheet. It opens nothing yet. */
  'slots/new-recovery-key': v.strictObject({ password }),
  /** The key as it was typed from the sheet. */
  'slots/add-recovery-key': v.strictObject({ password, name, recoveryKey }),
  'slots/rename': v.strictObject({ id: slotId, name }),
  /** Does this open the vault? Nothing is written, nothing is opened. */
  'slots/test': v.strictObject({ secret }),
  'slots/remove': v.strictObject({ password, id: slotId }),
  /** A new password, by any way in: the old one may be lost. */
  'slots/set-password': v.strictObject({ secret, next: password }),
  'slots/rotate': v.strictObject({ password }),
  'slots/rotation': nothing,
  'slots/set-pin': v.strictObject({ password, pin }),
  'slots/forget-pin': nothing,
} as const;

/** What an authenticator must be asked for one slot. */
export interface PasskeyQuestion {
  readonly credentialId: string;
  readonly prfSalt: string;
  readonly transports: readonly string[];
}

/** While locked. */
export interface LockedWays {
  readonly passkeys: readonly PasskeyQuestion[];
  readonly recoveryKey: boolean;
  /** Tries left, and milliseconds until the next may be made; null: no PIN is set. */
  readonly pin: { readonly left: number; readonly waitMs: number } | null;
}

export interface SlotView {
  readonly id: string;
  readonly type: 'password' | 'passkey' | 'recovery';
  /** Empty: unnamed. */
  readonly name: string;
  /** Unix ms. */
  readonly createdAt: number;
  readonly lastUsed: number | null;
  /** null but for passkeys. */
  readonly passkey: PasskeyQuestion | null;
}

export interface SlotList {
  readonly slots: readonly SlotView[];
  /** Ways that a newer Countersign made: kept, not usable here. */
  readonly unknown: number;
  /** Tries left; null: no PIN is set. */
  readonly pin: number | null;
  /** A change of the key was interrupted. */
  readonly rotationInterrupted: boolean;
}

export interface SlotReplies {
  'slots/locked': LockedWays;
  /** What a chip had asked the unlock for, where it could be done at once. */
  'slots/unlock': { readonly outcome: Outcome | null };
  'slots/unlock-pin': { readonly outcome: Outcome | null };
  'slots/list': SlotList;
  'slots/check-password': null;
  'slots/add-passkey': { readonly id: string };
  'slots/new-recovery-key': { readonly text: string; readonly qr: { readonly size: number; readonly modules: string } };
  'slots/add-recovery-key': { readonly id: string };
  'slots/rename': null;
  'slots/test': { readonly id: string };
  'slots/remove': null;
  'slots/set-password': null;
  'slots/rotate': { readonly dropped: number };
  /** In records; null: none is under way. */
  'slots/rotation': { readonly done: number; readonly total: number } | null;
  'slots/set-pin': null;
  'slots/forget-pin': null;
}
