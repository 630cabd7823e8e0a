// Codes of OTP parameters at a moment: HOTP (RFC 4226), TOTP (RFC 6238), Steam Guard. `otpauth` truncates, `@noble/hashes` hashes.

import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { HOTP, Secret } from 'otpauth/bare';
import type { Bytes } from '../bytes';
import type { UnixMs } from '../env';
import type { OtpAlgorithm, OtpParameters } from '../item';

/** Steam Guard's alphabet: no vowels, no 0, 1, L, O, S, U, Z. */
export const STEAM_ALPHABET = '23456789BCDFGHJKMNPQRTVWXY';
export const STEAM_DIGITS = 5;
export const STEAM_PERIOD_SECONDS = 30;

export interface CurrentCode {
  readonly code: string;
  /** The code of the following step; null for HOTP, whose next code exists only after this one is used. */
  readonly nextCode: string | null;
  /** TOTP time step T (RFC 6238 §4.2); null for HOTP. */
  readonly step: number | null;
  /** The code is valid from here … ; null for HOTP. */
  readonly validFrom: UnixMs | null;
  /** … to just before here; null for HOTP. */
  readonly validUntil: UnixMs | null;
}

/** The code to show or send now. For HOTP the code of the stored counter: who uses it stores `counter + 1`. */
export function codeAt(otp: OtpParameters, now: UnixMs): CurrentCode {
  if (otp.type === 'hotp') {
    const code = hotpCode(otp.secret, otp.counter, otp.digits, otp.algorithm);
    return { code, nextCode: null, step: null, validFrom: null, validUntil: null };
  }
  const periodMs = periodSeconds(otp) * 1000;
  const step = Math.max(0, Math.floor(now / periodMs));
  return {
    code: codeOfStep(otp, step),
    nextCode: codeOfStep(otp, step + 1),
    step,
    validFrom: step * periodMs,
    validUntil: (step + 1) * periodMs,
  };
}

/** The code of one time step; for HOTP, of one counter value. */
export const codeOfStep = (otp: OtpParameters, step: number): string =>
  otp.type === 'steam' ? steamCode(otp.secret, step) : hotpCode(otp.secret, step, otp.digits, otp.algorithm);

/** Seconds that one code lives: null for HOTP. */
export function periodSeconds(otp: Exclude<OtpParameters, { type: 'hotp' }>): number {
  return otp.type === 'steam' ? STEAM_PERIOD_SECONDS : otp.period;
}

/** Characters of one code. */
export const codeLength = (otp: OtpParameters): number => (otp.type === 'steam' ? STEAM_DIGITS : otp.digits);

/** RFC 4226 §5.3 with 1–10 digits: ten show the whole 31-bit number. `counter` 0 to 2^53-1. */
export function hotpCode(secret: Bytes, counter: number, digits: number, algorithm: OtpAlgorithm = 'SHA1'): string {
  return HOTP.generate({ secret: new Secret({ buffer: secret.slice().buffer }), algorithm, digits, counter, hmac: hmacOf });
}

function steamCode(secret: Bytes, step: number): string {
  let number = Number(hotpCode(secret, step, 10));
  let code = '';
  for (let i = 0; i < STEAM_DIGITS; i++) {
    code += STEAM_ALPHABET[number % STEAM_ALPHABET.length];
    number = Math.floor(number / STEAM_ALPHABET.length);
  }
  return code;
}

const HASHES = { SHA1: sha1, SHA224: sha224, SHA256: sha256, SHA384: sha384, SHA512: sha512 } as const;

const hmacOf = (algorithm: string, key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmac(HASHES[algorithm as OtpAlgorithm], key, message);
