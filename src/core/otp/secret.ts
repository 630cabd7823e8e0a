// Tolerant reading of OTP secrets as sites print them: groups, dashes, lower case, padding. Strict about the letters.

import { type Bytes, fromBase32 } from '../bytes';
import { fail, ok, type Result } from '../result';

/** Shorter secrets are accepted with a warning (RFC 4226 §4 R6 asks for 128 bits). */
export const SAFE_SECRET_BYTES = 16;

/** Longest text read as a secret, in characters; the `otpauth:` limit of 2 KB is as large. */
const MAX_TEXT = 2048;

export type SecretError = 'no-secret' | 'bad-secret';

const LOOKALIKES = /[018]/;

/**
 * Base32 (RFC 4648 §6) to bytes. Case, white space, `-`, `_`, padding and left-over bits do not matter; `0`, `1` and `8` are never
 * guessed at (see `secretSuggestions`). `no-secret`: less than one byte. `bad-secret`: another character; detail is `lookalike` when
 * only 0, 1 or 8 are wrong. The detail never holds the text.
 */
export function readSecret(text: string): Result<Bytes, SecretError> {
  const letters = bare(text);
  if (letters.length > MAX_TEXT) return fail('bad-secret', 'too-long');
  if (!/^[A-Z2-7]*$/.test(letters)) return /^[A-Z0-8]*$/.test(letters) ? fail('bad-secret', 'lookalike') : fail('bad-secret');
  const bytes = fromBase32(letters);
  if (!bytes.ok) return fail('bad-secret');
  return bytes.value.length === 0 ? fail('no-secret') : ok(bytes.value);
}

/** What a mistyped secret may have meant: 0 is O, 8 is B, 1 is I or L. Empty unless exactly that repairs it. For an offer, never silent. */
export function secretSuggestions(text: string): readonly string[] {
  const letters = bare(text);
  if (!LOOKALIKES.test(letters) || !/^[A-Z0-8]*$/.test(letters)) return [];
  const repaired = letters.replaceAll('0', 'O').replaceAll('8', 'B');
  return repaired.includes('1') ? [repaired.replaceAll('1', 'I'), repaired.replaceAll('1', 'L')] : [repaired];
}

// Only ASCII letters are raised: toUpperCase() would turn dotless ı and long ſ into letters that nobody typed.
const bare = (text: string): string => text.replace(/[\s\-_=]/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase());
