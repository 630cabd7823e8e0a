// Public keys as COSE_Key maps (RFC 9053 §7, RFC 8230 §4, RFC 8812 §2) in the form that WebAuthn L3 §6.5.1.1 fixes: no parameter more.

import { type Bytes, base64url, fromBase64url } from '../bytes';
import type { PasskeyAlgorithm } from '../item';
import { fail, ok, type Result } from '../result';
import { decodeMap, encodeMap, isBytes } from './cbor';

/** In the page's words: those that we sign with. */
export const ALGORITHMS: readonly PasskeyAlgorithm[] = [-7, -8, -257];

export type CoseKey =
  | { readonly algorithm: -7; readonly x: Bytes; readonly y: Bytes }
  | { readonly algorithm: -8; readonly x: Bytes }
  | { readonly algorithm: -257; readonly n: Bytes; readonly e: Bytes };

const KTY = 1;
const ALG = 3;
const [OKP, EC2, RSA] = [1, 2, 3] as const;
const [P256, ED25519] = [1, 6] as const;

const parameters = (key: CoseKey): readonly (readonly [number, number | Bytes])[] => {
  switch (key.algorithm) {
    case -7:
      return [...kind(EC2, -7), [-1, P256], [-2, key.x], [-3, key.y]];
    case -8:
      return [...kind(OKP, -8), [-1, ED25519], [-2, key.x]];
    case -257:
      return [...kind(RSA, -257), [-1, key.n], [-2, key.e]];
  }
};

const kind = (kty: number, alg: PasskeyAlgorithm): readonly (readonly [number, number])[] => [
  [KTY, kty],
  [ALG, alg],
];

export const encodeCoseKey = (key: CoseKey): Bytes => encodeMap(new Map(parameters(key)));

/** `unsupported-key`: well formed, of another algorithm. `detail` names what was wrong. */
export function decodeCoseKey(bytes: Uint8Array): Result<CoseKey, 'malformed' | 'unsupported-key'> {
  const read = decodeMap(bytes);
  if (read === null || read[1].length > 0) return fail('malformed', 'cbor');
  const [map] = read;
  const [kty, alg, a, b, c] = [KTY, ALG, -1, -2, -3].map((label) => map.get(label));
  if (typeof kty !== 'number' || typeof alg !== 'number') return fail('malformed', 'alg');
  switch (alg) {
    case -7:
      if (kty !== EC2 || a !== P256 || !isBytes(b, 32) || !isBytes(c, 32)) return fail('malformed', 'ec2');
      return map.size === 5 ? ok({ algorithm: alg, x: b, y: c }) : fail('malformed', 'parameters');
    case -8:
      // EdDSA leaves the curve open (RFC 9053 §2.2).
      if (kty === OKP && a !== ED25519) return fail('unsupported-key');
      if (kty !== OKP || !isBytes(b, 32)) return fail('malformed', 'okp');
      return map.size === 4 ? ok({ algorithm: alg, x: b }) : fail('malformed', 'parameters');
    case -257:
      if (kty !== RSA || !isBytes(a) || !isBytes(b)) return fail('malformed', 'rsa');
      return map.size === 4 ? ok({ algorithm: alg, n: a, e: b }) : fail('malformed', 'parameters');
    default:
      return fail('unsupported-key');
  }
}

/** Public numbers of a JSON Web Key (RFC 7518 §6, RFC 8037 §2), where coordinates have their full length. */
export function coseKeyOfJwk(algorithm: PasskeyAlgorithm, jwk: JsonWebKey): Result<CoseKey, 'malformed'> {
  const [x, y, n, e] = [jwk.x, jwk.y, jwk.n, jwk.e].map((part) => {
    const bytes = part === undefined ? null : fromBase64url(part);
    return bytes?.ok === true ? bytes.value : null;
  });
  if (algorithm === -7) return isBytes(x, 32) && isBytes(y, 32) ? ok({ algorithm, x, y }) : fail('malformed', 'ec2');
  if (algorithm === -8) return isBytes(x, 32) ? ok({ algorithm, x }) : fail('malformed', 'okp');
  return isBytes(n) && isBytes(e) ? ok({ algorithm, n, e }) : fail('malformed', 'rsa');
}

/** For WebCrypto's importKey. */
export function jwkOfCoseKey(key: CoseKey): JsonWebKey {
  switch (key.algorithm) {
    case -7:
      return { kty: 'EC', crv: 'P-256', x: base64url(key.x), y: base64url(key.y) };
    case -8:
      return { kty: 'OKP', crv: 'Ed25519', x: base64url(key.x) };
    case -257:
      return { kty: 'RSA', n: base64url(key.n), e: base64url(key.e) };
  }
}
