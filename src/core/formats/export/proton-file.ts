// Proton Authenticator's export, in clear or sealed: what `proton-authenticator.ts` reads.

import { base32, base64, concat, utf8 } from '../../bytes';
import type { OtpAccount } from '../../item';
import { formatOtpUri } from '../../otp/uri';
import { PROTON_AAD, PROTON_COST } from '../proton-authenticator';
import { type ExportEnv, newGuid } from './export-env';
import { sealGcm } from './write-cipher';

export async function protonFile(accounts: readonly OtpAccount[], env: ExportEnv, password: string | null): Promise<string> {
  const entries = accounts.map((account) => ({
    id: newGuid(env),
    content: contentOf(account),
    note: account.note === '' ? null : account.note,
  }));
  const plain = JSON.stringify({ version: 1, entries });
  if (password === null) return plain;
  const [salt, iv] = [env.random(16), env.random(12)];
  const key = await env.argon2('argon2id', utf8(password), salt, PROTON_COST);
  const { data, tag } = await sealGcm(env.subtle, key, iv, utf8(plain), PROTON_AAD);
  return JSON.stringify({ version: 1, salt: base64(salt), content: base64(concat(iv, data, tag)) });
}

/** A steam: URI has no label: the name says whose it is. */
const contentOf = (account: OtpAccount): object =>
  account.otp.type === 'steam'
    ? { uri: `steam://${base32(account.otp.secret)}`, entry_type: 'Steam', name: account.account || account.issuer }
    : { uri: formatOtpUri(account), entry_type: 'Totp', name: account.account };
