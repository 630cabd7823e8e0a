// The list that a locked vault leaves readable: it follows the vault, says nothing to who only reads it, and goes when it is not wanted.

import { beforeEach, expect, test, vi } from 'vitest';
import { createSiteHints, type SiteHints } from '../../../src/background/webauthn/site-hints';
import type { OpenVault } from '../../../src/core/vault/open-vault';
import { passkey } from '../../support/items';
import type { TestEnv } from '../../support/test-env';
import { newWorld, value } from '../../support/vault-world';

const { local, writes } = vi.hoisted(() => ({ local: new Map<string, unknown>(), writes: { count: 0 } }));
vi.mock('../../../src/platform/browser', () => ({
  browser: {
    storage: {
      local: {
        get: async (key: string) => ({ [key]: local.get(key) }),
        async set(values: Record<string, unknown>) {
          writes.count++;
          for (const [key, held] of Object.entries(values)) local.set(key, structuredClone(held));
        },
        remove: async (key: string) => void local.delete(key),
      },
    },
  },
}));

let env: TestEnv;
let vault: OpenVault;
let wanted: boolean;
let hints: SiteHints;

const put = async (rpId: string, over: object = {}): Promise<string> => {
  const item = passkey(env, { rpId, ...over });
  value(await vault.commit([{ put: item }]));
  return item.id;
};
const stored = (): { key: string; sites: string[] } | undefined =>
  local.get('passkeySites') as { key: string; sites: string[] } | undefined;

beforeEach(async () => {
  local.clear();
  writes.count = 0;
  wanted = true;
  ({ env, vault } = await newWorld());
  hints = createSiteHints(env, async () => wanted);
});

test('knows the sites of the vault, and no other', async () => {
  await put('example.com');
  await put('bank.example');
  await hints.follow(vault);
  expect(await hints.has('example.com')).toBe(true);
  expect(await hints.has('bank.example')).toBe(true);
  expect(await hints.has('www.example.com')).toBe(false);
  expect(await hints.has('')).toBe(false);
  expect(JSON.stringify(stored())).not.toContain('example');
  expect(stored()?.sites).toHaveLength(2);
});

test('nothing is known before the first list', async () => {
  expect(await hints.has('example.com')).toBe(false);
});

test('one site once, trash not at all, and no order but the hashes’', async () => {
  await put('example.com');
  await put('example.com');
  await put('gone.example', { trashedAt: 5 });
  await put('a.example');
  await put('b.example');
  await hints.follow(vault);
  expect(stored()?.sites).toHaveLength(3);
  expect(stored()?.sites).toEqual(stored()?.sites.toSorted());
  expect(await hints.has('gone.example')).toBe(false);
});

test('a change that touches no site writes nothing, also after a restart', async () => {
  await put('example.com');
  await hints.follow(vault);
  await put('example.com');
  await hints.follow(vault);
  const again = createSiteHints(env, async () => wanted);
  await again.follow(vault);
  expect(writes.count).toBe(1);
  expect(await again.has('example.com')).toBe(true);
});

test('a site whose last passkey is gone leaves the list', async () => {
  const id = await put('example.com');
  await hints.follow(vault);
  value(await vault.commit([{ delete: id }]));
  await hints.follow(vault);
  expect(await hints.has('example.com')).toBe(false);
});

test('turned off, list and key are deleted; turned on, there is a new key', async () => {
  await put('example.com');
  await hints.follow(vault);
  const { key } = stored() ?? {};
  wanted = false;
  await hints.follow(vault);
  expect(stored()).toBeUndefined();
  wanted = true;
  await hints.follow(vault);
  expect(stored()?.key).not.toBe(key);
  expect(await hints.has('example.com')).toBe(true);
});

test('goes with the vault', async () => {
  await put('example.com');
  await hints.follow(vault);
  await hints.follow(null);
  expect(local.size).toBe(0);
});

test.each([null, 'x', { key: '!', sites: [] }, { key: 'AAAA', sites: [1] }])('odd: %j', async (odd) => {
  local.set('passkeySites', odd);
  expect(await hints.has('example.com')).toBe(false);
});
