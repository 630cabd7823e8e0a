// The prf extension (WebAuthn L3 §10.1.4) over the seed that each passkey carries.
// Deviation: CTAP 2.1 §12.5 keeps a second seed for assertions without user verification; a vault that is open has one.

import { type Bytes, base64url, concat, utf8 } from '../bytes';
import type { Env } from '../env';
import type { PrfInput, RequestExtensions } from './options';

export interface PrfOutput {
  /** 32 bytes. */
  readonly first: Bytes;
  readonly second: Bytes | null;
}

/** HMAC-SHA-256(seed, SHA-256("WebAuthn PRF" ‖ 00 ‖ input)), for one input or two. */
export async function evaluatePrf({ subtle }: Pick<Env, 'subtle'>, seed: Bytes, { first, second }: PrfInput): Promise<PrfOutput> {
  const key = await subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const evaluate = async (input: Bytes): Promise<Bytes> => {
    const salt = await subtle.digest('SHA-256', concat(utf8('WebAuthn PRF'), Uint8Array.of(0), input));
    return new Uint8Array(await subtle.sign('HMAC', key, salt));
  };
  return { first: await evaluate(first), second: second === null ? null : await evaluate(second) };
}

/** The input for this credential: its own before the one for all. */
export const prfInputFor = (prf: NonNullable<RequestExtensions['prf']>, credentialId: Bytes): PrfInput | null =>
  prf.evalByCredential.get(base64url(credentialId)) ?? prf.eval;
