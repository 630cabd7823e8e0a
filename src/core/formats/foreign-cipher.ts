// The ciphers of other programs' exports, over WebCrypto. A failed tag or padding is null: it may be the password or the file.

import { type Bytes, concat, equalBytes, utf8 } from '../bytes';
import { checkRounds, MAX_PBKDF2_ROUNDS } from './limits';

const bytesOf = (buffer: ArrayBuffer): Bytes => new Uint8Array(buffer);

/** `sealed` is ciphertext ‖ 16-byte tag. */
export async function openGcm(
  subtle: SubtleCrypto,
  key: Bytes,
  iv: Bytes,
  sealed: Bytes,
  additionalData: Bytes = new Uint8Array(),
): Promise<Bytes | null> {
  if (sealed.length < 16 || iv.length === 0) return null;
  try {
    const imported = await subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
    return bytesOf(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, imported, sealed));
  } catch {
    return null;
  }
}

/** AES-CBC with PKCS#7 padding. */
export async function openCbc(subtle: SubtleCrypto, key: Bytes, iv: Bytes, sealed: Bytes): Promise<Bytes | null> {
  if (sealed.length === 0 || sealed.length % 16 !== 0 || iv.length !== 16) return null;
  try {
    const imported = await subtle.importKey('raw', key, 'AES-CBC', false, ['decrypt']);
    return bytesOf(await subtle.decrypt({ name: 'AES-CBC', iv }, imported, sealed));
  } catch {
    return null;
  }
}

/** PBKDF2-HMAC (RFC 8018 §5.2); the number of rounds is the file's and is checked. */
export async function pbkdf2(
  subtle: SubtleCrypto,
  hash: 'SHA-1' | 'SHA-256' | 'SHA-512',
  password: Bytes,
  salt: Bytes,
  rounds: number,
  length: number,
): Promise<Bytes> {
  checkRounds(rounds, MAX_PBKDF2_ROUNDS);
  const key = await subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  return bytesOf(await subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations: rounds }, key, length * 8));
}

export async function digest(subtle: SubtleCrypto, hash: 'SHA-256' | 'SHA-512', data: Bytes): Promise<Bytes> {
  return bytesOf(await subtle.digest(hash, data));
}

export async function hmac(subtle: SubtleCrypto, hash: 'SHA-1' | 'SHA-256' | 'SHA-512', key: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return bytesOf(await subtle.sign('HMAC', imported, data));
}

/** HKDF-Expand alone (RFC 5869 §2.3) for one block of 32 bytes: WebCrypto's HKDF always extracts first. */
export const expand = (subtle: SubtleCrypto, key: Bytes, info: string): Promise<Bytes> =>
  hmac(subtle, 'SHA-256', key, concat(utf8(info), Uint8Array.of(1)));

export async function macHolds(subtle: SubtleCrypto, key: Bytes, data: Bytes, mac: Bytes): Promise<boolean> {
  return equalBytes(await hmac(subtle, 'SHA-256', key, data), mac);
}
