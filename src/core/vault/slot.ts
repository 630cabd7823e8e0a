// A slot: one independent way to the vault key. Its head is authenticated as the exact bytes that lie on disk, and committed to.
// docs/vault-format.md §3.

import { type Bytes, equalBytes, utf8 } from '../bytes';
import type { Env, UnixMs } from '../env';
import { fail, ok, type Result } from '../result';
import { asBytes, asInteger, asList, asMap, asOneOf, asText, asTexts, type CborValue, decodeCbor, encodeCbor } from './cbor';
import { hkdf, hmac } from './hash';
import type { Argon2Parameters } from './kdf';
import type { VaultKey } from './seal';

export const SLOT_VERSION = 1;

/** The relying party of passkey slots: a name that nobody can own. */
export const SLOT_RP_ID = 'countersign.invalid';

interface SlotBase {
  /** 8 random bytes in the header; tells slots of one vault apart. */
  readonly id: Bytes;
  /** The person's name for it. */
  readonly label: string;
  readonly createdAt: UnixMs;
}

export interface PasswordSlot extends SlotBase {
  readonly type: 'password';
  readonly salt: Bytes;
  readonly argon2: Argon2Parameters;
}

export interface PasskeySlot extends SlotBase {
  readonly type: 'passkey';
  readonly credentialId: Bytes;
  readonly rpId: typeof SLOT_RP_ID;
  /** 32 bytes: the input of the prf extension. */
  readonly prfSalt: Bytes;
  readonly transports: readonly string[];
}

export interface RecoverySlot extends SlotBase {
  readonly type: 'recovery';
}

export type SlotHead = PasswordSlot | PasskeySlot | RecoverySlot;

/** A slot as it lies on disk. `head` is null where a newer version wrote a type that this one does not know: kept, never used. */
export interface Slot {
  readonly head: SlotHead | null;
  readonly headBytes: Bytes;
  readonly nonce: Bytes;
  /** 32 bytes of key and the tag. */
  readonly wrapped: Bytes;
  readonly commitment: Bytes;
}

function encodeHead(head: SlotHead): Bytes {
  const fields: [string, CborValue][] = [
    ['version', SLOT_VERSION],
    ['type', head.type],
    ['id', head.id],
    ['label', head.label],
    ['createdAt', head.createdAt],
  ];
  if (head.type === 'password') {
    const { memoryKib, iterations, parallelism } = head.argon2;
    fields.push(['salt', head.salt], ['argon2id', [memoryKib, iterations, parallelism]]);
  }
  if (head.type === 'passkey') {
    fields.push(['credentialId', head.credentialId], ['rpId', head.rpId], ['prfSalt', head.prfSalt], ['transports', head.transports]);
  }
  return encodeCbor(new Map(fields));
}

function readHead(value: unknown): SlotHead | null {
  const map = asMap(value, 'slot');
  const version = asInteger(map.get('version'), 'slot.version', 1);
  const type = asText(map.get('type'), 'slot.type');
  if (version > SLOT_VERSION || !['password', 'passkey', 'recovery'].includes(type)) return null;
  const base = {
    id: asBytes(map.get('id'), 'slot.id', 8, 8),
    label: asText(map.get('label'), 'slot.label'),
    createdAt: asInteger(map.get('createdAt'), 'slot.createdAt'),
  };
  if (type === 'recovery') return { ...base, type };
  if (type === 'password') {
    const [m, t, p] = asList(map.get('argon2id'), 'slot.argon2id', 3);
    const argon2 = { memoryKib: asInteger(m, 'memory'), iterations: asInteger(t, 'iterations'), parallelism: asInteger(p, 'parallelism') };
    return { ...base, type, salt: asBytes(map.get('salt'), 'slot.salt'), argon2 };
  }
  return {
    ...base,
    type: 'passkey',
    credentialId: asBytes(map.get('credentialId'), 'slot.credentialId', 1, 1023),
    rpId: asOneOf(map.get('rpId'), 'slot.rpId', [SLOT_RP_ID]),
    prfSalt: asBytes(map.get('prfSalt'), 'slot.prfSalt', 32, 32),
    transports: asTexts(map.get('transports'), 'slot.transports'),
  };
}

export const encodeSlot = (slot: Slot): CborValue => [slot.headBytes, slot.nonce, slot.wrapped, slot.commitment];

/** A head that does not decode makes the slot unusable, not the header: the other slots still open the vault. */
export function readSlot(value: unknown): Slot {
  const [headBytes, nonce, wrapped, commitment] = asList(value, 'slot');
  const bytes = asBytes(headBytes, 'slot.head', 1, 4096);
  const head = decodeCbor(bytes, readHead);
  return {
    head: head.ok ? head.value : null,
    headBytes: bytes,
    nonce: asBytes(nonce, 'slot.nonce', 12, 12),
    wrapped: asBytes(wrapped, 'slot.wrapped', 48, 48),
    commitment: asBytes(commitment, 'slot.commitment', 32, 32),
  };
}

/** Everything the slot says about itself, the vault it is of, and the version of this scheme. */
const slotData = (headBytes: Bytes, vaultId: Bytes): Bytes => encodeCbor([headBytes, vaultId, SLOT_VERSION]);

async function keyOfSlot(subtle: SubtleCrypto, secret: Bytes, type: SlotHead['type'], vaultId: Bytes) {
  const kek = await hkdf(subtle, secret, vaultId, utf8(`countersign/slot/v1/${type}`), 32);
  const commit = await hkdf(subtle, kek, vaultId, utf8('countersign/slot/v1/commit'), 32);
  return { kek, commit };
}

/** `secret`: Argon2id's output, the PRF's 32 bytes, or the recovery key's 20. */
export async function wrap(env: Env, head: SlotHead, secret: Bytes, vaultKey: VaultKey, vaultId: Bytes): Promise<Slot> {
  const headBytes = encodeHead(head);
  const data = slotData(headBytes, vaultId);
  const { kek, commit } = await keyOfSlot(env.subtle, secret, head.type, vaultId);
  const nonce = env.random(12);
  const key = await env.subtle.importKey('raw', kek, 'AES-GCM', false, ['encrypt']);
  kek.fill(0);
  const wrapped = new Uint8Array(await env.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: data }, key, vaultKey));
  const commitment = await hmac(env.subtle, commit, data);
  return { head, headBytes, nonce, wrapped, commitment };
}

/**
 * AES-GCM does not commit to its key, so the commitment is checked first: it tells a wrong secret (`wrong-secret`) from a slot that
 * was changed (`damaged-slot`). A change in the head itself looks like a wrong secret; the header's checksum names that one.
 */
export async function unwrap(
  env: Env,
  slot: Slot,
  secret: Bytes,
  vaultId: Bytes,
): Promise<Result<VaultKey, 'wrong-secret' | 'damaged-slot'>> {
  if (slot.head === null) return fail('damaged-slot');
  const data = slotData(slot.headBytes, vaultId);
  const { kek, commit } = await keyOfSlot(env.subtle, secret, slot.head.type, vaultId);
  const key = await env.subtle.importKey('raw', kek, 'AES-GCM', false, ['decrypt']);
  kek.fill(0);
  if (!equalBytes(await hmac(env.subtle, commit, data), slot.commitment)) return fail('wrong-secret');
  try {
    const vaultKey = await env.subtle.decrypt({ name: 'AES-GCM', iv: slot.nonce, additionalData: data }, key, slot.wrapped);
    return ok(new Uint8Array(vaultKey));
  } catch {
    return fail('damaged-slot');
  }
}
