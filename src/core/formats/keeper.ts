// Keeper's JSON: one-time codes and passkeys are custom fields of records (formats.md §4).

import { type Bytes, concat, fromBase64url, fromHex } from '../bytes';
import type { Found } from './entry';
import { orUnreadable } from './failure';
import type { JsonFormat } from './format';
import { otpFromText, sitesFrom } from './found-otp';
import { passkeyFrom } from './found-passkey';
import { field, isObject, listAt, textAt } from './json';

export const keeper: JsonFormat = {
  owns: (json) => Array.isArray(field(json, 'records')),
  read: (json) => ({ format: 'Keeper', plain: true, found: listAt(json, 'records').flatMap(entriesOf) }),
};

function entriesOf(record: unknown): readonly Found[] {
  const names = { issuer: textAt(record, 'title'), account: textAt(record, 'login') };
  const folders = listAt(record, 'folders').flatMap((one) => [textAt(one, 'folder'), textAt(one, 'shared_folder')]);
  const extras = { sites: sitesFrom([textAt(record, 'login_url')]), note: textAt(record, 'notes'), tags: folders };
  const custom = field(record, 'custom_fields');
  return Object.entries(isObject(custom) ? custom : {}).flatMap(([name, value]): readonly Found[] => {
    const values = Array.isArray(value) ? value : [value];
    if (/^(?:TFC:|\$oneTimeCode)/i.test(name))
      return values.flatMap((text) => (typeof text === 'string' && text !== '' ? [otpFromText(text, names, extras)] : []));
    if (!name.startsWith('$passkey')) return [];
    return values.map((key) =>
      passkeyFrom(
        {
          rpId: textAt(key, 'relyingParty'),
          rpName: '',
          userName: textAt(key, 'username') || names.account,
          displayName: '',
          credentialId: textAt(key, 'credentialId'),
          userHandle: textAt(key, 'userId'),
          privateKey: pkcs8Of(field(key, 'privateKey')) ?? '',
          discoverable: true,
        },
        extras,
      ),
    );
  });
}

/** PKCS#8 of a P-256 key with its public part (RFC 5915, RFC 5958), up to the 32 bytes of d, and between d and the point. */
const P256_HEAD = '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420';
const P256_MIDDLE = 'a14403420004';

/** From a JWK (RFC 7518 §6.2); null for another kind of key. */
function pkcs8Of(jwk: unknown): Bytes | null {
  if (textAt(jwk, 'kty') !== 'EC' || textAt(jwk, 'crv') !== 'P-256') return null;
  const [d, x, y] = ['d', 'x', 'y'].map((name) => fromBase64url(textAt(jwk, name)));
  if (d?.ok !== true || x?.ok !== true || y?.ok !== true) return null;
  if ([d, x, y].some((part) => part.value.length !== 32)) return null;
  const [head, middle] = [P256_HEAD, P256_MIDDLE].map((text) => orUnreadable(fromHex(text))) as [Bytes, Bytes];
  return concat(head, d.value, middle, x.value, y.value);
}
