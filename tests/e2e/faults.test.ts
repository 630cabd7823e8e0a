// Bad input and faults: a clear sentence where the person is looking, and nothing stored lost or overwritten.

import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { fillByOffer, openSetup, saveByOffer, sendCode, signUp } from './walk';

const password = 'correct horse battery staple';
const URI = 'otpauth://totp/Example:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example';

let site: Site;
let driver: RigDriver;

beforeAll(async () => {
  site = await startSite();
  driver = await startDriver();
  await driver.createVault(password);
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
});

describe('adding by hand', () => {
  it('takes an otpauth URI', async () => {
    await driver.addByUri(URI);
    expect(await driver.accounts()).toMatchObject([{ issuer: 'Example', account: 'ada@example.com', type: 'totp' }]);
  });

  it.each([
    ['https://example.com/', /otpauth/i],
    ['otpauth://totp/X?secret=1', /key|characters/i],
    ['otpauth://totp/X?secret=JBSWY3DPEHPK3PXP&digits=42', /digits/i],
    ['otpauth://totp/X?secret=JBSWY3DPEHPK3PXP&period=0', /period/i],
    ['otpauth://totp/X?secret=JBSWY3DPEHPK3PXP&algorithm=MD5', /algorithm/i],
  ])('refuses %s in words', async (uri, words) => {
    await expect(driver.addByUri(uri)).rejects.toThrow(words);
    expect(await driver.accounts()).toHaveLength(1);
  });

  it('takes every field of a typed key', async () => {
    await driver.addByHand({
      issuer: 'Bank',
      account: 'ada',
      secret: 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq',
      type: 'totp',
      algorithm: 'SHA256',
      digits: 8,
      period: 60,
      site: 'https://bank.example.com',
    });
    const bank = (await driver.accounts()).find(({ issuer }) => issuer === 'Bank');
    expect(bank).toMatchObject({
      account: 'ada',
      type: 'totp',
      sites: ['https://bank.example.com'],
      code: expect.stringMatching(/^\d{8}$/),
    });
  });

  it('deletes with an undo', async () => {
    const popup = await driver.popup();
    await popup.waitForSelector('[data-testid="account-row"]');
    const before = await driver.accounts();
    await popup.bringToFront();
    await popup.hover('[data-testid="account-row"]');
    await clickOn(popup, '[data-testid="account-row"] [data-testid="delete"]');
    await popup.waitForSelector('[data-testid="undo"]', { visible: true });
    await popup.close();
    expect(await driver.accounts()).toHaveLength(before.length - 1);
    await driver.undo();
    expect(await driver.accounts()).toHaveLength(before.length);
  });
});

describe('a backup that is', () => {
  let backup: string;
  beforeAll(async () => {
    backup = await driver.exportBackup(password);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['no backup', () => '{"hello":"world"}'],
    ['empty', () => ''],
    [
      'changed in one letter',
      (text: string) => text.replace(/[\w+/]{200,}/, (run) => run.slice(0, 99) + (run[99] === 'A' ? 'B' : 'A') + run.slice(100)),
    ],
  ])('%s is refused in words and changes nothing', async (what, damage) => {
    const before = await driver.accounts();
    const broken = `${backup}.${what.replaceAll(' ', '-')}`;
    const whole = readFileSync(backup, 'utf8');
    const damaged = damage(whole);
    expect(damaged).not.toBe(whole);
    writeFileSync(broken, damaged);
    const { ok, message } = await driver.restoreBackup(broken, password);
    expect(ok).toBe(false);
    expect(message).toMatch(/\w{3,}/);
    const stable = (accounts: typeof before) => accounts.map(({ issuer, account, sites, type }) => ({ issuer, account, sites, type }));
    expect(stable(await driver.accounts())).toEqual(stable(before));
  });

  it('whole, but with the wrong password, is refused', async () => {
    expect(await driver.restoreBackup(backup, 'not the password')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/password/i),
    });
  });

  it('whole adds nothing twice', async () => {
    const before = await driver.accounts();
    expect(await driver.restoreBackup(backup, password)).toMatchObject({ ok: true });
    expect(await driver.accounts()).toHaveLength(before.length);
  });
});

describe('the background ended', () => {
  let page: Page;
  it('between the offer and the click, the offer still works', async () => {
    page = await driver.newPage(site.url);
    await signUp(page, site.url, { email: 'kill@example.com', password: 'x' }, '?period=6');
    await openSetup(page, site.url, '?period=6');
    await driver.waitForOffer(page, 'save-account');
    await driver.killBackground();
    await page.bringToFront();
    await saveByOffer(driver, page);
    await driver.waitForOffer(page, 'fill-code');
    await driver.killBackground();
    await page.bringToFront();
    await fillByOffer(driver, page, 6);
    expect(await sendCode(page)).toBe('/account/mfa/done');
  });

  it('the vault stays open and whole', async () => {
    await driver.killBackground();
    expect(await driver.isLocked()).toBe(false);
    expect((await driver.accounts()).map(({ account }) => account)).toContain('kill@example.com');
  });
});

describe('the popup asked to capture', () => {
  let page: Page;
  beforeAll(async () => {
    page = await driver.newPage(site.url);
    await signUp(page, site.url, { email: 'capture@example.com', password: 'x' });
  });

  it.each(['img-data', 'img-cross'])('saves what the page shows as %s', async (qr) => {
    await openSetup(page, site.url, `?qr=${qr}&key=none`);
    const before = await driver.accounts();
    expect(await driver.captureFromPopup(page)).toMatchObject({ ok: true });
    expect(await driver.accounts()).toHaveLength(before.length + 1);
  });

  it.each(['broken', 'foreign', 'absurd'])('says what is wrong with qr=%s and stores nothing', async (qr) => {
    await openSetup(page, site.url, `?qr=${qr}`);
    const before = await driver.accounts();
    expect(await driver.captureFromPopup(page)).toMatchObject({ ok: false, message: expect.stringMatching(/\w{3,}/) });
    expect(await driver.accounts()).toHaveLength(before.length);
  });

  it('says so where there is nothing', async () => {
    await page.goto(site.url);
    expect(await driver.captureFromPopup(page)).toMatchObject({ ok: false, message: expect.stringMatching(/\w{3,}/) });
  });
});

it('a database that the browser lost comes back from its second copy, with a word', async () => {
  const before = (await driver.accounts()).map(({ issuer, account }) => ({ issuer, account }));
  const page = await driver.rig.openOwnPage('manifest.json');
  await driver.killBackground();
  const gone = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    for (const name of names) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onerror = reject;
        request.onblocked = reject;
      });
    }
    return names;
  });
  expect(gone).not.toHaveLength(0);
  await page.close();
  if (await driver.isLocked()) await driver.unlock(password);
  expect((await driver.accounts()).map(({ issuer, account }) => ({ issuer, account }))).toEqual(before);
  const popup = await driver.popup();
  await popup.waitForSelector('[data-testid="notice"][data-code="restoredFromShadow"]');
  await popup.close();
});

it('a wrong password writes nothing', async () => {
  await driver.lock();
  expect(await driver.unlock('wrong')).toMatchObject({ ok: false, message: expect.stringMatching(/password/i) });
  expect(await driver.isLocked()).toBe(true);
  expect(await driver.unlock(password)).toMatchObject({ ok: true });
});

it('a wrong password wipes nothing', async () => {
  await expect(driver.wipe('wrong')).rejects.toThrow(/password/i);
  expect(await driver.accounts()).not.toHaveLength(0);
});
