// ECDSA signatures: WebCrypto gives r and s side by side (IEEE P1363), WebAuthn wants the DER of RFC 3279 §2.2.3 (WebAuthn L3 §6.5.5).

import { type Bytes, concat } from '../bytes';

export function derSignature(p1363: Uint8Array): Bytes {
  const half = p1363.length / 2;
  const body = concat(derInteger(p1363.subarray(0, half)), derInteger(p1363.subarray(half)));
  // P-256: at most 70 bytes, so one length byte does.
  return concat(Uint8Array.of(0x30, body.length), body);
}

function derInteger(bytes: Uint8Array): Bytes {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from++;
  const digits = bytes.subarray(from);
  // A leading one bit would make it negative.
  const sign = (digits[0] as number) >= 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return concat(Uint8Array.of(0x02, sign.length + digits.length), sign, digits);
}
