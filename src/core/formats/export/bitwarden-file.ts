// Bitwarden's JSON, in clear or protected by a password: what `bitwarden.ts` reads. Recovery codes become hidden fields of a login.

import { base32, base64, base64url, concat, utf8 } from '../../bytes';
import type { Item, Passkey } from '../../item';
import { formatOtpUri } from '../../otp/uri';
import { expand, hmac, pbkdf2 } from '../foreign-cipher';
import { guidOf } from '../guid';
import { RECOVERY_FIELD } from '../recovery-field';
import { type ExportEnv, groupIds, newGuid } from './export-env';
import { sealCbc } from './write-cipher';

/** Bitwarden's default since 2023. */
const ROUNDS = 600_000;
const HIDDEN = 1;

export async function bitwardenFile(items: readonly Item[], env: ExportEnv, password: string | null): Promise<string> {
  const folders = groupIds(env);
  const written = items.map((item) => {
    const [tag] = item.tags;
    const shared = {
      id: newGuid(env),
      organizationId: null,
      folderId: tag === undefined ? null : folders.idOf(tag),
      notes: item.note === '' ? null : item.note,
      favorite: item.pinned,
      collectionIds: null,
      creationDate: new Date(item.createdAt).toISOString(),
      revisionDate: new Date(item.changedAt).toISOString(),
    };
    return { ...shared, ...contentOf(item) };
  });
  const plain = { encrypted: false, folders: folders.all(), items: written };
  return password === null ? JSON.stringify(plain, null, 2) : seal(JSON.stringify(plain), env, password);
}

function contentOf(item: Item): object {
  const uris = item.sites.map((uri) => ({ match: null, uri }));
  switch (item.kind) {
    case 'otp': {
      const totp = item.otp.type === 'steam' ? `steam://${base32(item.otp.secret)}` : formatOtpUri(item);
      return { type: 1, name: item.issuer || item.account, login: { uris, username: item.account, password: null, totp } };
    }
    case 'passkey': {
      const login = { uris, username: item.userName, password: null, totp: null, fido2Credentials: [credentialOf(item)] };
      return { type: 1, name: item.rpName || item.rpId, login };
    }
    case 'recovery': {
      const fields = item.codes
        .filter(({ usedAt }) => usedAt === null)
        .map(({ text }) => ({ name: RECOVERY_FIELD, value: text, type: HIDDEN }));
      const login = { uris, username: item.account, password: null, totp: null };
      return { type: 1, name: item.issuer || item.account, login, fields };
    }
  }
}

const credentialOf = (key: Passkey): object => ({
  credentialId: key.credentialId.length === 16 ? guidOf(key.credentialId) : `b64.${base64url(key.credentialId)}`,
  keyType: 'public-key',
  keyAlgorithm: 'ECDSA',
  keyCurve: 'P-256',
  keyValue: base64url(key.privateKey),
  rpId: key.rpId,
  rpName: key.rpName,
  userHandle: base64url(key.userHandle),
  userName: key.userName,
  userDisplayName: key.displayName,
  counter: '0',
  discoverable: String(key.discoverable),
  creationDate: new Date(key.createdAt).toISOString(),
});

async function seal(text: string, env: ExportEnv, password: string): Promise<string> {
  const { subtle } = env;
  // The salt counts as the text that it is.
  const salt = base64(env.random(16));
  const key = await pbkdf2(subtle, 'SHA-256', utf8(password), utf8(salt), ROUNDS, 32);
  const [enc, mac] = [await expand(subtle, key, 'enc'), await expand(subtle, key, 'mac')];
  const encString = async (content: string): Promise<string> => {
    const iv = env.random(16);
    const data = await sealCbc(subtle, enc, iv, utf8(content));
    const tag = await hmac(subtle, 'SHA-256', mac, concat(iv, data));
    return `2.${[iv, data, tag].map(base64).join('|')}`;
  };
  const head = { encrypted: true, passwordProtected: true, salt, kdfType: 0, kdfIterations: ROUNDS };
  const sealed = { encKeyValidation_DO_NOT_EDIT: await encString(newGuid(env)), data: await encString(text) };
  return JSON.stringify({ ...head, ...sealed }, null, 2);
}
