// The ways into the vault beside the password, each through the interface: made, tried, used from the locked vault, and gone again.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { ended, start } from './passkey-walk';
import { byId, ending, press, typeInto, words } from './popup-steps';
import { plugInto, type VaultAuthenticator } from './vault-authenticator';
import { until } from './waiting';

const password = 'correct horse battery staple';
const firefox = process.env.E2E_BROWSER === 'firefox';

let site: Site;
let driver: RigDriver;
let options: Page;
let authenticator: VaultAuthenticator;

const way = (type: string): string => `[data-testid="way"][data-type="${type}"]`;
/** The list is asked for again after each act: there once the way is. */
const listed = (type: string) => options.waitForSelector(way(type), { timeout: 10_000 });
const gone = (type: string) => options.waitForSelector(way(type), { hidden: true, timeout: 10_000 });

/** Locks through the popup; the options page shows how it may be opened. */
async function lock(): Promise<void> {
  await driver.lock();
  await options.bringToFront();
  await options.waitForSelector(byId('locked'));
}
const openAgain = () => options.waitForSelector(way('password'), { timeout: 20_000 });

beforeAll(async () => {
  site = await startSite();
  driver = await startDriver();
  await driver.createVault(password);
  await driver.addByHand({ issuer: 'Kept', account: 'ada', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
  options = await driver.options('ways-in');
  await listed('password');
});
afterAll(async () => {
  await authenticator?.unplug().catch(() => undefined);
  await driver?.close();
  await site?.close();
});

let recoveryKey: string;

it('makes a recovery key, and keeps it only when it was typed back right', async () => {
  await press(options, 'add-recovery-key');
  await typeInto(options, 'again-password', password);
  await press(options, 'again-submit');
  const sheet = await options.waitForSelector(byId('recovery-key'), { timeout: 20_000 });
  recoveryKey = (await sheet?.evaluate((one) => one.getAttribute('data-key'))) ?? '';
  expect(recoveryKey).toMatch(/^([A-Z2-7]{4}-){8}[A-Z2-7]{4}$/);
  const other = recoveryKey[10] === 'A' ? 'C' : 'A';
  await typeInto(options, 'typed-back-recovery-key', `${recoveryKey.slice(0, 10)}${other}${recoveryKey.slice(11)}`);
  await press(options, 'typed-back-submit');
  await until('the wrong group to be named', () => options.evaluate(() => /group 3/.test(document.body.innerText)));
  expect(await options.$(way('recovery'))).toBeNull();
  await typeInto(options, 'recovery-key-name', 'In the desk');
  await typeInto(options, 'typed-back-recovery-key', recoveryKey.toLowerCase().replaceAll('-', ' '));
  await press(options, 'typed-back-submit');
  await listed('recovery');
  expect(await options.evaluate(() => document.body.innerText.includes('In the desk'))).toBe(true);
});

it('opens the locked vault with the recovery key, and says which group to look at', async () => {
  await lock();
  const popup = await driver.popup();
  await press(popup, 'way-recovery');
  await typeInto(popup, 'unlock-recovery-key', `${recoveryKey.startsWith('Z') ? 'Y' : 'Z'}${recoveryKey.slice(1)}`);
  await press(popup, 'unlock-submit');
  expect(await until('the popup to say what is wrong', () => words(popup, 'unlock-error'))).toContain('group 1');
  await typeInto(popup, 'unlock-recovery-key', recoveryKey);
  await press(popup, 'unlock-submit');
  await popup.waitForSelector(byId('search'), { timeout: 20_000 });
  await popup.close();
  await openAgain();
});

it('makes a passkey, tries it, and opens the locked vault with it', async () => {
  await options.bringToFront();
  authenticator = await plugInto(driver.rig, options, true);
  await press(options, 'add-passkey');
  await typeInto(options, 'passkey-name', 'Finger');
  await typeInto(options, 'passkey-password', password);
  await press(options, 'passkey-submit');
  await listed('passkey');
  await clickOn(options, `${way('passkey')} ${byId('way-test')}`);
  await options.waitForSelector(byId('panel-test'), { hidden: true, timeout: 20_000 });
  expect(await ending(options)).toMatchObject({ ok: true, message: expect.stringContaining('Finger') });
  await lock();
  await press(options, 'way-passkey');
  await openAgain();
});

it('puts the question of a page before the person again once a passkey has opened the vault', async () => {
  const page = await driver.newPage(`${site.url}/webauthn/experiments?user=ada`);
  await start(page, 'create');
  await (await driver.nextApproval()).approve();
  await ended(page);
  await driver.lock();
  await page.bringToFront();
  await start(page, 'get');
  await driver.nextApproval();
  await driver.rig.closeToolbarPopup();
  await options.bringToFront();
  await options.waitForSelector(byId('locked'));
  await press(options, 'way-passkey');
  await openAgain();
  await (await driver.nextApproval()).approve();
  expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
  await page.close();
});

it('says so where the authenticator refuses, or cannot do it, and keeps nothing', async () => {
  await options.bringToFront();
  await authenticator.setUserVerified(false);
  await clickOn(options, `${way('passkey')} ${byId('way-test')}`);
  await until('the refusal', () => words(options, 'way-problem'));
  await press(options, 'way-cancel');
  if (firefox) return; // its virtual authenticators all have the extension
  await authenticator.unplug();
  authenticator = await plugInto(driver.rig, options, false);
  await press(options, 'add-passkey');
  await typeInto(options, 'passkey-password', password);
  await press(options, 'passkey-submit');
  expect(await until('the words', () => words(options, 'passkey-error'))).toMatch(/prf/);
  expect(await options.$$(way('passkey'))).toHaveLength(1);
});

it('a PIN opens after a lock and a killed background, and five wrong ones end it', async () => {
  await options.bringToFront();
  await press(options, 'set-pin');
  await typeInto(options, 'pin-new', '2580');
  await typeInto(options, 'pin-repeat', '2580');
  await typeInto(options, 'pin-password', password);
  await press(options, 'pin-submit');
  await listed('pin');
  await lock();
  const record = () =>
    options.evaluate(async () => {
      const { pin } = (await chrome.storage.session.get('pin')) as { pin?: { tries: number } };
      return pin?.tries ?? null;
    });
  let popup = await driver.popup();
  await typeInto(popup, 'unlock-pin', '0000');
  await press(popup, 'unlock-submit');
  await until('four tries to be left', async () => (await words(popup, 'unlock-error'))?.includes('4'));
  await driver.rig.killBackground();
  expect(await record()).toBe(1);
  await typeInto(popup, 'unlock-pin', '2580');
  await press(popup, 'unlock-submit');
  await popup.waitForSelector(byId('search'), { timeout: 20_000 });
  await popup.close();
  await openAgain();
  expect(await record()).toBe(0);
  await lock();
  // As if four had been wrong and the wait were over: the waits are the unit tests' matter.
  await options.evaluate(async () => {
    const { pin } = (await chrome.storage.session.get('pin')) as { pin: object };
    await chrome.storage.session.set({ pin: { ...pin, tries: 4, notBefore: 0 } });
  });
  popup = await driver.popup();
  await typeInto(popup, 'unlock-pin', '0000');
  await press(popup, 'unlock-submit');
  await popup.waitForSelector(byId('pin-gone'));
  expect(await record()).toBeNull();
  await typeInto(popup, 'unlock-password', password);
  await press(popup, 'unlock-submit');
  await popup.waitForSelector(byId('search'), { timeout: 20_000 });
  await popup.close();
  await openAgain();
});

it('a forgotten password is replaced by the recovery key', async () => {
  await options.bringToFront();
  await press(options, 'change-by-recovery');
  await typeInto(options, 'change-recovery-key', recoveryKey);
  await typeInto(options, 'change-next', 'another horse entirely');
  await typeInto(options, 'change-repeat', 'another horse entirely');
  await press(options, 'change-submit');
  await options.waitForSelector(byId('change-current'), { timeout: 20_000 });
});

it('a change of the vault key drops the other ways and nothing else', async () => {
  await options.bringToFront();
  await listed('recovery');
  await press(options, 'rotate');
  await options.waitForSelector(byId('rotate-loses'));
  await typeInto(options, 'again-password', 'another horse entirely');
  await press(options, 'again-submit');
  await gone('recovery');
  await gone('passkey');
  expect((await driver.accounts()).map(({ issuer }) => issuer)).toEqual(['Kept']);
  await lock();
  expect(await options.$(byId('way-recovery'))).toBeNull();
  expect(await driver.unlock(password)).toMatchObject({ ok: false });
  expect(await driver.unlock('another horse entirely')).toMatchObject({ ok: true });
});
