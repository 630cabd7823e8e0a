// The chip as a person and a page meet it, apart from attacks (attack.test.ts) and from what fields do (fill.test.ts).

import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startVictim, type VictimServer } from '../attack/victim-page';
import { askingSurface, unlockIn } from './confirm-steps';
import { type RigDriver, startDriver } from './driver';
import { until } from './waiting';

const PASSWORD = 'a password for one test run';
let server: VictimServer;
let driver: RigDriver;
let page: Page;

beforeAll(async () => {
  server = await startVictim();
  driver = await startDriver();
  await driver.createVault(PASSWORD);
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  await driver.addByHand({ issuer: 'Harbour', account: 'a', secret, type: 'hotp', counter: 0, site: server.origin });
});
afterEach(async () => {
  await page.close();
  // A popup that is still there, with bad news or on its way out, would be taken for the next test's.
  await until('the popup to close', async () => {
    const left = await driver.rig.surfaces();
    for (const surface of left) await surface.run((root) => root.defaultView?.close()).catch(() => undefined);
    return left.length === 0;
  });
});
afterAll(async () => {
  await driver?.close();
  await server?.close();
});

const FIELD =
  '<label>Enter the 6-digit code from your authenticator app<br><input id="otp" autocomplete="one-time-code" maxlength="6"></label>';

/** Any page on the account's own origin. */
const served = (body: string): string =>
  `${server.origin}/parent?html=${encodeURIComponent(`<!doctype html><meta charset="utf-8"><title>Two-factor authentication</title>${body}`)}`;

async function open(body: string): Promise<void> {
  page = await driver.newPage(served(body));
}
const value = (): Promise<string> => page.$eval('#otp', (box) => (box as HTMLInputElement).value);
const codeOffer = () => driver.waitForOffer(page, 'fill-code');
const shown = async (): Promise<number> => (await driver.rig.chips(page)).length;

test('the page sees a host with one attribute, and no words', async () => {
  await open(FIELD);
  await codeOffer();
  const host = await page.evaluate(() => {
    const [found] = [...document.querySelectorAll('*')].filter((one) => one.localName.includes('-'));
    return {
      attributes: found?.getAttributeNames(),
      text: found?.textContent,
      root: found?.shadowRoot,
      children: found?.childNodes.length,
    };
  });
  expect(host).toEqual({ attributes: ['popover'], text: '', root: null, children: 0 });
});

test('beside the field, never on it, and along with it', async () => {
  await open(`<div style="padding:40px">${FIELD}</div>`);
  await codeOffer();
  const apart = async (): Promise<boolean> => {
    const [chip] = await driver.rig.chips(page);
    const field = await page.$eval('#otp', (box) => box.getBoundingClientRect().toJSON() as DOMRect);
    if (chip === undefined) return false;
    const { x, y, width, height } = chip.box;
    const touches = x < field.x + field.width && field.x < x + width && y < field.y + field.height && field.y < y + height;
    return !touches && Math.abs(y + height / 2 - (field.y + field.height / 2)) < 80;
  };
  await until('the chip beside the field', apart);
  await page.evaluate(() => {
    document.body.style.paddingTop = '260px';
  });
  await until('the chip to follow', apart);
  await page.evaluate(() => {
    document.documentElement.style.setProperty('zoom', '0.8');
  });
  await until('the chip beside the smaller field', apart);
});

test('gone while its field is out of sight', async () => {
  await open(`<div id="box" style="height:200px;overflow:auto">${FIELD}<div style="height:2000px"></div></div>`);
  await codeOffer();
  await page.$eval('#box', (box) => box.scrollTo(0, 1000));
  await until('the chip to hide', async () => (await shown()) === 0);
  await page.$eval('#box', (box) => box.scrollTo(0, 0));
  await until('the chip to come back', async () => (await shown()) === 1);
});

test('dismissed stays dismissed', async () => {
  await open(FIELD);
  await driver.dismiss(page, await codeOffer());
  await page.evaluate(() => document.body.append(document.createElement('input')));
  await page.focus('#otp');
  await page.keyboard.type('1');
  await page.keyboard.press('Backspace');
  await expect(driver.waitForOffer(page, 'fill-code', 1_000)).rejects.toThrow();
});

test('in a modal dialog, where all else is inert', async () => {
  await open(`<dialog>${FIELD}</dialog><script>document.querySelector('dialog').showModal()</script>`);
  expect(await driver.accept(page, await codeOffer())).toMatchObject({ ok: true });
  expect(await value()).toMatch(/^\d{6}$/);
});

test('by keyboard', async () => {
  await open(FIELD);
  expect(await driver.accept(page, await codeOffer(), { by: 'keyboard' })).toMatchObject({ ok: true });
  expect(await value()).toMatch(/^\d{6}$/);
});

test('what stands in the field already stays, and the chip says so', async () => {
  await open(FIELD);
  const offer = await codeOffer();
  await page.type('#otp', '12');
  const { ok, message } = await driver.accept(page, offer);
  expect(ok).toBe(false);
  expect(message).toMatch(/already/);
  expect(await value()).toBe('12');
});

test('in a frame it is asked about first', async () => {
  await open(`<iframe src="${server.origin}/" style="width:800px;height:500px"></iframe>`);
  const offer = await codeOffer();
  expect(offer.frameUrl).toBe(`${server.origin}/`);
  expect(await driver.accept(page, offer)).toMatchObject({ ok: true });
  const frame = page.frames().find((one) => one.url() === `${server.origin}/`);
  expect(await frame?.$eval('#otp', (box) => (box as HTMLInputElement).value)).toMatch(/^\d{6}$/);
});

// In Firefox the empty document and the one after it have one window.
test('a frame that comes later, with a document of its own, gets its offer', async () => {
  await open('<p>Wait</p>');
  await page.evaluate((html) => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width:800px;height:500px';
    frame.srcdoc = html;
    document.body.append(frame);
  }, `<!doctype html><meta charset="utf-8">${FIELD}`);
  expect((await codeOffer()).frameUrl).toBe('about:srcdoc');
});

test('an offer survives the worker that made it', async () => {
  await open(FIELD);
  const offer = await codeOffer();
  await driver.killBackground();
  expect(await driver.accept(page, offer)).toMatchObject({ ok: true });
  expect(await value()).toMatch(/^\d{6}$/);
});

test('unlocking fills the field that asked for it', async () => {
  await driver.lock();
  await open(FIELD);
  const offer = await driver.waitForOffer(page, 'unlock');
  const [x, y] = [offer.box.x + 40, offer.box.y + offer.box.height / 2];
  await page.mouse.move(x - 5, y);
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
  const surface = await until('the unlock form', () => askingSurface(driver.rig));
  await unlockIn(surface, PASSWORD);
  await until('the field to be filled', async () => /^\d{6}$/.test(await value()), 15_000);
  await until('the chip to say so', async () => (await driver.rig.chips(page)).some((chip) => chip.outcome === 'ok'));
});
