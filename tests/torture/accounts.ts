// Accounts whose codes stand for a day, so that a code read back proves the key that it comes from, and the code as it must be, worked
// out without anything of ours (RFC 6238 §4).

import { createHmac, randomBytes } from 'node:crypto';
import { type Bytes, base32 } from '../../src/core/bytes';
import type { Env } from '../../src/core/env';
import type { OtpAccount } from '../../src/core/item';
import { sealBackup } from '../../src/core/vault/backup';
import { argon2 } from '../../src/platform/argon2';

export const PASSWORD = 'correct horse battery staple';
const DAY = 86_400;

export const nodeEnv: Env = {
  now: () => Date.now(),
  random: (length) => new Uint8Array(randomBytes(length)) as Bytes,
  subtle: crypto.subtle,
};

export interface Made {
  readonly issuer: string;
  readonly secret: Bytes;
}

export const make = (issuer: string): Made => ({ issuer, secret: nodeEnv.random(20) });

export const makeMany = (count: number, prefix = 'Service'): Made[] => Array.from({ length: count }, (_, n) => make(`${prefix} ${n}`));

/** The code of this day and of yesterday: midnight may pass between asking and looking. */
export function codesOf({ secret }: Made): readonly string[] {
  const today = Math.floor(Date.now() / 1000 / DAY);
  return [today, today - 1].map((step) => {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac('sha1', secret).update(counter).digest();
    const at = (mac[19] as number) & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  });
}

export const asItem = ({ issuer, secret }: Made): OtpAccount => ({
  kind: 'otp',
  id: Buffer.from(nodeEnv.random(16)).toString('hex'),
  issuer,
  account: `${issuer.toLowerCase().replaceAll(' ', '.')}@example.com`,
  sites: [`https://${issuer.toLowerCase().replaceAll(' ', '-')}.example`],
  note: '',
  tags: [],
  pinned: false,
  createdAt: Date.now(),
  changedAt: Date.now(),
  trashedAt: null,
  verifiedAt: null,
  sentSteps: {},
  otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, period: DAY },
});

/** As the route `items/add-key` takes it. */
export const asKey = ({ issuer, secret }: Made) => ({
  issuer,
  account: '',
  secret: base32(secret),
  type: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  period: DAY,
  counter: 0,
  site: null,
});

/** A backup file of these accounts: the quickest way to a full vault that a person has too. */
export async function backupOf(made: readonly Made[], password = PASSWORD): Promise<string> {
  const items = made.map(asItem);
  const content = await sealBackup(nodeEnv, argon2, password, { vaultId: nodeEnv.random(16), createdAt: Date.now(), items });
  if (!content.ok) throw new Error(content.error.code);
  return content.value;
}
