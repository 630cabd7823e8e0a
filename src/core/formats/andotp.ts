// andOTP (ended 2022, its files live on): a JSON array, and two sealed forms without any magic number (formats.md §3).

import { type Bytes, fromUtf8, utf8 } from '../bytes';
import type { Found } from './entry';
import { Unreadable } from './failure';
import { digest, openGcm, pbkdf2 } from './foreign-cipher';
import type { Content, JsonFormat, Keyed, ReadBytes } from './format';
import { otpFromFields } from './found-otp';
import { field, isObject, listAt, parseJson, textAt, textOf } from './json';
import { MAX_PBKDF2_ROUNDS } from './limits';

export const andotp: JsonFormat = {
  owns: (json) =>
    Array.isArray(json) && isObject(json[0]) && ['secret', 'label', 'type'].every((name) => typeof field(json[0], name) === 'string'),
  read: (json) => contentOf(json, true),
};

const contentOf = (json: unknown, plain: boolean): Content => ({
  format: 'andOTP',
  plain,
  found: listAt({ json }, 'json').map(entryOf),
});

function entryOf(entry: unknown): Found {
  return otpFromFields(
    {
      type: textAt(entry, 'type'),
      ...namesOf(entry),
      secret: textAt(entry, 'secret'),
      algorithm: field(entry, 'algorithm'),
      digits: field(entry, 'digits'),
      period: field(entry, 'period'),
      counter: field(entry, 'counter'),
    },
    { tags: listAt(entry, 'tags').map(textOf) },
  );
}

/** Before there was an issuer, the label held both, some with the issuer twice: `Issuer - Issuer:name`. */
function namesOf(entry: unknown): { issuer: string; account: string } {
  const label = textAt(entry, 'label');
  if (field(entry, 'issuer') !== undefined) return { issuer: textAt(entry, 'issuer'), account: label };
  const cut = label.indexOf(' - ');
  if (cut < 0) return { issuer: '', account: label };
  const issuer = label.slice(0, cut);
  const account = label.slice(cut + 3);
  return { issuer, account: account.startsWith(`${issuer}:`) ? account.slice(issuer.length + 1) : account };
}

const IV = 12;
const TAG = 16;

/** Nothing but a password shows that a file is one of these: they are tried last. */
export const readSealedAndotp: ReadBytes = async (bytes, keyed) => {
  if (bytes.length < IV + TAG + 2) throw new Unreadable('import-unknown');
  if (keyed.password === null) throw new Unreadable('import-password-needed');
  const opened = (await openNew(bytes, keyed.password, keyed)) ?? (await openOld(bytes, keyed.password, keyed));
  const text = opened === null ? null : fromUtf8(opened);
  if (text?.ok !== true) throw new Unreadable('import-wrong-or-damaged');
  return contentOf(parseJson(text.value), false);
};

/** rounds (int32 BE) ‖ salt 12 ‖ iv 12 ‖ ciphertext ‖ tag. */
async function openNew(bytes: Bytes, password: string, { env }: Keyed): Promise<Bytes | null> {
  if (bytes.length < 4 + 12 + IV + TAG) return null;
  const rounds = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0);
  if (rounds < 1 || rounds > MAX_PBKDF2_ROUNDS) return null;
  const key = await pbkdf2(env.subtle, 'SHA-1', utf8(password), bytes.slice(4, 16), rounds, 32);
  return openGcm(env.subtle, key, bytes.slice(16, 28), bytes.slice(28));
}

/** iv 12 ‖ ciphertext ‖ tag under the password's plain hash. */
async function openOld(bytes: Bytes, password: string, { env }: Keyed): Promise<Bytes | null> {
  const key = await digest(env.subtle, 'SHA-256', utf8(password));
  return openGcm(env.subtle, key, bytes.slice(0, IV), bytes.slice(IV));
}
