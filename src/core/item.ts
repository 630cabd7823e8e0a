// What the vault holds. One sealed record per item; `vault/` decides how, this file what.

import type { Bytes } from './bytes';
import type { UnixMs } from './env';

/** 16 random bytes as 32 lower-case hex digits. */
export type ItemId = string;

/** An exact web origin as the browser writes it: `https://id.heroku.com`, `http://localhost:8080`. Never `null`, never a path. */
export type Origin = string;

/** HMAC hash of an OTP. SHA224 and SHA384 occur in FreeOTP and 2FAS exports. */
export type OtpAlgorithm = 'SHA1' | 'SHA224' | 'SHA256' | 'SHA384' | 'SHA512';

export interface TotpParameters {
  readonly type: 'totp';
  readonly secret: Bytes;
  readonly algorithm: OtpAlgorithm;
  /** 1–10 */
  readonly digits: number;
  /** Seconds, 1–86,400 */
  readonly period: number;
}

export interface HotpParameters {
  readonly type: 'hotp';
  readonly secret: Bytes;
  readonly algorithm: OtpAlgorithm;
  readonly digits: number;
  /** The next counter to use, 0 to 2^53-1. */
  readonly counter: number;
}

/** SHA1, 30 s, five characters of Steam's alphabet. */
export interface SteamParameters {
  readonly type: 'steam';
  readonly secret: Bytes;
}

export type OtpParameters = TotpParameters | HotpParameters | SteamParameters;

export interface ItemBase {
  readonly id: ItemId;
  /** Origins where this item may be used with one click. */
  readonly sites: readonly Origin[];
  readonly note: string;
  readonly tags: readonly string[];
  readonly pinned: boolean;
  readonly createdAt: UnixMs;
  readonly changedAt: UnixMs;
  /** In the trash since then; kept 30 days. */
  readonly trashedAt: UnixMs | null;
}

export interface OtpAccount extends ItemBase {
  readonly kind: 'otp';
  readonly issuer: string;
  readonly account: string;
  readonly otp: OtpParameters;
  /** When the site took a code of this account for the first time. */
  readonly verifiedAt: UnixMs | null;
  /** The last TOTP time step sent to each origin: none is sent twice (RFC 6238 §5.2). */
  readonly sentSteps: Readonly<Record<Origin, number>>;
}

export interface RecoveryCode {
  readonly text: string;
  readonly usedAt: UnixMs | null;
  readonly usedOn: Origin | null;
}

export interface RecoverySet extends ItemBase {
  readonly kind: 'recovery';
  /** The OTP account it belongs to, where known. */
  readonly accountId: ItemId | null;
  readonly issuer: string;
  readonly account: string;
  /** Where the site showed them: origin and path, no query and no fragment. New ones are made there. */
  readonly page: string | null;
  readonly codes: readonly RecoveryCode[];
}

/** COSEAlgorithmIdentifier: ES256, EdDSA, RS256. */
export type PasskeyAlgorithm = -7 | -8 | -257;

export interface Passkey extends ItemBase {
  readonly kind: 'passkey';
  readonly rpId: string;
  readonly rpName: string;
  /** 32 random bytes. */
  readonly credentialId: Bytes;
  /** user.id, 1–64 bytes. */
  readonly userHandle: Bytes;
  readonly userName: string;
  readonly displayName: string;
  readonly algorithm: PasskeyAlgorithm;
  /** PKCS#8 DER. */
  readonly privateKey: Bytes;
  readonly discoverable: boolean;
  /** BE flag, fixed at creation (WebAuthn L3 §6.1.3). */
  readonly backupEligible: boolean;
  /** Seed of the prf extension, 32 bytes. */
  readonly prfSeed: Bytes;
  readonly largeBlob: Bytes | null;
  readonly credBlob: Bytes | null;
  /** When a site last got a signature of it. Not a change of the passkey: `changedAt` stays. */
  readonly usedAt: UnixMs | null;
}

export type Item = OtpAccount | RecoverySet | Passkey;
export type ItemKind = Item['kind'];
