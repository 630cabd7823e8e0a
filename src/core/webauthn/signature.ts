// ECDSA signatures: WebCrypto has r and s side by side (IEEE P1363), WebAuthn L3 §6.5.5 wants the DER of RFC 3279 §2.2.3.

import { type Bytes, concat } from '../bytes';
import { fail, ok, type Result } from '../result';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** Bytes of a number of P-256. */
const WIDTH = 32;

export function derOfP1363(signature: Uint8Array): Bytes {
  const body = concat(integer(signature.subarray(0, WIDTH)), integer(signature.subarray(WIDTH)));
  return concat(Uint8Array.of(SEQUENCE, body.length), body);
}

/** Without leading zeros, save the one that keeps a number from being negative. */
function integer(bytes: Uint8Array): Bytes {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  const sign = (digits[0] as number) >= 0x80 ? [0] : [];
  return concat(Uint8Array.of(INTEGER, digits.length + sign.length, ...sign), digits);
}

/** The way back; only DER as `derOfP1363` writes it. */
export function p1363OfDer(der: Uint8Array): Result<Bytes, 'malformed'> {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) return fail('malformed', 'sequence');
  const out = new Uint8Array(2 * WIDTH);
  let at = 2;
  for (const end of [WIDTH, 2 * WIDTH]) {
    const length = der[at + 1] ?? 0;
    const digits = der.subarray(at + 2, at + 2 + length);
    const padded = digits[0] === 0 && length > 1;
    const minimal = !padded || (digits[1] as number) >= 0x80;
    if (der[at] !== INTEGER || length === 0 || digits.length !== length || !minimal) return fail('malformed', 'integer');
    const value = padded ? digits.subarray(1) : digits;
    if (value.length > WIDTH || (digits[0] as number) >= 0x80) return fail('malformed', 'integer');
    out.set(value, end - value.length);
    at += 2 + length;
  }
  return at === der.length ? ok(out) : fail('malformed', 'trailing');
}
