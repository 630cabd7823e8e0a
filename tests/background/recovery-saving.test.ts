// A set that is kept, the set that it replaces, and the way back, against a real open vault in memory.

import { beforeEach, describe, expect, test, vi } from 'vitest';
import { rememberSaved } from '../../src/background/recovery-offers';
import { createRecoveryService, type RecoveryService, type SavedSet } from '../../src/background/recovery-service';
import { createUndoService, type UndoService } from '../../src/background/undo-service';
import type { VaultService } from '../../src/background/vault-service';
import type { ItemId, RecoverySet } from '../../src/core/item';
import { ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { otpAccount } from '../support/items';
import type { TestEnv } from '../support/test-env';
import { vaultOn } from '../support/vault-on';
import { codeOf, newWorld, value } from '../support/vault-world';

const { session } = vi.hoisted(() => ({ session: new Map<string, unknown>() }));
vi.mock('../../src/platform/session', () => ({
  readSession: async (key: string) => session.get(key),
  async writeSession(values: Record<string, unknown>) {
    for (const [key, held] of Object.entries(values)) session.set(key, structuredClone(held));
  },
  removeSession: async (key: string) => session.delete(key),
}));
vi.mock('../../src/platform/browser', () => ({ browser: {}, isFirefox: false }));

const site = 'https://id.example.com';
const page = `${site}/account/recovery`;
const codes = (letter: string) => [1, 2, 3].map((n) => ({ text: `${letter.repeat(4)}-${n}`, used: false }));

let env: TestEnv;
let open: OpenVault;
let sets: RecoveryService;
let undo: UndoService;
let accountId: ItemId;

beforeEach(async () => {
  session.clear();
  const world = await newWorld((its) => {
    const account = otpAccount(its, { sites: [site] });
    accountId = account.id;
    return [account];
  });
  ({ env, vault: open } = world);
  const vault = {
    ...vaultOn(() => open),
    async edit(id: ItemId, change: Parameters<VaultService['edit']>[1]) {
      const item = await open.read(id);
      const next = item.ok ? change(item.value) : null;
      if (!item.ok || next === null) return item;
      const done = await open.commit([{ put: next, expectRevision: open.revisionOf(id) }]);
      return done.ok ? ok(next) : done;
    },
  } as unknown as VaultService;
  sets = createRecoveryService(env, vault);
  undo = createUndoService(vault, env.now, async () => ok(null));
});

async function save(letter: string, at: string | null = null): Promise<SavedSet> {
  const saved = value(await sets.save(codes(letter), site, accountId, at));
  await rememberSaved(undo, saved);
  return saved;
}
const read = async (id: ItemId): Promise<RecoverySet> => value(await open.read(id)) as RecoverySet;
const inTrash = async (id: ItemId): Promise<boolean> => (await read(id)).trashedAt !== null;

describe('a first set', () => {
  test('is taken back by undo', async () => {
    const first = await save('a', page);
    expect(await read(first.id)).toMatchObject({ accountId, page, trashedAt: null });
    expect(await undo.shown()).toEqual({ key: 'undoKept', count: null, name: 'Example' });
    value(await undo.undo());
    expect(await inTrash(first.id)).toBe(true);
  });

  test('that is kept already leaves nothing to undo', async () => {
    await save('a');
    await undo.undo();
    value(await undo.undo().then((done) => (done.ok ? done : ok(null))));
    const again = await save('b');
    session.clear();
    expect(await save('b')).toMatchObject({ id: again.id, known: true, replaced: [] });
    expect(await undo.shown()).toBeNull();
  });
});

describe('a set that replaces another', () => {
  test('sends it to the trash, and undo exchanges the two', async () => {
    const first = await save('a', page);
    const second = await save('b');
    expect(second.replaced).toEqual([first.id]);
    expect([await inTrash(first.id), await inTrash(second.id)]).toEqual([true, false]);
    expect(await undo.shown()).toEqual({ key: 'undoReplaced', count: null, name: 'Example' });
    value(await undo.undo());
    expect([await inTrash(first.id), await inTrash(second.id)]).toEqual([false, true]);
    expect(codeOf(await undo.undo())).toBe('nothing-to-undo');
  });

  test('takes over the page where codes are made, until it is shown on another', async () => {
    await save('a', page);
    expect((await read((await save('b')).id)).page).toBe(page);
    expect((await read((await save('c', `${site}/new`)).id)).page).toBe(`${site}/new`);
    expect((await read((await save('d')).id)).page).toBe(`${site}/new`);
  });

  test('cannot be undone once one of the two is gone for good', async () => {
    const first = await save('a');
    await save('b');
    await undo.forget([first.id]);
    expect(await undo.shown()).toBeNull();
  });

  test('comes back whole even where the new set is gone', async () => {
    const first = await save('a');
    const second = await save('b');
    value(await open.commit([{ delete: second.id }]));
    expect((await undo.undo()).ok).toBe(true);
    expect(await inTrash(first.id)).toBe(false);
  });
});
