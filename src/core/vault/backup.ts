// A backup: one text file of two lines, a JSON header in clear and the sealed items in Base64. The header's exact bytes are
// authenticated, and the password alone opens it, anywhere: scripts/open-backup.mjs does so without any of this code.
// Version 1 asks for the password each time. Version 2 is for backups made without asking: many files share one derivation, so each has
// a salt of its own and thereby its own key and nonce. docs/vault-format.md §8.

import { type Bytes, base64, equalBytes, fromBase64, utf8 } from '../bytes';
import type { Env, UnixMs } from '../env';
import type { Item } from '../item';
import { fail, ok, type Result } from '../result';
import { asBytes, asInteger, asList, asMap, asText, type CborValue, decodeCbor, encodeCbor } from './cbor';
import { hkdf } from './hash';
import { itemToCbor, readItem } from './item-codec';
import { type Argon2Parameters, checkArgon2, DEFAULT_ARGON2, type Kdf, PASSWORD_SALT, passwordBytes } from './kdf';
import { pad, unpad } from './seal';

const FORMAT = 'countersign-backup';
const NEWEST = 2;
/** Bytes that make each file of version 2 another. */
const FILE_SALT = 32;
/** Values beside the items that are worth carrying to another computer; each is one text. */
const EXTRA_NAMES: readonly string[] = ['taughtFields'];
const MAX_EXTRA = 1024 * 1024;
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
  /** By name; the readers of each judge what is in it. */
  readonly extras?: ReadonlyMap<string, string>;
}

/** What a password was made into, so that later backups need not ask for it. Opens every file that was sealed with it. */
export interface BackupKey {
  readonly argon2: Argon2Parameters;
  readonly salt: Bytes;
  /** 32 bytes of Argon2id. */
  readonly secret: Bytes;
}

export type BackupFailure = 'not-a-backup' | 'newer-version' | 'wrong-password' | 'damaged' | 'absurd-parameters' | 'too-large';

interface Header {
  readonly line: Bytes;
  readonly argon2: Argon2Parameters;
  readonly salt: Bytes;
  /** Null in version 1. */
  readonly fileSalt: Bytes | null;
  readonly check: Bytes;
}

interface Secrets {
  readonly key: Bytes;
  readonly nonce: Bytes;
  readonly check: Bytes;
}

export async function deriveBackupKey(env: Env, kdf: Kdf, password: string): Promise<BackupKey> {
  const salt = env.random(PASSWORD_SALT);
  return { argon2: DEFAULT_ARGON2, salt, secret: await passwordSecret(kdf, password, salt, DEFAULT_ARGON2) };
}

async function passwordSecret(kdf: Kdf, password: string, salt: Bytes, argon2: Argon2Parameters): Promise<Bytes> {
  const bytes = passwordBytes(password);
  const secret = await kdf(bytes, salt, argon2);
  bytes.fill(0);
  return secret;
}

async function secretsOf(env: Env, secret: Bytes, salt: Bytes, fileSalt: Bytes | null): Promise<Secrets> {
  const version = fileSalt === null ? 1 : 2;
  const out = await hkdf(env.subtle, secret, fileSalt ?? salt, utf8(`countersign/backup/v${version}`), 76);
  return { key: out.slice(0, 32), nonce: out.slice(32, 44), check: out.slice(44) };
}

function writeHeader(argon2: Argon2Parameters, salt: Bytes, fileSalt: Bytes | null, check: Bytes): string {
  const kdf = { name: 'argon2id', memoryKib: argon2.memoryKib, iterations: argon2.iterations, parallelism: argon2.parallelism };
  const salts = { salt: base64(salt), ...(fileSalt === null ? {} : { fileSalt: base64(fileSalt) }) };
  const version = fileSalt === null ? 1 : 2;
  return JSON.stringify({ format: FORMAT, version, kdf, ...salts, cipher: 'AES-256-GCM', check: base64(check) });
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
  const version = json.version as number;
  if (version > NEWEST) return fail('newer-version', String(version));
  if (version < 1) return fail('not-a-backup');
  const fileSalt = version === 1 ? null : bytesOf(json.fileSalt);
  if (version !== 1 && fileSalt?.length !== FILE_SALT) return fail('not-a-backup');
  const [kdf, salt, check] = [json.kdf, bytesOf(json.salt), bytesOf(json.check)];
  if (!isObject(kdf) || kdf.name !== 'argon2id' || json.cipher !== 'AES-256-GCM' || salt === null || check === null)
    return fail('not-a-backup');
  const numbers = [kdf.memoryKib, kdf.iterations, kdf.parallelism];
  if (!numbers.every(Number.isSafeInteger)) return fail('absurd-parameters');
  const [memoryKib, iterations, parallelism] = numbers as [number, number, number];
  const bounds = checkArgon2({ memoryKib, iterations, parallelism }, salt);
  return bounds.ok ? ok({ line: utf8(line), argon2: { memoryKib, iterations, parallelism }, salt, fileSalt, check }) : bounds;
}

function readContent(value: unknown): Backup {
  const map = asMap(value, 'backup');
  return {
    vaultId: asBytes(map.get('vaultId'), 'vaultId', 16, 16),
    createdAt: asInteger(map.get('createdAt'), 'createdAt'),
    items: asList(map.get('items'), 'items', MAX_ITEMS).map(readItem),
    ...(map.has('extras') ? { extras: readExtras(map.get('extras')) } : {}),
  };
}

/** Names that this program does not know are passed over. */
function readExtras(value: unknown): ReadonlyMap<string, string> {
  const known = [...asMap(value, 'extras')].filter(([name]) => EXTRA_NAMES.includes(name));
  return new Map(known.map(([name, one]) => [name, asText(one, name)]));
}

/** Of what lies beside the items, what belongs into a backup. */
export async function extrasFor(read: (name: string) => Promise<Result<unknown>>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of EXTRA_NAMES) {
    const one = await read(name);
    if (one.ok && typeof one.value === 'string' && one.value.length <= MAX_EXTRA) found.set(name, one.value);
  }
  return found;
}

const encodeContent = ({ vaultId, createdAt, items, extras }: Backup): Bytes =>
  encodeCbor(
    new Map<string, CborValue>([
      ['vaultId', vaultId],
      ['createdAt', createdAt],
      ['items', items.map(itemToCbor)],
      ...(extras === undefined || extras.size === 0 ? [] : ([['extras', extras]] as const)),
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
export async function sealBackup(env: Env, kdf: Kdf, password: string, backup: Backup): Promise<Result<string, SealFailure>> {
  const key = await deriveBackupKey(env, kdf, password);
  const sealed = await sealWith(env, key, null, backup);
  key.secret.fill(0);
  return sealed;
}

export type SealFailure = 'too-large' | 'damaged';

/** As `sealBackup`, by a key that stays good for the next one. */
export const sealNextBackup = (env: Env, key: BackupKey, backup: Backup): Promise<Result<string, SealFailure>> =>
  sealWith(env, key, env.random(FILE_SALT), backup);

async function sealWith(
  env: Env,
  { argon2, salt, secret }: BackupKey,
  fileSalt: Bytes | null,
  backup: Backup,
): Promise<Result<string, SealFailure>> {
  if (backup.items.length > MAX_ITEMS) return fail('too-large');
  const secrets = await secretsOf(env, secret, salt, fileSalt);
  const line = writeHeader(argon2, salt, fileSalt, secrets.check);
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
  const file = readFile(text);
  if (!file.ok) return file;
  const { salt, argon2 } = file.value.header;
  const secret = await passwordSecret(kdf, password, salt, argon2);
  const opened = await openWith(env, secret, file.value);
  secret.fill(0);
  return opened;
}

/** Reads back what `sealNextBackup` wrote. `wrong-password`: a file that was sealed under another one. */
export async function reopenBackup(env: Env, key: BackupKey, text: string): Promise<Result<Backup, BackupFailure>> {
  const file = readFile(text);
  if (!file.ok) return file;
  return equalBytes(file.value.header.salt, key.salt) ? openWith(env, key.secret, file.value) : fail('wrong-password');
}

interface BackupFile {
  readonly header: Header;
  readonly sealed: Bytes;
}

function readFile(text: string): Result<BackupFile, BackupFailure> {
  if (text.length > MAX_BACKUP) return fail('too-large');
  // A mailer or editor may have added a byte order mark or carriage returns; both lie outside of what is authenticated.
  const [first = '', second = '', ...rest] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = readHeader(first);
  if (!header.ok) return header;
  const sealed = fromBase64(second);
  if (!sealed.ok || sealed.value.length === 0 || rest.some((line) => line !== '')) return fail('damaged');
  return ok({ header: header.value, sealed: sealed.value });
}

async function openWith(env: Env, secret: Bytes, { header, sealed }: BackupFile): Promise<Result<Backup, BackupFailure>> {
  const secrets = await secretsOf(env, secret, header.salt, header.fileSalt);
  const opened = equalBytes(secrets.check, header.check) ? await openContent(env, header.line, sealed, secrets) : fail('wrong-password');
  secrets.key.fill(0);
  return opened;
}
