// The printed recovery key: 160 random bits in Base32 and four characters that catch a slip of the pen, in nine groups of four.

import { type Bytes, base32, concat, fromBase32 } from '../bytes';
import { fail, ok, type Result } from '../result';
import { sha256 } from './hash';

export const RECOVERY_KEY_LENGTH = 20;
const CHARACTERS = 36;

/** The first 20 bits of SHA-256. */
const check = async (subtle: SubtleCrypto, secret: Bytes): Promise<string> =>
  base32((await sha256(subtle, secret)).subarray(0, 3)).slice(0, 4);

export async function recoveryKeyText(subtle: SubtleCrypto, secret: Bytes): Promise<string> {
  const text = base32(secret) + (await check(subtle, secret));
  return (text.match(/.{4}/g) ?? []).join('-');
}

/** Case, spaces and dashes do not matter; 0, 1 and 8 are read as the letters they look like. */
export async function readRecoveryKey(subtle: SubtleCrypto, text: string): Promise<Result<Bytes, 'incomplete' | 'mistyped'>> {
  const clean = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[018]/g, (digit) => ({ '0': 'O', '1': 'I', '8': 'B' })[digit] ?? digit);
  if (clean.length !== CHARACTERS) return fail('incomplete', String(clean.length));
  const secret = fromBase32(clean.slice(0, 32));
  if (!secret.ok) return fail('mistyped');
  const bytes = concat(secret.value);
  return (await check(subtle, bytes)) === clean.slice(32) ? ok(bytes) : fail('mistyped');
}
