// Bytes → text: byte order marks, UTF-16, and old files that are no UTF-8.

import { fromUtf8 } from '../bytes';

/** Null where it is no text: a zero byte or a control character in its first 4 KB, or broken UTF-8. */
export function fileText(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return utf16(bytes.subarray(2), 'utf-16le');
  if (a === 0xfe && b === 0xff) return utf16(bytes.subarray(2), 'utf-16be');
  const body = a === 0xef && b === 0xbb && c === 0xbf ? bytes.subarray(3) : bytes;
  if (body.subarray(0, 4096).some(isControl)) return null;
  const text = fromUtf8(body);
  return text.ok ? text.value : null;
}

const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c;

function utf16(bytes: Uint8Array, label: 'utf-16le' | 'utf-16be'): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
