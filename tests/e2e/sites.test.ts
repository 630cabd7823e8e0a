// Where an account belongs: one without a site is bound by the person, who sees both names; what it remembers is seen and taken away on
// its card; a page that only looks like its site is named as such.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { base32 } from '../site/totp';
import { axeProblems } from './axe';
import { cardSites, openCard, saveCard } from './card-steps';
import { confirm } from './confirm-steps';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { byId, endOf, press, rowOf, stageOf, words } from './popup-steps';
import { PageSurface } from './surface';
import { until } from './waiting';
import { filledCode, logIn, sendCode } from './walk';

describe('the sites of an account', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  const person = { email: 'ada@example.com', password: 'x' };
  const secret = new Uint8Array(20).fill(9);

  beforeAll(async () => {
    site = await startSite({ https: true });
    driver = await startDriver({ acceptInsecureCerts: true, hostRule: 'MAP *.test 127.0.0.1' });
    await driver.createVault('correct horse battery staple');
    for (const host of ['heroku.test', 'her0ku.test'])
      site.state.addUser(host, person.email, person.password).mfa = { secret, algorithm: 'SHA1', digits: 6, period: 30 };
    await driver.addByHand({ issuer: 'Heroku', account: person.email, secret: base32(secret) });
    page = await driver.newPage(site.url);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  /** Presses Fill on the account's row; the popup stays open. */
  async function pressFill(): Promise<PageSurface> {
    const popup = await driver.popup(page);
    const row = await rowOf(popup, 'Heroku');
    await popup.hover(row);
    await clickOn(popup, `${row} ${byId('fill')}`);
    return new PageSurface(popup);
  }

  it('are learnt by a yes to both names', async () => {
    await logIn(page, site.at('accounts.heroku.test'), person);
    const popup = await pressFill();
    await until('the question', async () => (await popup.run(stageOf)) === 'confirming');
    const asked = await popup.run((root) => root.querySelector('[data-testid="confirmation"]')?.textContent ?? '');
    expect(asked).toContain('accounts.heroku.test');
    expect(asked).toContain('Heroku');
    expect(asked).toContain(person.email);
    expect(await popup.run((root) => root.querySelector('[data-reason="bind"]') !== null)).toBe(true);
    await confirm(popup);
    await popup.page.close();
    await page.bringToFront();
    await until('the code to stand in the page', async () => /^\d{6}$/.test(await filledCode(page)), 70_000);
    const [account] = await driver.accounts(page);
    expect(account?.sites).toEqual([site.at('accounts.heroku.test')]);
  });

  it('tell the time where the clock is wrong, and get one code by it', async () => {
    // In Chromium also where the page's own scripts may fetch nothing; in Firefox the page's policy holds for us, too.
    const policy = `connect-src '${driver.browserName === 'chromium' ? 'none' : 'self'}'`;
    Object.assign(site.state, { clockAheadMs: 90_000, headers: { 'content-security-policy': policy } });
    await logIn(page, site.at('accounts.heroku.test'), person);
    // A code was filled here just before, and is asked for again. The popup looks once, when it comes up.
    const popup = await until(
      'the popup to ask about the code',
      async () => {
        const opened = await driver.popup(page);
        const asks = await opened.waitForSelector(byId('refused-open'), { timeout: 2_000 }).catch(() => null);
        if (asks === null) await opened.close();
        return asks === null ? null : opened;
      },
      30_000,
    );
    await clickOn(popup, byId('refused-open'));
    await popup.waitForSelector(`${byId('wrong-code')}[data-clock="off"]`, { timeout: 20_000 });
    expect(await words(popup, 'clock-said')).toMatch(/1 minute (2[89]|3[01]) seconds slow, says accounts\.heroku\.test/);
    expect(await axeProblems(popup)).toEqual([]);
    await clickOn(popup, byId('clock-fill'));
    await popup.waitForSelector(byId('clock-again'));
    await popup.close();
    await page.bringToFront();
    await until('the code to stand in the page', async () => /^\d{6}$/.test(await filledCode(page)), 70_000);
    expect(await sendCode(page)).toBe('/account');
    Object.assign(site.state, { clockAheadMs: 0, headers: {} });
  });

  it('do not include one that looks like them', async () => {
    await logIn(page, site.at('accounts.her0ku.test'), person);
    const popup = await pressFill();
    const end = await until('the refusal', () => popup.run(endOf));
    expect(end.ok).toBe(false);
    expect(end.message).toContain('looks like');
    await popup.page.close();
    expect(await filledCode(page)).toBe('');
  });

  it('are seen and taken away on the card', async () => {
    const popup = await driver.popup();
    await openCard(popup, 'Heroku');
    expect(await cardSites(popup)).toEqual([site.at('accounts.heroku.test')]);
    await press(popup, 'card-edit');
    await press(popup, 'edit-site-remove');
    await saveCard(popup);
    await until('no site to be left', async () => (await cardSites(popup)).length === 0);
    await popup.close();
  });
});
