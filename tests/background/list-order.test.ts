// Moving an account up and down, and the list by name and by use.

import { beforeEach, expect, test } from 'vitest';
import { createListOrder, createListOrdering, inOrder, type ListOrder, type Ordering } from '../../src/background/list-order';
import type { Uses } from '../../src/background/uses';
import { prepareSearch, search } from '../../src/core/matching/search';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { otpAccount } from '../support/items';
import { vaultOn } from '../support/vault-on';
import { codeOf, newWorld, reopen, value, type World } from '../support/vault-world';

const BANK = 'https://bank.example';
let world: World;
let open: OpenVault;
let order: ListOrder;
let uses: Uses;

beforeEach(async () => {
  order = 'own';
  uses = new Map();
  world = await newWorld((env) =>
    ['c2', 'Bank', 'Älpha', 'c10', 'pinned', 'b'].map((issuer) =>
      otpAccount(env, { issuer, account: '', sites: issuer === 'Bank' ? [BANK] : ['https://other.example'], pinned: issuer === 'pinned' }),
    ),
  );
  open = world.vault;
});

const names = (page: string | null = null): string =>
  search(prepareSearch(inOrder(open.index(), ordering())), '', page)
    .map(({ entry }) => entry.issuer)
    .join(' ');
const ordering = (): Ordering => ({ by: order, uses });
const idOf = (issuer: string): string => open.index().find((entry) => entry.issuer === issuer)?.id ?? '';
const listed = () =>
  createListOrder(
    vaultOn(() => open),
    (entries) => entries,
    async () => ordering(),
  );
const move = (issuer: string, by: -1 | 1, page: string | null = null) => listed().move(idOf(issuer), page, by);
const place = (issuer: string, side: 'before' | 'after', of: string, page: string | null = null) =>
  listed().place(idOf(issuer), page, { side, of: idOf(of) });

test('passes its neighbour, and stays there after a restart', async () => {
  expect(names()).toBe('pinned c2 Bank Älpha c10 b');
  expect(value(await move('c10', -1))).toBe(true);
  expect(value(await move('c2', 1))).toBe(true);
  expect(names()).toBe('pinned Bank c2 c10 Älpha b');
  open = await reopen(world);
  expect(names()).toBe('pinned Bank c2 c10 Älpha b');
});

test('does not leave the pinned, the page’s own, or the list', async () => {
  expect(value(await move('c2', -1))).toBe(false);
  expect(value(await move('pinned', 1))).toBe(false);
  expect(value(await move('b', 1))).toBe(false);
  expect(value(await move('Bank', 1, BANK))).toBe(false);
  expect(names(BANK)).toBe('Bank pinned c2 Älpha c10 b');
});

test('goes beside any other, those between close up, and back to where it was', async () => {
  const before = names();
  const down = value(await place('c2', 'after', 'c10'));
  expect(names()).toBe('pinned Bank Älpha c10 c2 b');
  expect(down).toEqual({ name: 'c2', was: { side: 'before', of: idOf('Bank') } });
  value(await listed().place(idOf('c2'), null, down?.was ?? { side: 'after', of: '' }));
  expect(names()).toBe(before);
  const up = value(await place('b', 'before', 'Bank'));
  expect(names()).toBe('pinned c2 b Bank Älpha c10');
  value(await listed().place(idOf('b'), null, up?.was ?? { side: 'after', of: '' }));
  expect(names()).toBe(before);
  value(await place('c2', 'before', 'b'));
  open = await reopen(world);
  expect(names()).toBe('pinned Bank Älpha c10 c2 b');
});

test('is not put where it stands, nor among the pinned or the page’s own', async () => {
  for (const [who, side, of] of [
    ['c2', 'before', 'Bank'],
    ['Bank', 'after', 'c2'],
    ['c2', 'before', 'pinned'],
    ['pinned', 'after', 'b'],
  ] as const)
    expect(value(await place(who, side, of)), who).toBeNull();
  expect(value(await place('c2', 'after', 'Bank', BANK))).toBeNull();
  expect(codeOf(await place('nobody', 'after', 'b'))).toBe('not-found');
  expect(codeOf(await place('b', 'after', 'nobody'))).toBe('not-found');
  order = 'name';
  expect(codeOf(await place('c2', 'after', 'b'))).toBe('not-own-order');
});

test('where two share a place, all get new ones', async () => {
  const shared = open.entry(idOf('Bank'))?.order ?? 0;
  value(await open.commit([{ move: idOf('Älpha'), order: shared }]));
  const before = names().split(' ');
  value(await place('b', 'before', before[1] ?? ''));
  expect(names()).toBe(['pinned', 'b', ...before.slice(1, -1)].join(' '));
});

test('by name: accents and numbers as people sort them, pinned ones first, and nothing to move', async () => {
  order = 'name';
  expect(names()).toBe('pinned Älpha b Bank c2 c10');
  expect(names(BANK)).toBe('Bank pinned Älpha b c2 c10');
  expect(codeOf(await move('b', -1))).toBe('not-own-order');
});

test('by use: the last used or the most used first, those never used in the person’s own order behind them', async () => {
  uses = new Map([
    [idOf('b'), { times: 1, last: 30 }],
    [idOf('c10'), { times: 5, last: 10 }],
    [idOf('c2'), { times: 5, last: 20 }],
  ]);
  order = 'recent';
  expect(names()).toBe('pinned b c2 c10 Bank Älpha');
  order = 'often';
  expect(names()).toBe('pinned c2 c10 b Bank Älpha');
  expect(names(BANK)).toBe('Bank pinned c2 c10 b Älpha');
  expect(codeOf(await move('b', -1))).toBe('not-own-order');
});

test('a use moves no row before the list comes up anew', async () => {
  const listed = createListOrdering(
    async () => 'recent',
    async () => uses,
  );
  const before = await listed.current();
  uses = new Map([[idOf('b'), { times: 1, last: 30 }]]);
  expect(await listed.current()).toBe(before);
  listed.renew();
  const after = await listed.current();
  expect(after.uses).toBe(uses);
  listed.renew();
  expect(await listed.current()).toBe(after);
});

test('knows nothing of what is not there', async () => {
  expect(codeOf(await move('nobody', 1))).toBe('not-found');
});
