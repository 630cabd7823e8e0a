// The list: dragged into an order, sorted by use, several accounts at once.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { byId, press, readAccounts, rowOf, typeInto, words } from './popup-steps';
import { until } from './waiting';

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX';
const names = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Ivy', 'Juniper', 'Larch', 'Maple'];

/** Read from the top: a list may have been scrolled, or be drawn anew in the middle of it. */
async function orderOf(page: Page): Promise<string> {
  await page.$$eval(byId('scroller'), (lists) => lists[0]?.scrollTo(0, 0));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return (await readAccounts(page)).map(({ issuer }) => issuer.slice(0, 1)).join('');
}
const order = (page: Page, wanted: string): Promise<boolean> => until(`the order ${wanted}`, async () => (await orderOf(page)) === wanted);
const says = (page: Page, wanted: string): Promise<boolean> =>
  until(`the words ${wanted}`, async () => (await words(page, 'status')) === wanted);
const selectedCount = async (page: Page, wanted: number): Promise<void> => {
  await page.waitForSelector(`${byId('select-count')}[data-count="${wanted}"]`);
};
const selectedRows = (page: Page): Promise<string> =>
  page.$$eval('[data-testid="account-row"][aria-selected="true"] [data-part="issuer"]', (all) =>
    all.map((one) => one.textContent?.trim().slice(0, 1)).join(''),
  );

/** The middle of a row. */
async function middleOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const row = await rowOf(page, name);
  return page.$eval(row, (element) => {
    const box = element.getBoundingClientRect();
    return { x: box.x + 60, y: box.y + box.height / 2 };
  });
}

/** Takes a row by the mouse and holds it over another, below (1) or above (-1) its middle. */
async function holdOver(page: Page, name: string, over: string, by: 1 | -1): Promise<void> {
  await page.$eval(byId('scroller'), (list) => list.scrollTo(0, 0));
  const from = await middleOf(page, name);
  const to = await middleOf(page, over);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 8);
  await page.mouse.move(to.x, to.y + 20 * by, { steps: 4 });
  await page.waitForSelector('.account.dragged');
}

async function withKeys(page: Page, held: 'Shift' | 'Control', act: () => Promise<unknown>): Promise<void> {
  await page.keyboard.down(held);
  await act();
  await page.keyboard.up(held);
}

describe('lists', () => {
  let driver: RigDriver;
  let page: Page;

  beforeAll(async () => {
    driver = await startDriver();
    await driver.createVault('correct horse battery staple');
    const file = path.join(driver.rig.downloads, 'trees.txt');
    writeFileSync(file, names.map((name) => `otpauth://totp/${name}:tree?secret=${secret}${name[0]}&issuer=${name}`).join('\n'));
    expect((await driver.importFile(file)).added).toBe(names.length);
    page = await driver.popup();
    await order(page, 'ABCDEFGHIJLM');
  });
  afterAll(() => driver?.close());

  it('is dragged into another order, with a line where it lands, and undone', async () => {
    await holdOver(page, 'Alder', 'Cedar', 1);
    const line = await page.$eval(byId('drop-line'), (one) => one.getBoundingClientRect().y);
    const cedar = await page.$eval(await rowOf(page, 'Cedar'), (one) => one.getBoundingClientRect().bottom);
    expect(Math.abs(line + 1.5 - cedar)).toBeLessThan(2);
    await page.mouse.up();
    await says(page, 'Moved Alder.');
    await order(page, 'BCADEFGHIJLM');
    expect(await page.$('[data-testid="select-bar"]')).toBeNull();
    await press(page, 'undo');
    await order(page, 'ABCDEFGHIJLM');
  });

  it('stays as it was when Escape lets go of the row', async () => {
    await holdOver(page, 'Alder', 'Cedar', 1);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.account.dragged', { hidden: true });
    await page.mouse.up();
    expect(await page.$(byId('drop-line'))).toBeNull();
    expect(await orderOf(page)).toBe('ABCDEFGHIJLM');
  });

  it('scrolls on at its edge, beside a page as well', async () => {
    const panel = await driver.rig.openOwnPage('src/popup/panel.html');
    await panel.setViewport({ width: 340, height: 420 });
    await order(panel, 'ABCDEFGHIJLM');
    await panel.$eval(byId('scroller'), (list) => list.scrollTo(0, 0));
    const from = await middleOf(panel, 'Birch');
    await panel.mouse.move(from.x, from.y);
    await panel.mouse.down();
    const bottom = await panel.$eval(byId('scroller'), (list) => list.getBoundingClientRect().bottom);
    await panel.mouse.move(from.x, from.y + 10);
    await panel.mouse.move(from.x, bottom - 4, { steps: 3 });
    await until('the end of the list', () =>
      panel.$eval(byId('scroller'), (list) => list.scrollTop + list.clientHeight >= list.scrollHeight - 1),
    );
    await panel.mouse.move(from.x, bottom - 6);
    await panel.mouse.up();
    await order(panel, 'ACDEFGHIJLMB');
    await panel.close();
    await page.bringToFront();
    await order(page, 'ACDEFGHIJLMB');
  });

  it('selects by mouse and by keys, and says how many', async () => {
    await page.$eval(byId('scroller'), (list) => list.scrollTo(0, 0));
    await withKeys(page, 'Control', async () => clickOn(page, `${await rowOf(page, 'Cedar')} [data-part="issuer"]`));
    await selectedCount(page, 1);
    await withKeys(page, 'Shift', async () => clickOn(page, `${await rowOf(page, 'Elm')} [data-part="issuer"]`));
    await selectedCount(page, 3);
    expect(await selectedRows(page)).toBe('CDE');
    expect(await page.$eval('#accounts', (grid) => grid.getAttribute('aria-multiselectable'))).toBe('true');
    expect(await words(page, 'select-count')).toBe('3 selected');
    expect(await axeProblems(page)).toEqual([]);
    await clickOn(page, `${await rowOf(page, 'Alder')} [data-part="issuer"]`);
    await selectedCount(page, 4);
    await press(page, 'select-end');
    await page.waitForSelector(byId('select-bar'), { hidden: true });
    await page.focus(byId('search'));
    await withKeys(page, 'Shift', () => page.keyboard.press('ArrowDown'));
    await selectedCount(page, 2);
    await withKeys(page, 'Shift', () => page.keyboard.press('ArrowUp'));
    await selectedCount(page, 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await selectedCount(page, 2);
    expect(await selectedRows(page)).toBe('AD');
  });

  it('gives them a tag, which search finds, and takes it back', async () => {
    await press(page, 'select-tag');
    await typeInto(page, 'tag-name', 'forest');
    expect(await axeProblems(page)).toEqual([]);
    await press(page, 'tag-submit');
    await says(page, 'Tagged 2 accounts “forest”.');
    await page.waitForSelector(byId('select-bar'), { hidden: true });
    await typeInto(page, 'search', 'forest');
    await order(page, 'AD');
    await press(page, 'undo');
    await page.waitForSelector(byId('no-hits'));
    await page.keyboard.press('Escape');
  });

  it('pins them, deletes all of them at once and brings them back at once', async () => {
    await page.focus(byId('search'));
    await order(page, 'ACDEFGHIJLMB');
    await withKeys(page, 'Control', () => page.keyboard.press('End'));
    await withKeys(page, 'Shift', () => page.keyboard.press('ArrowUp'));
    await selectedCount(page, 2);
    await press(page, 'select-pin');
    await says(page, 'Pinned 2 accounts.');
    await order(page, 'MBACDEFGHIJL');
    await press(page, 'undo');
    await order(page, 'ACDEFGHIJLMB');
    await press(page, 'select-open');
    await press(page, 'select-all');
    await selectedCount(page, names.length);
    await clickOn(page, `${await rowOf(page, 'Alder')} [data-part="issuer"]`);
    await selectedCount(page, names.length - 1);
    await press(page, 'select-trash');
    await says(page, 'Deleted 11 accounts.');
    await order(page, 'A');
    await press(page, 'undo');
    await order(page, 'ACDEFGHIJLMB');
  });

  it('exports those alone', async () => {
    // a tab that the extension opens is not among the pages that Firefox shows to a test
    if (driver.browserName === 'firefox') return;
    await page.focus(byId('search'));
    await withKeys(page, 'Control', () => page.keyboard.press('Home'));
    await withKeys(page, 'Shift', () => page.keyboard.press('ArrowDown'));
    await selectedCount(page, 2);
    const opened = driver.browser.waitForTarget((target) => target.url().endsWith('#export'), { timeout: 10_000 });
    await press(page, 'select-export');
    const options = await (await opened).page();
    if (options === null) throw new Error('no page');
    await options.waitForSelector(`${byId('export-only')}[data-count="2"]`);
    await options.waitForSelector(`${byId('export-preview')}[data-carried="2"]`);
    await press(options, 'export-all');
    await options.waitForSelector(`${byId('export-preview')}[data-carried="${names.length}"]`);
    await options.close();
  });

  it('stands in the order of use when it is opened again, and does not move before', async () => {
    await driver.setting('listOrder', 'recent');
    page = await driver.popup();
    for (const name of ['Fir', 'Hazel']) {
      await clickOn(page, `${await rowOf(page, name)} [data-part="issuer"]`);
      await clickOn(page, `${await rowOf(page, name)} ${byId('copy')}`);
      await says(page, `Copied the code of ${name}.`);
    }
    expect(await orderOf(page)).toBe('ACDEFGHIJLMB');
    await page.close();
    page = await driver.popup();
    await order(page, 'HFACDEGIJLMB');
    await page.focus(byId('search'));
    await page.keyboard.down('Alt');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Alt');
    await says(page, 'The list sorts itself now. Choose your own order in the settings under Appearance.');
    expect(await page.$('.account-grip')).toBeNull();
  });
});
