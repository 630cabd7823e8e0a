// Keys of passkeys: made here, kept as PKCS#8 in a sealed record, imported anew for each signature and never exportable then.

import { type Bytes, fromBase64url } from '../bytes';
import type { Env } from '../env';
import type { PasskeyAlgorithm } from '../item';
import { fail, ok, type Result } from '../result';
import type { PublicKey } from './cose';
import { derSignature } from './signature';

/** Key generation and import, and what signs (WebAuthn L3 §5.8.5). ES256 is ECDSA on P-256 with SHA-256, EdDSA is Ed25519. */
const KINDS = {
  [-7]: { make: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  [-8]: { make: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  [-257]: {
    make: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
  },
} as const;

export interface MadeKey {
  /** PKCS#8 DER. */
  readonly privateKey: Bytes;
  readonly publicKey: PublicKey;
  /** SubjectPublicKeyInfo DER, for AuthenticatorAttestationResponse.getPublicKey (§5.2.1.1). */
  readonly spki: Bytes;
}

export async function makeKey({ subtle }: Pick<Env, 'subtle'>, algorithm: PasskeyAlgorithm): Promise<MadeKey> {
  const pair = (await subtle.generateKey(KINDS[algorithm].make, true, ['sign', 'verify'])) as CryptoKeyPair;
  const [pkcs8, spki, jwk] = await Promise.all([
    subtle.exportKey('pkcs8', pair.privateKey),
    subtle.exportKey('spki', pair.publicKey),
    subtle.exportKey('jwk', pair.publicKey),
  ]);
  const part = (text: string | undefined): Bytes => {
    const bytes = fromBase64url(text ?? '');
    return bytes.ok ? bytes.value : new Uint8Array();
  };
  const publicKey: PublicKey =
    algorithm === -7
      ? { algorithm, x: part(jwk.x), y: part(jwk.y) }
      : algorithm === -8
        ? { algorithm, x: part(jwk.x) }
        : { algorithm, n: part(jwk.n), e: part(jwk.e) };
  return { privateKey: new Uint8Array(pkcs8), publicKey, spki: new Uint8Array(spki) };
}

/** `bad-key`: the record holds no key of this algorithm. */
export async function sign(
  { subtle }: Pick<Env, 'subtle'>,
  algorithm: PasskeyAlgorithm,
  privateKey: Bytes,
  message: Bytes,
): Promise<Result<Bytes, 'bad-key'>> {
  const kind = KINDS[algorithm];
  try {
    const key = await subtle.importKey('pkcs8', privateKey, kind.make, false, ['sign']);
    const signature = new Uint8Array(await subtle.sign(kind.sign, key, message));
    return ok(algorithm === -7 ? derSignature(signature) : signature);
  } catch {
    return fail('bad-key');
  }
}
