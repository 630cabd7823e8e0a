// Exports on the options page: what stays behind is said, the password is asked for, and another hand can read the file.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import jsqr from 'jsqr';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as independent from '../core/formats/independent';
import { SECRET } from '../core/formats/sealing';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { byId, press, typeInto, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const filePassword = 'another one for the file';

/** The one file that came; partial downloads have names of their own. */
const download = (driver: RigDriver, beginning: string): Promise<string> =>
  until('the export to be downloaded', async () => {
    const name = readdirSync(driver.rig.downloads).find((one) => one.startsWith(beginning) && !/\.(part|crdownload|tmp)$/.test(one));
    const text = name === undefined ? '' : readFileSync(path.join(driver.rig.downloads, name), 'utf8');
    return text === '' ? null : text;
  });

/** Which targets' forms come into the page from now on: one that came twice lost what was typed into the first. */
const watchForms = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const forms: string[] = [];
    Object.assign(globalThis, { forms });
    new MutationObserver((records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node instanceof HTMLFormElement && node.dataset.target !== undefined) forms.push(node.dataset.target);
    }).observe(document.body, { childList: true, subtree: true });
  });

async function chooseTarget(page: Page, target: string): Promise<void> {
  await page.select(byId('export-target'), target);
  // The form of the target before has the same boxes.
  await page.waitForSelector(`[data-target="${target}"] ${byId('export-password')}`);
}

describe('exports', () => {
  let driver: RigDriver;
  let page: Page;
  beforeAll(async () => {
    driver = await startDriver();
    await driver.createVault(password);
    await driver.addByHand({ issuer: 'Example', account: 'ada', secret: SECRET });
    await driver.addByHand({ issuer: 'Bank', account: 'token', secret: 'JBSWY3DPEHPK3PXP', type: 'hotp', counter: 7 });
    page = await driver.options('export');
  });
  afterAll(() => driver?.close());

  it('saves a sealed file after the password, and no file after a wrong one', async () => {
    await chooseTarget(page, 'aegis');
    expect(await axeProblems(page)).toEqual([]);
    await typeInto(page, 'export-file-password', filePassword);
    await typeInto(page, 'export-password', 'wrong');
    await press(page, 'export-submit');
    await page.waitForSelector(`${byId('export-password')}[aria-invalid="true"]`);
    await typeInto(page, 'export-password', password);
    await press(page, 'export-submit');
    const { lines } = independent.ofAegis(await download(driver, 'countersign-to-aegis'), filePassword);
    expect([...lines].sort()).toEqual(['Bank|token|hotp|JBSWY3DPEHPK3PXP|SHA1|6|7', `Example|ada|totp|${SECRET}|SHA1|6|30`]);
  });

  it('says what stays behind, and leaves it out', async () => {
    await watchForms(page);
    await chooseTarget(page, 'bitwarden');
    await page.waitForSelector(`${byId('export-preview')}[data-carried="1"][data-left="1"]`);
    expect(await words(page, 'export-left-hotp')).toContain('Bank · token');
    expect(await page.evaluate(() => (globalThis as unknown as { forms: string[] }).forms)).toEqual(['bitwarden']);
    await press(page, 'export-protect');
    await typeInto(page, 'export-password', password);
    await press(page, 'export-submit');
    const { items } = independent.ofBitwarden(await download(driver, 'countersign-to-bitwarden'), null);
    expect(items.map(({ name }) => name)).toEqual(['Example']);
  });

  it('shows Google Authenticator its codes, which a camera reads', async () => {
    await chooseTarget(page, 'google');
    await typeInto(page, 'export-password', password);
    await press(page, 'export-submit');
    await page.waitForSelector(`${byId('export-codes')}[data-page="1"][data-pages="1"]`);
    const picture = await page.$eval(byId('export-code'), (svg) => {
      const side = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
      const modules = [...(svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => [
        Number(x),
        Number(y),
      ]);
      return { side, modules };
    });
    const size = picture.side * 4;
    const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
    for (const [x = 0, y = 0] of picture.modules)
      for (let dy = 0; dy < 4; dy++)
        for (let dx = 0; dx < 4; dx++) pixels.fill(0, ((y * 4 + dy) * size + x * 4 + dx) * 4, ((y * 4 + dy) * size + x * 4 + dx) * 4 + 3);
    const text = jsqr(pixels, size, size)?.data ?? '';
    expect([...independent.ofGoogle(text)].map((line) => line.split('|').slice(0, 3).join('|')).sort()).toEqual([
      'Bank|token|hotp',
      'Example|ada|totp',
    ]);
  });

  it('puts keys on paper', async () => {
    await typeInto(page, 'again-password', password);
    await press(page, 'again-submit');
    await page.waitForSelector(byId('export-sheet'));
    expect(await words(page, 'export-sheet')).toContain('GEZD GNBV GY3T QOJQ');
    expect(await words(page, 'export-sheet')).toContain('counter 7');
  });
});
