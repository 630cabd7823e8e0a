// Files out of a rooted Android phone: shared preferences as XML. FreeOTP 1, Authy and Battle.net keep their secrets there.

import { fromBase64, fromHex, fromUtf8, utf8 } from '../bytes';
import type { Found } from './entry';
import { orUnreadable, Unreadable } from './failure';
import { openCbc, pbkdf2 } from './foreign-cipher';
import type { Content, Keyed } from './format';
import { otpFromFields } from './found-otp';
import { freeotpPreferences } from './freeotp';
import { field, listAt, parseJson, textAt } from './json';
import { totpAuthenticatorEntries } from './totp-authenticator';
import type { XmlElement } from './xml';

const TOTP_AUTHENTICATOR_KEY = 'STATIC_TOTP_CODES_LIST';

/** Null where nothing in it is known. */
export async function readPreferences(map: XmlElement, keyed: Keyed): Promise<Content | null> {
  const values = new Map(map.children.map((child) => [child.attributes.get('name') ?? '', child.text]));
  const listed = values.get(TOTP_AUTHENTICATOR_KEY);
  if (listed !== undefined) return { format: 'TOTP Authenticator', plain: true, found: totpAuthenticatorEntries(parseJson(listed)) };
  return battleNet(values) ?? (await authy(values, keyed)) ?? freeotpPreferences(map);
}

/** The app's fixed mask, by which it hides its values. */
const BATTLE_NET_MASK = '398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773f';

function battleNet(values: ReadonlyMap<string, string>): Content | null {
  const ending = (name: string): string => [...values].find(([key]) => key.endsWith(name))?.[1] ?? '';
  const hidden = ending('.AUTHENTICATOR_DEVICE_SECRET');
  if (hidden === '') return null;
  const secret = fromHex(unmask(hidden));
  const found = otpFromFields({
    issuer: 'Battle.net',
    account: unmask(ending('.AUTHENTICATOR_SERIAL')),
    secret: secret.ok ? secret.value : '',
    digits: 8,
  });
  return { format: 'Battle.net', plain: true, found: [found] };
}

function unmask(hidden: string): string {
  const mask = orUnreadable(fromHex(BATTLE_NET_MASK));
  const bytes = orUnreadable(fromHex(hidden.trim()));
  if (bytes.length > mask.length) throw new Unreadable('import-damaged');
  return String.fromCharCode(...bytes.map((byte, i) => byte ^ (mask[i] as number)));
}

const isAuthyToken = (token: unknown): boolean =>
  ['decryptedSecret', 'encryptedSecret', 'secretSeed'].some((name) => typeof field(token, name) === 'string');
const AUTHY_ROUNDS = 1000;

/** Authenticator tokens (Base32, perhaps sealed under the backup password) and Authy's own (hex, 7 digits, 10 s). */
async function authy(values: ReadonlyMap<string, string>, keyed: Keyed): Promise<Content | null> {
  const texts = [...values.values()].filter((text) => /^\s*\[\s*\{/.test(text));
  const tokens = texts.flatMap((text) => listAt({ tokens: parseJson(text) }, 'tokens').filter(isAuthyToken));
  if (tokens.length === 0) return null;
  const found: Found[] = [];
  for (const token of tokens) found.push(await authyToken(token, keyed));
  return { format: 'Authy', plain: !tokens.some((token) => textAt(token, 'encryptedSecret') !== ''), found };
}

async function authyToken(token: unknown, keyed: Keyed): Promise<Found> {
  const seed = textAt(token, 'secretSeed');
  if (seed !== '') {
    const secret = fromHex(seed);
    const fields = { issuer: textAt(token, 'name'), digits: field(token, 'digits') ?? 7, period: 10 };
    return otpFromFields({ ...fields, secret: secret.ok ? secret.value : '' });
  }
  const sealed = textAt(token, 'encryptedSecret');
  const secret = textAt(token, 'decryptedSecret') || (sealed === '' ? '' : await openAuthy(sealed, textAt(token, 'salt'), keyed));
  return otpFromFields({ ...authyNames(token), secret, digits: field(token, 'digits') });
}

/** `originalName` is the label that was scanned; `name` what the person made of it. */
function authyNames(token: unknown): { issuer: string; account: string } {
  const name = textAt(token, 'name');
  const scanned = textAt(token, 'originalName');
  for (const [text, mark] of [
    [scanned, ':'],
    [name, ' - '],
    [name, ':'],
  ] as const) {
    const cut = text.indexOf(mark);
    if (cut <= 0) continue;
    const issuer = text.slice(0, cut);
    return { issuer, account: name === issuer ? '' : name.replace(`${issuer}${mark}`, '') };
  }
  const kind = textAt(token, 'accountType');
  return { issuer: kind === 'authenticator' ? '' : kind.charAt(0).toUpperCase() + kind.slice(1), account: name };
}

/** AES-256-CBC under a zero IV; the salt is used as the text it is. */
async function openAuthy(sealed: string, salt: string, { env, password }: Keyed): Promise<string> {
  if (password === null) throw new Unreadable('import-password-needed');
  const key = await pbkdf2(env.subtle, 'SHA-1', utf8(password), utf8(salt), AUTHY_ROUNDS, 32);
  const opened = await openCbc(env.subtle, key, new Uint8Array(16), orUnreadable(fromBase64(sealed)));
  const text = opened === null ? null : fromUtf8(opened);
  // A wrong password leaves valid padding once in 256 times, but no key.
  if (text?.ok !== true || !/^[\x20-\x7e]+$/.test(text.value)) throw new Unreadable('import-wrong-or-damaged');
  return text.value;
}
