// The ways through the slots to the vault key, and how slots come and go. Nothing here re-encrypts an item.

import { type Bytes, equalBytes } from '../bytes';
import type { Env } from '../env';
import { fail, ok, type Result } from '../result';
import { FORMAT, type Header, MAX_SLOTS } from './header';
import { checkArgon2, DEFAULT_ARGON2, type Kdf, PASSWORD_SALT, passwordBytes } from './kdf';
import type { VaultKey } from './seal';
import { type PasskeySlot, SLOT_RP_ID, type Slot, type SlotHead, unwrap, wrap } from './slot';

export type UnlockFailure = 'wrong-password' | 'damaged-slot' | 'absurd-parameters' | 'no-slot';

/** What a person must bring to make a slot. */
export type NewSlot =
  | { readonly type: 'password'; readonly label: string; readonly password: string }
  | {
      readonly type: 'passkey';
      readonly label: string;
      readonly credentialId: Bytes;
      readonly prfSalt: Bytes;
      readonly transports: readonly string[];
      /** 32 bytes, from get(): create() does not always give them. */
      readonly prfOutput: Bytes;
    }
  | { readonly type: 'recovery'; readonly label: string; readonly recoveryKey: Bytes };

/** What a person brings to open a slot. */
export type Secret =
  | { readonly type: 'password'; readonly password: string }
  /** 32 bytes: what the credential's prf extension gave for that slot's `prfSalt`. */
  | { readonly type: 'passkey'; readonly credentialId: Bytes; readonly prfOutput: Bytes }
  /** 20 bytes. */
  | { readonly type: 'recovery'; readonly recoveryKey: Bytes };

/** The vault key, and the slot that gave it. */
export interface Through {
  readonly vaultKey: VaultKey;
  readonly slotId: Bytes;
}

/** RFC-less but lived (bitwarden prf.rs): an authenticator that answers zeros has not answered. */
const usablePrf = (output: Bytes): boolean => output.length === 32 && output.some((byte) => byte !== 0);

async function passwordSecret(kdf: Kdf, password: string, salt: Bytes, argon2 = DEFAULT_ARGON2): Promise<Bytes> {
  const bytes = passwordBytes(password);
  const secret = await kdf(bytes, salt, argon2);
  bytes.fill(0);
  return secret;
}

async function makeSlot(env: Env, kdf: Kdf, slot: NewSlot, vaultKey: VaultKey, vaultId: Bytes): Promise<Result<Slot, 'bad-secret'>> {
  const base = { id: env.random(8), label: slot.label, createdAt: env.now() };
  if (slot.type === 'password') {
    if (slot.password === '') return fail('bad-secret', 'password');
    const salt = env.random(PASSWORD_SALT);
    const secret = await passwordSecret(kdf, slot.password, salt);
    return ok(await wrap(env, { ...base, type: 'password', salt, argon2: DEFAULT_ARGON2 }, secret, vaultKey, vaultId));
  }
  if (slot.type === 'recovery') {
    if (slot.recoveryKey.length !== 20) return fail('bad-secret', 'recovery');
    return ok(await wrap(env, { ...base, type: 'recovery' }, slot.recoveryKey, vaultKey, vaultId));
  }
  if (!usablePrf(slot.prfOutput)) return fail('bad-secret', 'prf');
  const { credentialId, prfSalt, transports } = slot;
  const head: PasskeySlot = { ...base, type: 'passkey', credentialId, rpId: SLOT_RP_ID, prfSalt, transports };
  return ok(await wrap(env, head, slot.prfOutput, vaultKey, vaultId));
}

/** A new vault's header with its first slot, a password. */
export async function createHeader(
  env: Env,
  kdf: Kdf,
  vaultKey: VaultKey,
  password: string,
): Promise<Result<Header, 'bad-secret' | 'too-many-slots'>> {
  return addSlot(env, kdf, { format: FORMAT, readableBy: 1, vaultId: env.random(16), slots: [] }, vaultKey, {
    type: 'password',
    label: '',
    password,
  });
}

export async function addSlot(
  env: Env,
  kdf: Kdf,
  header: Header,
  vaultKey: VaultKey,
  slot: NewSlot,
): Promise<Result<Header, 'bad-secret' | 'too-many-slots'>> {
  if (header.slots.length >= MAX_SLOTS) return fail('too-many-slots', String(MAX_SLOTS));
  const made = await makeSlot(env, kdf, slot, vaultKey, header.vaultId);
  return made.ok ? ok({ ...header, slots: [...header.slots, made.value] }) : made;
}

const isSlot = (slot: Slot, id: Bytes): boolean => slot.head !== null && equalBytes(slot.head.id, id);

/** A password, or a passkey together with a recovery key, must remain: `last-strong-slot` otherwise. */
export function removeSlot(header: Header, id: Bytes): Result<Header, 'missing' | 'last-strong-slot'> {
  const slots = header.slots.filter((slot) => !isSlot(slot, id));
  if (slots.length === header.slots.length) return fail('missing');
  const types = new Set(slots.map((slot) => slot.head?.type));
  const strong = types.has('password') || (types.has('passkey') && types.has('recovery'));
  return strong ? ok({ ...header, slots }) : fail('last-strong-slot');
}

/** Replaces every password slot by one for `next`, under fresh salt and today's parameters. Other slots and all items stay as they are. */
export async function changePassword(
  env: Env,
  kdf: Kdf,
  header: Header,
  vaultKey: VaultKey,
  next: string,
): Promise<Result<Header, 'bad-secret' | 'too-many-slots'>> {
  const slots = header.slots.filter((slot) => slot.head?.type !== 'password');
  return addSlot(env, kdf, { ...header, slots }, vaultKey, { type: 'password', label: '', password: next });
}

/**
 * The header of the same vault under another key. Only the password can be wrapped anew, since only it is here; every other slot would
 * still hold the old key, and goes.
 */
export async function rotatedHeader(
  env: Env,
  kdf: Kdf,
  header: Header,
  nextKey: VaultKey,
  password: string,
): Promise<Result<Header, 'bad-secret' | 'too-many-slots'>> {
  return addSlot(env, kdf, { ...header, slots: [] }, nextKey, { type: 'password', label: '', password });
}

/** Tries each slot of a type; the most telling failure wins when none opens. */
async function through<T extends SlotHead['type']>(
  env: Env,
  header: Header,
  type: T,
  secretFor: (head: Extract<SlotHead, { type: T }>) => Promise<Result<Bytes | null, UnlockFailure>>,
): Promise<Result<Through, UnlockFailure>> {
  let failure: UnlockFailure = 'no-slot';
  for (const slot of header.slots) {
    if (slot.head?.type !== type) {
      if (slot.head === null && failure === 'no-slot') failure = 'damaged-slot';
      continue;
    }
    const secret = await secretFor(slot.head as Extract<SlotHead, { type: T }>);
    if (secret.ok && secret.value === null) continue;
    const opened = secret.ok ? await unwrap(env, slot, secret.value as Bytes, header.vaultId) : secret;
    if (secret.ok) (secret.value as Bytes).fill(0);
    if (opened.ok) return ok({ vaultKey: opened.value, slotId: slot.head.id });
    if (opened.error.code !== 'wrong-secret') failure = opened.error.code as UnlockFailure;
    else if (failure === 'no-slot') failure = 'wrong-password';
  }
  return fail(failure);
}

/** A slot of the secret's type that opens with it. */
export function openSlot(env: Env, kdf: Kdf, header: Header, secret: Secret): Promise<Result<Through, UnlockFailure>> {
  switch (secret.type) {
    case 'password':
      return through(env, header, 'password', async (head) => {
        const bounds = checkArgon2(head.argon2, head.salt);
        return bounds.ok ? ok(await passwordSecret(kdf, secret.password, head.salt, head.argon2)) : bounds;
      });
    case 'passkey':
      return through(env, header, 'passkey', async (head) => {
        if (!equalBytes(head.credentialId, secret.credentialId)) return ok(null);
        return usablePrf(secret.prfOutput) ? ok(secret.prfOutput.slice()) : fail('damaged-slot', 'prf');
      });
    case 'recovery':
      return through(env, header, 'recovery', async () => ok(secret.recoveryKey.slice()));
  }
}

const keyOf = async (opened: Promise<Result<Through, UnlockFailure>>): Promise<Result<VaultKey, UnlockFailure>> => {
  const result = await opened;
  return result.ok ? ok(result.value.vaultKey) : result;
};

/** No slot but a password's derives a key slowly. */
const noKdf: Kdf = () => Promise.reject(new Error('no password was given'));

export const unwrapWithPassword = (env: Env, kdf: Kdf, header: Header, password: string): Promise<Result<VaultKey, UnlockFailure>> =>
  keyOf(openSlot(env, kdf, header, { type: 'password', password }));

export const unwrapWithPrf = (env: Env, header: Header, credentialId: Bytes, prfOutput: Bytes): Promise<Result<VaultKey, UnlockFailure>> =>
  keyOf(openSlot(env, noKdf, header, { type: 'passkey', credentialId, prfOutput }));

export const unwrapWithRecoveryKey = (env: Env, header: Header, recoveryKey: Bytes): Promise<Result<VaultKey, UnlockFailure>> =>
  keyOf(openSlot(env, noKdf, header, { type: 'recovery', recoveryKey }));
