// CBOR as authenticators read and write it: the canonical form of CTAP 2.1 §8. For the keys that occur here its order is that of
// RFC 8949 §4.2.1.

import { decodeFirst, encode, rfc8949EncodeOptions } from 'cborg';
import type { Bytes } from '../bytes';

export type Labelled = ReadonlyMap<number | string, unknown>;

/** A copy of its own: cborg lends out pooled memory. */
export const encodeMap = (map: Labelled): Bytes => new Uint8Array(encode(map, rfc8949EncodeOptions));

/** The map at the beginning and the bytes after it; null: there is none. */
export function decodeMap(bytes: Uint8Array): readonly [map: Labelled, rest: Uint8Array] | null {
  try {
    const [value, rest] = decodeFirst(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      useMaps: true,
      rejectDuplicateMapKeys: true,
    });
    return value instanceof Map ? [value, rest] : null;
  } catch {
    return null;
  }
}

/** Bytes of exactly that length, or of any but none. */
export const isBytes = (value: unknown, length?: number): value is Bytes =>
  value instanceof Uint8Array && (length === undefined ? value.length > 0 : value.length === length);
