// FIDO's Credential Exchange Format 1.0 (formats.md §4): with a Header, or a bare Account as iOS hands it over.

import type { Bytes } from '../bytes';
import type { Found } from './entry';
import type { JsonFormat } from './format';
import { otpFromFields, otpFromText, sitesFrom } from './found-otp';
import { bytesFrom, passkeyFrom } from './found-passkey';
import { field, flagAt, listAt, textAt, textOf } from './json';
import { RECOVERY_FIELD, recoveryFrom } from './recovery-field';

export const cxf: JsonFormat = {
  owns: (json) =>
    field(json, 'exporterRpId') !== undefined || listAt(json, 'items').some((item) => Array.isArray(field(item, 'credentials'))),
  read(json) {
    const accounts = Array.isArray(field(json, 'accounts')) ? listAt(json, 'accounts') : [json];
    const found = accounts.flatMap((account) => {
      const tags = collectionTags(account);
      return listAt(account, 'items').flatMap((item) => entriesOf(item, tags));
    });
    return { format: textAt(json, 'exporterDisplayName') || 'Credential Exchange Format', plain: true, found };
  },
};

/** Item id → names of the collections that hold it. Collections may lie in each other; the outer ones are left out. */
function collectionTags(account: unknown): ReadonlyMap<string, readonly string[]> {
  const tags = new Map<string, string[]>();
  const visit = (collection: unknown, depth: number): void => {
    for (const link of listAt(collection, 'items')) {
      const id = textAt(link, 'item');
      tags.set(id, [...(tags.get(id) ?? []), textAt(collection, 'title')]);
    }
    if (depth < 8) for (const inner of listAt(collection, 'subCollections')) visit(inner, depth + 1);
  };
  for (const collection of listAt(account, 'collections')) visit(collection, 0);
  return tags;
}

function entriesOf(item: unknown, collections: ReadonlyMap<string, readonly string[]>): readonly Found[] {
  const credentials = listAt(item, 'credentials');
  const ofType = (type: string): readonly unknown[] => credentials.filter((one) => textAt(one, 'type') === type);
  const user = textAt(ofType('basic-auth')[0], 'username', 'value');
  const title = textAt(item, 'title');
  const names = { issuer: title, account: user };
  const notes = ofType('note').map((note) => textAt(note, 'content', 'value') || textAt(note, 'content'));
  const extras = {
    sites: sitesFrom(listAt(item, 'scope', 'urls')),
    note: notes.filter((note) => note !== '').join('\n\n'),
    tags: [...listAt(item, 'tags').map(textOf), ...(collections.get(textAt(item, 'id')) ?? [])],
    pinned: flagAt(item, 'favorite'),
  };
  const totps = ofType('totp').map((totp) =>
    otpFromFields(
      {
        type: textAt(totp, 'algorithm').toLowerCase() === 'steam' ? 'steam' : 'totp',
        issuer: textAt(totp, 'issuer') || title,
        account: textAt(totp, 'username') || user,
        secret: textAt(totp, 'secret'),
        algorithm: field(totp, 'algorithm'),
        digits: field(totp, 'digits'),
        period: field(totp, 'period'),
      },
      extras,
    ),
  );
  // 1Password writes the whole URI into a custom field.
  const hidden = ofType('custom-fields')
    .flatMap((custom) => listAt(custom, 'fields'))
    .map((one) => textAt(one, 'value') || textAt(one, 'value', 'value'))
    .filter((text) => /^\s*(?:otpauth|steam):\/\//i.test(text))
    .map((uri) => otpFromText(uri, names, extras));
  const codes = ofType('custom-fields')
    .filter((custom) => textAt(custom, 'label') === RECOVERY_FIELD)
    .flatMap((custom) => listAt(custom, 'fields').map((one) => textAt(one, 'value')));
  const recovery = recoveryFrom(names, codes, extras);
  return [...totps, ...hidden, ...recovery, ...ofType('passkey').map((key) => passkeyOf(key, title, extras))];
}

const passkeyOf = (
  key: unknown,
  title: string,
  extras: { sites: readonly string[]; note: string; tags: readonly string[]; pinned: boolean },
): Found =>
  passkeyFrom(
    {
      rpId: textAt(key, 'rpId'),
      rpName: title,
      userName: textAt(key, 'username') || textAt(key, 'userName'),
      displayName: textAt(key, 'userDisplayName'),
      credentialId: textAt(key, 'credentialId'),
      userHandle: textAt(key, 'userHandle'),
      privateKey: textAt(key, 'key'),
      discoverable: true,
      prfSeed: hmacSecretOf(key),
    },
    extras,
  );

/** The secret for calls with user verification, which all of ours have. Bitwarden's name for it differs from the standard's. */
function hmacSecretOf(key: unknown): Bytes | null {
  const extension = field(key, 'fido2Extensions');
  const text = textAt(extension, 'hmacCredentials', 'credWithUV') || textAt(extension, 'hmacSecret', 'secret');
  return text === '' ? null : bytesFrom(text);
}
