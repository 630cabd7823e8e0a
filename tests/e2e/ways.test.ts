// Every way to a code that begins outside of the page: keys, menus, the address bar, and what the toolbar icon says.

import { HOTP, Secret } from 'otpauth';
import type { Page } from 'puppeteer';
import qrcode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { base32 } from '../site/totp';
import { askingSurface, confirm, unlockIn } from './confirm-steps';
import { type RigDriver, startDriver } from './driver';
import { FirefoxRig } from './firefox-rig';
import { isMenuItemChecked } from './firefox-ways';
import { byId, endOf, rowOf, stageOf } from './popup-steps';
import { toolbarOf } from './toolbar-reading';
import { until } from './waiting';
import { filledCode, logIn, openSetup, sendCode, signUp } from './walk';
import { chooseMenuItem, pressKeys } from './way-steps';

const password = 'correct horse battery staple';
const person = { email: 'ada@example.com', password: 'x' };
const secret = new Uint8Array(20).fill(7);
const PERIOD = 4;

let site: Site;
let driver: RigDriver;
let page: Page;
let tabId: number;

beforeAll(async () => {
  site = await startSite();
  driver = await startDriver();
  await driver.createVault(password);
  site.state.addUser('localhost', person.email, person.password).mfa = { secret, algorithm: 'SHA1', digits: 6, period: PERIOD };
  await driver.addByHand({ issuer: 'Heroku', account: person.email, secret: base32(secret), period: PERIOD, site: site.url });
  await driver.addByHand({ issuer: 'Other <i>', account: 'b&b', secret: base32(secret), digits: 8, site: 'https://other.example' });
  page = await driver.newPage(site.url);
  tabId = await driver.rig.tabIdOf(page);
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
});

const filled = (): Promise<string> => until('a code in the field', async () => (await filledCode(page)) || null, PERIOD * 2_500);

/** Chromium's menu is drawn where nobody can look, and its extension API does not say what it holds. */
async function checkMark(expected: boolean): Promise<void> {
  const { rig } = driver;
  if (!(rig instanceof FirefoxRig)) return;
  await until('the check mark to follow', async () => (await isMenuItemChecked(rig, page, 'never-offer', 'h1')) === expected);
}

async function pasted(): Promise<string> {
  await page.goto(`${site.url}/login`);
  await page.bringToFront();
  await page.focus('#email');
  await page.keyboard.down('Control');
  await page.keyboard.press('v');
  await page.keyboard.up('Control');
  return page.$eval('#email', (box) => (box as HTMLInputElement).value);
}

describe('the toolbar icon', () => {
  it('counts the accounts of the site in front, in words too', async () => {
    await page.goto(site.url);
    await until('the badge and its words', async () => {
      const { text, title } = await toolbarOf(driver.rig, tabId);
      return text === '1' && title.includes('localhost');
    });
  });
});

describe('keys', () => {
  it('fill the code of this site', async () => {
    await logIn(page, site.url, person);
    await driver.command('fill-this-site', page);
    expect(await filled()).toMatch(/^\d{6}$/);
    expect(await sendCode(page)).toBe('/account');
  });

  it('copy the code of this site and say so', async () => {
    await page.goto(site.url);
    await driver.command('copy-code', page);
    expect(await pasted()).toMatch(/^\d{6}$/);
  });

  it('count a counter-based code only where it is copied', async () => {
    const own = site.at('127.0.0.1', 'http');
    await driver.addByHand({ issuer: 'Counter', secret: base32(secret), type: 'hotp', counter: 0, site: own });
    const asked = async () => {
      await page.goto(own);
      await pressKeys(driver.rig, 'copy-code', page);
      const surface = await until('the popup', async () => (await driver.rig.surfaces())[0]);
      await until('the button', () => surface.run((root, button) => root.querySelector(button) !== null, byId('copy-now-submit')));
      return surface;
    };
    await asked();
    await driver.rig.closeToolbarPopup();
    const surface = await asked();
    await surface.click(byId('copy-now-submit'));
    await until('the popup to say so', () => surface.run(endOf));
    await driver.rig.closeToolbarPopup();
    expect(await pasted()).toBe(new HOTP({ secret: Secret.fromBase32(base32(secret)) }).generate({ counter: 0 }));
  });

  it('save what the page shows', async () => {
    await signUp(page, site.url, { email: 'new@example.com', password: 'x' });
    await openSetup(page, site.url);
    await driver.waitForOffer(page, 'save-account');
    await driver.command('capture-qr', page);
    await until('the account', async () => (await driver.accounts(page)).some(({ account }) => account === 'new@example.com'), 15_000);
    await page.bringToFront();
  });

  it('save a code that shows only while it is pointed at', async () => {
    await page.goto(site.url);
    const uri = 'otpauth://totp/Hover:hover%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ&issuer=Hover';
    const src = await qrcode.toDataURL(uri, { width: 240 });
    await page.evaluate((picture) => {
      const style = Object.assign(document.createElement('style'), {
        textContent: '#spot img{display:none}#spot:hover img{display:block}',
      });
      const spot = Object.assign(document.createElement('div'), { id: 'spot', textContent: 'Point here' });
      spot.append(Object.assign(document.createElement('img'), { src: picture }));
      document.head.append(style);
      document.body.prepend(spot);
    }, src);
    await page.hover('#spot');
    await driver.command('capture-qr', page);
    await until('the account', async () => (await driver.accounts(page)).some(({ account }) => account === 'hover@example.com'), 15_000);
    await page.bringToFront();
  });
});

describe('menus', () => {
  it('fill the very field that was pointed at', async () => {
    await logIn(page, site.url, person);
    await chooseMenuItem(driver.rig, page, 'fill', '#code');
    // Two accounts belong here by now: which one is asked.
    const surface = await until('the question', () => askingSurface(driver.rig));
    await confirm(surface, person.email);
    expect(await filled()).toMatch(/^\d{6}$/);
    expect(await sendCode(page)).toBe('/account');
  });

  it('switch a site off and on', async () => {
    await logIn(page, site.url, person);
    await driver.waitForOffer(page, 'fill-code');
    await driver.contextMenu(page, 'Never offer on this site', 'h1');
    await until('the offers to go', async () => (await driver.offers(page)).length === 0);
    await checkMark(true);
    await driver.contextMenu(page, 'never-offer', 'h1');
    await driver.waitForOffer(page, 'fill-code');
    await checkMark(false);
  });

  it('read the code in an image', async () => {
    await signUp(page, site.url, { email: 'third@example.com', password: 'x' });
    await openSetup(page, site.url);
    await driver.contextMenu(page, 'Read QR code from this image', 'main img');
    await until('the account', async () => (await driver.accounts(page)).some(({ account }) => account === 'third@example.com'), 15_000);
    await page.bringToFront();
  });
});

describe('the address bar', () => {
  it('suggests names, never codes', async () => {
    await page.goto(site.url);
    const { suggestions } = await driver.omnibox('2fa other');
    expect(suggestions.join('\n')).toContain('Other <i> · b&b · other.example');
    expect(suggestions.join(' ')).not.toMatch(/\d{5,}/);
    expect(await pasted()).toMatch(/^\d{8}$/);
  });

  it('fills where it is told to', async () => {
    await logIn(page, site.url, person);
    await driver.omnibox(`fill ${person.email}`);
    expect(await filled()).toMatch(/^\d{6}$/);
  });

  it('never fills the code of another site', async () => {
    await logIn(page, site.url, person);
    await driver.omnibox('fill other');
    await until('the refusal', async () => (await toolbarOf(driver.rig, tabId)).text === '!');
    expect(await filledCode(page)).toBe('');
  });

  it('says that the vault is locked, and asks for the password', async () => {
    await driver.lock();
    await page.bringToFront();
    const { suggestions } = await driver.omnibox('heroku');
    expect(suggestions.join('\n')).toMatch(/locked/i);
    const surface = await until('the popup', () => askingSurface(driver.rig));
    await surface.run((root) => root.defaultView?.close()).catch(() => undefined);
    await until('the popup to go', async () => (await driver.rig.surfaces()).length === 0);
  });
});

describe('a locked vault', () => {
  it('counts nothing', async () => {
    await page.goto(site.url);
    await until('the badge to go', async () => (await toolbarOf(driver.rig, tabId)).text === '');
  });

  it('fills by keys once it is open', async () => {
    await logIn(page, site.url, person);
    await driver.command('fill-this-site', page);
    const surface = await until('the password to be asked for', () => askingSurface(driver.rig));
    await unlockIn(surface, password);
    // Several accounts belong here by now.
    await until('the question', async () => (await surface.run(stageOf)) === 'confirming');
    await confirm(surface, person.email);
    expect(await filled()).toMatch(/^\d{6}$/);
  });
});

describe('the list beside the page', () => {
  it('stays open, follows the tab in front and fills it', async () => {
    await logIn(page, site.url, person);
    const panel = await driver.rig.openOwnPage('src/popup/panel.html');
    await panel.waitForSelector(byId('account-row'));
    expect(await panel.$(byId('fill'))).toBeNull();
    await page.bringToFront();
    await panel.waitForSelector(byId('fill'));
    // As a click in it: the page in front stays in front.
    const row = await rowOf(panel, person.email);
    await panel.$eval(`${row} ${byId('fill')}`, (button) => (button as HTMLButtonElement).click());
    expect(await filled()).toMatch(/^\d{6}$/);
    expect(panel.isClosed()).toBe(false);
    await panel.close();
  });
});
