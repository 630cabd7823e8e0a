// Cards, edits, the trash and the QR code for a phone, against a real open vault in memory.

import QRCode from 'qrcode';
import { beforeEach, describe, expect, test } from 'vitest';
import { reverted } from '../../src/background/card-edit';
import { type CardService, createCardService } from '../../src/background/card-service';
import { createMoveToPhone } from '../../src/background/export-qr';
import { createTrashService, daysLeft, type TrashService } from '../../src/background/trash-service';
import type { Undoable } from '../../src/background/undo-service';
import type { VaultService } from '../../src/background/vault-service';
import type { Item, OtpAccount, OtpParameters, RecoverySet } from '../../src/core/item';
import { parseOtpUri } from '../../src/core/otp/uri';
import { fail, ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import type { PageProtocol } from '../../src/messages/page-protocol';
import type { TestEnv } from '../support/test-env';
import { codeOf, newWorld, value } from '../support/vault-world';

const secret = new TextEncoder().encode('12345678901234567890');
const totp: OtpParameters = { type: 'totp', secret, algorithm: 'SHA1', digits: 6, period: 30 };
const hotp: OtpParameters = { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter: 4 };

const base = { sites: ['https://id.example.com'], note: '', tags: [], pinned: false, createdAt: 1, changedAt: 2, trashedAt: null };
const account = (id: string, otp: OtpParameters = totp, more: Partial<OtpAccount> = {}): OtpAccount => ({
  kind: 'otp',
  id: id.repeat(32),
  issuer: 'Example',
  account: 'me',
  verifiedAt: null,
  sentSteps: {},
  otp,
  ...base,
  ...more,
});
const codes = (id: string, accountId: string | null): RecoverySet => ({
  kind: 'recovery',
  id: id.repeat(32),
  issuer: 'Example',
  account: 'me',
  accountId: accountId?.repeat(32) ?? null,
  page: null,
  codes: [
    { text: 'aaaa-bbbb', usedAt: null, usedOn: null },
    { text: 'cccc-dddd', usedAt: 5, usedOn: 'https://id.example.com' },
  ],
  ...base,
});

let env: TestEnv;
let open: OpenVault;
let vault: Pick<VaultService, 'open' | 'edit' | 'change' | 'verify'>;
let cards: CardService;
let trash: TrashService;
let remembered: Undoable | null;
let forgotten: string[];

beforeEach(async () => {
  const world = await newWorld(() => [account('a'), account('b', hotp), codes('c', 'a'), codes('d', null)]);
  env = world.env;
  open = world.vault;
  remembered = null;
  forgotten = [];
  vault = {
    open: async () => ok(open),
    async edit(id, edit, minor = false) {
      const item = await open.read(id);
      if (!item.ok) return item;
      const next = edit(item.value);
      if (next === null) return item;
      const done = await open.commit([{ put: next, expectRevision: open.revisionOf(id), minor }]);
      return done.ok ? ok(next) : done;
    },
    async change(changes) {
      const done = await open.commit(changes);
      return done.ok ? ok(null) : done;
    },
    verify: async (password) => (password === 'right' ? ok(new Uint8Array(32)) : fail('wrong-password')),
  };
  cards = createCardService(
    vault,
    { codes: async () => ok([]) },
    {
      async remember(what) {
        remembered = what;
        return ok(null);
      },
    },
    { read: async () => new Map() },
    env.now,
  );
  trash = createTrashService(vault, { forget: async (ids) => void forgotten.push(...ids) }, env.now);
});

const idOf = (letter: string): string => letter.repeat(32);
const read = async (letter: string): Promise<Item> => value(await open.read(idOf(letter)));
const edit = (letter: string, more: Partial<PageProtocol['items/edit']['req']> = {}): PageProtocol['items/edit']['req'] => ({
  id: idOf(letter),
  revision: open.revisionOf(idOf(letter)) ?? 0,
  issuer: 'Example',
  account: 'me',
  sites: ['https://id.example.com'],
  note: '',
  tags: [],
  pinned: false,
  otp: null,
  ...more,
});

describe('a card', () => {
  test('says everything about an account but its key', async () => {
    const card = value(await cards.card(idOf('a')));
    expect(card).toMatchObject({
      issuer: 'Example',
      sites: [{ origin: 'https://id.example.com', ascii: 'id.example.com', unicode: null, warning: null }],
      otp: { type: 'totp', algorithm: 'SHA1', digits: 6, period: 30, counter: null },
      recovery: [{ id: idOf('c'), left: 1, total: 2 }],
      passkeys: [],
      lastUsedAt: null,
      verifiedAt: null,
    });
    expect(JSON.stringify(card)).not.toMatch(/secret|GEZDGNBV|12345678/);
  });

  test('shows the counter that comes next, and a site in both its forms', async () => {
    await open.commit([{ put: account('b', hotp, { sites: ['https://xn--bcher-kva.example'] }) }]);
    const card = value(await cards.card(idOf('b')));
    expect(card.otp).toEqual({ type: 'hotp', algorithm: 'SHA1', digits: 6, period: null, counter: 4 });
    expect(card.sites[0]).toEqual({
      origin: 'https://xn--bcher-kva.example',
      ascii: 'xn--bcher-kva.example',
      unicode: 'bücher.example',
      warning: null,
    });
  });

  test('knows when a code last went to a site', async () => {
    await open.commit([{ put: account('a', totp, { sentSteps: { 'https://id.example.com': 100, 'https://example.com': 90 } }) }]);
    expect(value(await cards.card(idOf('a'))).lastUsedAt).toBe(3_000_000);
  });

  test('of what is deleted or no account is not there', async () => {
    expect(codeOf(await cards.card(idOf('c')))).toBe('not-found');
    await open.commit([{ put: account('a', totp, { trashedAt: 9 }) }]);
    expect(codeOf(await cards.card(idOf('a')))).toBe('not-found');
  });

  test.each([
    ['other.test', 'https://other.test', null],
    ['example.org', 'https://example.org', 'look-alike'],
    ['https://EXAMPLE.com/login?x', 'https://example.com', null],
    ['bücher.example', 'https://xn--bcher-kva.example', null],
    ['examp1e.com', 'https://examp1e.com', 'look-alike'],
    ['example.com.evil.test', 'https://example.com.evil.test', 'look-alike'],
  ])('a new site %s', async (address, origin, warning) => {
    expect(value(await cards.site(idOf('a'), address))).toMatchObject({ origin, warning });
  });

  test.each(['', 'ftp://example.com', 'me@example.com', 'javascript:alert(1)', 'a b'])('no site: %j', async (address) => {
    expect(codeOf(await cards.site(idOf('a'), address))).toBe('bad-site');
  });
});

describe('an edit', () => {
  test('writes what was typed, cleaned, and leaves the rest', async () => {
    await open.commit([{ put: account('a', totp, { sentSteps: { 'https://id.example.com': 7 }, verifiedAt: 3 }) }]);
    const sites = ['https://id.example.com', 'example.org', 'https://example.org/login'];
    const note = ' one\r\ntwo\u202e ';
    value(
      await cards.edit(edit('a', { issuer: ' Ex\u200bample 2 ', account: 'you', sites, note, tags: ['Work', 'work', ' '], pinned: true })),
    );
    expect(await read('a')).toMatchObject({
      issuer: 'Example 2',
      account: 'you',
      sites: ['https://id.example.com', 'https://example.org'],
      note: 'one\ntwo',
      tags: ['Work'],
      pinned: true,
      otp: totp,
      sentSteps: { 'https://id.example.com': 7 },
      verifiedAt: 3,
      changedAt: env.now(),
    });
    expect(remembered).toEqual({ act: 'edit', id: idOf('a'), name: 'Example 2', changedAt: 2, counter: false });
  });

  test.each<[string, Partial<PageProtocol['items/edit']['req']>, string]>([
    ['a site that is none', { sites: ['not a site'] }, 'bad-site'],
    ['eleven digits', { otp: { algorithm: 'SHA1', digits: 11, period: 30, counter: 0 } }, 'bad-digits'],
    ['no period', { otp: { algorithm: 'SHA1', digits: 6, period: 0, counter: 0 } }, 'bad-period'],
    ['half a period', { otp: { algorithm: 'SHA1', digits: 6, period: 1.5, counter: 0 } }, 'bad-period'],
    ['MD5', { otp: { algorithm: 'MD5', digits: 6, period: 30, counter: 0 } }, 'bad-algorithm'],
    ['an older revision', { revision: 77 }, 'revision-conflict'],
  ])('refuses %s and writes nothing', async (_, more, code) => {
    const generation = open.generation;
    expect(codeOf(await cards.edit(edit('a', more)))).toBe(code);
    expect(open.generation).toBe(generation);
    expect(remembered).toBeNull();
  });

  test('changes parameters, never key or type', async () => {
    value(await cards.edit(edit('a', { otp: { algorithm: 'SHA256', digits: 8, period: 60, counter: 9 } })));
    expect(((await read('a')) as OtpAccount).otp).toEqual({ type: 'totp', secret, algorithm: 'SHA256', digits: 8, period: 60 });
    value(await cards.edit(edit('b', { otp: { algorithm: 'SHA1', digits: 6, period: 60, counter: 9 } })));
    expect(((await read('b')) as OtpAccount).otp).toEqual({ ...hotp, counter: 9 });
    expect(remembered).toMatchObject({ counter: true });
  });
});

describe('undoing an edit', () => {
  test('never brings back a step or a counter that went out since', () => {
    const before = account('b', hotp, { issuer: 'Before' });
    const after = account('b', { ...hotp, counter: 6 }, { issuer: 'After', sentSteps: { 'https://x.example': 3 }, verifiedAt: 8 });
    expect(reverted(after, before, false, 99)).toMatchObject({
      issuer: 'Before',
      otp: { counter: 6 },
      sentSteps: { 'https://x.example': 3 },
      verifiedAt: 8,
      changedAt: 99,
    });
  });

  test('takes a counter back that was itself what was edited', () => {
    const after = account('b', { ...hotp, counter: 5000 });
    expect(reverted(after, account('b', hotp), true, 99)).toMatchObject({ otp: { counter: 4 } });
  });
});

describe('the trash', () => {
  const toTrash = (letter: string, at: number) => vault.edit(idOf(letter), (item) => ({ ...item, trashedAt: at }));

  test('lists every kind, newest first, with the days that are left', async () => {
    const day = 86_400_000;
    await toTrash('a', env.now() - 29.5 * day);
    await toTrash('c', env.now() - day);
    const { rows, total } = value(await trash.list(0, 10));
    expect(total).toBe(2);
    expect(rows.map(({ id, kind, daysLeft: left }) => [id[0], kind, left])).toEqual([
      ['c', 'recovery', 29],
      ['a', 'otp', 1],
    ]);
    expect(value(await trash.list(1, 10)).rows.map(({ id }) => id[0])).toEqual(['a']);
  });

  test.each([
    [0, 30],
    [1, 30],
    [86_400_000, 29],
    [29.99 * 86_400_000, 1],
    [31 * 86_400_000, 0],
    [-86_400_000 * 400, 30],
  ])('%d ms in the trash leave %d days', (age, left) => expect(daysLeft(1e12 - age, 1e12)).toBe(left));

  test('gives back', async () => {
    await toTrash('a', 5);
    value(await trash.restore(idOf('a')));
    expect((await read('a')).trashedAt).toBeNull();
  });

  test('deletes for good what lies in it, and nothing else', async () => {
    expect(codeOf(await trash.remove(idOf('a')))).toBe('not-found');
    await toTrash('a', 5);
    await toTrash('c', 5);
    value(await trash.remove(idOf('c')));
    expect(open.entry(idOf('c'))).toBeNull();
    expect(value(await trash.empty())).toEqual({ deleted: 1 });
    expect(forgotten).toEqual([idOf('c'), idOf('a')]);
    expect(open.index().map(({ id }) => id[0])).toEqual(['b', 'd']);
    expect(value(await trash.empty())).toEqual({ deleted: 0 });
  });
});

describe('moving to a phone', () => {
  let allowed = true;
  const move = (letter: string, password = 'right') => createMoveToPhone(vault, async () => allowed)(idOf(letter), password);

  test('asks for the password first', async () => expect(codeOf(await move('a', 'wrong'))).toBe('wrong-password'));

  test('draws the account as any app reads it', async () => {
    const { size, modules, warnings } = value(await move('a'));
    expect(warnings).toEqual([]);
    expect(modules).toHaveLength(size * size);
    expect(modules).toMatch(/^[01]+$/);
    const expected = 'otpauth://totp/Example:me?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example&algorithm=SHA1&digits=6&period=30';
    expect(modules).toBe([...QRCode.create(expected, { errorCorrectionLevel: 'M' }).modules.data].join(''));
    expect(value(parseOtpUri(expected)).otp).toEqual(totp);
  });

  test('warns of counters, and of what few apps can do', async () => {
    expect(value(await move('b')).warnings).toEqual(['counter']);
    await open.commit([{ put: account('a', { ...totp, digits: 8 }) }]);
    expect(value(await move('a')).warnings).toEqual(['unusual']);
    await open.commit([{ put: account('a', { type: 'steam', secret }) }]);
    expect(value(await move('a')).warnings).toEqual(['unusual']);
  });

  test('is off where an administrator says so', async () => {
    allowed = false;
    expect(codeOf(await move('a'))).toBe('managed-exports-off');
    allowed = true;
  });

  test('of what is deleted shows nothing', async () => {
    await open.commit([{ put: account('a', totp, { trashedAt: 4 }) }]);
    expect(codeOf(await move('a'))).toBe('not-found');
  });
});
