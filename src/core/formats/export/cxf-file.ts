// FIDO Credential Exchange Format 1.0 with a Header: what `cxf.ts` reads. Passkeys keep the signature counter 0 that it asks for.

import { base32, base64url, utf8 } from '../../bytes';
import type { Item, OtpAccount, Passkey, RecoverySet } from '../../item';
import { bytesOfId } from '../../vault/item-id';
import { RECOVERY_FIELD } from '../recovery-field';
import type { ExportEnv } from './export-env';

const seconds = (ms: number): number => Math.floor(ms / 1000);

export function cxfFile(items: readonly Item[], env: Pick<ExportEnv, 'now' | 'random'>): string {
  const account = { id: base64url(env.random(16)), username: '', email: '', collections: [], items: items.map(itemOf) };
  return JSON.stringify(
    {
      version: { major: 1, minor: 0 },
      exporterRpId: 'countersign.invalid',
      exporterDisplayName: 'Countersign',
      timestamp: seconds(env.now()),
      accounts: [account],
    },
    null,
    2,
  );
}

function itemOf(item: Item): object {
  const note = item.note === '' ? [] : [{ type: 'note', content: { fieldType: 'string', value: item.note } }];
  return {
    id: base64url(bytesOfId(item.id)),
    creationAt: seconds(item.createdAt),
    modifiedAt: seconds(item.changedAt),
    title: item.kind === 'passkey' ? item.rpName || item.rpId : item.issuer || item.account,
    favorite: item.pinned,
    scope: { urls: item.sites, androidApps: [] },
    credentials: [...credentialsOf(item), ...note],
    tags: item.tags,
  };
}

const credentialsOf = (item: Item): readonly object[] =>
  item.kind === 'otp' ? [totpOf(item)] : item.kind === 'passkey' ? [passkeyOf(item)] : [userOf(item), codesOf(item)];

function totpOf({ issuer, account, otp }: OtpAccount): object {
  if (otp.type !== 'totp') throw new Error(otp.type);
  const algorithm = otp.algorithm.toLowerCase();
  return { type: 'totp', secret: base32(otp.secret), period: otp.period, digits: otp.digits, username: account, algorithm, issuer };
}

const passkeyOf = (key: Passkey): object => ({
  type: 'passkey',
  credentialId: base64url(key.credentialId),
  rpId: key.rpId,
  username: key.userName,
  userDisplayName: key.displayName,
  userHandle: base64url(key.userHandle),
  key: base64url(key.privateKey),
  fido2Extensions: {
    // One secret for both: our calls always verify the user.
    hmacCredentials: { algorithm: 'hmac-sha256', credWithUV: base64url(key.prfSeed), credWithoutUV: base64url(key.prfSeed) },
    ...(key.credBlob === null ? {} : { credBlob: base64url(key.credBlob) }),
  },
});

const userOf = ({ account }: RecoverySet): object => ({ type: 'basic-auth', username: { fieldType: 'string', value: account } });

const codesOf = ({ id, codes }: RecoverySet): object => ({
  type: 'custom-fields',
  id: base64url(utf8(id.slice(0, 16))),
  label: RECOVERY_FIELD,
  fields: codes
    .filter(({ usedAt }) => usedAt === null)
    .map(({ text }) => ({ fieldType: 'concealed-string', label: RECOVERY_FIELD, value: text })),
});
