// 2FAS: schema 1 to 4, in clear or with its services sealed (formats.md §3). Also the bare list of services that decryptors write.

import { type Bytes, concat, equalBytes, fromBase64, fromUtf8, utf8 } from '../bytes';
import type { Found } from './entry';
import { orUnreadable, Unreadable } from './failure';
import { openGcm, pbkdf2 } from './foreign-cipher';
import type { Content, JsonFormat, Keyed } from './format';
import { otpFromFields } from './found-otp';
import { field, isObject, listAt, parseJson, textAt } from './json';

const ROUNDS = 10_000;

export const twoFas: JsonFormat = {
  owns: (json) =>
    (Array.isArray(field(json, 'services')) || typeof field(json, 'servicesEncrypted') === 'string') &&
    (field(json, 'schemaVersion') !== undefined || field(json, 'appVersionCode') !== undefined || isService(listAt(json, 'services')[0])),
  async read(json, keyed) {
    const sealed = textAt(json, 'servicesEncrypted');
    if (sealed === '') return contentOf(listAt(json, 'services'), json, true);
    const services = parseJson(await openServices(sealed, textAt(json, 'reference'), keyed));
    return contentOf(listAt({ services }, 'services'), json, false);
  },
};

export const twoFasServices: JsonFormat = {
  owns: (json) => Array.isArray(json) && isService(json[0]),
  read: (json) => contentOf(listAt({ json }, 'json'), {}, true),
};

const isService = (value: unknown): boolean => isObject(field(value, 'otp')) && typeof field(value, 'secret') === 'string';

function contentOf(services: readonly unknown[], json: unknown, plain: boolean): Content {
  const groups = new Map(listAt(json, 'groups').map((group) => [textAt(group, 'id'), textAt(group, 'name')]));
  return { format: '2FAS', plain, found: services.map((service) => entryOf(service, groups)) };
}

function entryOf(service: unknown, groups: ReadonlyMap<string, string>): Found {
  const otp = field(service, 'otp');
  const name = textAt(service, 'name');
  const issuer = textAt(otp, 'issuer') || name;
  const tag = groups.get(textAt(service, 'groupId')) ?? '';
  return otpFromFields(
    {
      // Schemas 1 and 2 do not say it, and the app itself took everything for TOTP.
      type: textAt(otp, 'tokenType'),
      issuer,
      account: accountOf(otp, issuer),
      secret: textAt(service, 'secret'),
      algorithm: field(otp, 'algorithm'),
      digits: field(otp, 'digits'),
      period: field(otp, 'period'),
      counter: field(otp, 'counter'),
    },
    { tags: [tag], note: name !== '' && name !== issuer ? name : '' },
  );
}

/** `account` is what the person sees and edits; `label` is only the URI's, where there is no account field at all. */
function accountOf(otp: unknown, issuer: string): string {
  const account = field(otp, 'account');
  if (typeof account === 'string') return account;
  const label = textAt(otp, 'label');
  return label.startsWith(`${issuer}:`) ? label.slice(issuer.length + 1) : label === issuer ? '' : label;
}

/** ciphertext‖tag : salt : iv, each Base64. `reference` is a known text under the same key. */
async function openServices(sealed: string, reference: string, { env, password }: Keyed): Promise<string> {
  if (password === null) throw new Unreadable('import-password-needed');
  const [data, salt, iv] = partsOf(sealed);
  const key = await pbkdf2(env.subtle, 'SHA-256', utf8(password), salt, ROUNDS, 32);
  const opened = await openGcm(env.subtle, key, iv, data);
  if (opened !== null) return orUnreadable(fromUtf8(opened));
  const check = reference === '' ? null : partsOf(reference);
  const holds = check !== null && equalBytes(check[1], salt) && (await openGcm(env.subtle, key, check[2], check[0])) !== null;
  throw new Unreadable(holds ? 'import-damaged' : 'import-wrong-or-damaged');
}

function partsOf(text: string): [Bytes, Bytes, Bytes] {
  const [data, salt, iv] = text.split(':').map((part) => orUnreadable(fromBase64(part)));
  if (data === undefined || salt === undefined || iv === undefined) throw new Unreadable('import-damaged');
  return [concat(data), salt, iv];
}
