// The main job from end to end, as a person does it.

import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { type RecordingProxy, startProxy, strange } from './recording-proxy';
import { fillByOffer, filledCode, logIn, logOut, openSetup, saveByOffer, sendCode, signUp } from './walk';

const PERIOD = 6;
const QUERY = `?period=${PERIOD}`;
const person = { email: 'ada@example.com', password: 'analytical engine' };
const vaultPassword = 'correct horse battery staple';

describe('set up, log in, back up, restore', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  let proxy: RecordingProxy;

  beforeAll(async () => {
    site = await startSite();
    const { host } = new URL(site.url);
    proxy = await startProxy((one) => one === host);
    driver = await startDriver({ proxyPort: proxy.port });
  });
  afterAll(async () => {
    await driver?.close();
    await proxy?.close();
    await site?.close();
  });

  it('makes a vault', async () => {
    await driver.createVault(vaultPassword);
    expect(await driver.isLocked()).toBe(false);
    expect(await driver.accounts()).toEqual([]);
  });

  it('saves the account from the set-up page', async () => {
    page = await driver.newPage(site.url);
    await signUp(page, site.url, person, QUERY);
    await openSetup(page, site.url, QUERY);
    await saveByOffer(driver, page);
    expect(await driver.accounts(page)).toMatchObject([{ issuer: 'Harbour', account: person.email, sites: [site.url], type: 'totp' }]);
  });

  it('confirms it with a filled code', async () => {
    expect(await fillByOffer(driver, page, PERIOD)).toMatch(/^\d{6}$/);
    expect(await sendCode(page)).toBe('/account/mfa/done');
  });

  it('logs in with a filled code', async () => {
    await logOut(page, site.url);
    await logIn(page, site.url, person, QUERY);
    await fillByOffer(driver, page, PERIOD);
    expect(await sendCode(page)).toBe('/account');
  });

  it('locks, refuses a wrong password, unlocks', async () => {
    await driver.lock();
    expect(await driver.isLocked()).toBe(true);
    const wrong = await driver.unlock('not the password');
    expect(wrong.ok).toBe(false);
    expect(wrong.message).toMatch(/password/i);
    expect(await driver.unlock(vaultPassword)).toEqual({ ok: true, message: null });
    expect(await driver.accounts()).toHaveLength(1);
  });

  it('fills from the popup', async () => {
    await logOut(page, site.url);
    await logIn(page, site.url, person, QUERY);
    await expect
      .poll(() => driver.fillFromPopup(page, person.email), { timeout: PERIOD * 3_000, interval: 500 })
      .toMatchObject({ ok: true });
    expect(await sendCode(page)).toBe('/account');
  });

  it('unlocks at the field and fills the same field', async () => {
    await logOut(page, site.url);
    await driver.lock();
    await logIn(page, site.url, person, QUERY);
    const offer = await driver.waitForOffer(page, 'unlock');
    const { ok } = await driver.accept(page, offer);
    expect(ok).toBe(true);
    await expect.poll(() => filledCode(page), { timeout: 10_000 }).toMatch(/^\d{6}$/);
    expect(await driver.isLocked()).toBe(false);
    await page.bringToFront();
    expect(await sendCode(page)).toBe('/account');
  });

  it('backs up, wipes, restores and logs in again', async () => {
    const backup = await driver.exportBackup(vaultPassword);
    expect(readFileSync(backup, 'latin1')).not.toContain('Harbour');
    await driver.wipe(vaultPassword);
    expect((await driver.restoreBackup(backup, 'not the password')).ok).toBe(false);
    const restored = await driver.restoreBackup(backup, vaultPassword);
    expect(restored).toMatchObject({ ok: true });
    if (await driver.isLocked()) await driver.unlock(vaultPassword);
    await logOut(page, site.url);
    await logIn(page, site.url, person, QUERY);
    await fillByOffer(driver, page, PERIOD);
    expect(await sendCode(page)).toBe('/account');
  });

  it('talked to nobody in all of that, and was watched', async () => {
    const { host } = new URL(site.url);
    expect(proxy.seen.filter((one) => one.host === host && one.for === 'document').length).toBeGreaterThan(0);
    expect(strange(proxy.seen, host)).toEqual([]);
    // The same eyes see a page that talks to its own site, and one that talks to another.
    await page.evaluate(() => Promise.allSettled([fetch('/planted'), fetch('http://stranger.invalid/planted')]));
    expect(strange(proxy.seen, host).map((one) => one.host)).toEqual([host, 'stranger.invalid']);
  });

  it('never sent a step twice', () => {
    expect(site.state.attempts.filter(({ verdict }) => verdict === 'reused')).toEqual([]);
  });
});
