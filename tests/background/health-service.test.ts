// What could be better, read from a real vault; what the person does not want to hear of stays unheard, after a restart too.

import { beforeEach, expect, test } from 'vitest';
import { createHealthService, type HealthService } from '../../src/background/health-service';
import type { HealthIssue } from '../../src/core/health/sign-in-health';
import { fail, ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import type { Health } from '../../src/messages/health-protocol';
import { otpAccount, passkey, recoverySet } from '../support/items';
import { codeOf, newWorld, reopen, value, type World } from '../support/vault-world';

const PAGE = 'https://bank.example/security/codes';

let world: World;
let open: OpenVault;
let locked: boolean;
let ids: { readonly bank: string; readonly shop: string };

const service = (): HealthService =>
  createHealthService({
    open: async () => (locked ? fail('locked') : ok(open)),
    change: async (changes) => {
      const done = await open.commit(changes);
      return done.ok ? ok(null) : done;
    },
  });

const shape = (groups: Health['groups']): readonly (readonly [HealthIssue, ...string[]])[] =>
  groups.map(({ issue, rows }) => [issue, ...rows.map(({ issuer }) => issuer)]);

beforeEach(async () => {
  locked = false;
  world = await newWorld((env) => {
    const bank = otpAccount(env, { issuer: 'Bank', sites: ['https://bank.example'], verifiedAt: 5 });
    const shop = otpAccount(env, { issuer: 'Shop', sites: [], verifiedAt: null });
    ids = { bank: bank.id, shop: shop.id };
    const codes = recoverySet(env, { issuer: 'Bank', accountId: bank.id, sites: ['https://bank.example'], page: PAGE });
    return [bank, shop, codes, passkey(env, { rpId: 'bank.example', sites: [] })];
  });
  open = world.vault;
});

test('groups what it finds by urgency, with the page where it can be mended', async () => {
  const health = value(await service().read());
  expect(health).toMatchObject({ signIns: 2, secure: 1, neverBackedUp: true, ignored: [] });
  expect(shape(health.groups)).toEqual([
    ['single-method', 'Shop'],
    ['few-codes', 'Bank'],
    ['unverified', 'Shop'],
  ]);
  expect(health.groups.map(({ rows }) => rows[0]?.page)).toEqual([null, PAGE, null]);
  expect(health.groups[1]?.rows[0]?.left).toBe(1);
});

test('never says a secret', async () => {
  const items = await open.readMany(open.index().map(({ id }) => id));
  const said = JSON.stringify(value(await service().read()));
  for (const item of items) if (item.ok && item.value.kind === 'recovery') expect(said).not.toContain(item.value.codes[0]?.text);
  expect(said).not.toContain('secret');
});

test('does not mention again what was ignored, until it is wanted', async () => {
  const ignored = value(await service().ignore(ids.shop, 'single-method', true));
  expect(shape(ignored.groups)).toEqual([
    ['few-codes', 'Bank'],
    ['unverified', 'Shop'],
  ]);
  expect(shape(ignored.ignored)).toEqual([['single-method', 'Shop']]);
  open = await reopen(world);
  expect(value(await service().read())).toEqual(ignored);
  expect(shape(value(await service().ignore(ids.shop, 'single-method', false)).ignored)).toEqual([]);
});

test('knows nothing while the vault is locked, nor of what is not there', async () => {
  expect(codeOf(await service().ignore('0'.repeat(32), 'few-codes', true))).toBe('not-found');
  locked = true;
  expect(codeOf(await service().read())).toBe('locked');
  expect(codeOf(await service().ignore(ids.bank, 'few-codes', true))).toBe('locked');
});
