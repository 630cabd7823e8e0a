// CBOR as authenticators write it: CTAP2 canonical form, maps with integer or text keys.

import { encode, rfc8949EncodeOptions } from 'cborg';
import type { Bytes } from '../bytes';

export type CborKeyed = readonly (readonly [number | string, number | string | boolean | Uint8Array | CborEmpty])[];

/** An empty map: the statement of attestation `none`. */
export type CborEmpty = ReadonlyMap<string, never>;

/** For the keys that occur here the deterministic order of RFC 8949 §4.2.1 is CTAP2's. */
export const encodeKeyed = (entries: CborKeyed): Bytes => new Uint8Array(encode(new Map(entries), rfc8949EncodeOptions));
