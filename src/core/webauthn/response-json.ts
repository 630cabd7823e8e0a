// Answers as RegistrationResponseJSON and AuthenticationResponseJSON (WebAuthn L3 §5.1): what the browser's proxy takes, and what the
// page-world script builds its objects from. Bytes are base64url, in extension outputs too: that script counts on it.

import { type Bytes, base64url } from '../bytes';
import type { PasskeyAlgorithm } from '../item';
import type { PrfOutput } from './prf';

interface PrfJson {
  readonly first: string;
  readonly second?: string;
}

export interface RegistrationResults {
  readonly credProps?: { readonly rk: boolean };
  readonly prf?: { readonly enabled: boolean; readonly results?: PrfJson };
  readonly largeBlob?: { readonly supported: boolean };
  readonly credBlob?: boolean;
  readonly hmacCreateSecret?: boolean;
}

export interface AuthenticationResults {
  readonly appid?: boolean;
  readonly prf?: { readonly results?: PrfJson };
  readonly largeBlob?: { readonly blob?: string; readonly written?: boolean };
  readonly getCredBlob?: string;
}

interface CredentialJson<Response, Results> {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment: 'platform';
  readonly response: Response;
  readonly clientExtensionResults: Results;
}

export type RegistrationJson = CredentialJson<
  {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly authenticatorData: string;
    readonly transports: readonly string[];
    readonly publicKey: string;
    readonly publicKeyAlgorithm: PasskeyAlgorithm;
  },
  RegistrationResults
>;

export type AuthenticationJson = CredentialJson<
  {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle: string;
  },
  AuthenticationResults
>;

const credentialJson = <Response, Results>(id: Bytes, response: Response, results: Results): CredentialJson<Response, Results> => ({
  id: base64url(id),
  rawId: base64url(id),
  type: 'public-key',
  authenticatorAttachment: 'platform',
  response,
  clientExtensionResults: results,
});

export interface Registration {
  readonly credentialId: Bytes;
  readonly clientData: Bytes;
  readonly attestation: Bytes;
  readonly authenticatorData: Bytes;
  /** SubjectPublicKeyInfo DER. */
  readonly spki: Bytes;
  readonly algorithm: PasskeyAlgorithm;
  readonly results: RegistrationResults;
}

export const registrationJson = (made: Registration): RegistrationJson =>
  credentialJson(
    made.credentialId,
    {
      clientDataJSON: base64url(made.clientData),
      attestationObject: base64url(made.attestation),
      authenticatorData: base64url(made.authenticatorData),
      // The only way to a vault that is in the browser itself.
      transports: ['internal'],
      publicKey: base64url(made.spki),
      publicKeyAlgorithm: made.algorithm,
    },
    made.results,
  );

export interface Assertion {
  readonly credentialId: Bytes;
  readonly clientData: Bytes;
  readonly authenticatorData: Bytes;
  readonly signature: Bytes;
  readonly userHandle: Bytes;
  readonly results: AuthenticationResults;
}

export const authenticationJson = (made: Assertion): AuthenticationJson =>
  credentialJson(
    made.credentialId,
    {
      clientDataJSON: base64url(made.clientData),
      authenticatorData: base64url(made.authenticatorData),
      signature: base64url(made.signature),
      userHandle: base64url(made.userHandle),
    },
    made.results,
  );

export const prfJson = ({ first, second }: PrfOutput): PrfJson =>
  second === null ? { first: base64url(first) } : { first: base64url(first), second: base64url(second) };
