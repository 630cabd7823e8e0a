// Recovery codes from the page that shows them to the login that takes one, on every markup of the test site.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { RECOVERY_MARKUPS } from '../site/variants';
import { askingSurface } from './confirm-steps';
import { type RigDriver, startDriver } from './driver';
import { ending, press, typeInto } from './popup-steps';
import { revealCodes } from './recovery-steps';
import { until } from './waiting';
import { fillByOffer, logIn, logOut, openSetup, saveByOffer, sendCode, signUp } from './walk';

const PASSWORD = 'correct horse battery staple';
const person = { email: 'ada@example.org', password: 'a password' };
let site: Site;
let driver: RigDriver;
let page: Page;

beforeAll(async () => {
  site = await startSite();
  driver = await startDriver();
  await driver.createVault(PASSWORD);
  page = await driver.newPage(site.url);
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
});

const known = (): readonly { text: string; used: boolean }[] => site.state.user('localhost', person.email)?.recovery ?? [];

async function keepByOffer(): Promise<string> {
  const { ok, message } = await driver.accept(page, await driver.waitForOffer(page, 'save-recovery-codes'));
  expect(message).toMatch(/kept/i);
  expect(ok).toBe(true);
  return message ?? '';
}

/** As far as the page that asks for a recovery code. */
async function askedForOne(query = ''): Promise<void> {
  await logOut(page, site.url);
  await logIn(page, site.url, person, query);
  await page.goto(`${site.url}/login/recovery${query}`);
}

async function useOne(): Promise<string> {
  const { ok, message } = await driver.accept(page, await driver.waitForOffer(page, 'fill-recovery-code'));
  expect({ ok, message }).toEqual({ ok: true, message: expect.anything() });
  expect(await sendCode(page)).toBe('/account');
  return message ?? '';
}

describe('the guided finish', () => {
  it('offers the next page’s codes to the account that was just set up', async () => {
    await signUp(page, site.url, person);
    await openSetup(page, site.url, '?period=5&recovery=ul');
    await saveByOffer(driver, page);
    await fillByOffer(driver, page, 5);
    expect(await sendCode(page)).toBe('/account/mfa/recovery');
    await keepByOffer();
    expect(await driver.recoverySets(page)).toEqual([{ site: site.url, account: person.email, left: 10, total: 10 }]);
    expect(await driver.offers(page)).toEqual([]);
  });

  it('fills the next one at login, marks it used and says what is left', async () => {
    await askedForOne();
    const message = await useOne();
    if (message !== '') expect(message).toContain('9');
    expect(await driver.recoverySets(page)).toMatchObject([{ left: 9, total: 10 }]);
    expect(known().map(({ used }) => used)).toEqual([true, ...Array(9).fill(false)]);
  });

  it('fills the one whose number is asked for', async () => {
    await askedForOne('?ask=number');
    await useOne();
    expect(known().filter(({ used }) => used)).toHaveLength(2);
  });

  it('unlocks first where the vault is locked', async () => {
    await askedForOne();
    await driver.lock();
    await page.bringToFront();
    const { ok } = await driver.accept(page, await driver.waitForOffer(page, 'unlock'));
    expect(ok).toBe(true);
    expect(await page.$eval('#recovery', (field) => (field as HTMLInputElement).value)).toBe(
      known()[1]?.used ? known()[2]?.text : known()[1]?.text,
    );
    expect(await sendCode(page)).toBe('/account');
    expect(await driver.recoverySets(page)).toMatchObject([{ left: 7, total: 10 }]);
  });

  it('shows them in the popup after the password, as the site knows them', async () => {
    const popup = await driver.popup(page);
    expect(await revealCodes(popup, PASSWORD)).toEqual(known().map(({ text }) => text));
    expect(await popup.$$('.recovery-codes .used')).toHaveLength(3);
    await popup.close();
  });
});

describe('by other ways', () => {
  it('the popup fills one where the page asks, and says where it does not', async () => {
    await askedForOne();
    const fromPopup = async () => {
      const popup = await driver.popup(page);
      await press(popup, 'recovery-open');
      await press(popup, 'recovery-fill');
      const end = await ending(popup);
      await popup.close();
      await page.bringToFront();
      return end;
    };
    expect(await fromPopup()).toEqual({ ok: true, message: expect.stringMatching(/6 left/) });
    expect(await page.$eval('#recovery', (field) => (field as HTMLInputElement).value)).toBe(known()[3]?.text);
    expect(await sendCode(page)).toBe('/account');
    expect(await fromPopup()).toMatchObject({ ok: false });
  });

  it('nothing leaves for a chip under a cover', async () => {
    await askedForOne();
    const chip = await driver.waitForOffer(page, 'fill-recovery-code');
    await page.evaluate(() => {
      const over = document.createElement('div');
      over.popover = 'manual';
      over.style.cssText = 'inset:0;width:100vw;height:100vh;border:0;background:#fff;pointer-events:none';
      document.body.append(over);
      over.showPopover();
    });
    const [x, y] = [chip.box.x + chip.box.width / 2, chip.box.y + chip.box.height / 2];
    await page.mouse.move(x - 6, y);
    await page.mouse.move(x, y, { steps: 5 });
    await page.mouse.click(x, y);
    await until('the question that comes instead', async () => (await askingSurface(driver.rig)) !== null, 8_000);
    expect(await page.$eval('#recovery', (field) => (field as HTMLInputElement).value)).toBe('');
    await (await askingSurface(driver.rig))?.click('[data-testid="confirm-cancel"]');
    await logIn(page, site.url, person);
    await page.goto(`${site.url}/login/recovery`);
    await useOne();
  });
});

describe('codes shown as', () => {
  it.each(RECOVERY_MARKUPS)('%s replace the set that was there', async (markup) => {
    await page.goto(`${site.url}/account/mfa/recovery?recovery=${markup}`);
    await Promise.all([page.waitForNavigation(), page.click('#regenerate')]);
    expect(await keepByOffer()).toMatch(/trash/);
    expect(await driver.recoverySets(page)).toMatchObject([{ left: markup === 'struck' ? 8 : 10, total: 10 }]);
  });
});

describe('a set with few codes left', () => {
  it('takes the place of another, and leads to the page that makes new ones', async () => {
    await driver.addRecoveryCodes('ab12-cd34-ef\ngh56-ij78-kl', site.url);
    expect(await driver.recoverySets(page)).toMatchObject([{ left: 2, total: 2 }]);
    const popup = await driver.popup(page);
    await press(popup, 'recovery-open');
    await press(popup, 'recovery-new-codes');
    const opened = await until('the page of the site', async () =>
      (await driver.browser.pages()).find((one) => one !== page && one.url() === `${site.url}/account/mfa/recovery`),
    );
    await opened.close();
    await popup.close();
  });

  it('makes room again for the one it replaced', async () => {
    await driver.undo();
    expect(await driver.recoverySets(page)).toMatchObject([{ left: 8, total: 10 }]);
    await page.bringToFront();
  });
});

describe('codes that cannot be kept at once', () => {
  const regenerate = async () => {
    await page.goto(`${site.url}/account/mfa/recovery?recovery=ul`);
    await Promise.all([page.waitForNavigation(), page.click('#regenerate')]);
  };
  it('are kept after the vault was unlocked', async () => {
    await driver.lock();
    await page.bringToFront();
    await regenerate();
    const { ok } = await driver.accept(page, await driver.waitForOffer(page, 'save-recovery-codes'));
    expect(ok).toBe(true);
    const popup = await driver.popup(page);
    expect(await revealCodes(popup, PASSWORD)).toEqual(known().map(({ text }) => text));
    await popup.close();
  });

  it('ask whose they are where several accounts can be meant', async () => {
    await driver.addByHand({ issuer: 'Harbour', account: 'bob@example.org', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', site: site.url });
    await page.bringToFront();
    await regenerate();
    const offer = await driver.waitForOffer(page, 'save-recovery-codes');
    expect(await driver.accept(page, offer, { account: 'bob@example.org' })).toMatchObject({ ok: true });
    const sets = await driver.recoverySets(page);
    expect(sets.map(({ account }) => account).toSorted()).toEqual([person.email, 'bob@example.org']);
  });
});

describe('pasted codes', () => {
  it('come out of a site’s file too', async () => {
    const file = path.join(driver.rig.downloads, 'heroku-recovery-codes.txt');
    await writeFile(file, 'Heroku recovery codes\nGenerated 2026-11-24\n\nab12cd34\nef56gh78\nij90kl12\n');
    const page = await driver.options('recovery-add');
    const chooser = await page.waitForSelector('[data-testid="recovery-file"]');
    await (chooser as ElementHandle<HTMLInputElement>).uploadFile(file);
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[data-testid="recovery-text"]')?.value.includes('ab12'));
    await typeInto(page, 'recovery-site', 'heroku.com');
    await press(page, 'recovery-submit');
    expect(await ending(page)).toMatchObject({ ok: true });
    await page.close();
    expect(await driver.recoverySets()).toContainEqual({ site: 'https://heroku.com', account: null, left: 3, total: 3 });
  });

  it('go to the account of their site, or stand alone', async () => {
    await driver.addRecoveryCodes('Codes of Example\n1. ab12-cd34\n2. ef56-gh78 (used)\n3. ij90-kl12', 'https://example.com');
    const sets = await driver.recoverySets();
    expect(sets).toContainEqual({ site: 'https://example.com', account: null, left: 2, total: 3 });
    await expect(driver.addRecoveryCodes('nothing to see here', 'https://example.com')).rejects.toThrow(/recovery codes/i);
  });
});
