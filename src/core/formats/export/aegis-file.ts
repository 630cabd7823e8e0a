// Aegis's vault, sealed under one password slot: what `aegis.ts` reads.

import { base32, base64, hex, utf8 } from '../../bytes';
import type { OtpAccount } from '../../item';
import { STEAM_DIGITS, STEAM_PERIOD_SECONDS } from '../../otp/code';
import { type ExportEnv, groupIds, newGuid } from './export-env';
import { sealGcm } from './write-cipher';

/** Aegis's own. */
const COST = { n: 32_768, r: 8, p: 1 } as const;

export async function aegisFile(accounts: readonly OtpAccount[], env: ExportEnv, password: string): Promise<string> {
  const groups = groupIds(env);
  const entries = accounts.map((account) => ({
    type: account.otp.type,
    uuid: newGuid(env),
    name: account.account,
    issuer: account.issuer,
    note: account.note,
    favorite: account.pinned,
    icon: null,
    info: infoOf(account),
    groups: account.tags.map(groups.idOf),
  }));
  const db = { version: 3, entries, groups: groups.all().map(({ id, name }) => ({ uuid: id, name })), icons_optimized: true };
  return seal(JSON.stringify(db), env, password);
}

function infoOf({ otp }: OtpAccount): Record<string, string | number> {
  const secret = base32(otp.secret);
  if (otp.type === 'steam') return { secret, algo: 'SHA1', digits: STEAM_DIGITS, period: STEAM_PERIOD_SECONDS };
  const shape = { secret, algo: otp.algorithm, digits: otp.digits };
  return otp.type === 'hotp' ? { ...shape, counter: otp.counter } : { ...shape, period: otp.period };
}

async function seal(db: string, env: ExportEnv, password: string): Promise<string> {
  const [salt, master, slotNonce, nonce] = [env.random(32), env.random(32), env.random(12), env.random(12)];
  const key = await env.scrypt(utf8(password), salt, { ...COST, length: 32 });
  const wrapped = await sealGcm(env.subtle, key, slotNonce, master);
  const sealed = await sealGcm(env.subtle, master, nonce, utf8(db));
  const slot = {
    type: 1,
    uuid: newGuid(env),
    key: hex(wrapped.data),
    key_params: { nonce: hex(slotNonce), tag: hex(wrapped.tag) },
    ...COST,
    salt: hex(salt),
    repaired: true,
    is_backup: false,
  };
  const header = { slots: [slot], params: { nonce: hex(nonce), tag: hex(sealed.tag) } };
  return JSON.stringify({ version: 1, header, db: base64(sealed.data) }, null, 4);
}
