// A locked vault with two accounts for the page: unlocking is not yet the answer, and a double click on Unlock must not become one.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { base32, type Enrolment, matchingStep } from '../site/totp';
import { askingSurface, confirm } from './confirm-steps';
import { type RigDriver, startDriver } from './driver';
import { pressChip } from './offer-steps';
import { byId } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const form =
  '<title>Log in</title><form><label>Authentication code <input id="code" autocomplete="one-time-code" maxlength="6"></label></form>';

const second: Enrolment = { secret: new Uint8Array(20).fill(9), algorithm: 'SHA1', digits: 6, period: 30 };

let driver: RigDriver;
let server: Server;
let page: Page;

beforeAll(async () => {
  server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(form));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const site = `http://localhost:${(server.address() as AddressInfo).port}`;
  driver = await startDriver();
  await driver.createVault(password);
  await driver.setting('confirmInWindow', true);
  await driver.addByHand({ issuer: 'First', account: 'ada', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', site });
  await driver.addByHand({ issuer: 'Second', account: 'ops', secret: base32(second.secret), site });
  await driver.lock();
  page = await driver.newPage(site);
});
afterAll(async () => {
  await driver?.close();
  server?.close();
});

it('asks which account after the password, and arms anew', async () => {
  const offer = await driver.waitForOffer(page, 'unlock');
  await pressChip(driver.rig, page, offer);
  const surface = await until('the window', () => askingSurface(driver.rig));
  await surface.type(byId('unlock-password'), password);
  // As it comes up: half a second later it may be armed.
  await surface.run((root) => {
    new MutationObserver((_, observer) => {
      const armed = root.querySelector('[data-testid="confirm-accept"]')?.getAttribute('data-armed');
      if (!armed) return;
      root.documentElement.dataset.firstArmed = armed;
      observer.disconnect();
    }).observe(root, { subtree: true, childList: true, attributes: true });
  });
  await surface.click(byId('unlock-submit'));
  const armed = await until('the question', () => surface.run((root) => root.documentElement.dataset.firstArmed ?? null));
  expect(armed).toBe('false');
  expect(await surface.run((root) => root.querySelectorAll('[data-testid="confirm-account"]').length)).toBe(2);
  expect(await page.$eval('#code', (field) => (field as HTMLInputElement).value)).toBe('');
  await confirm(surface, 'Second');
  const filled = await until('the code', () => page.$eval('#code', (field) => (field as HTMLInputElement).value || null));
  expect(matchingStep(second, filled, Date.now())).not.toBeNull();
});
