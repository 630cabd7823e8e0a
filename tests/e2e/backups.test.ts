// Backups that make themselves, as files on a real disk, and the test of a backup. When they are made is in
// tests/background/auto-backup.test.ts.

import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackup } from '../../scripts/open-backup.mjs';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { FirefoxRig } from './firefox-rig';
import { buildWith, sayYes } from './granted';
import { openOptions } from './options-steps';
import { byId, press, typeInto, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const kind = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';

describe('backups without asking', () => {
  let driver: RigDriver;
  let page: Page;
  let build: string | null = null;

  beforeAll(async () => {
    build = kind === 'chromium' ? buildWith(['downloads']) : null;
    driver = await startDriver(build === null ? {} : { dist: build });
    if (driver.rig instanceof FirefoxRig) await driver.rig.inBrowser(sayYes);
    await driver.createVault(password);
    await driver.addByHand({ issuer: 'Heroku', account: 'ada', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
  });
  afterAll(async () => {
    await driver?.close();
    if (build !== null) rmSync(build, { recursive: true });
  });

  /** Whole files, oldest first. Under a remote protocol that says where downloads go, Chromium gives them names of its own. */
  const files = (): string[] =>
    readdirSync(driver.rig.downloads, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && !/\.(part|crdownload|tmp)$/.test(one.name))
      .map((one) => path.join(one.parentPath, one.name))
      .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  const issuersIn = async (file: string): Promise<string[]> =>
    (await openBackup(readFileSync(file, 'utf8'), password)).items.map((item: { issuer: string }) => item.issuer);
  const shown = (): Promise<string | null> =>
    page.$eval(byId('auto-backup-last'), (line) => line.getAttribute('data-file')).catch(() => null);

  it('are on after one password, and the first is on disk then, where the page says', async () => {
    page = await openOptions(driver.rig, 'backup');
    await typeInto(page, 'auto-backup-password', password);
    await press(page, 'auto-backup-start');
    await page.waitForSelector(`${byId('auto-backup')}[data-on="true"] ${byId('auto-backup-last')}`, { timeout: 40_000 });
    const [file, ...others] = files();
    expect(others).toEqual([]);
    if (kind === 'firefox') expect(file).toMatch(/Countersign backups\/countersign-[0-9a-f]{8}-1\.txt$/);
    expect(await shown()).toBe(file);
    expect(await issuersIn(file as string)).toEqual(['Heroku']);
    expect(await words(page, 'auto-backup-next')).toBe('Nothing has changed since.');
  });

  it('make another before the vault locks, because something has changed', async () => {
    await driver.addByHand({ issuer: 'Later', account: 'ada', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' });
    await driver.lock();
    await until('a second file', async () => files().length === 2, 30_000);
    const [first, second] = files();
    expect(await issuersIn(first as string)).toEqual(['Heroku']);
    expect((await issuersIn(second as string)).sort()).toEqual(['Heroku', 'Later']);
  });

  it('a test of a backup says what it lacks, and changes nothing', async () => {
    await driver.unlock(password);
    const test = async (file: string, given: string): Promise<void> => {
      await page.bringToFront();
      const input = (await page.waitForSelector(byId('restore-file'))) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(file);
      await typeInto(page, 'restore-password', given);
      await press(page, 'restore-test');
    };
    const [first, second] = files() as [string, string];
    await test(second, password);
    await page.waitForSelector(`${byId('backup-tested')}[data-same="true"]`, { timeout: 40_000 });
    await test(first, password);
    await page.waitForSelector(`${byId('backup-tested')}[data-same="false"] ${byId('testedMissing')}[data-count="1"]`, { timeout: 40_000 });
    expect(await words(page, 'testedMissing')).toContain('Later');
    expect(await axeProblems(page)).toEqual([]);
    expect((await driver.accounts()).map(({ issuer }) => issuer).sort()).toEqual(['Heroku', 'Later']);
  });
});
