// Changing the vault key: every object anew, in one commit, and the old key useless on both copies.

import { describe, expect, test } from 'vitest';
import { type Bytes, hex } from '../../../src/core/bytes';
import { extraLabel, ROOT_LABEL, recordLabel } from '../../../src/core/vault/labels';
import { readRoot } from '../../../src/core/vault/manifest';
import type { OpenVault } from '../../../src/core/vault/open-vault';
import { ROTATION_EXTRA } from '../../../src/core/vault/rotate';
import { createSealer, unseal } from '../../../src/core/vault/seal';
import { addSlot, rotatedHeader } from '../../../src/core/vault/unlocking';
import { openVault, unlock, unlockWithPrf, unlockWithRecoveryKey } from '../../../src/core/vault/vault';
import { otpAccount, recoverySet } from '../../support/items';
import { codeOf, newWorld, PASSWORD, quickKdf, reopen, value, type World } from '../../support/vault-world';

const prfOutput = new Uint8Array(32).fill(7);
const credentialId = new Uint8Array(16).fill(8);
const recoveryKey = new Uint8Array(20).fill(9);

/** Three items, one edited, an extra, and every kind of slot. */
async function fullWorld(): Promise<World> {
  const world = await newWorld((env) => [otpAccount(env), otpAccount(env, { issuer: 'Edited' }), recoverySet(env)]);
  const { vault, env, vaultKey } = world;
  const edited = value(await vault.read(vault.index()[1]?.id as string));
  let header = value(
    await addSlot(env, quickKdf, vault.header, vaultKey, {
      type: 'passkey',
      label: '',
      credentialId,
      prfSalt: env.random(32),
      transports: [],
      prfOutput,
    }),
  );
  header = value(await addSlot(env, quickKdf, header, vaultKey, { type: 'recovery', label: '', recoveryKey }));
  value(
    await vault.commit([
      { put: { ...edited, note: 'second version' } as typeof edited },
      { extra: 'other', value: 'kept' },
      { extra: ROTATION_EXTRA, value: env.now() },
      { header },
    ]),
  );
  return world;
}

const readAll = async (vault: OpenVault) => (await vault.readMany(vault.index().map(({ id }) => id))).map((item) => value(item));

async function rotate({ env, vault }: World, nextKey: Bytes, onProgress: (done: number, total: number) => void = () => undefined) {
  const header = value(await rotatedHeader(env, quickKdf, vault.header, nextKey, PASSWORD));
  return vault.rotate(nextKey, header, onProgress);
}

/** Every object of both copies that opens under this key, by trying each label that it could have. */
async function openedBy({ env, profile, vault }: World, key: Bytes): Promise<readonly string[]> {
  const sealer = await createSealer(env.subtle, key, vault.header.vaultId);
  const opened: string[] = [];
  const copies = [...profile.databases.values(), profile.shadow];
  for (const { objects } of copies) {
    for (const [name, bytes] of objects) {
      const [kind = '', id = ''] = name.replace(/^[0-9a-f]{32}\//, '').split('/');
      const labels =
        kind === 'root'
          ? [ROOT_LABEL]
          : kind === 'record' || kind === 'previous'
            ? [1, 2].flatMap((revision) => (['otp', 'recovery'] as const).map((one) => recordLabel(id, one, { revision, schema: 1 })))
            : kind === 'extra'
              ? Array.from({ length: 9 }, (_, revision) => extraLabel(id, revision))
              : [];
      for (const label of labels) if ((await unseal(sealer, label, bytes, () => null)).ok) opened.push(name);
    }
  }
  return opened;
}

describe('rotating the vault key', () => {
  test('keeps every item, its last version and what lies beside; drops every way in but the password', async () => {
    const world = await fullWorld();
    const before = await readAll(world.vault);
    const id = world.vault.index()[1]?.id as string;
    const older = value(await world.vault.previous(id));
    const nextKey = world.env.random(32);
    const progress: [number, number][] = [];
    value(await rotate(world, nextKey, (done, total) => progress.push([done, total])));
    expect(progress).toEqual([[3, 3]]);
    for (const vault of [world.vault, await reopen({ ...world, vaultKey: nextKey })]) {
      expect(await readAll(vault)).toEqual(before);
      expect(value(await vault.previous(id))).toEqual(older);
      expect(value(await vault.readExtra('other'))).toBe('kept');
      expect(vault.extras()).toEqual(['other']);
      expect(vault.header.slots.map(({ head }) => head?.type)).toEqual(['password']);
      expect((await vault.inspect())?.damaged).toEqual([]);
    }
    expect(value(await unlock(world.env, quickKdf, world.profile.start(), PASSWORD))).toEqual(nextKey);
    expect(codeOf(await unlockWithPrf(world.env, world.profile.start(), credentialId, prfOutput))).toBe('no-slot');
    expect(codeOf(await unlockWithRecoveryKey(world.env, world.profile.start(), recoveryKey))).toBe('no-slot');
  });

  test('leaves nothing that the old key opens, in either copy', async () => {
    const world = await fullWorld();
    // Control: the same look finds root, records, previous and extras of both copies while the old key is the key.
    expect((await openedBy(world, world.vaultKey)).length).toBe(2 * 7);
    const nextKey = world.env.random(32);
    value(await rotate(world, nextKey));
    expect(await openedBy(world, world.vaultKey)).toEqual([]);
    expect((await openedBy(world, nextKey)).length).toBe(2 * 6);
    expect(codeOf(await openVault(world.env, world.profile.start(), world.vaultKey))).toBe('damaged-root');
  });

  test('the vault stays open for edits, and counts on', async () => {
    const world = await fullWorld();
    const generation = world.vault.generation;
    const nextKey = world.env.random(32);
    value(await rotate(world, nextKey));
    expect(world.vault.generation).toBe(generation + 1);
    value(await world.vault.commit([{ put: otpAccount(world.env, { issuer: 'After' }) }]));
    const again = await reopen({ ...world, vaultKey: nextKey });
    expect(again.index().map(({ issuer }) => issuer)).toContain('After');
    expect(again.damaged()).toEqual([]);
  });

  test('a disk that fails leaves the old vault, whole and open', async () => {
    const world = await fullWorld();
    const before = await readAll(world.vault);
    const database = [...world.profile.databases.values()][0];
    if (database === undefined) throw new Error('no database');
    database.failWrites = new Error('QuotaExceededError');
    expect(codeOf(await rotate(world, world.env.random(32)))).toBe('disk-full');
    database.failWrites = null;
    expect(await readAll(world.vault)).toEqual(before);
    expect(value(await unlockWithRecoveryKey(world.env, world.profile.start(), recoveryKey))).toEqual(world.vaultKey);
    expect(await readAll(await reopen(world))).toEqual(before);
    expect((await reopen(world)).extras()).toContain(ROTATION_EXTRA);
  });

  test('killed before the second copy was told: the old password opens nothing of it, and it is caught up', async () => {
    const world = await fullWorld();
    const before = await readAll(world.vault);
    const nextKey = world.env.random(32);
    world.profile.shadow.failWrites = new Error('killed');
    const header = value(await rotatedHeader(world.env, quickKdf, world.vault.header, nextKey, 'a new password'));
    value(await world.vault.rotate(nextKey, header, () => undefined));
    world.profile.shadow.failWrites = null;
    // The shadow still is the old vault, root and all.
    expect((await openedBy(world, world.vaultKey)).length).toBe(7);
    const store = world.profile.start();
    expect(codeOf(await unlock(world.env, quickKdf, store, PASSWORD))).toBe('wrong-password');
    expect(codeOf(await unlockWithRecoveryKey(world.env, store, recoveryKey))).not.toBeNull();
    expect(value(await unlock(world.env, quickKdf, store, 'a new password'))).toEqual(nextKey);
    value(await store.catchUp());
    const again = value(await openVault(world.env, store, nextKey));
    expect(await readAll(again)).toEqual(before);
    expect((await again.inspect())?.damaged).toEqual([]);
    expect(await openedBy(world, world.vaultKey)).toEqual([]);
  });

  test('is refused while something cannot be read: what might be saved would be lost', async () => {
    const world = await fullWorld();
    const id = world.vault.index()[0]?.id as string;
    for (const { objects } of [...world.profile.databases.values(), world.profile.shadow])
      for (const key of objects.keys()) if (key.endsWith(`record/${id}`)) objects.set(key, new Uint8Array(305));
    const vault = await reopen(world);
    const header = value(await rotatedHeader(world.env, quickKdf, vault.header, world.env.random(32), PASSWORD));
    expect(codeOf(await vault.rotate(world.env.random(32), header, () => undefined))).toBe('damaged');
    expect(value(await unlock(world.env, quickKdf, world.profile.start(), PASSWORD))).toEqual(world.vaultKey);
  });

  test('changes every object’s bytes, so that nothing is left as it was', async () => {
    const world = await fullWorld();
    const database = [...world.profile.databases.values()][0];
    const before = new Map([...(database?.objects ?? [])].map(([key, bytes]) => [key, hex(bytes)]));
    value(await rotate(world, world.env.random(32)));
    const same = [...(database?.objects ?? [])].filter(([key, bytes]) => before.get(key) === hex(bytes)).map(([key]) => key);
    expect(same).toEqual([]);
    expect([...before.keys()].filter((key) => !database?.objects.has(key))).toEqual([`extra/${ROTATION_EXTRA}`]);
  });

  test('600 items over three sheets', async () => {
    const world = await newWorld((env) => Array.from({ length: 600 }, (_, i) => otpAccount(env, { issuer: `S${i}` })));
    const nextKey = world.env.random(32);
    let last: [number, number] = [0, 0];
    value(
      await rotate(world, nextKey, (done, total) => {
        last = [done, total];
      }),
    );
    expect(last).toEqual([600, 600]);
    const again = await reopen({ ...world, vaultKey: nextKey });
    expect((await readAll(again)).length).toBe(600);
    const root = await unseal(
      await createSealer(world.env.subtle, nextKey, again.header.vaultId),
      ROOT_LABEL,
      [...world.profile.databases.values()][0]?.objects.get('root') as Bytes,
      readRoot,
    );
    expect(value(root).leaves.map(({ count }) => count)).toEqual([256, 256, 88]);
  });
});
