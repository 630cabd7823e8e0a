// How often an account was used: sealed in the vault, counted one by one, never more than a bound.

import { expect, test } from 'vitest';
import { createUses, type UsesService } from '../../src/background/uses';
import { fail, ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { newWorld, reopen, type World } from '../support/vault-world';

const usesOf = (world: World, open: () => OpenVault | null): UsesService =>
  createUses(
    {
      open: async () => {
        const vault = open();
        return vault === null ? fail('locked') : ok(vault);
      },
      change: async (changes) => {
        const done = await open()?.commit(changes);
        return done?.ok ? ok(null) : fail('locked');
      },
    },
    world.env.now,
  );

test('counts, also what comes at once, and knows it after a restart', async () => {
  const world = await newWorld();
  const uses = usesOf(world, () => world.vault);
  await Promise.all([uses.note('a'), uses.note('a'), uses.note('b')]);
  world.env.advance(1000);
  await uses.note('a');
  const now = world.env.now();
  const wanted = [
    ['a', { times: 3, last: now }],
    ['b', { times: 1, last: now - 1000 }],
  ];
  expect([...(await uses.read())]).toEqual(wanted);
  const again = await reopen(world);
  const read = usesOf(world, () => again);
  expect([...(await read.read())]).toEqual(wanted);
  expect(await read.read()).toBe(await read.read());
});

test('a locked vault knows and learns nothing', async () => {
  const world = await newWorld();
  const uses = usesOf(world, () => null);
  await uses.note('a');
  expect([...(await uses.read())]).toEqual([]);
});

test('those used longest ago make room, and nothing of it lies readable on disk', async () => {
  const world = await newWorld();
  const uses = usesOf(world, () => world.vault);
  await world.vault.commit([{ extra: 'uses', value: JSON.stringify(Array.from({ length: 500 }, (_, i) => [`id-${i}`, 1, 500 - i])) }]);
  await uses.note('new');
  const read = await uses.read();
  expect([read.size, read.has('new'), read.has('id-0'), read.has('id-499')]).toEqual([500, true, true, false]);
  const onDisk = [...world.profile.databases.values(), world.profile.shadow].flatMap(({ objects }) => [...objects.values()]);
  expect(onDisk.length).toBeGreaterThan(3);
  expect(onDisk.map((bytes) => Buffer.from(bytes).toString('latin1')).join()).not.toContain('id-1');
});

test('what is no list of uses counts as none', async () => {
  const world = await newWorld();
  for (const odd of ['', '{', '[["a",-1,2]]', '[1]', 'null']) {
    await world.vault.commit([{ extra: 'uses', value: odd }]);
    expect([...(await usesOf(world, () => world.vault).read())], odd).toEqual([]);
  }
});
