// A backup: one text file of two lines, a JSON header in clear and the sealed items in Base64. The header's exact bytes are
// authenticated, and the password alone opens it, anywhere: scripts/open-backup.mjs does so without any of this code.
// docs/vault-format.md §8.

import { type Bytes, base64, equalBytes, fromBase64, utf8 } from '../bytes';
import type { Env, UnixMs } from '../env';
import type { Item } from '../item';
import { fail, ok, type Result } from '../result';
import { asBytes, asInteger, asList, asMap, type CborValue, decodeCbor, encodeCbor } from './cbor';
import { hkdf } from './hash';
import { itemToCbor, readItem } from './item-codec';
import { type Argon2Parameters, checkArgon2, DEFAULT_ARGON2, type Kdf, PASSWORD_SALT, passwordBytes } from './kdf';
import { pad, unpad } from './seal';

const FORMAT = 'countersign-backup';
const VERSION = 1;
/** Of the file, in characters. */
export const MAX_BACKUP = 64 * 1024 * 1024;
/** Deviation: DESIGN speaks of 10,000. Every vault must fit into its own backup, and MAX_BACKUP is the real guard. */
const MAX_ITEMS = 100_000;
/** The file's length tells the size of the vault in steps of this many bytes. */
const STEP = 4096;

export interface Backup {
  /** 16 bytes: the vault it was made from. */
  readonly vaultId: Bytes;
  readonly createdAt: UnixMs;
  readonly items: readonly Item[];
}

export type BackupFailure = 'not-a-backup' | 'newer-version' | 'wrong-password' | 'damaged' | 'absurd-parameters' | 'too-large';

interface Header {
  readonly line: Bytes;
  readonly argon2: Argon2Parameters;
  readonly salt: Bytes;
  readonly check: Bytes;
}

interface Secrets {
  readonly key: Bytes;
  readonly nonce: Bytes;
  readonly check: Bytes;
}

async function deriveSecrets(env: Env, kdf: Kdf, password: string, salt: Bytes, argon2: Argon2Parameters): Promise<Secrets> {
  const bytes = passwordBytes(password);
  const secret = await kdf(bytes, salt, argon2);
  bytes.fill(0);
  const out = await hkdf(env.subtle, secret, salt, utf8('countersign/backup/v1'), 76);
  secret.fill(0);
  return { key: out.slice(0, 32), nonce: out.slice(32, 44), check: out.slice(44) };
}

function writeHeader(argon2: Argon2Parameters, salt: Bytes, check: Bytes): string {
  const kdf = { name: 'argon2id', memoryKib: argon2.memoryKib, iterations: argon2.iterations, parallelism: argon2.parallelism };
  return JSON.stringify({ format: FORMAT, version: VERSION, kdf, salt: base64(salt), cipher: 'AES-256-GCM', check: base64(check) });
}

type Json = { readonly [name: string]: unknown };
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const bytesOf = (value: unknown): Bytes | null => {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  return bytes?.ok === true ? bytes.value : null;
};

function readHeader(line: string): Result<Header, 'not-a-backup' | 'newer-version' | 'absurd-parameters'> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return fail('not-a-backup');
  }
  if (!isObject(json) || json.format !== FORMAT || !Number.isSafeInteger(json.version)) return fail('not-a-backup');
  if ((json.version as number) > VERSION) return fail('newer-version', String(json.version));
  const [kdf, salt, check] = [json.kdf, bytesOf(json.salt), bytesOf(json.check)];
  if (!isObject(kdf) || kdf.name !== 'argon2id' || json.cipher !== 'AES-256-GCM' || salt === null || check === null)
    return fail('not-a-backup');
  const numbers = [kdf.memoryKib, kdf.iterations, kdf.parallelism];
  if (!numbers.every(Number.isSafeInteger)) return fail('absurd-parameters');
  const [memoryKib, iterations, parallelism] = numbers as [number, number, number];
  const bounds = checkArgon2({ memoryKib, iterations, parallelism }, salt);
  return bounds.ok ? ok({ line: utf8(line), argon2: { memoryKib, iterations, parallelism }, salt, check }) : bounds;
}

function readContent(value: unknown): Backup {
  const map = asMap(value, 'backup');
  return {
    vaultId: asBytes(map.get('vaultId'), 'vaultId', 16, 16),
    createdAt: asInteger(map.get('createdAt'), 'createdAt'),
    items: asList(map.get('items'), 'items', MAX_ITEMS).map(readItem),
  };
}

const encodeContent = ({ vaultId, createdAt, items }: Backup): Bytes =>
  encodeCbor(
    new Map<string, CborValue>([
      ['vaultId', vaultId],
      ['createdAt', createdAt],
      ['items', items.map(itemToCbor)],
    ]),
  );

async function openContent(env: Env, line: Bytes, sealed: Bytes, { key, nonce }: Secrets): Promise<Result<Backup, 'damaged'>> {
  const imported = await env.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  let padded: Bytes;
  try {
    padded = new Uint8Array(await env.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: line }, imported, sealed));
  } catch {
    return fail('damaged');
  }
  const content = unpad(padded, STEP);
  const backup = content.ok ? decodeCbor(content.value, readContent) : content;
  return backup.ok ? backup : fail('damaged', backup.error.detail);
}

/** The file's text. It has been opened again and compared before it is handed out. */
export async function sealBackup(env: Env, kdf: Kdf, password: string, backup: Backup): Promise<Result<string, 'too-large' | 'damaged'>> {
  if (backup.items.length > MAX_ITEMS) return fail('too-large');
  const salt = env.random(PASSWORD_SALT);
  const secrets = await deriveSecrets(env, kdf, password, salt, DEFAULT_ARGON2);
  const line = writeHeader(DEFAULT_ARGON2, salt, secrets.check);
  const content = encodeContent(backup);
  const padded = pad(content, STEP);
  const key = await env.subtle.importKey('raw', secrets.key, 'AES-GCM', false, ['encrypt']);
  const parameters = { name: 'AES-GCM', iv: secrets.nonce, additionalData: utf8(line) };
  const sealed = new Uint8Array(await env.subtle.encrypt(parameters, key, padded));
  padded.fill(0);
  const again = await openContent(env, utf8(line), sealed, secrets);
  const same = again.ok && equalBytes(encodeContent(again.value), content);
  content.fill(0);
  secrets.key.fill(0);
  if (!same) return fail('damaged');
  const text = `${line}\n${base64(sealed)}\n`;
  return text.length > MAX_BACKUP ? fail('too-large') : ok(text);
}

/** Is it worth asking for a password? */
export const looksLikeBackup = (text: string): boolean => text.slice(0, 64).includes(`"format":"${FORMAT}"`);

export async function openBackup(env: Env, kdf: Kdf, text: string, password: string): Promise<Result<Backup, BackupFailure>> {
  if (text.length > MAX_BACKUP) return fail('too-large');
  // A mailer or editor may have added a byte order mark or carriage returns; both lie outside of what is authenticated.
  const [first = '', second = '', ...rest] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = readHeader(first);
  if (!header.ok) return header;
  const sealed = fromBase64(second);
  if (!sealed.ok || sealed.value.length === 0 || rest.some((line) => line !== '')) return fail('damaged');
  const secrets = await deriveSecrets(env, kdf, password, header.value.salt, header.value.argon2);
  const opened = equalBytes(secrets.check, header.value.check)
    ? await openContent(env, header.value.line, sealed.value, secrets)
    : fail('wrong-password');
  secrets.key.fill(0);
  return opened;
}
