// The golden vault of format 1: every kind of item, every slot, an edit, a trashed item, a sealed extra. Made from a seed, so that the
// same code makes the same bytes; `npx tsx tests/support/golden-vault.ts` writes tests/vectors/vault/v1.json, once and for ever.

import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Bytes, base64, fromBase64, utf8 } from '../../src/core/bytes';
import type { Item } from '../../src/core/item';
import { sealBackup } from '../../src/core/vault/backup';
import { toTrash } from '../../src/core/vault/trash';
import { addSlot } from '../../src/core/vault/unlocking';
import { createVault, openVault } from '../../src/core/vault/vault';
import { argon2 } from '../../src/platform/argon2';
import { otpAccount, passkey, recoverySet } from './items';
import { MemoryProfile } from './memory-store';
import { testEnv } from './test-env';
import { PASSWORD, value } from './vault-world';

/** Bytes as {"$": base64}; everything else as JSON has it. */
export const toJson = (thing: unknown): unknown => {
  if (thing instanceof Uint8Array) return { $: base64(thing) };
  if (Array.isArray(thing)) return thing.map(toJson);
  if (typeof thing !== 'object' || thing === null) return thing;
  return Object.fromEntries(Object.entries(thing).map(([name, inner]) => [name, toJson(inner)]));
};

export const fromJson = (thing: unknown): unknown => {
  if (Array.isArray(thing)) return thing.map(fromJson);
  if (typeof thing !== 'object' || thing === null) return thing;
  const { $: text } = thing as { $?: unknown };
  if (typeof text === 'string') return value(fromBase64(text));
  return Object.fromEntries(Object.entries(thing).map(([name, inner]) => [name, fromJson(inner)]));
};

export interface GoldenVault {
  readonly about: string;
  readonly seed: number;
  readonly password: string;
  readonly recoveryKey: Bytes;
  readonly credentialId: Bytes;
  readonly prfOutput: Bytes;
  readonly vaultKey: Bytes;
  readonly vaultId: string;
  readonly generation: number;
  readonly objects: Readonly<Record<string, Bytes>>;
  readonly items: readonly Item[];
  readonly backup: string;
}

const SEED = 20_260_101;

export async function makeGoldenVault(): Promise<GoldenVault> {
  const env = testEnv(SEED);
  const profile = new MemoryProfile();
  const store = profile.start();
  const vaultKey = value(await createVault(env, argon2, store, PASSWORD));
  const vault = value(await openVault(env, store, vaultKey));
  const [recoveryKey, credentialId, prfOutput, prfSalt] = [env.random(20), env.random(32), env.random(32), env.random(32)];
  let header = value(await addSlot(env, argon2, vault.header, vaultKey, { type: 'recovery', label: 'Emergency sheet', recoveryKey }));
  const key = { type: 'passkey', label: 'Yellow key', credentialId, prfSalt, transports: ['usb', 'nfc'], prfOutput } as const;
  header = value(await addSlot(env, argon2, header, vaultKey, key));
  value(await vault.commit([{ header }]));
  const secret = () => env.random(20);
  const totp = otpAccount(env);
  const items: Item[] = [
    totp,
    otpAccount(env, {
      issuer: 'Bücher & Söhne — 書店',
      account: 'ann+1@example.org',
      sites: ['https://login.example.org', 'http://localhost:8080'],
      note: 'Second line\nthird line 🔑',
      tags: ['work', 'ünïcode'],
      pinned: true,
      otp: { type: 'totp', secret: secret(), algorithm: 'SHA256', digits: 8, period: 60 },
      verifiedAt: env.now(),
      sentSteps: { 'https://login.example.org': 58_000_000 },
    }),
    otpAccount(env, {
      issuer: 'Counter',
      sites: [],
      otp: { type: 'hotp', secret: secret(), algorithm: 'SHA512', digits: 6, counter: 2 ** 53 - 1 },
    }),
    otpAccount(env, { issuer: 'Steam', otp: { type: 'steam', secret: secret() } }),
    recoverySet(env, { accountId: totp.id }),
    passkey(env, { largeBlob: utf8('blob'), credBlob: utf8('cred'), algorithm: -8 }),
    toTrash(otpAccount(env, { issuer: 'Gone' }), env.now()),
  ];
  env.advance(60_000);
  value(await vault.commit(items.map((put) => ({ put }))));
  value(await vault.commit([{ put: { ...totp, note: 'edited', changedAt: env.now() }, expectRevision: 1 }]));
  value(await vault.commit([{ extra: 'site-choices', value: new Map([['https://example.com', 'vault']]) }]));
  const stored = (await vault.readMany(vault.index().map(({ id }) => id))).map((one) => value(one));
  const backup = value(await sealBackup(env, argon2, PASSWORD, { vaultId: vault.header.vaultId, createdAt: env.now(), items: stored }));
  return {
    about: 'Countersign vault, format 1. Must open for ever. docs/vault-format.md',
    seed: SEED,
    password: PASSWORD,
    recoveryKey,
    credentialId,
    prfOutput,
    vaultKey,
    vaultId: profile.database.marker?.vaultId ?? '',
    generation: vault.generation,
    objects: Object.fromEntries([...profile.database.objects].sort(([a], [b]) => (a < b ? -1 : 1))),
    items: stored,
    backup,
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const golden = await makeGoldenVault();
  writeFileSync('tests/vectors/vault/v1.json', `${JSON.stringify(toJson(golden), null, 1)}\n`, { flag: 'wx' });
}
