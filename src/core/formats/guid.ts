// GUIDs as text and as 16 bytes in the order of the text (RFC 9562 §4), as Bitwarden keeps credential ids.

import { type Bytes, fromHex, hex } from '../bytes';

export function bytesOfGuid(text: string): Bytes | null {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return null;
  const bytes = fromHex(text.replaceAll('-', ''));
  return bytes.ok ? bytes.value : null;
}

export const guidOf = (bytes: Bytes): string => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
