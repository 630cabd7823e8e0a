// Key pairs of passkeys: made to be sealed, so extractable once; imported for one signature, never extractable.

import type { Bytes } from '../bytes';
import type { Env } from '../env';
import type { Passkey, PasskeyAlgorithm } from '../item';
import { fail, ok, type Result } from '../result';
import { type CoseKey, coseKeyOfJwk } from './cose';
import { derOfP1363 } from './signature';

export interface NewKey {
  /** PKCS#8 DER. */
  readonly privateKey: Bytes;
  /** SubjectPublicKeyInfo DER, as `getPublicKey()` gives it (WebAuthn L3 §5.2.1.1). */
  readonly spki: Bytes;
  readonly cose: CoseKey;
}

/** COSEAlgorithmIdentifiers in the words of WebCrypto (RFC 9053 §2, RFC 8812 §2). */
const KINDS = {
  [-7]: { make: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  [-8]: { make: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  [-257]: {
    make: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
  },
} as const;

/** `unsupported-algorithm`: this browser has no such keys (Ed25519 before Chromium 137 and Firefox 129). */
export async function generateKey(
  { subtle }: Pick<Env, 'subtle'>,
  algorithm: PasskeyAlgorithm,
): Promise<Result<NewKey, 'unsupported-algorithm'>> {
  let pair: CryptoKeyPair;
  try {
    pair = (await subtle.generateKey(KINDS[algorithm].make, true, ['sign', 'verify'])) as CryptoKeyPair;
  } catch (error) {
    if (isUnsupported(error)) return fail('unsupported-algorithm');
    throw error;
  }
  const [pkcs8, spki, jwk] = await Promise.all([
    subtle.exportKey('pkcs8', pair.privateKey),
    subtle.exportKey('spki', pair.publicKey),
    subtle.exportKey('jwk', pair.publicKey),
  ]);
  const cose = coseKeyOfJwk(algorithm, jwk);
  if (!cose.ok) throw new Error(`WebCrypto wrote a JWK that is none: ${cose.error.detail}`);
  return ok({ privateKey: new Uint8Array(pkcs8), spki: new Uint8Array(spki), cose: cose.value });
}

/** In the form of WebAuthn L3 §6.5.5. `damaged-key`: the bytes are no key of that algorithm, as an import may leave them. */
export async function sign(
  { subtle }: Pick<Env, 'subtle'>,
  { algorithm, privateKey }: Pick<Passkey, 'algorithm' | 'privateKey'>,
  data: Bytes,
): Promise<Result<Bytes, 'unsupported-algorithm' | 'damaged-key'>> {
  const kind = KINDS[algorithm];
  let key: CryptoKey;
  try {
    key = await subtle.importKey('pkcs8', privateKey, kind.make, false, ['sign']);
  } catch (error) {
    return fail(isUnsupported(error) ? 'unsupported-algorithm' : 'damaged-key');
  }
  const signature = new Uint8Array(await subtle.sign(kind.sign, key, data));
  return ok(algorithm === -7 ? derOfP1363(signature) : signature);
}

/** A DOMException, told without the DOM. */
const isUnsupported = (error: unknown): boolean => error instanceof Error && error.name === 'NotSupportedError';
