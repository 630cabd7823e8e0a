// Bitwarden and Bitwarden Authenticator: JSON in clear or password-protected, with passkeys (formats.md §3).

import { type Bytes, concat, fromBase64, fromUtf8, utf8 } from '../bytes';
import type { Found } from './entry';
import { orUnreadable, Unreadable } from './failure';
import { digest, expand, macHolds, openCbc, pbkdf2 } from './foreign-cipher';
import type { Content, JsonFormat, Keyed } from './format';
import { otpFromText, sitesFrom } from './found-otp';
import { passkeyFrom } from './found-passkey';
import { bytesOfGuid } from './guid';
import { countAt, field, flagAt, listAt, parseJson, requiredText, textAt, textOf } from './json';
import { checkArgon2Cost } from './limits';
import { RECOVERY_FIELD, recoveryFrom } from './recovery-field';

export const bitwarden: JsonFormat = {
  owns: (json) =>
    field(json, 'encKeyValidation_DO_NOT_EDIT') !== undefined ||
    typeof field(json, 'encrypted') === 'boolean' ||
    listAt(json, 'items').some((item) => typeof field(item, 'type') === 'number' && field(item, 'login') !== undefined),
  async read(json, keyed) {
    if (!flagAt(json, 'encrypted')) return contentOf(json, true);
    if (!flagAt(json, 'passwordProtected')) throw new Unreadable('import-account-restricted');
    return contentOf(parseJson(await openExport(json, keyed)), false);
  },
};

function contentOf(json: unknown, plain: boolean): Content {
  if (!Array.isArray(field(json, 'items'))) throw new Unreadable('import-damaged', 'items');
  const folders = new Map(
    [...listAt(json, 'folders'), ...listAt(json, 'collections')].map((one) => [textAt(one, 'id'), textAt(one, 'name')]),
  );
  return { format: 'Bitwarden', plain, found: listAt(json, 'items').flatMap((item) => entriesOf(item, folders)) };
}

function entriesOf(item: unknown, folders: ReadonlyMap<string, string>): readonly Found[] {
  const login = field(item, 'login');
  const names = { issuer: textAt(item, 'name'), account: textAt(login, 'username') };
  const folderIds = [textAt(item, 'folderId'), ...listAt(item, 'collectionIds').map(textOf)];
  const extras = {
    sites: sitesFrom(listAt(login, 'uris').map((uri) => textAt(uri, 'uri'))),
    note: textAt(item, 'notes'),
    tags: folderIds.map((id) => folders.get(id) ?? ''),
    pinned: flagAt(item, 'favorite'),
    trashed: textAt(item, 'deletedDate') !== '',
  };
  const totp = textAt(login, 'totp').trim();
  const passkeys = listAt(login, 'fido2Credentials').map((key) =>
    passkeyFrom(
      {
        rpId: textAt(key, 'rpId'),
        rpName: textAt(key, 'rpName'),
        userName: textAt(key, 'userName') || names.account,
        displayName: textAt(key, 'userDisplayName'),
        credentialId: credentialIdOf(textAt(key, 'credentialId')),
        userHandle: textAt(key, 'userHandle'),
        privateKey: textAt(key, 'keyValue'),
        discoverable: textAt(key, 'discoverable') !== 'false' && field(key, 'discoverable') !== false,
      },
      extras,
    ),
  );
  const codes = listAt(item, 'fields')
    .filter((one) => textAt(one, 'name') === RECOVERY_FIELD)
    .map((one) => textAt(one, 'value'));
  const recovery = recoveryFrom(names, codes, extras);
  return [...(totp === '' ? [] : [otpFromText(totp, names, extras)]), ...passkeys, ...recovery];
}

/** A GUID stands for its 16 bytes, everything else begins with `b64.`. */
const credentialIdOf = (text: string): string | Bytes => (text.startsWith('b64.') ? text.slice(4) : (bytesOfGuid(text) ?? text));

/** Salt is used as the text it is, letters and all. */
async function openExport(json: unknown, { env, password }: Keyed): Promise<string> {
  const salt = utf8(requiredText(json, 'salt'));
  const rounds = countAt(json, 'kdfIterations');
  const kdf = countAt(json, 'kdfType');
  if (kdf > 1) throw new Unreadable('import-newer');
  const cost = kdf === 1 ? { memoryKib: countAt(json, 'kdfMemory') * 1024, passes: rounds, lanes: countAt(json, 'kdfParallelism') } : null;
  if (cost !== null) checkArgon2Cost(cost.memoryKib, cost.passes, cost.lanes);
  if (password === null) throw new Unreadable('import-password-needed');
  const { subtle } = env;
  const key =
    cost === null
      ? await pbkdf2(subtle, 'SHA-256', utf8(password), salt, rounds, 32)
      : await env.argon2('argon2id', utf8(password), await digest(subtle, 'SHA-256', salt), { ...cost, length: 32 });
  const keys = { enc: await expand(subtle, key, 'enc'), mac: await expand(subtle, key, 'mac') };
  const check = textAt(json, 'encKeyValidation_DO_NOT_EDIT');
  if (check !== '' && (await openEncString(subtle, check, keys)) === null) throw new Unreadable('import-wrong-password');
  const opened = await openEncString(subtle, requiredText(json, 'data'), keys);
  if (opened === null) throw new Unreadable(check === '' ? 'import-wrong-or-damaged' : 'import-damaged');
  return orUnreadable(fromUtf8(opened));
}

/** EncString type 2: `2.iv|ciphertext|mac`, AES-CBC-256 with HMAC-SHA256 over iv ‖ ciphertext. */
async function openEncString(subtle: SubtleCrypto, text: string, keys: { enc: Bytes; mac: Bytes }): Promise<Bytes | null> {
  const parts = /^2\.([^|]+)\|([^|]+)\|([^|]+)$/.exec(text);
  if (parts === null) throw new Unreadable('import-damaged', 'data');
  const [iv, data, mac] = parts.slice(1).map((part) => orUnreadable(fromBase64(part))) as [Bytes, Bytes, Bytes];
  if (!(await macHolds(subtle, keys.mac, concat(iv, data), mac))) return null;
  return openCbc(subtle, keys.enc, iv, data);
}
