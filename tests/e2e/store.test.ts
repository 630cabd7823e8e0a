// The store's contract and the vault's budgets on real IndexedDB and storage.local.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStoreExtension } from '../contract/store-extension';
import { launch } from './launch';
import type { Rig } from './rig';

declare global {
  var storeTests: import('../contract/run-in-page').StoreTests;
}

let scratch: string;
let rig: Rig;
let page: Page;

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'countersign-store-'));
  const target = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';
  rig = await launch({ dist: await buildStoreExtension(path.join(scratch, 'dist'), target) });
  page = await rig.openOwnPage('run.html');
  await page.waitForFunction(() => 'storeTests' in globalThis);
});
afterAll(async () => {
  await rig?.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('IndexedDB and storage.local', () => {
  it('keep the contract', async () => {
    const results = await page.evaluate(() => globalThis.storeTests.contract());
    expect(results.length).toBeGreaterThan(10);
    expect(results.filter(([, failure]) => failure !== null)).toEqual([]);
  });

  it.each([
    ['nothing', []],
    ['database', ['restored-from-shadow']],
    ['shadow', ['shadow-rebuilt']],
  ] as const)('survive the loss of %s', async (what, notices) => {
    const found = await page.evaluate((lost) => globalThis.storeTests.losing(lost), what);
    expect(found).toMatchObject({ state: { kind: 'ready', notices }, readable: 50, damaged: 0 });
  });

  it('lose no acknowledged edit to three writers at once', async () => {
    expect(await page.evaluate(() => globalThis.storeTests.racing())).toEqual({ acknowledged: 300, found: 300 });
  });

  it('open 10,000 items well within a second, and print how fast', async () => {
    for (const count of [10, 1000, 10_000]) {
      const times = await page.evaluate((size) => globalThis.storeTests.times(size), count);
      console.log(rig.browserName, JSON.stringify(times));
      expect(times.opening).toBeLessThan(1000);
    }
  });
});
