// Imports against a real vault in memory: one transaction, judged again at the last moment, taken back by one undo.

import { beforeEach, expect, test, vi } from 'vitest';
import { createImportService, type ImportService } from '../../src/background/import-service';
import { createUndoService, type UndoService } from '../../src/background/undo-service';
import type { VaultService } from '../../src/background/vault-service';
import { base64 } from '../../src/core/bytes';
import type { OtpAccount } from '../../src/core/item';
import { ok } from '../../src/core/result';
import { encodeCbor } from '../../src/core/vault/cbor';
import { itemToCbor } from '../../src/core/vault/item-codec';
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

let env: TestEnv;
let open: OpenVault;
let imports: ImportService;
let undo: UndoService;
let commits: number;

beforeEach(async () => {
  session.clear();
  const world = await newWorld((its) => [otpAccount(its)]);
  ({ env, vault: open } = world);
  commits = 0;
  const vault = vaultOn(
    () => open,
    () => {
      commits++;
    },
  ) as VaultService;
  undo = createUndoService(vault, env.now, async () => ok(null));
  imports = createImportService(env, vault, undo);
});

const packed = (item: OtpAccount): string => base64(encodeCbor(itemToCbor(item)));
const account = (n: number, more: Partial<OtpAccount> = {}): OtpAccount => {
  const item = otpAccount(env, { issuer: `Site ${n}`, ...more });
  return { ...item, otp: { ...item.otp, secret: Uint8Array.of(n >> 8, n & 255, 7) } };
};
const live = () => open.index().filter(({ trashedAt }) => trashedAt === null);

test('a thousand arrive in one commit and go with one undo', async () => {
  const all = Array.from({ length: 1000 }, (_, n) => packed(account(n)));
  expect(value(await imports.add(all))).toEqual({ added: 1000, skipped: 0 });
  expect(commits).toBe(1);
  expect(live()).toHaveLength(1001);
  expect(value(await imports.add(all))).toEqual({ added: 0, skipped: 1000 });
  expect(commits).toBe(1);
  value(await undo.undo());
  expect(commits).toBe(2);
  expect(live()).toHaveLength(1);
});

test('ids and times are ours, whatever the file says', async () => {
  const claimed = account(1, { id: open.index()[0]?.id ?? '', createdAt: 1, changedAt: 1 });
  value(await imports.add([packed(claimed)]));
  expect(live()).toHaveLength(2);
  const added = open.index().find(({ id }) => id !== claimed.id);
  expect(value(await open.read(added?.id ?? ''))).toMatchObject({ createdAt: env.now(), changedAt: env.now() });
});

test('what goes to the trash stays there after undo', async () => {
  value(await imports.add([packed(account(1, { trashedAt: 5 })), packed(account(2))]));
  expect(live()).toHaveLength(2);
  value(await undo.undo());
  expect(live()).toHaveLength(1);
});

test.each(['AAAA', base64(encodeCbor(new Map([['kind', 'otp']])))])('what is no item ends the import: %s', async (text) => {
  expect(codeOf(await imports.add([packed(account(1)), text]))).toBe('bad-request');
  expect(live()).toHaveLength(1);
});
