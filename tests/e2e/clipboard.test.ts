// The clipboard where the person has allowed it: written without a popup, and emptied only while it still holds the code. Both
// permissions are optional and asked for by a dialog of the browser. Firefox has a setting that says yes to it; in Chromium no test can
// answer: there a copy of the build requires them.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page, WebWorker } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { FirefoxRig } from './firefox-rig';
import { byId, press } from './popup-steps';
import { toolbarOf } from './toolbar-reading';
import { until } from './waiting';
import { pressKeys } from './way-steps';

const kind = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';

function requireRights(folder: string): void {
  cpSync(process.env.E2E_DIST ?? path.join('dist', kind), folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[]; optional_permissions: string[] };
  const granted = ['clipboardRead', 'clipboardWrite'];
  manifest.permissions.push(...granted);
  manifest.optional_permissions = manifest.optional_permissions.filter((one) => !granted.includes(one));
  writeFileSync(file, JSON.stringify(manifest));
}

declare const Services: { prefs: { setBoolPref(name: string, value: boolean): void } };

/** Sent into the browser's window. */
const sayYes = (): void => Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', false);

/** By the switch on the options page. */
async function allow(driver: RigDriver, rig: FirefoxRig): Promise<void> {
  await rig.inBrowser(sayYes);
  const options = await driver.options('clipboard');
  await press(options, 'clipboard-clear');
  await options.waitForSelector(`${byId('clipboard-clear')}[aria-checked="true"]`);
  await options.close();
}

describe('the clipboard', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  let tabId: number;
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-allowed-'));

  beforeAll(async () => {
    if (kind === 'chromium') requireRights(folder);
    site = await startSite();
    driver = await startDriver(kind === 'chromium' ? { dist: folder } : {});
    await driver.createVault('correct horse battery staple');
    await driver.addByHand({ issuer: 'Heroku', account: 'ada', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', site: site.url });
    if (driver.rig instanceof FirefoxRig) await allow(driver, driver.rig);
    page = await driver.newPage(`${site.url}/login`);
    tabId = await driver.rig.tabIdOf(page);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function pasted(): Promise<string> {
    await page.bringToFront();
    await page.$eval('#email', (box) => {
      (box as HTMLInputElement).value = '';
      (box as HTMLInputElement).focus();
    });
    await page.keyboard.down('Control');
    await page.keyboard.press('v');
    await page.keyboard.up('Control');
    return page.$eval('#email', (box) => (box as HTMLInputElement).value);
  }

  async function copy(): Promise<string> {
    await pressKeys(driver.rig, 'copy-code', page);
    await until('the tick', async () => (await toolbarOf(driver.rig, tabId)).text === '✓');
    return pasted();
  }

  /** The browser's alarm, which would come after half a minute. */
  async function halfAMinuteLater(): Promise<void> {
    const target = driver.browser.targets().find((one) => one.type() === 'service_worker');
    const worker = (await target?.worker()) as WebWorker;
    await worker.evaluate(() =>
      (chrome.alarms.onAlarm as unknown as { dispatch(alarm: object): void }).dispatch({ name: 'clear-clipboard', scheduledTime: 0 }),
    );
    await until('the code to be forgotten', () =>
      worker.evaluate(async () => (await chrome.storage.session.get('copiedCode')).copiedCode === undefined),
    );
  }

  it('takes a code without a popup, and the icon says so', async () => {
    expect(await copy()).toMatch(/^\d{6}$/);
    expect(await driver.rig.surfaces()).toEqual([]);
  });

  if (kind === 'chromium') {
    it('is emptied afterwards', async () => {
      await copy();
      await halfAMinuteLater();
      expect(await pasted()).toBe('');
    });

    it('is left alone where something else was copied since', async () => {
      await copy();
      await page.$eval('#email', (box) => {
        (box as HTMLInputElement).value = 'my own words';
        (box as HTMLInputElement).select();
      });
      await page.keyboard.down('Control');
      await page.keyboard.press('c');
      await page.keyboard.up('Control');
      await halfAMinuteLater();
      expect(await pasted()).toBe('my own words');
    });
  }
});
