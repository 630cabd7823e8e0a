// The prf extension (WebAuthn L3 §10.1.4): a pseudo-random function of each credential. Salts are hashed as the client does, and the
// authenticator's HMAC-SHA-256 under the credential's seed follows at once (CTAP 2.2 §12.7).

import { type Bytes, concat, utf8 } from '../bytes';
import type { Env } from '../env';
import type { PrfValues } from './options';

export interface PrfResults {
  readonly first: Bytes;
  readonly second: Bytes | null;
}

const PREFIX = concat(utf8('WebAuthn PRF'), Uint8Array.of(0));

export async function evaluatePrf({ subtle }: Pick<Env, 'subtle'>, seed: Bytes, values: PrfValues): Promise<PrfResults> {
  const key = await subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const one = async (input: Bytes): Promise<Bytes> => {
    const salt = await subtle.digest('SHA-256', concat(PREFIX, input));
    return new Uint8Array(await subtle.sign('HMAC', key, salt));
  };
  return { first: await one(values.first), second: values.second === null ? null : await one(values.second) };
}
