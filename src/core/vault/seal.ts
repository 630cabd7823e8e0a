// Sealing one object: every write has a key and nonce of its own, derived from the vault key and a fresh salt, so that neither the
// limits of GCM's random nonces nor their reuse come into play. docs/vault-format.md §4.

import { type Bytes, concat, utf8 } from '../bytes';
import type { Env } from '../env';
import { fail, ok, type Result } from '../result';
import { type CborValue, decodeCbor, encodeCbor } from './cbor';

/** 32 random bytes. The whole vault opens with it. */
export type VaultKey = Bytes;

export type ObjectType = 'root' | 'leaf' | 'page' | 'record' | 'extra';

/** What an object claims to be. All of it is authenticated: an object opened under another label is `damaged`. */
export interface ObjectLabel {
  readonly type: ObjectType;
  /** The key it is first written under. A record keeps the label when it moves to `previous/<id>`. */
  readonly key: string;
  /** An item's kind; otherwise the type again. */
  readonly kind: string;
  readonly revision: number;
  readonly schema: number;
}

/** The vault key, ready to derive from. Lives in memory only. */
export interface Sealer {
  readonly subtle: SubtleCrypto;
  readonly vaultId: Bytes;
  readonly base: CryptoKey;
}

export const OBJECT_VERSION = 1;
const SALT = 32;
const TAG = 16;
const STEP = 256;
/** Plaintext above 4 MiB is refused in both directions. */
export const MAX_OBJECT = 4 * 1024 * 1024;

export async function createSealer(subtle: SubtleCrypto, vaultKey: VaultKey, vaultId: Bytes): Promise<Sealer> {
  return { subtle, vaultId, base: await subtle.importKey('raw', vaultKey, 'HKDF', false, ['deriveBits']) };
}

const additionalData = (sealer: Sealer, label: ObjectLabel): Bytes =>
  encodeCbor([OBJECT_VERSION, sealer.vaultId, label.key, label.kind, label.revision, label.schema]);

async function cipher(sealer: Sealer, label: ObjectLabel, salt: Bytes, use: 'encrypt' | 'decrypt') {
  const info = utf8(`countersign/object/v1/${label.type}`);
  const bits = new Uint8Array(await sealer.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, sealer.base, 44 * 8));
  const key = await sealer.subtle.importKey('raw', bits.subarray(0, 32), 'AES-GCM', false, [use]);
  const iv = bits.slice(32);
  bits.fill(0);
  return { key, parameters: { name: 'AES-GCM', iv, additionalData: additionalData(sealer, label), tagLength: 8 * TAG } };
}

/** u32 big-endian length ‖ content ‖ zeros up to a multiple of `step`. */
export function pad(content: Bytes, step: number = STEP): Bytes {
  const out = new Uint8Array(Math.ceil((4 + content.length) / step) * step);
  new DataView(out.buffer).setUint32(0, content.length);
  out.set(content, 4);
  return out;
}

export function unpad(padded: Bytes, step: number = STEP): Result<Bytes, 'malformed'> {
  if (padded.length === 0 || padded.length % step !== 0) return fail('malformed', 'padding');
  const length = new DataView(padded.buffer, padded.byteOffset, 4).getUint32(0);
  const end = 4 + length;
  if (end > padded.length || padded.length - end >= step || padded.subarray(end).some((byte) => byte !== 0))
    return fail('malformed', 'padding');
  return ok(padded.subarray(4, end));
}

/** version ‖ salt ‖ ciphertext and tag. `value` above MAX_OBJECT is the caller's bug. */
export async function seal(env: Env, sealer: Sealer, label: ObjectLabel, value: CborValue): Promise<Bytes> {
  const content = encodeCbor(value);
  const sealed = await sealContent(env, sealer, label, content);
  content.fill(0);
  return sealed;
}

async function sealContent(env: Env, sealer: Sealer, label: ObjectLabel, content: Bytes): Promise<Bytes> {
  if (content.length > MAX_OBJECT) throw new RangeError('object too large');
  const padded = pad(content);
  const salt = env.random(SALT);
  const { key, parameters } = await cipher(sealer, label, salt, 'encrypt');
  const sealed = new Uint8Array(await sealer.subtle.encrypt(parameters, key, padded));
  padded.fill(0);
  return concat(Uint8Array.of(OBJECT_VERSION), salt, sealed);
}

async function unsealContent(sealer: Sealer, label: ObjectLabel, sealed: Bytes): Promise<Result<Bytes, 'damaged' | 'newer-format'>> {
  if (sealed.length < 1 + SALT + STEP + TAG || sealed.length > MAX_OBJECT + 2 * STEP) return fail('damaged', label.key);
  if ((sealed[0] as number) > OBJECT_VERSION) return fail('newer-format', label.key);
  if (sealed[0] !== OBJECT_VERSION) return fail('damaged', label.key);
  const { key, parameters } = await cipher(sealer, label, sealed.slice(1, 1 + SALT), 'decrypt');
  let padded: Bytes;
  try {
    padded = new Uint8Array(await sealer.subtle.decrypt(parameters, key, sealed.subarray(1 + SALT)));
  } catch {
    return fail('damaged', label.key);
  }
  const content = unpad(padded);
  return content.ok ? content : fail('damaged', label.key);
}

/** Opens and reads. `damaged`: not what the label says, or changed since; `newer-format`: a version byte we do not know. */
export async function unseal<T>(
  sealer: Sealer,
  label: ObjectLabel,
  sealed: Bytes,
  read: (value: unknown) => T,
): Promise<Result<T, 'damaged' | 'newer-format'>> {
  const content = await unsealContent(sealer, label, sealed);
  if (!content.ok) return content;
  const value = decodeCbor(content.value, read);
  return value.ok ? value : fail('damaged', label.key);
}

/** The same content, byte for byte, under another key, and under another label where it is written anew. */
export async function reseal(
  env: Env,
  from: Sealer,
  to: Sealer,
  sealed: Bytes,
  was: ObjectLabel,
  becomes: ObjectLabel = was,
): Promise<Result<Bytes, 'damaged' | 'newer-format'>> {
  const content = await unsealContent(from, was, sealed);
  if (!content.ok) return content;
  const again = await sealContent(env, to, becomes, content.value);
  content.value.fill(0);
  return ok(again);
}
