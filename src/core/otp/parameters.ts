// Reads the parameters of an OTP from text: what a URI or a form says, never a silent default where it said something else.

import type { OtpAlgorithm } from '../item';
import { fail, ok, type Result } from '../result';

export const DEFAULT_ALGORITHM: OtpAlgorithm = 'SHA1';
export const DEFAULT_DIGITS = 6;
export const DEFAULT_PERIOD_SECONDS = 30;

export const MAX_DIGITS = 10;
export const MAX_PERIOD_SECONDS = 86_400;

/** Each names the field; the detail is what it said, shortened. */
export type ParameterError = 'bad-algorithm' | 'bad-digits' | 'bad-period' | 'bad-counter';

const ALGORITHM = /^(?:Algorithm\.)?(?:HMAC[-_]?)?SHA[-_]?(1|224|256|384|512)$/i;

/** `SHA1`, `sha-256`, `HmacSHA512`, `Algorithm.SHA1`. Empty and `null` mean the default; MD5 and unknown names are refused. */
export function readAlgorithm(text: string | undefined): Result<OtpAlgorithm, 'bad-algorithm'> {
  const name = text?.trim() ?? '';
  if (name === '' || name === 'null') return ok(DEFAULT_ALGORITHM);
  const bits = ALGORITHM.exec(name)?.[1];
  return bits === undefined ? fail('bad-algorithm', shorten(name)) : ok(`SHA${bits}` as OtpAlgorithm);
}

/** 1–10; empty means `otherwise`. */
export const readDigits = (text: string | undefined, otherwise = DEFAULT_DIGITS): Result<number, 'bad-digits'> =>
  wholeNumber(text, otherwise, 1, MAX_DIGITS, 'bad-digits');

/** Seconds, 1–86,400; empty means 30. */
export const readPeriod = (text: string | undefined): Result<number, 'bad-period'> =>
  wholeNumber(text, DEFAULT_PERIOD_SECONDS, 1, MAX_PERIOD_SECONDS, 'bad-period');

/** 0 to 2^53-1; empty means 0, and the caller warns. */
export const readCounter = (text: string | undefined): Result<number, 'bad-counter'> =>
  wholeNumber(text, 0, 0, Number.MAX_SAFE_INTEGER, 'bad-counter');

function wholeNumber<C extends ParameterError>(
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
  code: C,
): Result<number, C> {
  const digits = text?.trim() ?? '';
  if (digits === '') return ok(otherwise);
  const value = /^[0-9]{1,16}$/.test(digits) ? Number(digits) : Number.NaN;
  return value >= least && value <= most ? ok(value) : fail(code, shorten(digits));
}

const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
