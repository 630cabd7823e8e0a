// The site's own RFC 4226 and 6238, written without the extension's code or its library, so that one checks the other.

import { createHmac, timingSafeEqual } from 'node:crypto';

export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** What a site fixes when it hands out a secret. `period` in seconds. */
export interface Enrolment {
  readonly secret: Uint8Array;
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly period: number;
}

/** RFC 4226 §5.3 over the enrolment's hash; `counter` is the time step of RFC 6238 §4.2. */
export function hotp(enrolment: Enrolment, counter: number): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(enrolment.algorithm, enrolment.secret).update(moving).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** enrolment.digits).padStart(enrolment.digits, '0');
}

/** The time step at `now` (milliseconds since 1970). */
export const stepAt = (enrolment: Enrolment, now: number): number => Math.floor(now / 1000 / enrolment.period);

/** The step that `code` stands for, one step of drift allowed to either side (RFC 6238 §5.2), or null. */
export function matchingStep(enrolment: Enrolment, code: string, now: number): number | null {
  const given = Buffer.from(code);
  const current = stepAt(enrolment, now);
  for (const step of [current, current - 1, current + 1]) {
    const expected = Buffer.from(hotp(enrolment, step));
    if (given.length === expected.length && timingSafeEqual(given, expected)) return step;
  }
  return null;
}

/** Upper case, no padding, as in the Key URI format. */
export function base32(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}
