// Moving an account up and down, and the list by name.

import { beforeEach, expect, test } from 'vitest';
import { createListOrder, inOrder, type ListOrder } from '../../src/background/list-order';
import { prepareSearch, search } from '../../src/core/matching/search';
import { ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { otpAccount } from '../support/items';
import { codeOf, newWorld, reopen, value, type World } from '../support/vault-world';

const BANK = 'https://bank.example';
let world: World;
let open: OpenVault;
let order: ListOrder;

beforeEach(async () => {
  order = 'own';
  world = await newWorld((env) =>
    ['c2', 'Bank', 'Älpha', 'c10', 'pinned', 'b'].map((issuer) =>
      otpAccount(env, { issuer, account: '', sites: issuer === 'Bank' ? [BANK] : ['https://other.example'], pinned: issuer === 'pinned' }),
    ),
  );
  open = world.vault;
});

const names = (page: string | null = null): string =>
  search(prepareSearch(inOrder(open.index(), order)), '', page)
    .map(({ entry }) => entry.issuer)
    .join(' ');
const idOf = (issuer: string): string => open.index().find((entry) => entry.issuer === issuer)?.id ?? '';
const move = (issuer: string, by: -1 | 1, page: string | null = null) =>
  createListOrder(
    {
      open: async () => ok(open),
      change: async (changes) => {
        const done = await open.commit(changes);
        return done.ok ? ok(null) : done;
      },
    },
    (entries) => entries,
    async () => order,
  ).move(idOf(issuer), page, by);

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

test('by name: accents and numbers as people sort them, pinned ones first, and nothing to move', async () => {
  order = 'name';
  expect(names()).toBe('pinned Älpha b Bank c2 c10');
  expect(names(BANK)).toBe('Bank pinned Älpha b c2 c10');
  expect(codeOf(await move('b', -1))).toBe('ordered-by-name');
});

test('knows nothing of what is not there', async () => {
  expect(codeOf(await move('nobody', 1))).toBe('not-found');
});
