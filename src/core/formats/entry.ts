// What every import format comes down to: accounts and passkeys with their names, and what could not be kept with the reason.

import type { Bytes } from '../bytes';
import type { Origin, OtpParameters, PasskeyAlgorithm } from '../item';
import type { OtpUriError, OtpWarning } from '../otp/uri';

/** What a preview should say about an entry that can be kept. `trashed`: it lay in the other program's trash and goes to ours. */
export type EntryWarning = OtpWarning | 'period-assumed' | 'trashed' | 'bound-to-host' | 'note-shortened';

/**
 * Why an entry cannot be kept. `unsupported-type`: detail names it (`motp`, `yaotp`). `in-trash`: deleted over there, and not taken.
 * `migration-gap`: parts of an export are missing, detail says `2/3`. `unsupported-key`: a passkey of a kind we cannot use.
 */
export type RefusalCode = OtpUriError | 'malformed-migration' | 'migration-gap' | 'in-trash' | 'unsupported-key' | 'unreadable-entry';

interface Named {
  readonly issuer: string;
  readonly account: string;
}

interface Kept extends Named {
  readonly sites: readonly Origin[];
  readonly note: string;
  readonly tags: readonly string[];
  readonly pinned: boolean;
  readonly trashed: boolean;
  readonly warnings: readonly EntryWarning[];
}

export interface OtpFound extends Kept {
  readonly kind: 'otp';
  readonly otp: OtpParameters;
}

export interface RecoveryFound extends Kept {
  readonly kind: 'recovery';
  readonly codes: readonly string[];
}

export interface PasskeyFound extends Kept {
  readonly kind: 'passkey';
  readonly rpId: string;
  readonly credentialId: Bytes;
  readonly userHandle: Bytes;
  readonly displayName: string;
  readonly algorithm: PasskeyAlgorithm;
  /** PKCS#8 DER. */
  readonly privateKey: Bytes;
  readonly discoverable: boolean;
  /** Of the prf extension, 32 bytes, where the file has one. */
  readonly prfSeed: Bytes | null;
}

export interface Refused extends Named {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** Never a secret. */
  readonly detail?: string;
}

export type Found = OtpFound | RecoveryFound | PasskeyFound | Refused;

/** What an adapter may say beside the entry itself. */
export interface Extras {
  readonly sites?: readonly Origin[];
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly pinned?: boolean;
  readonly trashed?: boolean;
}

export const refused = (names: Named, code: RefusalCode, detail?: string): Refused => ({
  kind: 'refused',
  issuer: names.issuer,
  account: names.account,
  code,
  ...(detail === undefined ? {} : { detail }),
});
