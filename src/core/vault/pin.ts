// A PIN opens the vault again while the browser runs. The vault key is wrapped under two halves: the PIN, and 32 random bytes that lie
// nowhere but in the browser's memory, beside the wrapped key and the count of tries. Nothing of it is ever on disk: a wrap on disk is
// guessed in minutes, whatever counts the tries (security.md §1.3). It is no slot, and proves nothing where a slot is asked for.

import { type Bytes, base64, concat, fromBase64, utf8 } from '../bytes';
import type { Env, UnixMs } from '../env';
import { fail, ok, type Result } from '../result';
import { hkdf } from './hash';
import { DEFAULT_ARGON2, type Kdf, PASSWORD_SALT } from './kdf';
import type { VaultKey } from './seal';

export const PIN_TRIES = 5;

/** Seconds to wait after the n-th wrong PIN. */
const WAITS = [0, 1, 5, 15];

/** Plain data, for the browser's memory. Bytes are Base64. */
export interface PinRecord {
  readonly half: string;
  readonly salt: string;
  readonly nonce: string;
  readonly wrapped: string;
  /** Begun, not merely failed: counted before the PIN is looked at. */
  readonly tries: number;
  readonly notBefore: UnixMs;
}

/** Digits only: what is long enough for letters is a password. */
export const isPin = (pin: string): boolean => /^\d{4,12}$/.test(pin);

async function keyOf(env: Env, kdf: Kdf, pin: string, half: Bytes, salt: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const slow = await kdf(utf8(pin), salt, DEFAULT_ARGON2);
  const both = concat(slow, half);
  slow.fill(0);
  const bits = await hkdf(env.subtle, both, salt, utf8('countersign/pin/v1'), 32);
  both.fill(0);
  const key = await env.subtle.importKey('raw', bits, 'AES-GCM', false, [use]);
  bits.fill(0);
  return key;
}

export async function makePin(env: Env, kdf: Kdf, pin: string, vaultKey: VaultKey): Promise<Result<PinRecord, 'bad-pin'>> {
  if (!isPin(pin)) return fail('bad-pin');
  const [half, salt, nonce] = [env.random(32), env.random(PASSWORD_SALT), env.random(12)];
  const key = await keyOf(env, kdf, pin, half, salt, 'encrypt');
  const wrapped = new Uint8Array(await env.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, vaultKey));
  return ok({ half: base64(half), salt: base64(salt), nonce: base64(nonce), wrapped: base64(wrapped), tries: 0, notBefore: 0 });
}

/** Milliseconds until the next try may be made. A clock that was set back makes nobody wait longer than the longest wait. */
export const pinWait = ({ notBefore, tries }: PinRecord, now: UnixMs): number =>
  Math.min(Math.max(notBefore - now, 0), 1000 * (WAITS[Math.min(tries, WAITS.length) - 1] ?? 0));

export const pinTriesLeft = ({ tries }: PinRecord): number => Math.max(PIN_TRIES - tries, 0);

/**
 * The record as it must be stored before the PIN is looked at. `pin-wait`: in so many seconds. `pin-gone`: no try is left; the record
 * must go.
 */
export function beginPinTry(record: PinRecord, now: UnixMs): Result<PinRecord, 'pin-wait' | 'pin-gone'> {
  if (record.tries >= PIN_TRIES) return fail('pin-gone');
  const wait = pinWait(record, now);
  if (wait > 0) return fail('pin-wait', String(Math.ceil(wait / 1000)));
  const tries = record.tries + 1;
  return ok({ ...record, tries, notBefore: now + 1000 * (WAITS[Math.min(tries, WAITS.length) - 1] ?? 0) });
}

/** `wrong-pin`: detail says how many tries are left. `pin-gone`: it was the last. */
export async function openWithPin(env: Env, kdf: Kdf, record: PinRecord, pin: string): Promise<Result<VaultKey, 'wrong-pin' | 'pin-gone'>> {
  const [half, salt, nonce, wrapped] = [record.half, record.salt, record.nonce, record.wrapped].map(fromBase64);
  if (!half?.ok || !salt?.ok || !nonce?.ok || !wrapped?.ok) return fail('pin-gone');
  const key = await keyOf(env, kdf, pin, half.value, salt.value, 'decrypt');
  try {
    return ok(new Uint8Array(await env.subtle.decrypt({ name: 'AES-GCM', iv: nonce.value }, key, wrapped.value)));
  } catch {
    const left = pinTriesLeft(record);
    return left === 0 ? fail('pin-gone') : fail('wrong-pin', String(left));
  }
}
