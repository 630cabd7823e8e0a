// Authenticator data: what a passkey says of itself, and signs (WebAuthn L3 §6.1). Written and read here, so that each proves the other.

import { type Bytes, concat } from '../bytes';
import { fail, ok, type Result } from '../result';
import { decodeMap, encodeMap } from './cbor';

export interface AttestedCredential {
  /** 16 bytes: the make of the authenticator, not the one at hand. */
  readonly aaguid: Bytes;
  /** At most 1023 bytes. */
  readonly credentialId: Bytes;
  /** COSE_Key, encoded. */
  readonly publicKey: Bytes;
}

export type ExtensionOutputs = ReadonlyMap<string, unknown>;

export interface AuthenticatorData {
  /** SHA-256 of the rpId. */
  readonly rpIdHash: Bytes;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  /** Never without `backupEligible` (§6.1.3): then it is left out. */
  readonly backedUp: boolean;
  /** 32 bits. */
  readonly signCount: number;
  readonly credential: AttestedCredential | null;
  /** Empty: the ED flag is off. */
  readonly extensions: ExtensionOutputs;
}

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;
const ED = 0x80;

const HEAD = 37;
const NOTHING = new Uint8Array(0);

export function encodeAuthenticatorData(data: AuthenticatorData): Bytes {
  const { credential, extensions, signCount } = data;
  const flags =
    (data.userPresent ? UP : 0) |
    (data.userVerified ? UV : 0) |
    (data.backupEligible ? BE : 0) |
    (data.backupEligible && data.backedUp ? BS : 0) |
    (credential === null ? 0 : AT) |
    (extensions.size === 0 ? 0 : ED);
  const counter = [signCount >>> 24, signCount >>> 16, signCount >>> 8, signCount].map((byte) => byte & 0xff);
  return concat(
    data.rpIdHash,
    Uint8Array.of(flags, ...counter),
    credential === null ? NOTHING : attested(credential),
    extensions.size === 0 ? NOTHING : encodeMap(extensions),
  );
}

/** §6.5.1. */
const attested = ({ aaguid, credentialId, publicKey }: AttestedCredential): Bytes =>
  concat(aaguid, Uint8Array.of(credentialId.length >> 8, credentialId.length & 0xff), credentialId, publicKey);

/** Every byte is accounted for; the two reserved flags are passed over. `detail` names what was wrong. */
export function decodeAuthenticatorData(bytes: Uint8Array): Result<AuthenticatorData, 'malformed'> {
  if (bytes.length < HEAD) return fail('malformed', 'length');
  const flags = bytes[32] as number;
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if (has(BS) && !has(BE)) return fail('malformed', 'backup');
  let rest = bytes.subarray(HEAD);
  let credential: AttestedCredential | null = null;
  if (has(AT)) {
    const read = readAttested(rest);
    if (read === null) return fail('malformed', 'credential');
    [credential, rest] = read;
  }
  let extensions: ExtensionOutputs = new Map();
  if (has(ED)) {
    const read = decodeMap(rest);
    if (read === null || [...read[0].keys()].some((name) => typeof name !== 'string')) return fail('malformed', 'extensions');
    extensions = read[0] as ExtensionOutputs;
    rest = read[1];
  }
  if (rest.length > 0) return fail('malformed', 'trailing');
  return ok({
    rpIdHash: new Uint8Array(bytes.subarray(0, 32)),
    userPresent: has(UP),
    userVerified: has(UV),
    backupEligible: has(BE),
    backedUp: has(BS),
    signCount: bytes.subarray(33, HEAD).reduce((sum, byte) => sum * 256 + byte, 0),
    credential,
    extensions,
  });
}

function readAttested(bytes: Uint8Array): readonly [AttestedCredential, Uint8Array] | null {
  if (bytes.length < 18) return null;
  const idLength = (bytes[16] as number) * 256 + (bytes[17] as number);
  if (idLength > 1023 || bytes.length <= 18 + idLength) return null;
  const key = bytes.subarray(18 + idLength);
  // How long the key is, only reading it tells.
  const read = decodeMap(key);
  if (read === null) return null;
  const [, rest] = read;
  const own = (from: number, to: number): Bytes => new Uint8Array(bytes.subarray(from, to));
  return [{ aaguid: own(0, 16), credentialId: own(18, 18 + idLength), publicKey: own(18 + idLength, bytes.length - rest.length) }, rest];
}
