// Confirmation in the extension's own interface: another host of a known site, an account without a site, in popup and window.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { base32 } from '../site/totp';
import { askingSurface } from './confirm-steps';
import { type RigDriver, startDriver } from './driver';
import { pressChip } from './offer-steps';
import { byId } from './popup-steps';
import { until } from './waiting';
import { filledCode, logIn, sendCode } from './walk';

describe.each([
  ['the toolbar popup', false],
  ['a window', true],
])('a confirmation in %s', (_where, inWindow) => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  const person = { email: 'ada@example.com', password: 'x' };
  const secret = new Uint8Array(20).fill(7);

  beforeAll(async () => {
    site = await startSite({ https: true });
    driver = await startDriver({ acceptInsecureCerts: true, hostRule: 'MAP *.test 127.0.0.1' });
    await driver.createVault('correct horse battery staple');
    if (inWindow) await driver.setting('confirmInWindow', true);
    site.state.addUser('heroku.test', person.email, person.password).mfa = { secret, algorithm: 'SHA1', digits: 6, period: 30 };
    await driver.addByHand({ issuer: 'Heroku', account: person.email, secret: base32(secret), site: site.at('accounts.heroku.test') });
    page = await driver.newPage(site.url);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  async function askAt(host: string): Promise<void> {
    await logIn(page, site.at(host), person);
    const offer = await driver.waitForOffer(page, 'fill-code');
    await pressChip(driver.rig, page, offer);
  }

  it('names both hosts, and a no releases nothing', async () => {
    await askAt('login.heroku.test');
    const surface = await until('the question', () => askingSurface(driver.rig));
    const words = await surface.run((root) => root.body.textContent ?? '');
    expect(words).toContain('login.heroku.test');
    expect(words).toContain('accounts.heroku.test');
    await surface.click(byId('confirm-cancel'));
    await until('the question to go', async () => (await askingSurface(driver.rig)) === null);
    expect(await filledCode(page)).toBe('');
  });

  it('takes no click in its first half second', async () => {
    await askAt('login.heroku.test');
    const surface = await until('the question', () => askingSurface(driver.rig));
    const early = await surface.run((root) => {
      const button = root.querySelector<HTMLButtonElement>('[data-testid="confirm-accept"]');
      button?.click();
      return button !== null;
    });
    expect(early).toBe(true);
    expect(await filledCode(page)).toBe('');
    await surface.click(byId('confirm-cancel'));
    await until('the question to go', async () => (await askingSurface(driver.rig)) === null);
    expect(await filledCode(page)).toBe('');
  });

  it('fills after a yes and remembers the host', async () => {
    await logIn(page, site.at('login.heroku.test'), person);
    const { ok } = await driver.accept(page, await driver.waitForOffer(page, 'fill-code'));
    expect(ok).toBe(true);
    expect(await sendCode(page)).toBe('/account');
    const [account] = await driver.accounts(page);
    expect(account?.sites).toEqual([site.at('accounts.heroku.test'), site.at('login.heroku.test')]);
  });
});
