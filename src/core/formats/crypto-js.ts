// CryptoJS's passphrase encryption: Base64 of `Salted__` ‖ salt 8 ‖ AES-256-CBC under EVP_BytesToKey with MD5, one round. Weak by
// today's measure (CVE-2024-45394): read here, written nowhere.

import { md5 } from '@noble/hashes/legacy.js';
import { type Bytes, concat, fromBase64, utf8 } from '../bytes';
import { openCbc } from './foreign-cipher';

const SALTED = 'Salted__';

export const isCryptoJs = (text: string): boolean => text.startsWith('U2FsdGVkX1');

/** Null: wrong passphrase, or altered, or none of CryptoJS's. */
export async function openCryptoJs(subtle: SubtleCrypto, text: string, passphrase: string): Promise<Bytes | null> {
  const bytes = fromBase64(text.replace(/\s/g, ''));
  if (!bytes.ok || bytes.value.length < 32 || String.fromCharCode(...bytes.value.subarray(0, 8)) !== SALTED) return null;
  const keyAndIv = evpBytesToKey(utf8(passphrase), bytes.value.slice(8, 16), 48);
  return openCbc(subtle, keyAndIv.slice(0, 32), keyAndIv.slice(32, 48), bytes.value.slice(16));
}

function evpBytesToKey(passphrase: Bytes, salt: Bytes, length: number): Bytes {
  let out: Bytes = new Uint8Array();
  let block: Uint8Array = new Uint8Array();
  while (out.length < length) {
    block = md5(concat(block, passphrase, salt));
    out = concat(out, block);
  }
  return out;
}
