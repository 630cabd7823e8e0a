// The attestation object of a credential that attests nothing (WebAuthn L3 §6.5.4, §8.7).

import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import type { Bytes } from '../bytes';
import { fail, ok, type Result } from '../result';

export const encodeAttestation = (authData: Uint8Array): Bytes =>
  new Uint8Array(encode({ fmt: 'none', attStmt: {}, authData }, rfc8949EncodeOptions));

/** The authenticator data inside. `unsupported`: another attestation format. */
export function decodeAttestation(bytes: Uint8Array): Result<Bytes, 'malformed' | 'unsupported'> {
  let map: unknown;
  try {
    map = decode(bytes, { useMaps: true, allowIndefinite: false, rejectDuplicateMapKeys: true });
  } catch {
    return fail('malformed');
  }
  if (!(map instanceof Map)) return fail('malformed');
  const [format, statement, data]: unknown[] = [map.get('fmt'), map.get('attStmt'), map.get('authData')];
  if (typeof format !== 'string' || !(statement instanceof Map) || !(data instanceof Uint8Array)) return fail('malformed');
  return format === 'none' && statement.size === 0 ? ok(new Uint8Array(data)) : fail('unsupported');
}
