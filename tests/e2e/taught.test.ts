// Fields that the person points at: offered a code, or none, from then on; kept in the vault; and what was seen, with the reasons.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import words from '../../public/_locales/en/messages.json';
import { startVictim, type VictimServer } from '../attack/victim-page';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { byId, press } from './popup-steps';
import { toolbarOf } from './toolbar-reading';
import { until } from './waiting';

const PASSWORD = 'a password for one test run';
let server: VictimServer;
let driver: RigDriver;
let page: Page;

const MISSED = '<label>Your reference<br><input id="field" name="reference" maxlength="6"></label>';
const FOUND = '<label>Enter the 6-digit code from your authenticator app<br><input id="field" name="otp" maxlength="6"></label>';
const served = (body: string): string =>
  `${server.origin}/parent?html=${encodeURIComponent(`<!doctype html><meta charset="utf-8"><title>Orders</title>${body}`)}`;

beforeAll(async () => {
  server = await startVictim();
  driver = await startDriver();
  await driver.createVault(PASSWORD);
  await driver.addByHand({ issuer: 'Harbour', account: 'a', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', site: server.origin });
  page = await driver.newPage(served(MISSED));
});
afterAll(async () => {
  await driver?.close();
  await server?.close();
});

const codeOffer = () => driver.waitForOffer(page, 'fill-code');
const noOffer = () => until('the offers to go', async () => (await driver.offers(page)).length === 0);

/** The options page beside it, on what was seen in it; with the page's frames looked at, whatever they say. */
async function seen(): Promise<Page> {
  await page.bringToFront();
  const options = await driver.options('seen');
  await options.waitForSelector(byId('seen-wake'));
  await press(options, 'seen-wake');
  await options.waitForSelector(`${byId('seen-frame')}[data-state="seen"]`);
  return options;
}

test('a field that nothing tells is offered a code once it was pointed at, and on the next visit', async () => {
  await driver.contextMenu(page, words.menuTeachCode.message, '#field');
  await codeOffer();
  await page.goto(served(MISSED));
  expect(await driver.accept(page, await codeOffer())).toMatchObject({ ok: true });
  expect(await page.$eval('#field', (box) => (box as HTMLInputElement).value)).toMatch(/^\d{6}$/);
});

test('while the vault is locked the menu says so, and once it is open the page is told', async () => {
  await page.goto(served(MISSED));
  await codeOffer();
  const tabId = await driver.rig.tabIdOf(page);
  await driver.lock();
  await page.goto(served(MISSED));
  await driver.contextMenu(page, words.menuTeachOther.message, '#field');
  await until('the icon to say it', async () => (await toolbarOf(driver.rig, tabId)).title === words.errorLocked.message);
  await driver.unlock(PASSWORD);
  await page.bringToFront();
  await codeOffer();
});

test('a field that is none is offered none any more', async () => {
  await page.goto(served(FOUND));
  await codeOffer();
  await driver.contextMenu(page, words.menuTeachOther.message, '#field');
  await noOffer();
  await page.goto(served(FOUND));
  const options = await seen();
  expect(await options.$$eval(byId('seen-finding'), (all) => all.length)).toBe(0);
  expect(await options.$eval(byId('seen-passed'), (one) => one.textContent)).toContain('+4 own:second-factor');
  await options.close();
  expect(await driver.offers(page)).toEqual([]);
});

test('what was seen is saved as a facts file without what was typed', async () => {
  await page.goto(served(MISSED));
  await page.type('#field', 'typed by hand');
  const options = await seen();
  expect(await axeProblems(options)).toEqual([]);
  await press(options, 'seen-save');
  // Firefox keeps the name with an empty file until the download has come.
  const file = await until('the whole file', async () => {
    const name = readdirSync(driver.rig.downloads).find((one) => one.endsWith('-facts.json'));
    const text = name === undefined ? '' : readFileSync(path.join(driver.rig.downloads, name), 'utf8');
    return text.endsWith('}\n') ? text : null;
  });
  await options.close();
  expect(JSON.parse(file)).toMatchObject({ expected: ['code authenticator 6'], facts: { version: 1, title: 'Orders' } });
  expect(file).not.toContain('typed by');
});

test('what is forgotten is forgotten in the page too', async () => {
  await page.goto(served(MISSED));
  await codeOffer();
  const options = await driver.options('taught');
  const mine = `${byId('taught-field')}[data-is="code"]`;
  await options.waitForSelector(mine);
  await clickOn(options, `${mine} ${byId('taught-forget')}`);
  await until('one to be left', async () => (await options.$$(byId('taught-field'))).length === 1);
  await options.close();
  await page.bringToFront();
  await noOffer();
});

test('a field in a closed shadow root can be pointed at', async () => {
  const closed = `<div id="host" style="width:300px"></div><script>document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML = '<input name="number" style="width:100%" maxlength="6">';</script>`;
  await page.goto(served(closed));
  // The right click of a person leaves the focus in the box.
  await page.click('#host');
  await driver.contextMenu(page, words.menuTeachCode.message, '#host');
  await codeOffer();
});
