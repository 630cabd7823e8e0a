// Backups out and in against real open vaults in memory: what a test of one says, what comes with it, and that bringing one in can be undone.

import { beforeEach, expect, test } from 'vitest';
import { type BackupService, createBackupService } from '../../src/background/backup-service';
import type { Undoable } from '../../src/background/undo-service';
import type { VaultService } from '../../src/background/vault-service';
import { fail, ok } from '../../src/core/result';
import { mergeBackup } from '../../src/core/vault/merge';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { oneOfEach, otpAccount } from '../support/items';
import { codeOf, newWorld, PASSWORD, quickKdf, value, type World } from '../support/vault-world';

let world: World;
let state: 'open' | 'locked';
let undoable: Undoable | null;
let backups: BackupService;

function serve(of: World): BackupService {
  const open: OpenVault = of.vault;
  const change: VaultService['change'] = async (changes) => {
    const done = await open.commit(changes);
    return done.ok ? ok(null) : done;
  };
  const vault: Pick<VaultService, 'open' | 'state' | 'verify' | 'change' | 'merge'> = {
    open: async () => (state === 'open' ? ok(open) : fail('locked')),
    state: async () => ({ vault: state, trouble: null, storeNotices: [], lostSince: null, healed: 0 }),
    verify: async (password) => (password === PASSWORD ? ok(of.vaultKey.slice()) : fail('wrong-password')),
    change,
    async merge(incoming) {
      const items = (await open.readMany(open.index().map(({ id }) => id))).map((item) => value(item));
      const { add, skipped } = mergeBackup(of.env, items, incoming);
      if (add.length > 0) value(await change(add.map((put) => ({ put }))));
      return ok({ added: add.length, repaired: 0, skipped: skipped.length });
    },
  };
  return createBackupService(of.env, quickKdf, vault as VaultService, {
    async remember(what) {
      undoable = what;
      return ok(null);
    },
  });
}

beforeEach(async () => {
  world = await newWorld(oneOfEach);
  [state, undoable] = ['open', null];
  backups = serve(world);
});

const saved = async (): Promise<string> => value(await backups.save(PASSWORD)).content;
const contentBefore = (one: World) => structuredClone(one.profile.database.objects);

test('a test says what is in a backup and what it lacks, by name, and writes nothing', async () => {
  const file = await saved();
  value(await world.vault.commit([{ put: otpAccount(world.env, { issuer: 'Later', account: 'ada' }) }]));
  const before = contentBefore(world);
  expect(value(await backups.test(file, PASSWORD))).toMatchObject({
    content: { accounts: 1, recoverySets: 1, passkeys: 1, trashed: 0 },
    beside: { missing: { count: 1, names: ['Later, ada'] }, more: { count: 0 }, changed: { count: 0 } },
  });
  expect(contentBefore(world)).toEqual(before);
});

test('a test of a locked vault compares nothing; one with another password, or of a damaged file, says so', async () => {
  const file = await saved();
  state = 'locked';
  expect(value(await backups.test(file, PASSWORD)).beside).toBeNull();
  expect(codeOf(await backups.test(file, 'another'))).toBe('wrong-password');
  expect(codeOf(await backups.test(file.slice(0, -40), PASSWORD))).toBe('damaged');
});

test('bringing one in adds, and what it added can be undone; nothing added, nothing to undo', async () => {
  const file = await saved();
  expect(value(await backups.restore(file, PASSWORD))).toMatchObject({ added: 0, skipped: 3 });
  expect(undoable).toBeNull();
  const other = await newWorld((env) => [otpAccount(env, { issuer: 'Mine' })], 9);
  backups = serve(other);
  expect(value(await backups.restore(file, PASSWORD))).toMatchObject({ added: 3, becameVault: false });
  const added = other.vault.index().filter(({ issuer }) => issuer !== 'Mine');
  expect(undoable).toMatchObject({ act: 'add', ids: added.map(({ id }) => id), name: expect.stringMatching(/ \+2$/) });
});

test('taught fields come along, and are not written over', async () => {
  value(await world.vault.commit([{ extra: 'taughtFields', value: '["old"]' }]));
  const file = await saved();
  const other = await newWorld(() => [], 9);
  value(await serve(other).restore(file, PASSWORD));
  expect(value(await other.vault.readExtra('taughtFields'))).toBe('["old"]');
  value(await other.vault.commit([{ extra: 'taughtFields', value: '["new"]' }]));
  value(await serve(other).restore(file, PASSWORD));
  expect(value(await other.vault.readExtra('taughtFields'))).toBe('["new"]');
});
