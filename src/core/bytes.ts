// Bytes and their text forms: UTF-8, hex, Base64 (RFC 4648 §4), Base64url (§5), Base32 (§6).

import { fail, ok, type Result } from './result';

/** WebCrypto takes no shared buffers, so neither do we. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

export const utf8 = (text: string): Bytes => encoder.encode(text);

/** Strict: malformed UTF-8 is `malformed`, never U+FFFD. */
export function fromUtf8(bytes: Uint8Array): Result<string, 'malformed'> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail('malformed');
  }
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Time depends on the lengths only, not on where the first difference is. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

export function hex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

export function fromHex(text: string): Result<Bytes, 'malformed'> {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return fail('malformed');
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return ok(out);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64URL = `${BASE64.slice(0, 62)}-_`;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function encodeBits(bytes: Uint8Array, alphabet: string, width: number): string {
  const symbols = encoder.encode(alphabet);
  const out = new Uint8Array(Math.ceil((bytes.length * 8) / width));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= width) {
      bits -= width;
      out[at++] = symbols[(held >> bits) & ((1 << width) - 1)] as number;
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) out[at] = symbols[(held << (width - bits)) & ((1 << width) - 1)] as number;
  return new TextDecoder().decode(out);
}

const tables = new Map<string, Int8Array>();

function tableOf(alphabet: string): Int8Array {
  let table = tables.get(alphabet);
  if (table === undefined) {
    table = new Int8Array(128).fill(-1);
    for (let i = 0; i < alphabet.length; i++) table[alphabet.charCodeAt(i)] = i;
    tables.set(alphabet, table);
  }
  return table;
}

function decodeBits(text: string, alphabet: string, width: number): Result<Bytes, 'malformed'> {
  const table = tableOf(alphabet);
  const out = new Uint8Array(Math.floor((text.length * width) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = table[text.charCodeAt(i)] ?? -1;
    if (value < 0) return fail('malformed');
    held = (held << width) | value;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  return ok(out);
}

export function base64(bytes: Uint8Array): string {
  const text = encodeBits(bytes, BASE64, 6);
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** Padding optional. */
export const fromBase64 = (text: string): Result<Bytes, 'malformed'> => decodeBits(text.replace(/={0,2}$/, ''), BASE64, 6);

export const base64url = (bytes: Uint8Array): string => encodeBits(bytes, BASE64URL, 6);

export const fromBase64url = (text: string): Result<Bytes, 'malformed'> => decodeBits(text.replace(/={0,2}$/, ''), BASE64URL, 6);

/** Upper case, no padding: how OTP secrets are written (Key URI format). */
export const base32 = (bytes: Uint8Array): string => encodeBits(bytes, BASE32, 5);

/** Upper case only, padding optional; `core/otp/secret.ts` does the tolerant reading. */
export const fromBase32 = (text: string): Result<Bytes, 'malformed'> => decodeBits(text.replace(/=*$/, ''), BASE32, 5);
