// COSE_Key maps of the three algorithms (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4), in CTAP2's canonical order.

import { decodeFirst, encode, rfc8949EncodeOptions } from 'cborg';
import type { Bytes } from '../bytes';
import type { PasskeyAlgorithm } from '../item';
import { fail, ok, type Result } from '../result';

export type PublicKey =
  | { readonly algorithm: -7; readonly x: Bytes; readonly y: Bytes }
  | { readonly algorithm: -8; readonly x: Bytes }
  | { readonly algorithm: -257; readonly n: Bytes; readonly e: Bytes };

const KTY = 1;
const ALG = 3;
const OKP = 1;
const EC2 = 2;
const RSA = 3;
const P256 = 1;
const ED25519 = 6;

export function encodeCoseKey(key: PublicKey): Bytes {
  const own: [number, unknown][] =
    key.algorithm === -7
      ? [[KTY, EC2], [-1, P256], [-2, key.x], [-3, key.y]] // biome-ignore format: a table
      : key.algorithm === -8
        ? [[KTY, OKP], [-1, ED25519], [-2, key.x]] // biome-ignore format: a table
        : [[KTY, RSA], [-1, key.n], [-2, key.e]]; // biome-ignore format: a table
  return new Uint8Array(encode(new Map<number, unknown>([...own, [ALG, key.algorithm]]), rfc8949EncodeOptions));
}

/** Reads the key at the start of `bytes`; `length` is how many of them it took. */
export function decodeCoseKey(
  bytes: Uint8Array,
): Result<{ readonly key: PublicKey; readonly length: number }, 'malformed' | 'unsupported'> {
  let map: unknown;
  let rest: Uint8Array;
  try {
    [map, rest] = decodeFirst(bytes, { useMaps: true, allowIndefinite: false, rejectDuplicateMapKeys: true });
  } catch {
    return fail('malformed');
  }
  if (!(map instanceof Map)) return fail('malformed');
  const length = bytes.length - rest.length;
  const binary = (label: number, size: number | null): Bytes | null => {
    const value: unknown = (map as Map<unknown, unknown>).get(label);
    return value instanceof Uint8Array && (size === null ? value.length > 0 : value.length === size) ? new Uint8Array(value) : null;
  };
  const [kty, algorithm, curve] = [map.get(KTY), map.get(ALG), map.get(-1)];
  const [x, y, n, e] = [binary(-2, 32), binary(-3, 32), binary(-1, null), binary(-2, null)];
  if (algorithm === -7) return kty === EC2 && curve === P256 && x && y ? ok({ key: { algorithm, x, y }, length }) : fail('malformed');
  if (algorithm === -8) return kty === OKP && curve === ED25519 && x ? ok({ key: { algorithm, x }, length }) : fail('malformed');
  if (algorithm === -257) return kty === RSA && n && e ? ok({ key: { algorithm, n, e }, length }) : fail('malformed');
  return fail('unsupported');
}

/** What the page's `algorithms` are chosen from. */
export const SUPPORTED: readonly PasskeyAlgorithm[] = [-7, -8, -257];
