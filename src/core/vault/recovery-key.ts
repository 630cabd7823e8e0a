// The printed recovery key: 160 random bits in Base32 and four characters that catch a slip of the pen, in nine groups of four.
// docs/vault-format.md §3.

import { type Bytes, base32, concat, fromBase32 } from '../bytes';
import { fail, ok, type Result } from '../result';
import { sha256 } from './hash';

export const RECOVERY_KEY_LENGTH = 20;
const RECOVERY_KEY_GROUPS = 9;
const CHARACTERS = 36;
const GROUP = 4;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The first 20 bits of SHA-256. */
const check = async (subtle: SubtleCrypto, secret: Bytes): Promise<string> =>
  base32((await sha256(subtle, secret)).subarray(0, 3)).slice(0, 4);

const grouped = (text: string): string => (text.match(/.{1,4}/g) ?? []).join('-');

export async function recoveryKeyText(subtle: SubtleCrypto, secret: Bytes): Promise<string> {
  return grouped(base32(secret) + (await check(subtle, secret)));
}

/** Case, spaces and any punctuation do not matter; 0, 1 and 8 are read as the letters they look like. */
function clean(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[018]/g, (digit) => ({ '0': 'O', '1': 'I', '8': 'B' })[digit] ?? digit);
}

/** How a key that is being typed is shown: in groups, as on the sheet. */
export const shownRecoveryKey = (text: string): string => grouped(clean(text).slice(0, CHARACTERS + GROUP));

async function decode(subtle: SubtleCrypto, characters: string): Promise<Bytes | null> {
  const secret = fromBase32(characters.slice(0, CHARACTERS - 4));
  if (characters.length !== CHARACTERS || !secret.ok) return null;
  const bytes = concat(secret.value);
  return (await check(subtle, bytes)) === characters.slice(CHARACTERS - 4) ? bytes : null;
}

const groupOf = (at: number): number => Math.min(Math.floor(at / GROUP) + 1, RECOVERY_KEY_GROUPS);

/** Every text that one slip of the pen away from this one, with the place of the slip. */
function* oneSlipAway(text: string): Generator<readonly [string, number]> {
  if (text.length === CHARACTERS) {
    for (let at = 0; at < text.length; at++)
      for (const letter of ALPHABET) if (letter !== text[at]) yield [text.slice(0, at) + letter + text.slice(at + 1), at];
    for (let at = 0; at + 1 < text.length; at++)
      yield [text.slice(0, at) + (text[at + 1] as string) + (text[at] as string) + text.slice(at + 2), at];
  }
  if (text.length === CHARACTERS - 1)
    for (let at = 0; at <= text.length; at++) for (const letter of ALPHABET) yield [text.slice(0, at) + letter + text.slice(at), at];
  if (text.length === CHARACTERS + 1) for (let at = 0; at < text.length; at++) yield [text.slice(0, at) + text.slice(at + 1), at];
}

/** The group, from 1, in which one slip explains what is wrong; null where none or more than one group would. */
async function groupOfSlip(subtle: SubtleCrypto, text: string): Promise<number | null> {
  const places = new Set<number>();
  for (const [other, at] of oneSlipAway(text)) if ((await decode(subtle, other)) !== null) places.add(groupOf(at));
  return places.size === 1 ? ([...places][0] ?? null) : null;
}

export type RecoveryKeyFailure =
  /** Detail: how many characters there are; 36 make a key. */
  | 'incomplete'
  | 'too-long'
  /** Something in it stands wrong, nobody knows where. */
  | 'mistyped'
  /** Detail: the group that must be looked at again, from 1. */
  | 'mistyped-group';

/**
 * The checksum is over the whole key, but of the texts that one slip away from what was typed hardly one passes it by chance (about 1 of
 * 1,000 slips), so the group of a single slip can be named. It helps nobody to guess: 160 bits stay 160 bits.
 */
export async function readRecoveryKey(subtle: SubtleCrypto, text: string): Promise<Result<Bytes, RecoveryKeyFailure>> {
  const characters = clean(text);
  const stranger = [...characters].findIndex((letter) => !ALPHABET.includes(letter));
  if (stranger >= 0) return fail('mistyped-group', String(groupOf(stranger)));
  const secret = await decode(subtle, characters);
  if (secret !== null) return ok(secret);
  const group = await groupOfSlip(subtle, characters);
  if (group !== null) return fail('mistyped-group', String(group));
  if (characters.length < CHARACTERS) return fail('incomplete', String(characters.length));
  return fail(characters.length > CHARACTERS ? 'too-long' : 'mistyped');
}
