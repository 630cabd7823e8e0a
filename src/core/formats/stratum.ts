// Stratum, formerly Authenticator Pro: JSON in clear, or sealed behind a magic word, in today's way and the legacy one (formats.md §3).

import { type Bytes, fromUtf8, utf8 } from '../bytes';
import type { Found } from './entry';
import { orUnreadable, Unreadable } from './failure';
import { openCbc, openGcm, pbkdf2 } from './foreign-cipher';
import type { Content, JsonFormat, Keyed, ReadBytes } from './format';
import { otpFromFields } from './found-otp';
import { field, listAt, parseJson, textAt } from './json';

const TYPES: Readonly<Record<string, string>> = { 1: 'hotp', 2: 'totp', 3: 'motp', 4: 'steam', 5: 'yaotp' };
const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'];

export const stratum: JsonFormat = {
  owns: (json) => Array.isArray(field(json, 'Authenticators')),
  read: (json) => contentOf(json, true),
};

function contentOf(json: unknown, plain: boolean): Content {
  const names = new Map(listAt(json, 'Categories').map((category) => [textAt(category, 'Id'), textAt(category, 'Name')]));
  const tags = new Map<string, string[]>();
  for (const binding of listAt(json, 'AuthenticatorCategories')) {
    const secret = textAt(binding, 'AuthenticatorSecret');
    tags.set(secret, [...(tags.get(secret) ?? []), names.get(textAt(binding, 'CategoryId')) ?? '']);
  }
  return { format: 'Stratum', plain, found: listAt(json, 'Authenticators').map((entry) => entryOf(entry, tags)) };
}

function entryOf(entry: unknown, tags: ReadonlyMap<string, readonly string[]>): Found {
  const secret = textAt(entry, 'Secret');
  const algorithm = field(entry, 'Algorithm');
  return otpFromFields(
    {
      type: TYPES[textAt(entry, 'Type')] ?? 'unknown',
      issuer: textAt(entry, 'Issuer'),
      account: textAt(entry, 'Username'),
      secret,
      algorithm: typeof algorithm === 'number' ? (ALGORITHMS[algorithm] ?? '?') : algorithm,
      digits: field(entry, 'Digits'),
      period: field(entry, 'Period'),
      counter: field(entry, 'Counter'),
    },
    { tags: tags.get(secret) ?? [] },
  );
}

const MAGIC = 'AUTHENTICATORPRO';
const LEGACY_MAGIC = 'AuthenticatorPro';
const LEGACY_ROUNDS = 64_000;

const magicOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, MAGIC.length));

export const isSealedStratum = (bytes: Uint8Array): boolean => magicOf(bytes) === MAGIC || magicOf(bytes) === LEGACY_MAGIC;

export const readSealedStratum: ReadBytes = async (bytes, keyed) => {
  const body = bytes.slice(MAGIC.length);
  const opened = magicOf(bytes) === MAGIC ? await openNew(body, keyed) : await openLegacy(body, keyed);
  if (opened === null) throw new Unreadable('import-wrong-or-damaged');
  return contentOf(parseJson(orUnreadable(fromUtf8(opened))), false);
};

/** salt 16 ‖ iv 12 ‖ ciphertext ‖ tag. */
async function openNew(body: Bytes, { env, password }: Keyed): Promise<Bytes | null> {
  if (body.length < 16 + 12 + 16) throw new Unreadable('import-damaged');
  if (password === null) throw new Unreadable('import-password-needed');
  const cost = { memoryKib: 64 * 1024, passes: 3, lanes: 4, length: 32 };
  const key = await env.argon2('argon2id', utf8(password), body.slice(0, 16), cost);
  return openGcm(env.subtle, key, body.slice(16, 28), body.slice(28));
}

/** salt 20 ‖ iv 16 ‖ ciphertext. */
async function openLegacy(body: Bytes, { env, password }: Keyed): Promise<Bytes | null> {
  if (body.length < 20 + 16 + 16) throw new Unreadable('import-damaged');
  if (password === null) throw new Unreadable('import-password-needed');
  const key = await pbkdf2(env.subtle, 'SHA-1', utf8(password), body.slice(0, 20), LEGACY_ROUNDS, 32);
  return openCbc(env.subtle, key, body.slice(20, 36), body.slice(36));
}
