// Proton Authenticator: URIs in clear or sealed (formats.md §3).

import { fromBase64, fromUtf8, utf8 } from '../bytes';
import { orUnreadable, Unreadable } from './failure';
import { openGcm } from './foreign-cipher';
import type { Content, JsonFormat } from './format';
import { otpFromText } from './found-otp';
import { field, isObject, listAt, parseJson, requiredText, textAt } from './json';

export const PROTON_AAD = utf8('proton.authenticator.export.v1');
export const PROTON_COST = { memoryKib: 19 * 1024, passes: 2, lanes: 1, length: 32 };

export const protonAuthenticator: JsonFormat = {
  owns: (json) =>
    field(json, 'version') !== undefined &&
    Array.isArray(field(json, 'entries')) &&
    listAt(json, 'entries').every((entry) => isObject(field(entry, 'content'))),
  read: (json) => contentOf(json, true),
};

export const sealedProtonAuthenticator: JsonFormat = {
  owns: (json) =>
    typeof field(json, 'salt') === 'string' && typeof field(json, 'content') === 'string' && Object.keys(json as object).length <= 4,
  async read(json, { env, password }) {
    if (password === null) throw new Unreadable('import-password-needed');
    const salt = orUnreadable(fromBase64(requiredText(json, 'salt')));
    const content = orUnreadable(fromBase64(requiredText(json, 'content')));
    if (salt.length < 8) throw new Unreadable('import-damaged', 'salt');
    const key = await env.argon2('argon2id', utf8(password), salt, PROTON_COST);
    const opened = await openGcm(env.subtle, key, content.slice(0, 12), content.slice(12), PROTON_AAD);
    if (opened === null) throw new Unreadable('import-wrong-or-damaged');
    return contentOf(parseJson(orUnreadable(fromUtf8(opened))), false);
  },
};

const contentOf = (json: unknown, plain: boolean): Content => ({
  format: 'Proton Authenticator',
  plain,
  found: listAt(json, 'entries').map((entry) => {
    const name = textAt(entry, 'content', 'name');
    // A steam: URI has no label; the name is what the person reads over there.
    const steam = /^steam:/i.test(textAt(entry, 'content', 'uri'));
    return otpFromText(textAt(entry, 'content', 'uri'), steam ? { issuer: name } : { account: name }, { note: textAt(entry, 'note') });
  }),
});
