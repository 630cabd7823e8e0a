// What locks, and that a backup that waits goes first only while the vault is open.

import { expect, test } from 'vitest';
import { createLocking } from '../../src/background/locking';
import { fail, ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';

const world = (policy: { idleLockMinutes: number; lockWithSystem: boolean }, open = true) => {
  const done: string[] = [];
  const locking = createLocking({
    vault: {
      open: async () => (open ? ok({} as OpenVault) : fail('locked')),
      lock: async () => void done.push('lock'),
    },
    backups: { beforeLock: async () => void done.push('backup') },
    settings: async () => policy,
    setIdleInterval: (seconds) => done.push(`idle after ${seconds}`),
  });
  return { done, locking };
};

test('backs up, then locks', async () => {
  const { done, locking } = world({ idleLockMinutes: 5, lockWithSystem: false });
  await locking.presence('active');
  await locking.presence('locked');
  expect(done).toEqual([]);
  await locking.presence('idle');
  expect(done).toEqual(['backup', 'lock']);
});

test('a vault whose time is up is locked without one', async () => {
  const { done, locking } = world({ idleLockMinutes: 0, lockWithSystem: true }, false);
  await locking.presence('idle');
  await locking.presence('locked');
  expect(done).toEqual(['lock']);
});

test('asks the browser for the minutes that are set', async () => {
  const { done, locking } = world({ idleLockMinutes: 5, lockWithSystem: true });
  await locking.settingsChanged();
  expect(done).toEqual(['idle after 300']);
});
