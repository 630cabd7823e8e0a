// The prf extension over hmac-secret: one seed a passkey, one output an input. WebAuthn L3 §10.1.4.

import { type Bytes, base64url, concat, utf8 } from '../bytes';
import { hmac, sha256 } from '../vault/hash';
import type { PrfValues } from './options';

const CONTEXT = concat(utf8('WebAuthn PRF'), Uint8Array.of(0));

export const prfOutput = async (subtle: SubtleCrypto, seed: Bytes, input: Bytes): Promise<Bytes> =>
  hmac(subtle, seed, await sha256(subtle, concat(CONTEXT, input)));

/** AuthenticationExtensionsPRFValues in JSON. */
export async function prfResults(subtle: SubtleCrypto, seed: Bytes, { first, second }: PrfValues): Promise<Record<string, string>> {
  const results: Record<string, string> = { first: base64url(await prfOutput(subtle, seed, first)) };
  if (second !== null) results.second = base64url(await prfOutput(subtle, seed, second));
  return results;
}
