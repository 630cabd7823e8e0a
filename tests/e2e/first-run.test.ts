// From the install to the first code: the welcome page, a password, the practice site, and nothing of it left at the end.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { openOptions } from './options-steps';
import { byId, ending, press, typeInto, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';

describe('the first run', () => {
  let driver: RigDriver;
  let page: Page;
  let begun: number;

  const outcome = async (id: string, wanted: 'ok' | 'error'): Promise<string | null> => {
    await page.waitForSelector(`${byId(id)}[data-outcome="${wanted}"]`, { timeout: 10_000 });
    return words(page, id);
  };

  beforeAll(async () => {
    driver = await startDriver();
    begun = Date.now();
  });
  afterAll(() => driver?.close());

  it('greets once', () => expect(driver.rig.greetings).toBe(1));

  it('makes a vault on the welcome page', async () => {
    page = await openOptions(driver.rig, 'welcome');
    await page.waitForSelector(`${byId('step-access')}[data-done="true"]`);
    await typeInto(page, 'create-password', password);
    await typeInto(page, 'create-password-repeat', password);
    await press(page, 'create-submit');
    await page.waitForSelector(`${byId('step-password')}[data-done="true"]`, { timeout: 20_000 });
    expect(await words(page, 'shortcut')).toMatch(/2/);
    expect(await axeProblems(page)).toEqual([]);
  });

  it('saves the practice account out of the pixels of its QR code, and shows its first code', async () => {
    await press(page, 'practice-open');
    await press(page, 'practice-capture');
    expect(await ending(page)).toEqual({ ok: true, message: 'Saved Practice site.' });
    await page.waitForSelector(byId('practice-code'));
    await press(page, 'practice-fill');
    await until('the code to be filled', async () => /^\d{6}$/.test(await typed()));
    expect(Date.now() - begun).toBeLessThan(60_000);
    const [account] = await driver.accounts();
    expect(account).toMatchObject({ issuer: 'Practice site', account: 'you', type: 'totp' });
  });

  it('is as strict as a site: takes the code once, and no other', async () => {
    await page.bringToFront();
    await press(page, 'practice-verify');
    expect(await outcome('practice-answer', 'ok')).toMatch(/accepted/);
    await press(page, 'practice-verify');
    expect(await outcome('practice-answer', 'error')).toMatch(/already/);
    await typeInto(page, 'practice-code', '0');
    await press(page, 'practice-verify');
    await until('another answer', async () => /not the code/.test((await words(page, 'practice-answer')) ?? ''));
  });

  it('keeps its recovery codes with the account, and uses each once', async () => {
    await press(page, 'practice-keep');
    for (const left of [3, 2]) {
      await press(page, 'practice-recovery-fill');
      await until('one less to be left', async () => (await words(page, 'practice-left'))?.startsWith(`${left} `));
      await press(page, 'practice-recovery-verify');
      expect(await outcome('practice-recovery-answer', 'ok')).toMatch(/accepted/);
    }
  });

  it('has no barrier in either theme, and help neither', async () => {
    for (const scheme of ['light', 'dark']) {
      await page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), scheme);
      expect(await axeProblems(page)).toEqual([]);
    }
    const help = await openOptions(driver.rig, 'help');
    await help.waitForSelector(byId('help'));
    expect(await axeProblems(help)).toEqual([]);
    await help.close();
    await page.bringToFront();
  });

  it('leaves nothing behind and touches nothing else', async () => {
    await driver.addByHand({ issuer: 'Real', account: 'me', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
    await page.bringToFront();
    await press(page, 'practice-end');
    await until('the account to go', async () => (await page.$(byId('practice-code'))) === null);
    expect((await driver.accounts()).map(({ issuer }) => issuer)).toEqual(['Real']);
    const popup = await driver.popup();
    await popup.waitForSelector(byId('account-row'));
    expect(await popup.$$(byId('account-row'))).toHaveLength(1);
    await popup.close();
    await page.bringToFront();
    await page.close();
  });

  const typed = (): Promise<string> => page.$eval(byId('practice-code'), (field) => (field as HTMLInputElement).value);
});
