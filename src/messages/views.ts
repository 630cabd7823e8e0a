// What the background shows to the other contexts. Codes appear here, seeds and private keys never do.

import type { ItemId, ItemKind, Origin } from '../core/item';
import type { ShownCode } from './recovery-protocol';

/** A code as it may be shown. Times in Unix milliseconds; null for HOTP, which does not expire. */
export interface CodeView {
  readonly id: ItemId;
  readonly code: string;
  readonly nextCode: string | null;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

/** One line of the popup's list. `here` says how the item belongs to the page in front. */
export interface Row {
  readonly id: ItemId;
  readonly kind: ItemKind;
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly Origin[];
  readonly pinned: boolean;
  readonly here: 'exact' | 'same-domain' | null;
  readonly otpType: 'totp' | 'hotp' | 'steam' | null;
  /** null: not an OTP account, or a HOTP account whose next code was not asked for. */
  readonly code: CodeView | null;
  /** Recovery codes, unused and in all: of this set, or of the set that belongs to this account (`recoveryId`). */
  readonly left: number | null;
  readonly total: number | null;
  readonly recoveryId: ItemId | null;
  /** Passkeys only. */
  readonly rpId: string | null;
  /** No copy of it can be read; all that is known are its names. */
  readonly damaged: boolean;
}

export interface RowList {
  readonly rows: readonly Row[];
  /** How many match the query in all; `rows` is one window of them. */
  readonly total: number;
  /** Host of the page in front, as shown to a person; null where there is none to fill. */
  readonly site: string | null;
  /** The list is in the person's own order: accounts can be moved. */
  readonly ownOrder: boolean;
}

/** Something the person should be told, once. The words are in `_locales` under `notice<Code>`. */
export interface Notice {
  readonly code:
    | 'restoredFromShadow'
    | 'shadowRebuilt'
    | 'databaseUnreadable'
    | 'shadowUnusable'
    | 'otherVaultInShadow'
    | 'recordsHealed'
    | 'recordsDamaged'
    | 'versionsDamaged'
    | 'sheetLost'
    | 'waysChanged'
    | 'rolledBack'
    | 'strangers'
    | 'extrasDamaged'
    | 'neverBackedUp'
    | 'manyChanges'
    | 'backupFailing'
    | 'backupNeedsFolder'
    | 'hostAccessMissing'
    | 'readOnlyNewerFormat';
  readonly detail: string | null;
}

export interface Status {
  /** `none`: no trace of a vault anywhere, the only state in which one may be created. `trouble`: traces, but it cannot be opened. */
  readonly vault: 'none' | 'locked' | 'open' | 'trouble';
  /** Where vault is `trouble`: why. */
  readonly trouble: string | null;
  /** Where vault is `none`: Unix ms since when there was one whose both copies are gone; null: no trace of one. */
  readonly lostSince: number | null;
  readonly notices: readonly Notice[];
  /** Unix ms of the deadline while open. */
  readonly lockAt: number | null;
  /** Unix ms; null while locked and where there was none. */
  readonly lastBackupAt: number | null;
  /** What undo would undo, as a `_locales` key, with its argument; `count` non-null: the key has plural forms, and the name comes second. */
  readonly undo: { readonly key: string; readonly name: string; readonly count: number | null } | null;
}

export interface Settings {
  /** Minutes without use; 1–240. */
  readonly autoLockMinutes: number;
  /** Hours that an open vault stays open at most, used or not; 1–24. */
  readonly longestOpenHours: number;
  /** Minutes without anybody at the computer; 0–240, 0: that does not lock. */
  readonly idleLockMinutes: number;
  /** When the computer's own lock is on. Only Chromium tells. */
  readonly lockWithSystem: boolean;
  /** Confirmations come in a window of the extension instead of the toolbar popup. */
  readonly confirmInWindow: boolean;
  /** Show offers in pages. */
  readonly pageOffers: boolean;
  /** Tell by a notification of a code prompt in a tab that is not in view. */
  readonly promptNotices: boolean;
  /** Passkeys may be kept in the vault; off: every site has the browser's own. */
  readonly passkeyBridge: boolean;
  /** Keyed hashes of the sites whose passkeys are in the vault stay readable while it is locked, so that they can ask for the unlock. */
  readonly passkeySiteHints: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  /** The person's own order, by name, or by use: `recent` last used first, `often` most used first. Accounts of the page in front and pinned ones come first in all. */
  readonly listOrder: 'own' | 'name' | 'recent' | 'often';
}

/** The end of one act, in words: `key` and `args` name a sentence of `_locales`. */
export interface Outcome {
  readonly ok: boolean;
  readonly key: string;
  readonly args: readonly string[];
}

/** An act that waits for the person's answer in extension UI. */
export interface Confirmation {
  readonly id: string;
  readonly kind: 'fill-code' | 'save-account' | 'fill-recovery-code' | 'save-recovery-codes' | 'unlock';
  /** The caller's full origin, as the browser names it. */
  readonly origin: Origin;
  /** Registrable domain or host, shown in bold. */
  readonly site: string;
  /** The page around it, where another site embeds the caller. */
  readonly topOrigin: Origin | null;
  /** Why it is asked: `_locales` keys under `confirmReason<Code>`. */
  readonly reasons: readonly string[];
  readonly accounts: readonly {
    readonly id: ItemId;
    readonly issuer: string;
    readonly account: string;
    readonly sites: readonly Origin[];
  }[];
  /** The vault must be unlocked first; the popup shows the password field in place of the buttons. */
  readonly locked: boolean;
}

// ---- offers in pages

/** What the detector tells of one finding; never a field's value. */
export type FindingReport =
  | {
      readonly id: number;
      readonly kind: 'code-prompt';
      readonly mode: 'single' | 'split' | 'two' | 'appended';
      /** Characters the field takes where it says so. */
      readonly digits: number | null;
      readonly channel: Channel;
    }
  | {
      readonly id: number;
      readonly kind: 'setup';
      /** The page says in words that a second factor is set up here; false where only an image looks like a QR code. */
      readonly words: boolean;
      /** `otpauth:` texts that stand in the page readable without decoding. */
      readonly uris: readonly string[];
      /** Shown keys, as written. */
      readonly secrets: readonly string[];
      readonly images: readonly CandidateImage[];
    }
  | {
      readonly id: number;
      readonly kind: 'recovery-display';
      /** As the page shows them, those that it calls used too. */
      readonly codes: readonly ShownCode[];
    }
  | {
      readonly id: number;
      readonly kind: 'recovery-prompt';
      /** The number of the code that the page asks for, from 1; null where any will do. */
      readonly ordinal: number | null;
    };

export type Channel = 'authenticator' | 'sms' | 'email' | 'hardware' | 'device' | 'unknown';

/** Pixels as a PNG data URL, or a box of the visible tab (CSS px of the top viewport) where the page's pixels cannot be read. */
export type CandidateImage =
  | { readonly how: 'pixels'; readonly dataUrl: string }
  | {
      readonly how: 'crop';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly ratio: number;
    };

export interface OfferView {
  readonly offerId: string;
  readonly findingId: number;
  readonly kind: 'save-account' | 'fill-code' | 'save-recovery-codes' | 'fill-recovery-code' | 'unlock' | 'passkey';
  /** `_locales` key and arguments of the chip's words. No secret, no account name. */
  readonly key: string;
  readonly args: readonly string[];
}

/** What the content script saw of the click: core/matching/chip-evidence.ts, DESIGN §5.4. */
export type { ChipEvidence } from '../core/matching/chip-evidence';

/** The answer to an accepted offer. */
export type Act =
  | {
      readonly status: 'fill';
      readonly code: string;
      readonly fillId: string;
      /** What to say once the page took it; null: the usual words. */
      readonly taken: Outcome | null;
    }
  | { readonly status: 'confirming' }
  | { readonly status: 'done'; readonly outcome: Outcome };

export type FillResult = 'taken' | 'not-taken' | 'gone' | 'not-empty';
