// Tabs that were open before the install, and pages that an update leaves with content scripts of the old version.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { until } from './waiting';
import { openSetup, saveByOffer, signUp } from './walk';

const password = 'correct horse battery staple';

describe('a page that was open', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  /** The chips of the first version. */
  let old: readonly string[];
  const chips = async (): Promise<string[]> => (await driver.rig.chips(page)).map(({ id }) => id);

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
    old = await chips();
  });

  it('before an update has one working offer after it', async () => {
    await driver.rig.install();
    if (await driver.isLocked()) await driver.unlock(password);
    await page.bringToFront();
    await until('one chip, of the new version', async () => {
      const [only, ...more] = await chips();
      return only !== undefined && more.length === 0 && !old.includes(only);
    });
    await saveByOffer(driver, page);
    expect(await driver.accounts()).toMatchObject([{ account: 'early@example.com', sites: [site.url] }]);
  });
});
