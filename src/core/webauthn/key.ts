// Key pairs of passkeys: made extractable once to be sealed into the vault, imported non-extractable for each use.

import { type Bytes, fromBase64url } from '../bytes';
import type { PasskeyAlgorithm } from '../item';
import { type CborKeyed, encodeKeyed } from './cbor';

/** Web Crypto's names for COSEAlgorithmIdentifiers -7, -8, -257 (RFC 9053 §2, RFC 8812 §2). */
const OF_ALGORITHM = {
  [-7]: { make: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  [-8]: { make: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  [-257]: {
    make: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
  },
} as const;

export interface NewKey {
  /** PKCS#8 DER. */
  readonly privateKey: Bytes;
  /** SubjectPublicKeyInfo DER. */
  readonly spki: Bytes;
  /** COSE_Key (RFC 9052 §7) in CTAP2 canonical CBOR. */
  readonly cose: Bytes;
}

export async function newKey(subtle: SubtleCrypto, algorithm: PasskeyAlgorithm): Promise<NewKey> {
  const { make } = OF_ALGORITHM[algorithm];
  const pair = (await subtle.generateKey(make, true, ['sign', 'verify'])) as {
    readonly publicKey: CryptoKey;
    readonly privateKey: CryptoKey;
  };
  const [privateKey, spki, jwk] = await Promise.all([
    subtle.exportKey('pkcs8', pair.privateKey),
    subtle.exportKey('spki', pair.publicKey),
    subtle.exportKey('jwk', pair.publicKey),
  ]);
  return { privateKey: new Uint8Array(privateKey), spki: new Uint8Array(spki), cose: encodeKeyed(coseKey(algorithm, jwk)) };
}

interface Jwk {
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

function coseKey(algorithm: PasskeyAlgorithm, { x, y, n, e }: Jwk): CborKeyed {
  switch (algorithm) {
    case -7:
      return [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, part(x)],
        [-3, part(y)],
      ];
    case -8:
      return [
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, part(x)],
      ];
    case -257:
      return [
        [1, 3],
        [3, -257],
        [-1, part(n)],
        [-2, part(e)],
      ];
  }
}

/** A member of a JWK that Web Crypto has just written. */
function part(text: string | undefined): Bytes {
  const bytes = fromBase64url(text ?? '');
  if (!bytes.ok) throw new Error('not a JWK');
  return bytes.value;
}

/** Over authenticator data and the hash of the client data, in the form that WebAuthn L3 §6.5.5 wants. */
export async function signWith(subtle: SubtleCrypto, algorithm: PasskeyAlgorithm, privateKey: Bytes, data: Bytes): Promise<Bytes> {
  const { make, sign } = OF_ALGORITHM[algorithm];
  const key = await subtle.importKey('pkcs8', privateKey, make, false, ['sign']);
  const signature = new Uint8Array(await subtle.sign(sign, key, data));
  return algorithm === -7 ? derOfP1363(signature) : signature;
}

/** ECDSA-Sig-Value (RFC 3279 §2.2.3) from r and s side by side, which is what Web Crypto writes. */
export function derOfP1363(signature: Bytes): Bytes {
  const half = signature.length / 2;
  const body = [...integer(signature.subarray(0, half)), ...integer(signature.subarray(half))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

/** DER INTEGER: shortest form, never negative. */
function integer(bytes: Uint8Array): readonly number[] {
  const from = bytes.findIndex((byte) => byte !== 0);
  const digits = from < 0 ? [0] : [...bytes.subarray(from)];
  if ((digits[0] as number) >= 0x80) digits.unshift(0);
  return [0x02, digits.length, ...digits];
}
