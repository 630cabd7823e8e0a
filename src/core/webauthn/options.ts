// What a page asks for, decoded: bytes are bytes, defaults are filled in (WebAuthn L3 §5.4, §5.5), what no one knows is left out.
// The decoders are in messages/webauthn-options.ts.

import type { Bytes } from '../bytes';
import type { PasskeyAlgorithm } from '../item';

export type ResidentKey = 'discouraged' | 'preferred' | 'required';

export type UserVerification = 'discouraged' | 'preferred' | 'required';

/** WebAuthn L3 §5.8.7. */
export type Hint = 'security-key' | 'client-device' | 'hybrid';

/** A public-key credential of the page's lists. */
export interface Descriptor {
  readonly id: Bytes;
}

export interface PrfInput {
  readonly first: Bytes;
  readonly second: Bytes | null;
}

export interface CreationExtensions {
  readonly credProps: boolean;
  /** WebAuthn L3 §10.1.4. */
  readonly prf: { readonly eval: PrfInput | null } | null;
  /** WebAuthn L3 §10.1.5; `preferred` and `required` get the same. */
  readonly largeBlob: boolean;
  /** CTAP 2.1 §12.2. */
  readonly credBlob: Bytes | null;
  /** CTAP 2.1 §12.5, as browsers let pages ask for it: is a prf there? */
  readonly hmacCreateSecret: boolean;
}

export interface RequestExtensions {
  /** Keys of `evalByCredential` are credential ids in base64url. */
  readonly prf: { readonly eval: PrfInput | null; readonly evalByCredential: ReadonlyMap<string, PrfInput> } | null;
  readonly largeBlob: { readonly read: boolean; readonly write: Bytes | null } | null;
  readonly getCredBlob: boolean;
  /** A U2F application id is offered beside the rpId; passkeys never belong to one. WebAuthn L3 §10.1.1. */
  readonly appid: boolean;
}

export interface CreationOptions {
  /** `id` null: the caller's host. */
  readonly rp: { readonly id: string | null; readonly name: string };
  readonly user: {
    /** 1–64 bytes. */
    readonly id: Bytes;
    readonly name: string;
    readonly displayName: string;
  };
  readonly challenge: Bytes;
  /** Those of the page's that we can sign with, in the page's order of preference. Empty: none. */
  readonly algorithms: readonly PasskeyAlgorithm[];
  /** Milliseconds, as the page wishes. */
  readonly timeout: number | null;
  readonly excludeCredentials: readonly Descriptor[];
  readonly authenticatorSelection: {
    readonly authenticatorAttachment: 'platform' | 'cross-platform' | null;
    /** `requireResidentKey` counted in. */
    readonly residentKey: ResidentKey;
    readonly userVerification: UserVerification;
  };
  readonly hints: readonly Hint[];
  readonly extensions: CreationExtensions;
}

export interface RequestOptions {
  /** null: the caller's host. */
  readonly rpId: string | null;
  readonly challenge: Bytes;
  /** Milliseconds, as the page wishes. */
  readonly timeout: number | null;
  readonly allowCredentials: readonly Descriptor[];
  /** The page gave no list, or an empty one. Not so when a list has nothing left that anyone knows: then nothing answers. */
  readonly allowAny: boolean;
  readonly userVerification: UserVerification;
  readonly hints: readonly Hint[];
  readonly extensions: RequestExtensions;
}
