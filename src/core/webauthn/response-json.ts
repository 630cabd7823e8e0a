// Responses as the standard's JSON (WebAuthn L3 §5.1.4): what a page gets, and what the browser's proxy is answered with.

import { base64url } from '../bytes';
import type { PasskeyAlgorithm } from '../item';
import type { PrfResults } from './prf';

/** Every text in it is bytes in base64url; the page's script counts on that. */
export interface ExtensionResults {
  credProps?: { rk: boolean };
  prf?: { enabled?: boolean; results?: { first: string; second?: string } };
  largeBlob?: { supported?: boolean; blob?: string; written?: boolean };
  credBlob?: boolean;
  getCredBlob?: string;
  hmacCreateSecret?: boolean;
}

interface CredentialJson<Response> {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment: 'platform';
  readonly response: Response;
  readonly clientExtensionResults: ExtensionResults;
}

export type RegistrationJson = CredentialJson<{
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly authenticatorData: string;
  readonly transports: readonly string[];
  readonly publicKey: string;
  readonly publicKeyAlgorithm: PasskeyAlgorithm;
}>;

export type AuthenticationJson = CredentialJson<{
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle: string;
}>;

export function credentialJson<Response>(
  credentialId: Uint8Array,
  response: Response,
  clientExtensionResults: ExtensionResults,
): CredentialJson<Response> {
  const id = base64url(credentialId);
  return { id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', response, clientExtensionResults };
}

export const prfResultsJson = ({ first, second }: PrfResults): { first: string; second?: string } => ({
  first: base64url(first),
  ...(second === null ? {} : { second: base64url(second) }),
});
