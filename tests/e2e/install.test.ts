// Tabs that were open before the install, and pages that an update leaves with content scripts of the old version.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { openSetup, saveByOffer, signUp } from './walk';

const password = 'correct horse battery staple';

describe('a page that was open', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    driver = await startDriver({ installLater: true });
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  it('before the install gets its offer without a reload', async () => {
    page = await driver.newPage(site.url);
    await signUp(page, site.url, { email: 'early@example.com', password: 'x' });
    await openSetup(page, site.url);
    await driver.rig.install();
    await driver.createVault(password);
    await page.bringToFront();
    await driver.waitForOffer(page, 'save-account');
  });

  it('before an update has one working offer after it', async () => {
    await driver.rig.install();
    if (await driver.isLocked()) await driver.unlock(password);
    await page.bringToFront();
    await expect.poll(() => driver.offers(page), { timeout: 10_000 }).toHaveLength(1);
    await saveByOffer(driver, page);
    expect(await driver.accounts()).toMatchObject([{ account: 'early@example.com', sites: [site.url] }]);
  });
});
