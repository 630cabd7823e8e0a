// What a page asks for, decoded: defaults filled in, words that the standard does not know passed over (WebAuthn L3 §5.4, §5.5, §5.8).

import type { Bytes } from '../bytes';
import type { PasskeyAlgorithm } from '../item';

export type UserVerification = 'required' | 'preferred' | 'discouraged';

export interface CredentialDescriptor {
  readonly id: Bytes;
}

/** Inputs of the prf extension (§10.1.4), as the page gives them. */
export interface PrfValues {
  readonly first: Bytes;
  readonly second: Bytes | null;
}

export interface CreationExtensions {
  readonly credProps: boolean;
  /** Asked for at all; `eval` where results are wanted at once. */
  readonly prf: { readonly eval: PrfValues | null } | null;
  readonly largeBlob: boolean;
  readonly credBlob: Bytes | null;
  readonly hmacCreateSecret: boolean;
}

export interface CreationOptions {
  readonly rp: { readonly id: string | null; readonly name: string };
  readonly user: { readonly id: Bytes; readonly name: string; readonly displayName: string };
  readonly challenge: Bytes;
  /** Those of the page's that we make, in its order. Empty: none of them. */
  readonly algorithms: readonly PasskeyAlgorithm[];
  /** Milliseconds, as the page asks. */
  readonly timeout: number | null;
  readonly excludeCredentials: readonly CredentialDescriptor[];
  readonly authenticatorSelection: {
    readonly authenticatorAttachment: 'platform' | 'cross-platform' | null;
    readonly residentKey: 'required' | 'preferred' | 'discouraged';
    readonly userVerification: UserVerification;
  };
  readonly hints: readonly string[];
  readonly extensions: CreationExtensions;
}

export interface RequestExtensions {
  readonly prf: {
    readonly eval: PrfValues | null;
    /** By credential id in base64url. */
    readonly evalByCredential: ReadonlyMap<string, PrfValues>;
  } | null;
  readonly largeBlob: { readonly read: boolean; readonly write: Bytes | null } | null;
  readonly getCredBlob: boolean;
}

export interface RequestOptions {
  readonly rpId: string | null;
  readonly challenge: Bytes;
  readonly timeout: number | null;
  /** Public keys only. */
  readonly allowCredentials: readonly CredentialDescriptor[];
  /** The page gave no list at all. A list of which nothing is left allows nothing. */
  readonly allowAny: boolean;
  readonly userVerification: UserVerification;
  readonly hints: readonly string[];
  readonly extensions: RequestExtensions;
}
