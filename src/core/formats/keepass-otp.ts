// Where KeePass and its plugins keep one-time passwords, in the order in which KeePassXC looks (formats.md §4).

import { type Bytes, fromBase64, fromHex, utf8 } from '../bytes';
import { percentDecode, readQuery } from '../otp/uri-parts';
import type { Extras, Found } from './entry';
import { otpFromFields, otpFromText } from './found-otp';

type Texts = ReadonlyMap<string, string>;
interface Names {
  readonly issuer: string;
  readonly account: string;
}

export function otpFromKeePass(texts: Texts, names: Names, extras: Extras): readonly Found[] {
  const seed = texts.get('TOTP Seed') ?? '';
  const uris = [...texts].filter(([name, value]) => /^otp(?:_\d+)?$/i.test(name) && value.trim() !== '').map(([, value]) => value.trim());
  if (seed.trim() !== '') return [otpFromFields({ ...names, secret: seed, ...settingsOf(texts.get('TOTP Settings') ?? '') }, extras)];
  if (uris.length > 0) return uris.map((uri) => (/^\w+=/.test(uri) ? keeOtp(uri, names, extras) : fromUri(uri, names, extras)));
  const timed = secretOf(texts, 'TimeOtp');
  const counted = secretOf(texts, 'HmacOtp');
  const found: Found[] = [];
  if (timed !== null) {
    const algorithm = texts.get('TimeOtp-Algorithm');
    const numbers = { algorithm, digits: texts.get('TimeOtp-Length'), period: texts.get('TimeOtp-Period') };
    found.push(otpFromFields({ ...names, secret: timed, ...numbers }, extras));
  }
  if (counted !== null)
    found.push(otpFromFields({ ...names, type: 'hotp', secret: counted, counter: texts.get('HmacOtp-Counter') }, extras));
  return found;
}

/** KeePassXC writes the account "none" where the entry had no user name. */
function fromUri(uri: string, names: Names, extras: Extras): Found {
  const found = otpFromText(uri, names, extras);
  return found.kind === 'otp' && found.account === 'none' && names.account.trim() !== '' ? { ...found, account: names.account } : found;
}

/** `30;6`, `30;S` for Steam, with an address behind it at times. */
function settingsOf(text: string): { type?: string; period?: string; digits?: string } {
  const [period = '', digits = ''] = text.split(';').map((part) => part.trim());
  return digits.toUpperCase() === 'S' ? { type: 'steam' } : { period, digits };
}

/** KeeOtp: `key=…&step=25&size=8&otpHashMode=Sha256&type=Hotp&counter=3`. */
function keeOtp(text: string, names: Names, extras: Extras): Found {
  const { values } = readQuery(text);
  const at = (name: string): string => percentDecode(values.get(name) ?? '');
  const type = at('type').toLowerCase();
  const shape = { algorithm: at('otphashmode'), digits: at('size'), period: at('step'), counter: at('counter') };
  return otpFromFields({ ...names, type: type === 'hotp' || type === 'steam' ? type : 'totp', secret: at('key'), ...shape }, extras);
}

/** KeePass's own fields: the secret as text, hex, Base32 or Base64. */
function secretOf(texts: Texts, kind: 'TimeOtp' | 'HmacOtp'): string | Bytes | null {
  const at = (suffix: string): string => (texts.get(`${kind}-Secret${suffix}`) ?? '').trim();
  if (at('-Base32') !== '') return at('-Base32');
  if (at('') !== '') return utf8(at(''));
  const read = at('-Hex') !== '' ? fromHex(at('-Hex').replace(/\s/g, '')) : at('-Base64') !== '' ? fromBase64(at('-Base64')) : null;
  return read === null ? null : read.ok ? read.value : '';
}
