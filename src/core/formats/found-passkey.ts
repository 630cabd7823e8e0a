// Passkeys out of other vaults: PKCS#8 keys of the three algorithms that we sign with.

import { type Bytes, fromBase64, fromBase64url } from '../bytes';
import type { PasskeyAlgorithm } from '../item';
import { cleanName } from '../otp/name';
import { type Extras, type Found, refused } from './entry';
import { kept } from './found-otp';

export interface PasskeyFields {
  readonly rpId: string;
  readonly rpName: string;
  readonly userName: string;
  readonly displayName: string;
  /** Base64url or Base64 where it is text. */
  readonly credentialId: string | Bytes;
  readonly userHandle: string | Bytes;
  /** PKCS#8 DER. */
  readonly privateKey: string | Bytes;
  readonly discoverable: boolean;
  readonly prfSeed?: Bytes | null;
}

const RP_ID = /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

export function passkeyFrom(fields: PasskeyFields, extras: Extras = {}): Found {
  const rpId = fields.rpId.trim().toLowerCase();
  const names = { issuer: cleanName(fields.rpName).text || rpId, account: cleanName(fields.userName).text };
  const credentialId = bytesFrom(fields.credentialId);
  const userHandle = bytesFrom(fields.userHandle);
  const privateKey = bytesFrom(fields.privateKey);
  if (!RP_ID.test(rpId) || credentialId === null || credentialId.length === 0 || credentialId.length > 1023)
    return refused(names, 'unreadable-entry', 'passkey');
  if (userHandle === null || userHandle.length === 0 || userHandle.length > 64) return refused(names, 'unreadable-entry', 'passkey');
  const algorithm = privateKey === null ? null : algorithmOf(privateKey);
  if (privateKey === null || algorithm === null) return refused(names, 'unsupported-key');
  const prfSeed = fields.prfSeed?.length === 32 ? fields.prfSeed : null;
  const displayName = cleanName(fields.displayName).text;
  const { discoverable } = fields;
  return {
    kind: 'passkey',
    ...names,
    ...kept(extras),
    warnings: extras.trashed === true ? ['trashed'] : [],
    rpId,
    credentialId,
    userHandle,
    displayName,
    algorithm,
    privateKey,
    discoverable,
    prfSeed,
  };
}

/** Base64url or Base64; null for neither. */
export function bytesFrom(value: string | Bytes): Bytes | null {
  if (typeof value !== 'string') return value;
  const read = /[+/]/.test(value) ? fromBase64(value) : fromBase64url(value);
  return read.ok ? read.value : null;
}

/** DER of the algorithm identifiers (RFC 5480, RFC 8410, RFC 8017), as they stand near a PKCS#8 key's beginning. */
const KEY_KINDS: readonly (readonly [PasskeyAlgorithm, string])[] = [
  [-7, '301306072a8648ce3d020106082a8648ce3d030107'],
  [-8, '300506032b6570'],
  [-257, '300d06092a864886f70d0101010500'],
];

/** Null for a key of another kind, one that was cut off, or none at all. */
export function algorithmOf(pkcs8: Bytes): PasskeyAlgorithm | null {
  if (pkcs8[0] !== 0x30 || pkcs8.length > 8192 || !isWhole(pkcs8)) return null;
  let head = '';
  for (const byte of pkcs8.subarray(0, 40)) head += byte.toString(16).padStart(2, '0');
  return KEY_KINDS.find(([, identifier]) => head.includes(`020100${identifier}`))?.[0] ?? null;
}

/** Does the outer length (X.690 §8.1.3) say what is there? */
function isWhole(der: Bytes): boolean {
  const [, first = 0, second = 0, third = 0] = der;
  if (first < 0x80) return der.length === 2 + first;
  if (first === 0x81) return der.length === 3 + second;
  return first === 0x82 && der.length === 4 + second * 256 + third;
}
