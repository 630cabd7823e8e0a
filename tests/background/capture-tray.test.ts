// What waits in the tray, what is saved at once, and that nothing is ever overwritten, against a real open vault in memory.

import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type AccountService, createAccountService } from '../../src/background/account-service';
import { type HeldText, setupTexts } from '../../src/background/capture-entries';
import { type CaptureTray, createCaptureTray } from '../../src/background/capture-tray';
import type { Release } from '../../src/background/release';
import type { Undoable } from '../../src/background/undo-service';
import type { VaultService } from '../../src/background/vault-service';
import { utf8 } from '../../src/core/bytes';
import { formatMigration, type MigrationPart } from '../../src/core/otp/migration';
import { fail, ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import type { TestEnv } from '../support/test-env';
import { codeOf, newWorld, value } from '../support/vault-world';

const { session, told } = vi.hoisted(() => ({ session: new Map<string, unknown>(), told: [] as unknown[] }));
vi.mock('../../src/platform/session', () => ({
  readSession: async (key: string) => session.get(key),
  async writeSession(values: Record<string, unknown>) {
    for (const [key, held] of Object.entries(values)) session.set(key, structuredClone(held));
  },
  removeSession: async (key: string) => session.delete(key),
}));
vi.mock('../../src/platform/frames', () => ({ tellFrame: async (_target: unknown, push: unknown) => told.push(push) }));

const uri = (issuer: string, account: string, key = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'): string =>
  `otpauth://totp/${issuer}:${account}?secret=${key}&issuer=${issuer}`;
const OTHER = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const held = (text: string, origin: string | null = null, warnings: readonly string[] = []): HeldText => ({ text, origin, warnings });

function exportPart(batch: Pick<MigrationPart, 'batchId' | 'size' | 'index'>, account: string): HeldText {
  const otp = { type: 'totp', secret: utf8(`secret of ${account}`), algorithm: 'SHA1', digits: 6, period: 30 } as const;
  return held(value(formatMigration([{ issuer: 'Export', account, otp }], batch)));
}

let env: TestEnv;
let open: OpenVault;
let locked: boolean;
let tray: CaptureTray;
let remembered: Undoable | null;
let commits: number;

beforeEach(async () => {
  session.clear();
  told.length = 0;
  ({ env, vault: open } = await newWorld());
  locked = false;
  remembered = null;
  commits = 0;
  const vault = {
    open: async () => (locked ? fail('locked') : ok(open)),
    async change(changes: Parameters<VaultService['change']>[0]) {
      if (locked) return fail('locked');
      commits += 1;
      const done = await open.commit(changes);
      return done.ok ? ok(null) : done;
    },
  };
  const accounts: AccountService = createAccountService(env, vault as unknown as VaultService, {} as Release, async () => ({
    by: 'own',
    uses: new Map(),
  }));
  tray = createCaptureTray(env, accounts, {
    remember: async (what) => {
      remembered = what;
      return ok(null);
    },
  });
});

const names = (): string[] =>
  open
    .index()
    .map(({ issuer, account }) => `${issuer} ${account}`)
    .sort();
const shown = async () => (await tray.current())?.accounts.map(({ account, state }) => `${account} ${state}`);

describe('pasted text', () => {
  test.each([
    ['one link', uri('Acme', 'me'), [uri('Acme', 'me')]],
    [
      'lines of any system, comments between them',
      `# mine\r\n${uri('A', 'b')}\r\n\n  ${uri('C', 'd')}  \nend`,
      [uri('A', 'b'), uri('C', 'd')],
    ],
    ['a name with spaces', 'otpauth://totp/My Site:me?secret=JBSWY3DP', ['otpauth://totp/My Site:me?secret=JBSWY3DP']],
    [
      'links inside of prose and markup',
      `see <a href="${uri('A', 'b')}">this</a> or otpauth-migration://offline?data=AA%3D now`,
      [uri('A', 'b'), 'otpauth-migration://offline?data=AA%3D'],
    ],
    ['no link', 'https://example.com/?next=otpauth and steam', []],
  ])('%s', (_note, text, expected) => {
    expect(setupTexts(text)).toEqual(expected);
  });
});

describe('one code alone', () => {
  test('is saved at once, for the site that showed it, and undo would take it back', async () => {
    const end = value(await tray.take([held(uri('Acme', 'me'), 'https://acme.example')], false));
    expect(end).toEqual({ ok: true, key: 'outcomeSaved', args: ['Acme'] });
    expect(open.index()[0]).toMatchObject({ issuer: 'Acme', account: 'me', sites: ['https://acme.example'] });
    expect(remembered).toMatchObject({ act: 'add', ids: [open.index()[0]?.id] });
    expect(await tray.current()).toBeNull();
  });

  test('that is there already is said to be, whatever it is called', async () => {
    await tray.take([held(uri('Acme', 'me'))], false);
    expect(value(await tray.take([held(uri('Acme', 'me'))], false))).toMatchObject({ key: 'outcomeAlreadySaved' });
    expect(names()).toEqual(['Acme me']);
  });

  test('of a name that has another key is a question, and a yes keeps both', async () => {
    await tray.take([held(uri('Acme', 'me'))], false);
    expect(value(await tray.take([held(uri('Acme', 'me', OTHER))], false))).toEqual({ choosing: true, again: false });
    expect(await shown()).toEqual(['me second']);
    expect(names()).toEqual(['Acme me']);
    await tray.add(['0.0']);
    expect(names()).toEqual(['Acme me', 'Acme me']);
  });

  test('whose key differs from the one beside it is a question', async () => {
    expect(value(await tray.take([held(uri('Acme', 'me'), null, ['key-differs'])], false))).toEqual({ choosing: true, again: false });
  });

  test('that a frame of another site may have shown is a question, and belongs to no site', async () => {
    expect(value(await tray.take([held(uri('Acme', 'me'), null, ['foreign-frame'])], false))).toEqual({ choosing: true, again: false });
    expect((await tray.current())?.accounts).toMatchObject([{ warnings: ['foreign-frame'] }]);
    await tray.add(['0.0']);
    expect(open.index()[0]?.sites).toEqual([]);
  });

  test('of a locked vault is refused, and not kept', async () => {
    locked = true;
    expect(codeOf(await tray.take([held(uri('Acme', 'me'))], false))).toBe('locked');
    expect(await tray.current()).toBeNull();
  });

  test('that is none says what is wrong with it', async () => {
    expect(codeOf(await tray.take([held('https://example.com')], false))).toBe('not-otpauth');
    expect(codeOf(await tray.take([held('otpauth-migration://offline?data=!')], false))).toBe('malformed-migration');
    expect(codeOf(await tray.take([], false))).toBe('nothing-found');
  });
});

describe('while the vault is locked', () => {
  test('one code is held, and saved as if it were captured once it is open', async () => {
    locked = true;
    value(await tray.hold([held(uri('Acme', 'me'), 'https://acme.example')]));
    expect(await shown()).toEqual(['me new']);
    locked = false;
    expect(value(await tray.resume())).toEqual({ ok: true, key: 'outcomeSaved', args: ['Acme'] });
    expect(open.index()[0]?.sites).toEqual(['https://acme.example']);
    expect(value(await tray.resume())).toBeNull();
  });

  test('several wait for a choice then, as ever', async () => {
    locked = true;
    value(await tray.hold([held(uri('Acme', 'one')), held(uri('Acme', 'two', OTHER))]));
    locked = false;
    expect(value(await tray.resume())).toEqual({ choosing: true, again: false });
    expect(value(await tray.resume())).toEqual({ choosing: true, again: false });
    expect(names()).toEqual([]);
  });

  test('what is no set-up code is not held, and what is held is forgotten too', async () => {
    locked = true;
    expect(codeOf(await tray.hold([held('https://example.com')]))).toBe('not-otpauth');
    expect(codeOf(await tray.hold([]))).toBe('nothing-found');
    value(await tray.hold([held(uri('Acme', 'me'))]));
    env.advance(10 * 60_000);
    locked = false;
    expect(value(await tray.resume())).toBeNull();
  });
});

describe('several codes', () => {
  test('wait; only what was chosen is added, in one commit, and the asker hears of it', async () => {
    const asker = { target: { tabId: 1, frameId: 0, documentId: null }, offerId: 'f'.repeat(16) };
    await tray.take([held(uri('Acme', 'one')), held(uri('Acme', 'two', OTHER)), held(uri('Acme', 'two', OTHER))], true, asker);
    expect(await shown()).toEqual(['one new', 'two new']);
    expect(names()).toEqual([]);
    expect(value(await tray.add(['1.0', '9.9'])).args).toEqual(['Acme']);
    expect(names()).toEqual(['Acme two']);
    expect(commits).toBe(1);
    expect(told).toMatchObject([{ push: 'outcome', offerId: asker.offerId, outcome: { ok: true } }]);
    expect(codeOf(await tray.add(['1.0']))).toBe('expired');
  });

  test('with one key under two names are one', async () => {
    await tray.take([held(uri('Acme', 'one')), held(uri('Else', 'two'))], false);
    expect(await shown()).toEqual(['one new', 'two known']);
  });

  test('are forgotten after ten minutes, and when they are dropped', async () => {
    await tray.take([held(uri('Acme', 'one')), held(uri('Acme', 'two', OTHER))], false);
    env.advance(10 * 60_000);
    expect(await tray.current()).toBeNull();
    await tray.take([held(uri('Acme', 'one')), held(uri('Acme', 'two', OTHER))], false);
    await tray.drop();
    expect(await tray.current()).toBeNull();
    expect(session.size).toBe(0);
  });
});

describe('an export', () => {
  test('is shown even where it is one account, since its period is assumed', async () => {
    expect(value(await tray.take([exportPart({ batchId: 1, size: 1, index: 0 }, 'one')], false))).toEqual({ choosing: true, again: false });
    expect((await tray.current())?.accounts).toMatchObject([{ periodAssumed: true, state: 'new' }]);
  });

  test('grows part by part, in any order, and is added at once', async () => {
    await tray.take([exportPart({ batchId: -5, size: 3, index: 2 }, 'c')], false);
    expect(value(await tray.take([exportPart({ batchId: -5, size: 3, index: 2 }, 'c')], false))).toMatchObject({ again: true });
    expect((await tray.current())?.parts).toEqual([{ have: 1, of: 3 }]);
    await tray.take([exportPart({ batchId: -5, size: 3, index: 0 }, 'a')], false);
    await tray.take([exportPart({ batchId: -5, size: 3, index: 1 }, 'b')], false);
    const found = await tray.current();
    expect(found?.parts).toEqual([{ have: 3, of: 3 }]);
    await tray.add(found?.accounts.map(({ key }) => key) ?? []);
    expect(names()).toEqual(['Export a', 'Export b', 'Export c']);
    expect(commits).toBe(1);
    expect(remembered).toMatchObject({ act: 'add', ids: { length: 3 }, name: expect.stringMatching(/\+2$/) });
  });

  test('gives no account a site: they belong to others than the page that shows it', async () => {
    const { text } = exportPart({ batchId: 1, size: 1, index: 0 }, 'one');
    await tray.take([held(text, 'https://evil.example')], false);
    await tray.add(['0.0']);
    expect(open.index()[0]?.sites).toEqual([]);
  });
});
