// 2FAS's backup, schema 4: what `two-fas.ts` reads. A tag becomes its one group.

import { base32, base64, concat, utf8 } from '../../bytes';
import type { OtpAccount } from '../../item';
import { STEAM_DIGITS, STEAM_PERIOD_SECONDS } from '../../otp/code';
import { pbkdf2 } from '../foreign-cipher';
import { type ExportEnv, groupIds } from './export-env';
import { sealGcm } from './write-cipher';

const ROUNDS = 10_000;

export async function twoFasFile(accounts: readonly OtpAccount[], env: ExportEnv, password: string | null): Promise<string> {
  const groups = groupIds(env);
  const now = env.now();
  const services = accounts.map((account, position) => {
    const [tag] = account.tags;
    return {
      name: account.issuer || account.account,
      secret: base32(account.otp.secret),
      updatedAt: now,
      otp: otpOf(account),
      order: { position },
      ...(tag === undefined ? {} : { groupId: groups.idOf(tag) }),
    };
  });
  const listed = groups.all().map(({ id, name }) => ({ id, name, isExpanded: true, updatedAt: now }));
  const head = { updatedAt: now, schemaVersion: 4, appVersionCode: 5_000_000, appOrigin: 'android', groups: listed };
  if (password === null) return JSON.stringify({ services, ...head });
  const salt = env.random(256);
  const key = await pbkdf2(env.subtle, 'SHA-256', utf8(password), salt, ROUNDS, 32);
  const seal = async (text: string): Promise<string> => {
    const iv = env.random(12);
    const { data, tag } = await sealGcm(env.subtle, key, iv, utf8(text));
    return [concat(data, tag), salt, iv].map(base64).join(':');
  };
  const sealed = { servicesEncrypted: await seal(JSON.stringify(services)), reference: await seal(REFERENCE) };
  return JSON.stringify({ services: [], ...head, ...sealed });
}

/** The app's fixed text, by which it knows a wrong password. */
const REFERENCE = [
  'tRViSsLKzd86Hprh4ceC2OP7xazn4rrt4xhfEUbOjxLX8Rc3mkISXE0lWbmnWfggogbBJhtYgpK6fMl1D6mtsy92R3HkdGfwuXbzLebqVFJsR7',
  'IZ2w58t938iymwG4824igYy1wi6n2WDpO1Q1P69zwJGs2F5a1qP4MyIiDSD7NCV2OvidXQCBnDlGfmz0f1BQySRkkt4ryiJeCjD2o4QsveJ9uD',
  'BUn8ELyOrESv5R5DMDkD4iAF8TXU7KyoJujd',
].join('');

function otpOf({ issuer, account, otp }: OtpAccount): Record<string, string | number> {
  const names = { issuer, account, label: issuer === '' ? account : `${issuer}:${account}`, source: 'Link' };
  if (otp.type === 'steam') return { ...names, tokenType: 'STEAM', algorithm: 'SHA1', digits: STEAM_DIGITS, period: STEAM_PERIOD_SECONDS };
  const shape = { ...names, tokenType: otp.type.toUpperCase(), algorithm: otp.algorithm, digits: otp.digits };
  return otp.type === 'hotp' ? { ...shape, counter: otp.counter } : { ...shape, period: otp.period };
}
