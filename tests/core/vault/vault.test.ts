import { describe, expect, test } from 'vitest';
import { createVault, openVault, unlock } from '../../../src/core/vault/vault';
import { oneOfEach, otpAccount, recoverySet } from '../../support/items';
import { codeOf, newWorld, PASSWORD, quickKdf, reopen, value } from '../../support/vault-world';

describe('a vault', () => {
  test('gives back every kind of item after a restart', async () => {
    const world = await newWorld(oneOfEach);
    const before = await world.vault.readMany(world.vault.index().map(({ id }) => id));
    const again = await reopen(world);
    expect(again.index()).toEqual(world.vault.index());
    expect(await again.readMany(again.index().map(({ id }) => id))).toEqual(before);
    expect(before.map((one) => value(one).kind)).toEqual(['otp', 'recovery', 'passkey']);
    expect(again.damaged()).toEqual([]);
  });

  test('looks for the leaves of many records side by side, not one after the other', async () => {
    const world = await newWorld((env) => Array.from({ length: 600 }, () => otpAccount(env)));
    const again = await reopen(world);
    const seen: string[] = [];
    const { objects } = world.profile.database;
    const get = objects.get.bind(objects);
    objects.get = (key) => {
      if (seen.length === 0) setImmediate(() => seen.push('turn'));
      seen.push(key.split('/')[0] as string);
      return get(key);
    };
    await again.readMany(again.index().map(({ id }) => id));
    expect(seen.slice(0, 4)).toEqual(['leaf', 'leaf', 'leaf', 'turn']);
  });

  test('unlocks by its password and by no other, and writes nothing while refusing', async () => {
    const { env, profile, vaultKey } = await newWorld(oneOfEach);
    const before = structuredClone(profile.database.objects);
    expect(codeOf(await unlock(env, quickKdf, profile.start(), 'Correct horse battery staple'))).toBe('wrong-password');
    expect(profile.database.objects).toEqual(before);
    expect(value(await unlock(env, quickKdf, profile.start(), PASSWORD))).toEqual(vaultKey);
  });

  test('is created only where there is no trace of one', async () => {
    const { env, profile } = await newWorld();
    expect(codeOf(await createVault(env, quickKdf, profile.start(), 'x'))).toBe('vault-exists');
    profile.databases.clear();
    expect(codeOf(await createVault(env, quickKdf, profile.start(), 'x'))).toBe('vault-exists');
    profile.shadow.objects.delete(`${profile.shadow.marker?.vaultId}/root`);
    profile.databases.clear();
    expect(codeOf(await createVault(env, quickKdf, profile.start(), 'x'))).toBe('trouble');
  });

  test('without one: no-vault', async () => {
    const { env, profile, vaultKey } = await newWorld();
    expect((await profile.start().wipe()).ok).toBe(true);
    expect(codeOf(await unlock(env, quickKdf, profile.start(), PASSWORD))).toBe('no-vault');
    expect(codeOf(await openVault(env, profile.start(), vaultKey))).toBe('no-vault');
  });

  test('an edit keeps the version before it, a minor one does not disturb it', async () => {
    const world = await newWorld((env) => [otpAccount(env)]);
    const { vault } = world;
    const id = vault.index()[0]?.id as string;
    const first = value(await vault.read(id));
    expect(codeOf(await vault.previous(id))).toBe('missing');
    value(await vault.commit([{ put: { ...first, note: 'second' } }]));
    const second = value(await vault.read(id));
    value(await vault.commit([{ put: { ...second, pinned: true }, minor: true }]));
    const again = await reopen(world);
    expect(value(await again.read(id))).toMatchObject({ note: 'second', pinned: true });
    expect(value(await again.previous(id))).toEqual(first);
    expect(again.revisionOf(id)).toBe(3);
    expect(again.damaged()).toEqual([]);
  });

  test('counts what a backup would lack, and mere use is none of it', async () => {
    const { vault } = await newWorld((env) => [otpAccount(env)]);
    const id = vault.index()[0]?.id as string;
    value(await vault.commit([{ backedUpAt: 5 }]));
    const edit = async (minor: boolean) => value(await vault.commit([{ put: value(await vault.read(id)), minor }]));
    await edit(true);
    expect(vault.facts).toMatchObject({ lastBackupAt: 5, changesSinceBackup: 0 });
    await edit(false);
    value(await vault.commit([{ extra: 'x', value: 1 }]));
    value(await vault.commit([{ delete: id }]));
    expect(vault.facts.changesSinceBackup).toBe(2);
  });

  test('a stale revision is a conflict and changes nothing', async () => {
    const { vault } = await newWorld((env) => [otpAccount(env)]);
    const id = vault.index()[0]?.id as string;
    const item = value(await vault.read(id));
    value(await vault.commit([{ put: { ...item, note: 'mine' }, expectRevision: 1 }]));
    expect(codeOf(await vault.commit([{ put: { ...item, note: 'theirs' }, expectRevision: 1 }]))).toBe('revision-conflict');
    expect(codeOf(await vault.commit([{ put: item, expectRevision: null }]))).toBe('revision-conflict');
    expect(value(await vault.read(id)).note).toBe('mine');
  });

  test('one bad change refuses the whole commit', async () => {
    const { vault, env, profile } = await newWorld((e) => [otpAccount(e)]);
    const before = structuredClone(profile.database.objects);
    const bad = otpAccount(env, { otp: { type: 'totp', secret: env.random(20), algorithm: 'SHA1', digits: 6.5, period: 30 } });
    expect(codeOf(await vault.commit([{ put: otpAccount(env) }, { put: bad }]))).toBe('invalid-item');
    expect(codeOf(await vault.commit([{ put: otpAccount(env) }, { delete: 'ff'.repeat(16) }]))).toBe('missing');
    expect(profile.database.objects).toEqual(before);
    expect(vault.index()).toHaveLength(1);
  });

  test('300 items fill two sheets, deleting makes room, order is kept', async () => {
    const world = await newWorld((env) => Array.from({ length: 300 }, (_, i) => otpAccount(env, { account: `a${i}` })));
    const { vault, env, profile } = world;
    expect([...profile.database.objects.keys()].filter((key) => /^(leaf|page)/.test(key)).sort()).toEqual([
      'leaf/0',
      'leaf/1',
      'page/0',
      'page/1',
    ]);
    expect(vault.index().map(({ account }) => account)).toEqual(Array.from({ length: 300 }, (_, i) => `a${i}`));
    const [first, second] = vault.index();
    value(await vault.commit([{ delete: first?.id as string }, { move: second?.id as string, order: 10_000 }, { put: recoverySet(env) }]));
    const again = await reopen(world);
    expect(again.index()).toHaveLength(300);
    expect(again.index().at(-1)?.account).toBe('a1');
    expect(again.index().filter(({ kind }) => kind === 'recovery')).toHaveLength(1);
    expect([...profile.database.objects.keys()].some((key) => key.startsWith('leaf/2'))).toBe(false);
    expect((await again.inspect())?.damaged).toEqual([]);
  });

  test('200 edits at once lose none', async () => {
    const world = await newWorld((env) => [otpAccount(env)]);
    const { vault, env } = world;
    const made = await Promise.all(Array.from({ length: 200 }, () => vault.commit([{ put: otpAccount(env) }])));
    expect(made.every(({ ok }) => ok)).toBe(true);
    expect((await reopen(world)).index()).toHaveLength(201);
  });

  test('reads and commits side by side never see a false damage', async () => {
    const { vault } = await newWorld((env) => [otpAccount(env)]);
    const id = vault.index()[0]?.id as string;
    const item = value(await vault.read(id));
    const acts: Promise<{ ok: boolean }>[] = [];
    for (let i = 0; i < 100; i++)
      acts.push(
        vault.commit([{ put: { ...item, note: String(i) } }]),
        vault.read(id),
        vault.previous(id).then((one) => (codeOf(one) === 'missing' ? { ok: true } : one)),
      );
    expect((await Promise.all(acts)).every(({ ok }) => ok)).toBe(true);
    expect(vault.damaged()).toEqual([]);
    expect(value(await vault.read(id)).note).toBe('99');
  });

  test('an inspection gives way to commits and sees no damage in them', async () => {
    const { vault, env } = await newWorld((e) => Array.from({ length: 600 }, () => otpAccount(e)));
    const id = vault.index()[0]?.id as string;
    const item = value(await vault.read(id));
    const inspections = [vault.inspect(), vault.inspect()];
    for (let i = 0; i < 3; i++) value(await vault.commit([{ put: { ...item, note: String(i) } }, { put: otpAccount(env) }]));
    for (const one of await Promise.all(inspections)) expect(one?.damaged ?? []).toEqual([]);
    expect((await vault.inspect())?.damaged).toEqual([]);
    expect(vault.damaged()).toEqual([]);
  });

  test('keeps sealed values beside the items', async () => {
    const world = await newWorld();
    value(await world.vault.commit([{ extra: 'site-choices', value: new Map([['https://example.com', 'vault']]) }, { backedUpAt: 5 }]));
    const again = await reopen(world);
    expect(value(await again.readExtra('site-choices'))).toEqual(new Map([['https://example.com', 'vault']]));
    expect(again.facts.lastBackupAt).toBe(5);
    value(await again.commit([{ extra: 'site-choices', value: null }]));
    expect(codeOf(await (await reopen(world)).readExtra('site-choices'))).toBe('missing');
  });
});
