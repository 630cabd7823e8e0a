// Authenticator data (WebAuthn L3 §6.1): what the signature covers besides the client data. Written and read.

import { type Bytes, concat } from '../bytes';
import { fail, ok, type Result } from '../result';
import { decodeCoseKey, encodeCoseKey, type PublicKey } from './cose';

/** Of this authenticator's make: one random UUID, in every credential (§6.5.1). */
export const AAGUID: Bytes = Uint8Array.of(0x8e, 0x1c, 0x6b, 0x52, 0x0d, 0x47, 0x4f, 0xa3, 0x9b, 0x3e, 0x71, 0xc4, 0x25, 0xd8, 0x60, 0xaf);

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;
const ED = 0x80;
/** rpIdHash, flags, counter. */
const HEAD = 37;

export interface AuthenticatorData {
  readonly rpIdHash: Bytes;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  /** Never without `backupEligible` (§6.1.3). */
  readonly backedUp: boolean;
  readonly counter: number;
  readonly attested: { readonly aaguid: Bytes; readonly credentialId: Bytes; readonly publicKey: PublicKey } | null;
}

export function encodeAuthenticatorData(data: AuthenticatorData): Bytes {
  const { attested, backupEligible } = data;
  const head = new Uint8Array(HEAD);
  head.set(data.rpIdHash);
  head[32] =
    (data.userPresent ? UP : 0) |
    (data.userVerified ? UV : 0) |
    (backupEligible ? BE : 0) |
    (backupEligible && data.backedUp ? BS : 0) |
    (attested === null ? 0 : AT);
  new DataView(head.buffer).setUint32(33, data.counter);
  if (attested === null) return head;
  const { credentialId } = attested;
  return concat(
    head,
    attested.aaguid,
    Uint8Array.of(credentialId.length >> 8, credentialId.length & 0xff),
    credentialId,
    encodeCoseKey(attested.publicKey),
  );
}

/** `unsupported`: an algorithm that we do not make, or extension outputs, which we never write. */
export function decodeAuthenticatorData(bytes: Uint8Array): Result<AuthenticatorData, 'malformed' | 'unsupported'> {
  if (bytes.length < HEAD) return fail('malformed');
  const flags = bytes[32] as number;
  if ((flags & ED) !== 0) return fail('unsupported');
  if ((flags & BS) !== 0 && (flags & BE) === 0) return fail('malformed');
  const base = {
    rpIdHash: bytes.slice(0, 32),
    userPresent: (flags & UP) !== 0,
    userVerified: (flags & UV) !== 0,
    backupEligible: (flags & BE) !== 0,
    backedUp: (flags & BS) !== 0,
    counter: new DataView(bytes.buffer, bytes.byteOffset).getUint32(33),
  };
  if ((flags & AT) === 0) return bytes.length === HEAD ? ok({ ...base, attested: null }) : fail('malformed');
  if (bytes.length < HEAD + 18) return fail('malformed');
  const length = ((bytes[HEAD + 16] as number) << 8) | (bytes[HEAD + 17] as number);
  const key = HEAD + 18 + length;
  // §7.1 step 25: no credential id is longer.
  if (length === 0 || length > 1023 || key > bytes.length) return fail('malformed');
  const publicKey = decodeCoseKey(bytes.subarray(key));
  if (!publicKey.ok) return publicKey;
  if (key + publicKey.value.length !== bytes.length) return fail('malformed');
  const attested = {
    aaguid: bytes.slice(HEAD, HEAD + 16),
    credentialId: bytes.slice(HEAD + 18, key),
    publicKey: publicKey.value.key,
  };
  return ok({ ...base, attested });
}
