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
import { openOptions, restoreFrom } from './options-steps';
import { byId, press, rowOf, typeInto, words } from './popup-steps';
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

  it('an entry damaged in both copies is named in its row, leads to its way back, and a backup repairs it', async () => {
    const list = await driver.popup();
    const row = await rowOf(list, 'Later');
    await list.close();
    await page.evaluate(damageRecord, /data-id="(\w+)"/.exec(row)?.[1] ?? '');
    const popup = await driver.popup();
    await popup.waitForSelector(`${row} ${byId('damaged-open')}`, { timeout: 10_000 });
    expect((await driver.accounts()).map(({ issuer, code }) => [issuer, code !== '']).sort()).toEqual([
      ['Heroku', true],
      ['Later', false],
    ]);
    await popup.bringToFront();
    await press(popup, 'damaged-open');
    await popup.waitForSelector(`${byId('damaged')} ${byId('damaged-restore')}`, { timeout: 10_000 });
    expect(await axeProblems(popup)).toEqual([]);
    await page.bringToFront();
    expect(await restoreFrom(page, files().at(-1) as string, password)).toMatchObject({ ok: true });
    expect(await words(page, 'restore-message')).toContain('1 damaged entry was repaired.');
    // It hears that the entry can be read, and goes back to the list.
    await popup.bringToFront();
    await popup.waitForSelector(`${row} [data-part="code"][data-code]`, { timeout: 10_000 });
    await popup.close();
  });

  if (kind === 'chromium')
    it('go into a folder that was picked, and say so when the browser or the person has taken it away', async () => {
      await page.bringToFront();
      await page.evaluate(pickPrivateFolder);
      await press(page, 'folder-pick');
      await page.waitForSelector(`${byId('backup-place')}[data-place="folder"][data-folder="Stick"]`, { timeout: 40_000 });
      await page.waitForSelector(`${byId('auto-backup-last')}[data-file^="Stick/countersign-"]`, { timeout: 10_000 });
      const [text, ...more] = await page.evaluate(textsInFolder);
      expect(more).toEqual([]);
      expect((await openBackup(text as string, password)).items).toHaveLength(2);
      await page.evaluate(removeFolder);
      await press(page, 'auto-backup-now');
      await page.waitForSelector(`${byId('auto-backup')}[data-failure="folder-gone"]`, { timeout: 10_000 });
      expect(await axeProblems(page)).toEqual([]);
      const popup = await driver.popup();
      await popup.waitForSelector(`${byId('notice')}[data-code="backupNeedsFolder"]`, { timeout: 10_000 });
      await popup.close();
      await page.bringToFront();
      await press(page, 'folder-pick');
      await page.waitForSelector(`${byId('auto-backup')}:not([data-failure])`, { timeout: 40_000 });
      expect(await page.evaluate(textsInFolder)).toHaveLength(1);
    });

  it('bring everything back when both copies were deleted, and no new vault is offered before', async () => {
    const file = files().at(-1) as string;
    const own = await driver.options('restore');
    await own.evaluate(deleteBothCopies);
    await own.close();
    await driver.killBackground();
    const popup = await driver.popup();
    await popup.waitForSelector(byId('vault-lost'), { timeout: 10_000 });
    expect(await popup.$(byId('create-password'))).toBeNull();
    expect(await axeProblems(popup)).toEqual([]);
    await popup.close();
    expect(await driver.restoreBackup(file, password)).toMatchObject({ ok: true });
    expect((await driver.accounts()).map(({ issuer }) => issuer).sort()).toEqual(['Heroku', 'Later']);
  });
});

// Sent into pages of the extension.

/** In the place of the browser's dialog, which no remote protocol can answer: a folder of the origin's own, of the same kind. */
function pickPrivateFolder(): void {
  const fake = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('Stick', { create: true });
  Object.assign(globalThis, { showDirectoryPicker: fake });
}

async function textsInFolder(): Promise<string[]> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Stick');
  const texts: string[] = [];
  for await (const one of folder.values()) if (one instanceof FileSystemFileHandle) texts.push(await (await one.getFile()).text());
  return texts;
}

const removeFolder = async (): Promise<void> => (await navigator.storage.getDirectory()).removeEntry('Stick', { recursive: true });

async function deleteBothCopies(): Promise<void> {
  await chrome.storage.local.clear();
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('vault-1');
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
}

/** Runs in a page of the extension: other bytes in the place of one record, in both copies. */
async function damageRecord(id: string): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('vault-1');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction('objects', 'readwrite', { durability: 'strict' });
  transaction.objectStore('objects').put(new Uint8Array(300), `record/${id}`);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
  const { 'vault/marker': marker } = (await chrome.storage.local.get('vault/marker')) as { 'vault/marker': { vaultId: string } };
  await chrome.storage.local.set({ [`vault/${marker.vaultId}/record/${id}`]: btoa('\0'.repeat(300)) });
}
