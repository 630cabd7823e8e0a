// CBOR for the vault: RFC 8949 §4.2.1 deterministic encoding of null, booleans, integers, text, bytes, arrays and text-keyed maps.
// No floats, tags, undefined or indefinite lengths. What was decoded is `unknown` until one of the `as…` readers has named it.

import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import type { Bytes } from '../bytes';
import { fail, ok, type Result } from '../result';

export type CborValue = null | boolean | number | string | Uint8Array | readonly CborValue[] | ReadonlyMap<string, CborValue>;

/** A copy of its own: cborg lends out pooled and cached memory, and ours gets zeroed. */
export const encodeCbor = (value: CborValue): Bytes => new Uint8Array(encode(value, rfc8949EncodeOptions));

/** Leaves the decoder by `decodeCbor` only, as the code `malformed` with the name of the field. */
class Malformed extends Error {}

function malformed(what: string): never {
  throw new Malformed(what);
}

/** Decodes and reads in one go; `detail` names the field that was wrong, never its content. */
export function decodeCbor<T>(bytes: Uint8Array, read: (value: unknown) => T): Result<T, 'malformed'> {
  let value: unknown;
  try {
    value = decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      useMaps: true,
      rejectDuplicateMapKeys: true,
    });
  } catch {
    return fail('malformed', 'cbor');
  }
  try {
    return ok(read(value));
  } catch (error) {
    if (error instanceof Malformed) return fail('malformed', error.message);
    throw error;
  }
}

export const asText = (value: unknown, what: string): string => (typeof value === 'string' ? value : malformed(what));

export const asBoolean = (value: unknown, what: string): boolean => (typeof value === 'boolean' ? value : malformed(what));

/** An integer from `min` to `max`, both included. */
export const asInteger = (value: unknown, what: string, min = 0, max = Number.MAX_SAFE_INTEGER): number =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max ? (value as number) : malformed(what);

export function asBytes(value: unknown, what: string, min = 0, max = Number.MAX_SAFE_INTEGER): Bytes {
  if (!(value instanceof Uint8Array) || value.length < min || value.length > max) return malformed(what);
  return value as Bytes;
}

export const asList = (value: unknown, what: string, max = Number.MAX_SAFE_INTEGER): readonly unknown[] =>
  Array.isArray(value) && value.length <= max ? value : malformed(what);

export const asTexts = (value: unknown, what: string): readonly string[] => asList(value, what).map((one) => asText(one, what));

export function asMap(value: unknown, what: string): ReadonlyMap<string, unknown> {
  if (!(value instanceof Map)) return malformed(what);
  for (const key of value.keys()) if (typeof key !== 'string') malformed(what);
  return value;
}

export function asOneOf<const T extends string | number>(value: unknown, what: string, allowed: readonly T[]): T {
  return allowed.includes(value as T) ? (value as T) : malformed(what);
}

export const asNullable = <T>(value: unknown, read: (value: unknown) => T): T | null => (value === null ? null : read(value));
