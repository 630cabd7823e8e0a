// *One tap*: a notification for a code prompt in a tab that is not in view. Its permission is asked for by a dialog of
// the browser, to which only Firefox lets a test say yes: in Chromium a copy of the build requires it. What is told of and when is in
// tests/background/prompt-notices.test.ts.

import { rmSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { base32 } from '../site/totp';
import { type RigDriver, startDriver } from './driver';
import { FirefoxRig } from './firefox-rig';
import { buildWith, drawNotifications, sayYes } from './granted';
import { until } from './waiting';
import { filledCode } from './walk';
import { notificationsSeenBy, pressNotification } from './way-steps';

const person = { email: 'ada@example.com', password: 'x' };
const secret = new Uint8Array(20).fill(7);

let site: Site;
let driver: RigDriver;
let page: Page;
/** The options: a page in front that is told which notifications are on screen. */
let other: Page;
let build: string | null = null;

beforeAll(async () => {
  build = process.env.E2E_BROWSER === 'firefox' ? null : buildWith(['notifications']);
  site = await startSite();
  driver = await startDriver(build === null ? {} : { dist: build });
  if (driver.rig instanceof FirefoxRig) {
    await driver.rig.inBrowser(sayYes);
    await driver.rig.inBrowser(drawNotifications);
  }
  await driver.createVault('correct horse battery staple');
  site.state.addUser('localhost', person.email, person.password).mfa = { secret, algorithm: 'SHA1', digits: 6, period: 30 };
  await driver.addByHand({ issuer: 'Heroku', account: person.email, secret: base32(secret), site: site.url });
  await driver.setting('promptNotices', true);
  page = await driver.newPage(site.url);
  other = await driver.options();
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
  if (build !== null) rmSync(build, { recursive: true, force: true });
});

/** Sends the password and is elsewhere when the site asks for the code. */
async function logInAndLeave(): Promise<void> {
  await page.bringToFront();
  await page.goto(`${site.url}/login`);
  await page.type('#email', person.email);
  await page.type('#password', person.password);
  await other.bringToFront();
  await Promise.all([page.waitForNavigation(), page.$eval('main form', (form) => form.requestSubmit())]);
}

const onScreen = (): Promise<string[]> => notificationsSeenBy(other);
const notification = () => until('a notification', async () => (await onScreen())[0]);
const inView = () => page.evaluate(() => document.visibilityState === 'visible');

it('a press shows the tab and fills the code', async () => {
  await logInAndLeave();
  const id = await notification();
  expect(await inView()).toBe(false);
  await pressNotification(driver.rig, id);
  await until('the code', async () => /^\d{6}$/.test(await filledCode(page)));
  await until('the tab in view', inView);
  await until('the notification to go', async () => (await onScreen()).length === 0);
});

it('a page that has gone on takes its notification along', async () => {
  await logInAndLeave();
  await notification();
  await page.goto(site.url);
  await until('the notification to go', async () => (await onScreen()).length === 0);
});
