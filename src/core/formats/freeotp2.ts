// FreeOTP 2's backup (named .xml): a serialised map of JSON texts. A master key under the password wraps one key a token.

import { type Bytes, fromBase64, utf8 } from '../bytes';
import { type Found, refused } from './entry';
import { Unreadable } from './failure';
import { openGcm, pbkdf2 } from './foreign-cipher';
import type { Keyed, ReadBytes } from './format';
import { tokenOf } from './freeotp';
import { readJavaMap } from './java-map';
import { countAt, field, listAt, parseJson, textAt } from './json';

const HASHES = { PBKDF2withHmacSHA1: 'SHA-1', PBKDF2withHmacSHA256: 'SHA-256', PBKDF2withHmacSHA512: 'SHA-512' } as const;

export const readFreeotp2: ReadBytes = async (bytes, keyed) => {
  const map = readJavaMap(bytes);
  const master = map.get('masterKey');
  if (master === undefined) throw new Unreadable('import-damaged', 'masterKey');
  const masterKey = await openMaster(parseJson(master), keyed);
  const found: Found[] = [];
  for (const [name, text] of map) {
    if (!name.endsWith('-token')) continue;
    const token = parseJson(text);
    const wrapped = map.get(name.slice(0, -'-token'.length));
    const secret = wrapped === undefined ? null : await openKey(keyed, parseJson(textAt(parseJson(wrapped), 'key') || '{}'), masterKey);
    const names = { issuer: textAt(token, 'issuerExt') || textAt(token, 'issuerInt'), account: textAt(token, 'label') };
    found.push(secret === null ? refused(names, 'unreadable-entry') : tokenOf(token, 0, secret));
  }
  return { format: 'FreeOTP', plain: false, found };
};

async function openMaster(json: unknown, keyed: Keyed): Promise<Bytes> {
  const name = textAt(json, 'mAlgorithm');
  if (!Object.hasOwn(HASHES, name)) throw new Unreadable('import-newer', name.slice(0, 40));
  const rounds = countAt(json, 'mIterations');
  if (keyed.password === null) throw new Unreadable('import-password-needed');
  const hash = HASHES[name as keyof typeof HASHES];
  const key = await pbkdf2(keyed.env.subtle, hash, utf8(keyed.password), signedBytes(json, 'mSalt'), rounds, 32);
  const opened = await openKey(keyed, field(json, 'mEncryptedKey'), key);
  if (opened === null) throw new Unreadable('import-wrong-or-damaged');
  return opened;
}

/** `mToken` names what the key is for and is authenticated with it. */
async function openKey({ env }: Keyed, json: unknown, key: Bytes): Promise<Bytes | null> {
  const nonce = nonceOf(signedBytes(json, 'mParameters'));
  return nonce === null ? null : openGcm(env.subtle, key, nonce, signedBytes(json, 'mCipherText'), utf8(textAt(json, 'mToken')));
}

/** ASN.1: an OCTET STRING of 12 bytes, bare or first in a SEQUENCE. */
function nonceOf(der: Bytes): Bytes | null {
  const at = der[0] === 0x30 ? 2 : 0;
  const length = der[at + 1] ?? 0;
  return der[at] === 0x04 && length > 0 && der.length >= at + 2 + length ? der.slice(at + 2, at + 2 + length) : null;
}

function signedBytes(json: unknown, name: string): Bytes {
  const text = field(json, name);
  if (typeof text === 'string') {
    const bytes = fromBase64(text);
    return bytes.ok ? bytes.value : new Uint8Array();
  }
  return Uint8Array.from(listAt(json, name).map((n) => (typeof n === 'number' ? n & 0xff : 0)));
}
