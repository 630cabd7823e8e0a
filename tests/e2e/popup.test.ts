// The popup as a person with a keyboard has it: search, choose, delete and undo, codes that turn, and what a screen reader is told.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems as problems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { byId, press, readAccounts, rowsAnswered, typeInto, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const accounts = [
  { issuer: 'Heroku', account: 'ada@example.org', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', period: 5 },
  { issuer: 'GitHub', account: 'ada', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', digits: 8 },
  { issuer: 'Bank', account: 'token', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', type: 'hotp' as const },
  { issuer: 'Steam', account: 'ada', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', type: 'steam' as const },
];

/** By its id: its words change with the seconds. */
const chosen = (page: Page): Promise<string> => page.$eval('[data-testid="account-row"][aria-selected="true"]', (row) => row.id);
const fieldText = (page: Page, id: string): Promise<string> => page.$eval(byId(id), (one) => (one as HTMLInputElement).value);

describe('the popup', () => {
  let driver: RigDriver;
  let page: Page;

  beforeAll(async () => {
    driver = await startDriver();
    page = await driver.popup();
    await page.waitForSelector(byId('create-password'));
  });
  afterAll(() => driver?.close());

  it('greets without a barrier, and says how good a password is', async () => {
    expect(await problems(page)).toEqual([]);
    await typeInto(page, 'create-password', 'password');
    await page.waitForSelector('[data-testid="strength"][data-score="0"]');
    await typeInto(page, 'create-password', 'password but a much longer one, Ada!');
    await page.waitForSelector('[data-testid="strength"][data-score="4"]');
  });

  it('refuses two passwords that differ and creates nothing', async () => {
    await typeInto(page, 'create-password-repeat', 'something else');
    await press(page, 'create-submit');
    await page.waitForSelector('[aria-invalid="true"]');
    await page.close();
    page = await driver.popup();
    await page.waitForSelector(byId('create-password'));
    await page.close();
  });

  it('shows what was added, without a barrier', async () => {
    await driver.createVault(password);
    for (const account of accounts) await driver.addByHand(account);
    page = await driver.popup();
    expect((await readAccounts(page)).map(({ issuer }) => issuer).toSorted()).toEqual(['Bank', 'GitHub', 'Heroku', 'Steam']);
    expect(await problems(page)).toEqual([]);
  });

  it('moves the choice by arrows while the search box keeps the focus', async () => {
    const first = await chosen(page);
    await page.keyboard.press('ArrowDown');
    await until('another choice', async () => (await chosen(page)) !== first);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('search');
    const active = await page.$eval(byId('search'), (box) => box.getAttribute('aria-activedescendant'));
    expect(await page.$eval('[aria-selected="true"]', (row) => row.id)).toBe(active);
    await page.keyboard.press('ArrowUp');
    await until('the first choice again', async () => (await chosen(page)) === first);
  });

  it('searches as letters are typed, says how many there are, and Escape gives all back', async () => {
    await page.keyboard.type('hub');
    await rowsAnswered(page, 1);
    await until('the count to be said', async () => (await words(page, 'count')) === '1 account found');
    await page.keyboard.type('zzz');
    await page.waitForSelector(byId('no-hits'));
    await page.keyboard.press('Escape');
    await until('all rows', async () => (await page.$$(byId('account-row'))).length === accounts.length);
    expect(await fieldText(page, 'search')).toBe('');
  });

  it('deletes with Delete, and Ctrl+Z brings it back', async () => {
    await page.keyboard.type('steam');
    await rowsAnswered(page, 1);
    await page.keyboard.press('Delete');
    await page.waitForSelector(byId('undo'));
    await page.waitForSelector(byId('no-hits'));
    expect(await words(page, 'status')).toBe('Deleted Steam.');
    await page.keyboard.press('Escape');
    await until('the query to go', async () => (await fieldText(page, 'search')) === '');
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    await until('all rows', async () => (await page.$$(byId('account-row'))).length === accounts.length);
  });

  it('turns a code at its second, to the one it announced', async () => {
    const heroku = (await readAccounts(page)).find(({ issuer }) => issuer === 'Heroku');
    // Seen from inside the page: how long a busy machine takes to ask is not the popup's.
    const { announced, came, at } = await until('a turn', () =>
      page.$eval(`[data-id="${heroku?.id}"]`, (row) => {
        const before = row.querySelector('[data-part="code"]')?.getAttribute('data-code');
        const next = row.querySelector('[data-part="next"]')?.getAttribute('data-code');
        if (!before || !next) return null;
        return new Promise<{ announced: string; came: string; at: number }>((resolve) => {
          new MutationObserver(() => {
            const now = row.querySelector('[data-part="code"]')?.getAttribute('data-code');
            if (now && now !== before) resolve({ announced: next, came: now, at: Date.now() % 5_000 });
          }).observe(row, { attributes: true, childList: true, subtree: true });
        });
      }),
    );
    expect(came).toBe(announced);
    expect(at).toBeLessThan(1_000);
  });

  it('uses up a counter-based code only when asked, and shows it', async () => {
    const bank = (await readAccounts(page)).find(({ issuer }) => issuer === 'Bank');
    expect(bank?.code).toBe('');
    await clickOn(page, `[data-id="${bank?.id}"] ${byId('next-code')}`);
    const shown = await until('its code', () =>
      page.$eval(`[data-id="${bank?.id}"]`, (row) => row.querySelector('[data-part="code"]')?.getAttribute('data-code') ?? null),
    );
    expect(shown).toBe('755224');
  });

  it('says by the field what is wrong with a new account', async () => {
    await press(page, 'add-open');
    await press(page, 'add-key-open');
    await typeInto(page, 'add-secret', '0189');
    await press(page, 'add-submit');
    await until('the complaint', () => words(page, 'add-error'));
    expect(await page.$eval(byId('add-secret'), (one) => one.getAttribute('aria-invalid'))).toBe('true');
    await press(page, 'add-more');
    expect(await problems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector(byId('search'));
  });

  it('lists its keys', async () => {
    await page.keyboard.type('?');
    await page.waitForSelector('.keys');
    expect(await problems(page)).toEqual([]);
    await page.close();
  });

  it('settings have no barrier, in both themes', async () => {
    const options = await driver.options();
    expect(await problems(options)).toEqual([]);
    await options.close();
    await driver.setting('theme', 'dark');
    const dark = await driver.options();
    expect(await dark.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    expect(await problems(dark)).toEqual([]);
    await dark.close();
  });

  it('a locked vault asks for its password and shows nothing else', async () => {
    await driver.lock();
    const locked = await driver.popup();
    await locked.waitForSelector(byId('unlock-password'));
    expect(await problems(locked)).toEqual([]);
    expect(await locked.$(byId('account-row'))).toBeNull();
    await typeInto(locked, 'unlock-password', 'not this');
    await press(locked, 'unlock-submit');
    expect(await until('the refusal', () => words(locked, 'unlock-error'))).toBe('That is not the password.');
    await locked.close();
  });
});
