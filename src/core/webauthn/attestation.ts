// Attestation objects (WebAuthn L3 §6.5.4). Ours attest to nothing: `none`, §8.7. A key that can be moved proves no make of a device.

import type { Bytes } from '../bytes';
import { fail, ok, type Result } from '../result';
import { decodeMap, encodeMap, isBytes } from './cbor';

export interface AttestationObject {
  readonly fmt: string;
  readonly attStmt: ReadonlyMap<unknown, unknown>;
  readonly authData: Bytes;
}

/** Of the format `none`. */
export const encodeAttestation = (authData: Bytes): Bytes =>
  encodeMap(
    new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]),
  );

/** Of any format. */
export function decodeAttestation(bytes: Uint8Array): Result<AttestationObject, 'malformed'> {
  const read = decodeMap(bytes);
  if (read === null || read[1].length > 0) return fail('malformed', 'cbor');
  const [fmt, attStmt, authData] = ['fmt', 'attStmt', 'authData'].map((name) => read[0].get(name));
  if (typeof fmt !== 'string' || !(attStmt instanceof Map) || !isBytes(authData)) return fail('malformed', 'member');
  return ok({ fmt, attStmt, authData: new Uint8Array(authData) });
}
