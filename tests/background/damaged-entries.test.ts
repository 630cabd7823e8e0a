// An entry that neither copy has any more, through the background's own services: what is said of it, and each way on.

import { beforeEach, expect, test, vi } from 'vitest';
import { createAccountService } from '../../src/background/account-service';
import { createBackupService } from '../../src/background/backup-service';
import { createDamagedEntries } from '../../src/background/damaged-entries';
import type { LockClock } from '../../src/background/lock-clock';
import type { Release } from '../../src/background/release';
import { createVaultService } from '../../src/background/vault-service';
import type { OtpAccount } from '../../src/core/item';
import { fail, ok } from '../../src/core/result';
import { otpAccount } from '../support/items';
import { MemoryProfile } from '../support/memory-store';
import { testEnv } from '../support/test-env';
import { codeOf, PASSWORD, quickKdf, value } from '../support/vault-world';

const { session } = vi.hoisted(() => ({ session: new Map<string, unknown>() }));
vi.mock('../../src/platform/session', () => ({
  readSession: async (key: string) => session.get(key),
  writeSession: async () => undefined,
  removeSession: async () => undefined,
  clearSession: async () => undefined,
}));

const env = testEnv(5);
const clock = {
  start: async () => undefined,
  stop: async () => undefined,
  expired: async () => false,
  deadline: async () => null,
} as unknown as LockClock;
const undo = { remember: async () => ok(null), forget: async () => undefined };

/** Since when, as the third place says. */
let lostSince: number | null;
const trace = {
  read: async () => lostSince,
  leave: async (at: number) => {
    lostSince ??= at;
  },
  clear: async () => {
    lostSince = null;
  },
};

function serve(profile: MemoryProfile) {
  const vault = createVaultService({
    env,
    kdf: quickKdf,
    store: profile.start(),
    clock,
    trace,
    onState: () => undefined,
    onContent: () => undefined,
  });
  const release = { view: () => fail('no-code') } as unknown as Release;
  return {
    vault,
    accounts: createAccountService(env, vault, release, async () => ({ by: 'own', uses: new Map() })),
    backups: createBackupService(env, quickKdf, vault, undo),
    damaged: createDamagedEntries(vault, undo),
  };
}

let profile: MemoryProfile;
let now: ReturnType<typeof serve>;
let [lost, sound]: readonly OtpAccount[] = [];
const idOf = (item: OtpAccount | undefined): string => item?.id ?? '';

function damage(...keys: string[]): void {
  for (const copy of [profile.database, profile.shadow])
    for (const key of [...copy.objects.keys()]) if (keys.some((end) => key.endsWith(end))) copy.objects.set(key, new Uint8Array(60));
}

beforeEach(async () => {
  lostSince = null;
  profile = new MemoryProfile();
  now = serve(profile);
  [lost, sound] = [otpAccount(env, { issuer: 'Lost' }), otpAccount(env, { issuer: 'Sound' })];
  value(await now.vault.create(PASSWORD));
  value(await now.vault.change([{ put: lost as OtpAccount }, { put: sound as OtpAccount }]));
});

const rows = async () => value(await now.accounts.rows('', null, 0, 10)).rows;
const shown = async () => (await rows()).map(({ issuer, damaged }) => [issuer, damaged]);

test('the list says which, and no other', async () => {
  expect(await shown()).toEqual([
    ['Lost', false],
    ['Sound', false],
  ]);
  damage(`record/${idOf(lost)}`);
  expect(await shown()).toEqual([
    ['Lost', true],
    ['Sound', false],
  ]);
});

test('what one copy still has is put right by looking, and is no damage', async () => {
  for (const key of profile.database.objects.keys()) if (key === `record/${idOf(lost)}`) profile.database.objects.delete(key);
  expect(await shown()).toContainEqual(['Lost', false]);
  expect(value(await now.damaged.view(idOf(lost)))).toBeNull();
});

test('the version before the last change takes its place', async () => {
  value(await now.vault.edit(idOf(lost), (item) => ({ ...item, note: 'edited', changedAt: item.changedAt + 1 }) as OtpAccount));
  damage(`record/${idOf(lost)}`);
  expect(value(await now.damaged.view(idOf(lost)))).toMatchObject({ issuer: 'Lost', before: lost?.changedAt });
  value(await now.damaged.goBack(idOf(lost)));
  const open = value(await now.vault.open());
  expect(value(await open.read(idOf(lost)))).toEqual(lost);
  expect(await shown()).toContainEqual(['Lost', false]);
});

test('without one there is nothing to go back to', async () => {
  damage(`record/${idOf(lost)}`);
  expect(value(await now.damaged.view(idOf(lost)))).toMatchObject({ before: null });
  expect(codeOf(await now.damaged.goBack(idOf(lost)))).toBe('missing');
});

test('a backup puts it back under its own id, and says so', async () => {
  const file = value(await now.backups.save(PASSWORD)).content;
  damage(`record/${idOf(lost)}`);
  expect(value(await now.backups.restore(file, PASSWORD))).toMatchObject({ added: 0, repaired: 1, skipped: 1, failed: 0 });
  const open = value(await now.vault.open());
  expect(value(await open.read(idOf(lost)))).toEqual(lost);
  expect(open.damaged()).toEqual([]);
});

test('only what cannot be read is removed by this way', async () => {
  damage(`record/${idOf(lost)}`);
  value(await now.damaged.remove(idOf(lost)));
  expect(codeOf(await now.damaged.remove(idOf(sound)))).toBe('not-found');
  expect(await shown()).toEqual([['Sound', false]]);
});

test('both copies gone is no first run, unless the person has deleted the vault', async () => {
  const since = env.now();
  expect(await serve(new MemoryProfile()).vault.state()).toMatchObject({ vault: 'none', lostSince: since });
  value(await now.vault.wipe());
  expect(await now.vault.state()).toMatchObject({ vault: 'none', lostSince: null });
});
