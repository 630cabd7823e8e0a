// Passkeys as things of the vault: in the list, on the account's card, on a card of their own, renamed, deleted and brought back; and
// the way back from what was opened out of a card.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/core/bytes';
import type { Env } from '../../src/core/env';
import { sealBackup } from '../../src/core/vault/backup';
import { argon2 } from '../../src/platform/argon2';
import { otpAccount, passkey, recoverySet } from '../support/items';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { byId, press, typeInto, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const env: Env = {
  now: () => Date.now(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
  subtle: crypto.subtle,
};

async function backupFile(folder: string): Promise<string> {
  const sites = ['https://id.heroku.com'];
  const account = otpAccount(env, { issuer: 'Heroku', account: 'ada@example.org', sites });
  const items = [
    account,
    recoverySet(env, { issuer: 'Heroku', account: 'ada@example.org', accountId: account.id, sites }),
    recoverySet(env, { issuer: 'gitlab.com', account: '', sites: ['https://gitlab.com'] }),
    passkey(env, { rpId: 'heroku.com', rpName: 'Heroku', userName: 'ada@example.org', displayName: 'Ada Lovelace', sites }),
    passkey(env, { rpId: 'localhost', rpName: 'Test site', userName: 'grace', displayName: '', sites: ['https://localhost'] }),
  ];
  const sealed = await sealBackup(env, argon2, password, { vaultId: env.random(16), createdAt: env.now(), items });
  if (!sealed.ok) throw new Error(sealed.error.code);
  const file = path.join(folder, 'backup.txt');
  await writeFile(file, sealed.value);
  return file;
}

const row = (words: string): string => `[data-testid="account-row"]${words}`;
const PASSKEY = '[data-type="passkey"]';
const mode = (name: string): string => `${byId('passkey-card')}[data-mode="${name}"]`;
const userName = (page: Page): Promise<string | null> =>
  page.$eval('[data-part="user-name"]', (one) => one.getAttribute('data-value')).catch(() => null);

/** Types into the search box and waits for its rows. */
async function find(page: Page, query: string, rows: number): Promise<void> {
  await typeInto(page, 'search', query);
  await until(`${rows} rows`, async () => (await page.$$(row('[data-id]'))).length === rows);
}

async function withKey(page: Page, key: 'z'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

describe('passkeys in the vault', () => {
  let driver: RigDriver;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'passkeys-'));
    driver = await startDriver();
    expect(await driver.restoreBackup(await backupFile(folder), password)).toMatchObject({ ok: true });
    page = await driver.popup();
  });
  afterAll(async () => {
    await driver?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are read by the driver, each with what its card says', async () => {
    const passkeys = await driver.passkeys();
    expect(passkeys).toMatchObject([
      { rpId: 'heroku.com', userName: 'ada@example.org', displayName: 'Ada Lovelace' },
      { rpId: 'localhost', userName: 'grace', displayName: '' },
    ]);
    expect(passkeys.every(({ createdAt }) => Math.abs(Date.parse(createdAt) - Date.now()) < 120_000)).toBe(true);
  });

  it('come first where their relying party allows them', async () => {
    const server = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end('<!doctype html><p>Welcome'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const site = await driver.newPage(`http://localhost:${(server.address() as AddressInfo).port}/`);
    try {
      const popup = await driver.popup(site);
      await popup.waitForSelector(row(`${PASSKEY}[data-here]`));
      expect(await popup.$$eval(row('[data-here]'), (rows) => rows.map((one) => one.getAttribute('data-type')))).toEqual(['passkey']);
      await popup.close();
    } finally {
      await site.close();
      server.close();
    }
  });

  it('open by keys, are renamed, and the old name comes back', async () => {
    await find(page, 'heroku', 2);
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector(row(`${PASSKEY}[aria-selected="true"]`));
    await page.keyboard.press('Enter');
    await page.waitForSelector(mode('view'));
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('e');
    await page.waitForSelector(mode('edit'));
    await typeInto(page, 'rename-user', 'ada at work');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForSelector(mode('view'));
    await until('the new name', async () => (await userName(page)) === 'ada at work');
    expect(await words(page, 'status')).toBe('Changed ada at work.');
    await withKey(page, 'z');
    await until('the old name', async () => (await userName(page)) === 'ada@example.org');
    await page.keyboard.press('Escape');
    await page.waitForSelector(row(`${PASSKEY}[aria-selected="true"]`));
  });

  it('and recovery codes lead back to the card that they were opened from', async () => {
    await clickOn(page, `${row('[data-type="totp"]')} ${byId('open-card')}`);
    await press(page, 'card-passkey');
    await page.waitForSelector(mode('view'));
    await press(page, 'passkey-account');
    await page.waitForSelector(byId('card'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(mode('view'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(byId('card'));
    await press(page, 'card-recovery');
    await page.waitForSelector(byId('recovery'));
    await press(page, 'back');
    await page.waitForSelector(byId('card'));
    await press(page, 'back');
    await page.waitForSelector(byId('search'));
  });

  it('recovery codes without an account open from their row, and back is where they were found', async () => {
    await find(page, 'gitlab', 1);
    await clickOn(page, `${row('[data-type="recovery"]')} ${byId('open-card')}`);
    await page.waitForSelector(byId('recovery'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(row('[data-type="recovery"]'));
    expect(await page.$eval(byId('search'), (one) => (one as HTMLInputElement).value)).toBe('gitlab');
    await page.keyboard.press('ArrowRight');
    await typeInto(page, 'again-password', password);
    await press(page, 'again-submit');
    await press(page, 'recovery-trash');
    await page.waitForSelector(byId('no-hits'));
    expect(await words(page, 'status')).toBe('Deleted gitlab.com.');
    await press(page, 'undo');
    await page.waitForSelector(row('[data-type="recovery"]'));
  });

  it('go to the trash from their card, come back by undo, and out of the trash', async () => {
    await find(page, 'grace', 1);
    await clickOn(page, `${row(PASSKEY)} ${byId('open-card')}`);
    await press(page, 'passkey-delete');
    await page.waitForSelector(byId('no-hits'));
    await press(page, 'undo');
    await page.waitForSelector(row(PASSKEY));
    await clickOn(page, `${row(PASSKEY)} ${byId('delete')}`);
    await page.waitForSelector(byId('no-hits'));
    await press(page, 'trash-open');
    await page.waitForSelector('[data-testid="trash-row"][data-kind="passkey"]');
    await press(page, 'trash-restore');
    await page.waitForSelector(byId('trash-none'));
    await press(page, 'back');
    await page.waitForSelector(row(PASSKEY));
  });
});
