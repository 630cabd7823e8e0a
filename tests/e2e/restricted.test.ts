// Access to websites *on click* only, and pages that no extension may touch: what is not possible is said in words, and a click on the
// icon makes the rest possible.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { openOptions } from './options-steps';
import { byId, ending, press } from './popup-steps';
import { until } from './waiting';
import { filledCode, openSetup, sendCode, signUp } from './walk';

const everywhere = ['<all_urls>', 'http://*/*', 'https://*/*'];
const person = { email: 'ada@example.com', password: 'x' };
const QUERY = '?period=5';

// What the functions below find in the pages that they are sent to.
declare const chrome: { developerPrivate: { updateExtensionConfiguration(wanted: object): Promise<void> } };
declare const browser: { permissions: { remove(what: object): Promise<boolean> } };

describe('without access to websites', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;

  /** As the browser's own page about the extension does. */
  async function withdraw(): Promise<void> {
    const own = driver.browserName === 'chromium' ? await driver.newPage('chrome://extensions') : await driver.options();
    if (driver.browserName === 'chromium') {
      await own.evaluate(
        (id) => chrome.developerPrivate.updateExtensionConfiguration({ extensionId: id, hostAccess: 'ON_CLICK' }),
        driver.extensionId,
      );
    } else {
      await own.evaluate((origins) => browser.permissions.remove({ origins }), everywhere);
    }
    await own.close();
  }

  /** The click on the icon: it gives access to this page until it leaves its site. */
  async function clickIcon(): Promise<void> {
    await page.bringToFront();
    if (driver.browserName === 'firefox') return driver.rig.openToolbarPopup(page);
    await (await driver.browser.extensions()).get(driver.extensionId)?.triggerAction(page);
  }

  async function captureInPopup(): Promise<{ ok: boolean; message: string }> {
    const popup = await driver.popup(page);
    await press(popup, 'capture');
    const end = await ending(popup, 15_000);
    await popup.close();
    await page.bringToFront();
    return end;
  }

  beforeAll(async () => {
    site = await startSite();
    driver = await startDriver();
    await driver.createVault('correct horse battery staple');
    await withdraw();
    page = await driver.newPage(site.url);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  it('the welcome page says what it is for and how to give it', async () => {
    const welcome = await openOptions(driver.rig, 'welcome');
    await welcome.waitForSelector(byId('access-allow'));
    expect(await welcome.$(`${byId('step-access')}[data-done="false"]`)).not.toBeNull();
    await welcome.close();
  });

  it('there is no offer, and the popup says in words that it may not look', async () => {
    await signUp(page, site.url, person, QUERY);
    await openSetup(page, site.url, QUERY);
    expect(await captureInPopup()).toEqual({ ok: false, message: 'The browser does not let extensions act on this page.' });
    await page.bringToFront();
    expect(await driver.offers(page)).toEqual([]);
  });

  // Firefox shows even its own pages to who clicks the icon.
  if (process.env.E2E_BROWSER !== 'firefox') {
    it("the browser's own pages are closed, and that is said too", async () => {
      const own = await driver.newPage('chrome://version');
      const end = await driver.captureFromPopup(own);
      expect(end).toEqual({ ok: false, message: 'The browser does not let extensions act on this page.' });
      await own.close();
    });
  }

  it('a click on the icon lets the popup save and fill', async () => {
    await clickIcon();
    expect(await captureInPopup()).toMatchObject({ ok: true });
    const filled = await until('a code to be filled', async () => {
      const end = await driver.fillFromPopup(page, person.email);
      return end.ok ? filledCode(page) : null;
    });
    expect(filled).toMatch(/^\d{6}$/);
    await page.bringToFront();
    expect(await sendCode(page)).toBe('/account/mfa/done');
  });
});
