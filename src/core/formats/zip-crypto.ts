// The two encryptions of ZIP members that authenticators' backups use: ZipCrypto (APPNOTE §6.1; WinAuth, Authenticator Plus) and
// WinZip's AE-1/AE-2 (Raivo).

import { ecb } from '@noble/ciphers/aes.js';
import { type Bytes, equalBytes, utf8 } from '../bytes';
import { crcStep } from './crc32';
import { Unreadable } from './failure';
import { hmac, pbkdf2 } from './foreign-cipher';

const HEADER = 12;

/** `check`: what the last byte of the header must decrypt to. One wrong password in 256 passes and fails at the member's CRC. */
export function openZipCrypto(packed: Bytes, password: string, check: number): Bytes {
  let k0 = 0x12345678;
  let k1 = 0x23456789;
  let k2 = 0x34567890;
  const update = (byte: number): void => {
    k0 = crcStep(k0, byte);
    k1 = (Math.imul((k1 + (k0 & 0xff)) | 0, 134_775_813) + 1) >>> 0;
    k2 = crcStep(k2, k1 >>> 24);
  };
  for (const byte of utf8(password)) update(byte);
  if (packed.length < HEADER) throw new Unreadable('import-damaged', 'zip');
  const out = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) {
    const t = (k2 | 2) & 0xffff;
    const plain = (packed[i] as number) ^ ((Math.imul(t, t ^ 1) >>> 8) & 0xff);
    update(plain);
    out[i] = plain;
  }
  if (out[HEADER - 1] !== check) throw new Unreadable('import-wrong-password');
  return out.slice(HEADER);
}

const AES_EXTRA = 0x9901;
const ROUNDS = 1000;
const MAC = 10;

/** salt ‖ 2-byte password check ‖ ciphertext ‖ 10 bytes of HMAC-SHA1 (winzip.com/aes_info). */
export async function openWinZipAes(
  extra: Bytes,
  packed: Bytes,
  password: string,
  subtle: SubtleCrypto,
): Promise<{ method: number; data: Bytes }> {
  const { strength, method } = aesExtra(extra);
  const keyLength = 8 + 8 * strength;
  const saltLength = keyLength / 2;
  if (packed.length < saltLength + 2 + MAC) throw new Unreadable('import-damaged', 'zip');
  const keys = await pbkdf2(subtle, 'SHA-1', utf8(password), packed.slice(0, saltLength), ROUNDS, 2 * keyLength + 2);
  if (!equalBytes(keys.slice(2 * keyLength), packed.slice(saltLength, saltLength + 2))) throw new Unreadable('import-wrong-password');
  const sealed = packed.slice(saltLength + 2, packed.length - MAC);
  const mac = await hmac(subtle, 'SHA-1', keys.slice(keyLength, 2 * keyLength), sealed);
  if (!equalBytes(mac.slice(0, MAC), packed.slice(packed.length - MAC))) throw new Unreadable('import-wrong-or-damaged');
  return { method, data: littleEndianCtr(keys.slice(0, keyLength), sealed) };
}

function aesExtra(extra: Bytes): { strength: number; method: number } {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== AES_EXTRA || at + 11 > extra.length) continue;
    const strength = view.getUint8(at + 8);
    if (strength >= 1 && strength <= 3) return { strength, method: view.getUint16(at + 9, true) };
  }
  throw new Unreadable('import-damaged', 'zip');
}

/** AES-CTR whose counter counts from 1 in little-endian; every library counts the other way. */
function littleEndianCtr(key: Bytes, data: Bytes): Bytes {
  const blocks = new Uint8Array(Math.ceil(data.length / 16) * 16);
  const view = new DataView(blocks.buffer);
  for (let at = 0; at < blocks.length; at += 16) view.setUint32(at, at / 16 + 1, true);
  const stream = ecb(key, { disablePadding: true }).encrypt(blocks);
  return data.map((byte, i) => byte ^ (stream[i] as number));
}
