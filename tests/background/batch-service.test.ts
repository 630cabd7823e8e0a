// The same done to several accounts: one commit, one undo.

import { beforeEach, expect, test, vi } from 'vitest';
import { type BatchService, createBatchService } from '../../src/background/batch-service';
import { createUndoService, type UndoService } from '../../src/background/undo-service';
import { ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { otpAccount } from '../support/items';
import { vaultOn } from '../support/vault-on';
import { codeOf, newWorld, value } from '../support/vault-world';

const session = new Map<string, unknown>();
vi.mock('../../src/platform/session', () => ({
  readSession: async (key: string) => session.get(key),
  writeSession: async (values: Record<string, unknown>) => {
    for (const [key, one] of Object.entries(values)) session.set(key, one);
  },
  removeSession: async (key: string) => void session.delete(key),
}));

let open: OpenVault;
let batches: BatchService;
let undo: UndoService;
let commits: number;

beforeEach(async () => {
  session.clear();
  commits = 0;
  const world = await newWorld((env) =>
    ['a', 'b', 'c', 'd'].map((issuer) =>
      otpAccount(env, {
        issuer,
        account: '',
        pinned: issuer === 'a',
        tags: issuer === 'b' ? ['Work'] : issuer === 'c' ? ['work', 'x'] : [],
      }),
    ),
  );
  open = world.vault;
  const vault = vaultOn(
    () => open,
    () => {
      commits++;
    },
  );
  undo = createUndoService({ ...vault, edit: async () => ok({} as never) }, world.env.now, async () => ok(null));
  batches = createBatchService(vault, undo, world.env.now);
});

const entries = (letters: string) => [...letters].map((issuer) => open.index().find((entry) => entry.issuer === issuer));
const ids = (letters: string): string[] => entries(letters).map((entry) => entry?.id ?? '');
const pinned = (): string =>
  open
    .index()
    .filter((entry) => entry.pinned)
    .map(({ issuer }) => issuer)
    .join('');
const inTrash = (): string =>
  open
    .index()
    .filter(({ trashedAt }) => trashedAt !== null)
    .map(({ issuer }) => issuer)
    .join('');

test('goes to the trash at once, and comes back at once', async () => {
  expect(value(await batches.run([...ids('abc'), 'f'.repeat(32)], { do: 'trash' }))).toEqual({ changed: 3, name: '' });
  expect([inTrash(), commits]).toEqual(['abc', 1]);
  expect(await undo.shown()).toEqual({ key: 'undoTrashedMany', count: 3, name: '' });
  value(await undo.undo());
  expect([inTrash(), commits]).toEqual(['', 2]);
});

test('of one, the name is told', async () => {
  expect(value(await batches.run(ids('d'), { do: 'trash' }))).toEqual({ changed: 1, name: 'd' });
  expect(await undo.shown()).toEqual({ key: 'undoTrashed', count: null, name: 'd' });
  expect(value(await batches.run(ids('d'), { do: 'pin', pinned: true }))).toEqual({ changed: 0, name: '' });
});

test('is pinned, and undo leaves what was pinned before', async () => {
  expect(value(await batches.run(ids('abc'), { do: 'pin', pinned: true })).changed).toBe(2);
  expect([pinned(), commits]).toEqual(['abc', 1]);
  expect(await undo.shown()).toMatchObject({ key: 'undoPinned', count: 2 });
  value(await undo.undo());
  expect(pinned()).toBe('a');
  expect(value(await batches.run(ids('ab'), { do: 'pin', pinned: false })).changed).toBe(1);
  expect(await undo.shown()).toMatchObject({ key: 'undoUnpinned', count: 1 });
});

test('gets a tag where it has none of that name, and undo takes it from those alone', async () => {
  const tags = (): unknown => entries('abcd').map((entry) => entry?.tags.join());
  expect(value(await batches.run(ids('abcd'), { do: 'tag', tag: ' Work\u202e ' })).changed).toBe(2);
  expect([tags(), commits]).toEqual([['Work', 'Work', 'work,x', 'Work'], 1]);
  expect(await undo.shown()).toEqual({ key: 'undoTagged', count: 2, name: 'Work' });
  expect(value(await batches.tags())).toEqual(['Work', 'work', 'x']);
  value(await undo.undo());
  expect(tags()).toEqual(['', 'Work', 'work,x', '']);
  expect(codeOf(await batches.run(ids('a'), { do: 'tag', tag: '\u202e ' }))).toBe('bad-tag');
});

test('what changes nothing writes nothing, and leaves undo alone', async () => {
  value(await batches.run(ids('b'), { do: 'trash' }));
  value(await batches.run(ids('a'), { do: 'pin', pinned: true }));
  expect([commits, await undo.shown()]).toEqual([1, { key: 'undoTrashed', count: null, name: 'b' }]);
});
