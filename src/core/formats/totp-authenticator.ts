// TOTP Authenticator's backup: Base64 of AES-256-CBC, zero IV, key SHA-256(password); an object whose one key is the JSON list.

import { type Bytes, fromBase64, fromHex, fromUtf8, utf8 } from '../bytes';
import type { Found } from './entry';
import { orUnreadable, Unreadable } from './failure';
import { digest, openCbc } from './foreign-cipher';
import type { Content, Keyed } from './format';
import { otpFromFields } from './found-otp';
import { field, isObject, listAt, numberAt, parseJson, textAt } from './json';

/** What the app uses where the person chose no password. */
const DEFAULT_PASSWORD = 'TotpAuthenticator';

export const isBareBase64 = (text: string): boolean =>
  !/[^A-Za-z0-9+/=\r\n]/.test(text) && /^[A-Za-z0-9+/]{24,}={0,2}$/.test(text.replace(/[\r\n]/g, ''));

/** Without a password the app's own is tried first. */
export async function readTotpAuthenticator(text: string, { env, password }: Keyed): Promise<Content> {
  const sealed = orUnreadable(fromBase64(text.replace(/\s/g, '')));
  if (sealed.length % 16 !== 0) throw new Unreadable('import-unknown');
  const key = await digest(env.subtle, 'SHA-256', utf8(password ?? DEFAULT_PASSWORD));
  const opened = await openCbc(env.subtle, key, new Uint8Array(16), sealed);
  const json = opened === null ? null : listIn(opened);
  if (json === null) throw new Unreadable(password === null ? 'import-password-needed' : 'import-wrong-or-damaged');
  return { format: 'TOTP Authenticator', plain: false, found: totpAuthenticatorEntries(json) };
}

/** Of the app's list, which its preferences hold in clear. */
export const totpAuthenticatorEntries = (json: unknown): readonly Found[] => listAt({ json: unwrapped(json) }, 'json').map(entryOf);

function listIn(bytes: Bytes): unknown {
  const text = fromUtf8(bytes);
  if (!text.ok) return null;
  try {
    const list = unwrapped(parseJson(text.value));
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

/** The list itself, or an object whose one key is the list as text. */
function unwrapped(json: unknown): unknown {
  const [key] = isObject(json) ? Object.keys(json) : [];
  return key === undefined ? json : parseJson(key);
}

/** Some versions keep each entry as text of its own. */
function entryOf(kept: unknown): Found {
  const entry = typeof kept === 'string' ? parseJson(kept) : kept;
  const key = textAt(entry, 'key');
  const base = numberAt(entry, 'base');
  const bytes = base === 16 ? fromHex(key) : base === 64 ? fromBase64(key) : null;
  return otpFromFields({
    issuer: textAt(entry, 'issuer'),
    account: textAt(entry, 'name'),
    secret: bytes === null ? key : bytes.ok ? bytes.value : '',
    digits: field(entry, 'digits'),
    period: field(entry, 'period'),
  });
}
