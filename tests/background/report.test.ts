// What goes to whoever helps holds nothing that a person wrote.

import { expect, test } from 'vitest';
import { readReport } from '../../src/background/report-service';
import type { Settings, Status } from '../../src/messages/views';
import { reportText } from '../../src/options/Report';
import { otpAccount, passkey, recoverySet } from '../support/items';
import { newWorld } from '../support/vault-world';

const settings = { autoLockMinutes: 15, theme: 'dark' } as Settings;
const status = (over: Partial<Status> = {}): Status => ({
  vault: 'open',
  trouble: null,
  lostSince: null,
  notices: [{ code: 'neverBackedUp', detail: 'a detail' }],
  lockAt: 5,
  lastBackupAt: null,
  undo: { key: 'undoDelete', name: 'Planted Bank', count: null },
  ...over,
});

test('counts, and says no word of what is kept', async () => {
  const planted = {
    issuer: 'Planted Bank',
    account: 'ann@planted.example',
    note: 'planted note',
    sites: ['https://planted.example'],
    tags: ['planted'],
  };
  const { vault, env } = await newWorld((env) => [
    otpAccount(env, planted),
    otpAccount(env, { ...planted, trashedAt: 1 }),
    recoverySet(env, planted),
    passkey(env, { rpId: 'planted.example', userName: 'planted', displayName: 'planted', rpName: 'planted' }),
  ]);
  const report = await readReport({
    version: '1.2.3',
    target: 'firefox',
    status: async () => status(),
    open: async () => vault,
    settings: async () => settings,
    allSites: async () => true,
    log: () => [{ at: env.now() - 3_000, name: 'store:write', code: 'QuotaExceededError' }],
    now: env.now,
  });
  expect(report.kept).toEqual({ accounts: 1, recoverySets: 1, passkeys: 1, trashed: 1, damaged: 0 });
  expect(report.log).toEqual([{ name: 'store:write', code: 'QuotaExceededError', ago: 3 }]);
  const text = reportText(report, 'Browser 1');
  expect(text).not.toMatch(/planted|ann@|a detail/i);
  expect(text).toContain('notices: neverBackedUp');
  expect(text).toContain('3 s ago  store:write  QuotaExceededError');
  expect(text).toContain('theme: dark');
});

test('of a locked vault says that it is locked', async () => {
  const report = await readReport({
    version: '1.2.3',
    target: 'chromium',
    status: async () => status({ vault: 'locked', notices: [] }),
    open: async () => null,
    settings: async () => settings,
    allSites: async () => false,
    log: () => [],
    now: () => 0,
  });
  expect(reportText(report, 'Browser 1')).toContain('kept: not readable while locked');
  expect(reportText(report, 'Browser 1')).toContain('log: empty');
});
