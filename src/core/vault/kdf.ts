// From a password to 32 bytes. Argon2id itself (RFC 9106) arrives as an argument: wasm or plain JavaScript, same parameters, same bytes.

import { type Bytes, utf8 } from '../bytes';
import { fail, ok, type Result } from '../result';

export interface Argon2Parameters {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** Argon2id, version 0x13, 32 bytes out. */
export type Kdf = (password: Bytes, salt: Bytes, parameters: Argon2Parameters) => Promise<Bytes>;

/** RFC 9106 §4, second recommended option, with one lane: the cost of a guess is memory. */
export const DEFAULT_ARGON2: Argon2Parameters = { memoryKib: 64 * 1024, iterations: 3, parallelism: 1 };
export const PASSWORD_SALT = 16;

/**
 * Bounds on what we agree to compute. Below: a downgrade that makes guessing cheap (OWASP's weakest pairs are the floor). Above: a
 * bomb that eats the memory of whoever opens the file.
 */
export function checkArgon2(parameters: Argon2Parameters, salt: Bytes): Result<void, 'absurd-parameters'> {
  const { memoryKib: m, iterations: t, parallelism: p } = parameters;
  const minimumIterations = m >= 46 * 1024 ? 1 : 2;
  if (m < 19_456 || m > 1024 * 1024) return fail('absurd-parameters', 'memory');
  if (t < minimumIterations || t > 20) return fail('absurd-parameters', 'iterations');
  if (p < 1 || p > 16) return fail('absurd-parameters', 'parallelism');
  if (salt.length < 16 || salt.length > 64) return fail('absurd-parameters', 'salt');
  return ok(undefined);
}

/** NFC (RFC 8265 §4.2.2), so that a password opens whatever keyboard composed its accents. The caller zeroes it. */
export const passwordBytes = (password: string): Bytes => utf8(password.normalize('NFC'));
