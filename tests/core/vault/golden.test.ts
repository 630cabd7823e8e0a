import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openBackup } from '../../../src/core/vault/backup';
import { encodeHeader } from '../../../src/core/vault/header';
import { openVault, unlock, unlockWithPrf, unlockWithRecoveryKey } from '../../../src/core/vault/vault';
import { argon2 } from '../../../src/platform/argon2';
import { fromJson, type GoldenVault, makeGoldenVault, toJson } from '../../support/golden-vault';
import { otpAccount } from '../../support/items';
import { MemoryProfile } from '../../support/memory-store';
import { testEnv } from '../../support/test-env';
import { codeOf, value } from '../../support/vault-world';

const text = readFileSync('tests/vectors/vault/v1.json', 'utf8');
const golden = fromJson(JSON.parse(text)) as GoldenVault;

function profileOf(vault: GoldenVault): MemoryProfile {
  const profile = new MemoryProfile();
  profile.database.marker = { vaultId: vault.vaultId, generation: vault.generation };
  for (const [key, bytes] of Object.entries(vault.objects)) profile.database.objects.set(key, bytes);
  return profile;
}

const env = testEnv();

describe('the golden vault of format 1', () => {
  test('opens by its password, with every item', async () => {
    const profile = profileOf(golden);
    const vaultKey = value(await unlock(env, argon2, profile.start(), golden.password));
    expect(vaultKey).toEqual(golden.vaultKey);
    const vault = value(await openVault(env, profile.start(), vaultKey));
    const items = await vault.readMany(vault.index().map(({ id }) => id));
    expect(items.map((one) => value(one))).toEqual(golden.items);
    expect(value(await vault.previous(golden.items[0]?.id as string)).note).toBe('');
    expect(value(await vault.readExtra('site-choices'))).toEqual(new Map([['https://example.com', 'vault']]));
    expect(await vault.inspect()).toMatchObject({ damaged: [] });
    value(await vault.commit([{ put: otpAccount(env) }]));
  });

  test('opens by its recovery key and its passkey', async () => {
    const store = profileOf(golden).start();
    expect(value(await unlockWithRecoveryKey(env, store, golden.recoveryKey))).toEqual(golden.vaultKey);
    expect(value(await unlockWithPrf(env, store, golden.credentialId, golden.prfOutput))).toEqual(golden.vaultKey);
  });

  test('its backup opens', async () => {
    const backup = value(await openBackup(env, argon2, golden.backup, golden.password));
    expect(backup.items).toEqual(golden.items);
  });

  test('is what this code writes, byte for byte: other bytes are another format', async () => {
    expect(toJson(await makeGoldenVault())).toEqual(JSON.parse(text));
  });
});

describe('a vault of a later format', () => {
  const later = async (readableBy: number) => {
    const profile = profileOf(golden);
    const vault = value(await openVault(env, profile.start(), golden.vaultKey));
    value(await vault.commit([{ header: { ...vault.header, format: 2, readableBy } }]));
    return profile;
  };

  test('that lets us read opens for reading only', async () => {
    const profile = await later(1);
    const vaultKey = value(await unlock(env, argon2, profile.start(), golden.password));
    const vault = value(await openVault(env, profile.start(), vaultKey));
    expect(vault.readOnly).toBe(true);
    expect((await vault.readMany(vault.index().map(({ id }) => id))).every(({ ok }) => ok)).toBe(true);
    const before = new Map(profile.database.objects);
    expect(codeOf(await vault.commit([{ put: otpAccount(env) }]))).toBe('newer-format');
    expect(profile.database.objects).toEqual(before);
  });

  test('that does not is named, and left alone', async () => {
    const profile = await later(2);
    const before = new Map(profile.database.objects);
    expect(codeOf(await unlock(env, argon2, profile.start(), golden.password))).toBe('newer-format');
    expect(codeOf(await openVault(env, profile.start(), golden.vaultKey))).toBe('newer-format');
    expect(profile.database.objects).toEqual(before);
  });

  test('even where its slots look different', async () => {
    const profile = profileOf(golden);
    const vault = value(await openVault(env, profile.start(), golden.vaultKey));
    const bytes = await encodeHeader(env.subtle, { ...vault.header, format: 7, readableBy: 7, slots: [] });
    profile.database.objects.set('header', bytes);
    profile.shadow.objects.set(`${golden.vaultId}/header`, bytes);
    expect(codeOf(await unlock(env, argon2, profile.start(), golden.password))).toBe('newer-format');
  });
});
