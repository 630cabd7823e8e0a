// FreeOTP 1 (Android preferences), FreeOTP+ (JSON): the same tokens, whose counter is the last one used (formats.md §3).

import type { Bytes } from '../bytes';
import type { Found } from './entry';
import type { Content, JsonFormat } from './format';
import { otpFromFields } from './found-otp';
import { field, listAt, parseJson, textAt } from './json';
import type { XmlElement } from './xml';

export const freeotpPlus: JsonFormat = {
  owns: (json) => Array.isArray(field(json, 'tokens')) && (field(json, 'tokenOrder') !== undefined || isToken(listAt(json, 'tokens')[0])),
  read: (json) => ({ format: 'FreeOTP+', plain: true, found: listAt(json, 'tokens').map((token) => tokenOf(token, 1)) }),
};

const isToken = (value: unknown): boolean => Array.isArray(field(value, 'secret')) && field(value, 'label') !== undefined;

/** Null where no value of these preferences is a token. */
export function freeotpPreferences(map: XmlElement): Content | null {
  const tokens = map.children.flatMap((child) => {
    if (!child.text.trim().startsWith('{')) return [];
    const token = parseJson(child.text);
    return isToken(token) ? [token] : [];
  });
  return tokens.length === 0 ? null : { format: 'FreeOTP', plain: true, found: tokens.map((token) => tokenOf(token, 1)) };
}

/** `ahead`: what to add to a HOTP counter. `secret` where it lies elsewhere (FreeOTP 2). */
export function tokenOf(token: unknown, ahead: 0 | 1, secret: Bytes = bytesAt(token)): Found {
  const counter = field(token, 'counter');
  return otpFromFields({
    type: textAt(token, 'type'),
    issuer: textAt(token, 'issuerExt') || textAt(token, 'issuerInt'),
    account: textAt(token, 'label'),
    secret,
    algorithm: field(token, 'algo'),
    digits: field(token, 'digits'),
    period: field(token, 'period'),
    counter: typeof counter === 'number' ? counter + ahead : counter,
  });
}

/** Java's signed bytes. */
const bytesAt = (token: unknown): Bytes => {
  const numbers = listAt(token, 'secret');
  return numbers.every((n) => typeof n === 'number' && Number.isInteger(n) && n >= -128 && n < 256)
    ? Uint8Array.from(numbers as readonly number[], (n) => n & 0xff)
    : new Uint8Array();
};
