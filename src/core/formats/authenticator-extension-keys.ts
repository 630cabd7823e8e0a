// The three ways in which Authenticator-Extension seals its entries. All decrypt with CryptoJS; they differ in the passphrase.

import { base64, fromUtf8, hex, utf8 } from '../bytes';
import { argon2TextHolds } from './argon2-text';
import { isCryptoJs, openCryptoJs } from './crypto-js';
import { Unreadable } from './failure';
import type { Keyed } from './format';
import type { ImportEnv } from './import-env';
import { field, flagAt, isObject, type JsonObject, parseJson, textAt } from './json';

const V3_COST = { memoryKib: 19_456, passes: 2, lanes: 1, length: 32 };

/** Entries as they are when in clear; null for one that does not open where others do. */
export async function openEntries(entries: readonly JsonObject[], json: JsonObject, keyed: Keyed): Promise<readonly (JsonObject | null)[]> {
  const sealed = (entry: JsonObject): boolean => flagAt(entry, 'encrypted') || sealedData(entry) !== '';
  if (!entries.some(sealed)) return entries;
  const { env, password } = keyed;
  if (password === null) throw new Unreadable('import-password-needed');
  const passphrases = await passphrasesOf(json, password, env);
  const opened: (JsonObject | null)[] = [];
  for (const entry of entries) opened.push(sealed(entry) ? await openEntry(env, entry, passphrases, password) : entry);
  if (entries.every((entry, i) => !sealed(entry) || opened[i] === null)) throw new Unreadable('import-wrong-or-damaged');
  return opened;
}

const sealedData = (entry: JsonObject): string => textAt(entry, 'data');

/** By key id; '' for the one of version 2. Wrong passwords end here where a check value says so. */
async function passphrasesOf(json: JsonObject, password: string, env: ImportEnv): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  const v2 = isObject(json.key) && typeof json.key.enc === 'string' ? json.key : typeof json.enc === 'string' ? json : null;
  if (v2 !== null) {
    const opened = await openCryptoJs(env.subtle, textAt(v2, 'enc'), password);
    if (opened === null) throw new Unreadable('import-wrong-password');
    const passphrase = hex(opened);
    if (typeof v2.hash === 'string' && !(await argon2TextHolds(env, v2.hash, passphrase))) throw new Unreadable('import-wrong-password');
    keys.set('', passphrase);
  }
  const v3 = Object.values(json).filter((value) => field(value, 'dataType') === 'Key');
  for (const key of v3.slice(0, 16)) {
    const salt = utf8(textAt(key, 'salt'));
    if (salt.length < 8) throw new Unreadable('import-damaged', 'salt');
    const passphrase = base64(await env.argon2('argon2id', utf8(password), salt, V3_COST)).replace(/=+$/, '');
    if (!(await argon2TextHolds(env, textAt(key, 'hash'), passphrase))) continue;
    keys.set(textAt(key, 'id'), passphrase);
  }
  if (v3.length > 0 && keys.size === 0) throw new Unreadable('import-wrong-password');
  return keys;
}

async function openEntry(
  env: ImportEnv,
  entry: JsonObject,
  passphrases: ReadonlyMap<string, string>,
  password: string,
): Promise<JsonObject | null> {
  const passphrase = passphrases.get(textAt(entry, 'keyId')) ?? passphrases.get('') ?? password;
  const data = sealedData(entry);
  if (data !== '') {
    const text = await openText(env, data, passphrase);
    const inner = text === null ? null : parseJson(text);
    return isObject(inner) ? { index: entry.index, ...inner } : null;
  }
  const secret = textAt(entry, 'secret');
  // Marked as encrypted, but in clear: an old bug of theirs.
  if (!isCryptoJs(secret)) return entry;
  const text = await openText(env, secret, passphrase);
  // A wrong password leaves valid padding once in 256 times, but no key.
  return text === null || !/^[\x20-\x7e]+$/.test(text) ? null : { ...entry, secret: text };
}

async function openText(env: ImportEnv, sealed: string, passphrase: string): Promise<string | null> {
  const bytes = await openCryptoJs(env.subtle, sealed, passphrase);
  const text = bytes === null ? null : fromUtf8(bytes);
  return text?.ok === true && text.value !== '' ? text.value : null;
}
