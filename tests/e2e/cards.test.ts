// An account on its card: looked at, edited, undone, moved to a phone, deleted and brought back, by mouse and by keys.

import jsqr from 'jsqr';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from './axe';
import { cardSites, fact, openCard, saveCard, shownQr } from './card-steps';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { byId, press, readAccounts, rowsAnswered, typeInto, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

async function undoByKey(page: Page): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('z');
  await page.keyboard.up('Control');
}

describe('cards', () => {
  let driver: RigDriver;
  let page: Page;

  beforeAll(async () => {
    driver = await startDriver();
    await driver.createVault(password);
    await driver.addByHand({ issuer: 'Heroku', account: 'ada@example.org', secret, site: 'id.heroku.com' });
    await driver.addByHand({ issuer: 'Bank', account: 'token', secret, type: 'hotp', counter: 7 });
    page = await driver.popup();
  });
  afterAll(() => driver?.close());

  it('opens from the list by the arrow key and goes back by Escape', async () => {
    await page.waitForSelector(`[data-testid="account-row"][aria-selected="true"] [data-code]`);
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('[data-testid="card"][data-mode="view"]');
    expect(await page.$eval('[data-part="card-issuer"]', (one) => one.textContent)).toBe('Heroku');
    expect(await page.$eval('[data-part="card-code"]', (one) => one.getAttribute('data-code'))).toMatch(/^\d{6}$/);
    expect(await cardSites(page)).toEqual(['https://id.heroku.com']);
    expect(await fact(page, 'parameters')).toBe('6 digits every 30 seconds, SHA-1');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector(byId('search'));
  });

  it('is edited: names, sites in both forms, tags, note and pin', async () => {
    await openCard(page, 'Heroku');
    await press(page, 'card-edit');
    await typeInto(page, 'edit-issuer', 'Heroku (work)');
    await typeInto(page, 'edit-site-new', 'not a site');
    await press(page, 'edit-site-add');
    await page.waitForSelector(`${byId('edit-site-new')}[aria-invalid="true"]`);
    await typeInto(page, 'edit-site-new', 'https://bücher.example/login');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-origin="https://xn--bcher-kva.example"]');
    await typeInto(page, 'edit-site-new', 'her0ku.com');
    await press(page, 'edit-site-add');
    await page.waitForSelector('[data-origin="https://her0ku.com"] [data-reason="look-alike"]');
    await clickOn(page, `[data-origin="https://her0ku.com"] ${byId('edit-site-remove')}`);
    await typeInto(page, 'edit-tags', 'work, hosting');
    await page.type(byId('edit-note'), 'Second line\nis kept');
    await press(page, 'edit-pinned');
    expect(await axeProblems(page)).toEqual([]);
    await saveCard(page);
    expect(await words(page, 'status')).toBe('Changed Heroku (work).');
    await until('the card to show it', async () => (await fact(page, 'note')) === 'Second line is kept');
    expect(await page.$eval('[data-part="card-issuer"]', (one) => one.textContent)).toBe('Heroku (work)');
    expect(await cardSites(page)).toEqual(['https://id.heroku.com', 'https://xn--bcher-kva.example']);
    expect(await fact(page, 'sites')).toContain('bücher.example');
    expect(await fact(page, 'tags')).toBe('workhosting');
    expect(await fact(page, 'pinned')).not.toBeNull();
  });

  it('takes an edit back', async () => {
    await undoByKey(page);
    await until('the old name', async () => (await page.$eval('[data-part="card-issuer"]', (one) => one.textContent)) === 'Heroku');
    await until('the old sites', async () => (await cardSites(page)).join() === 'https://id.heroku.com');
    expect(await fact(page, 'note')).toBeNull();
  });

  it('changes how codes are made behind a warning', async () => {
    const before = await page.$eval('[data-part="card-code"]', (one) => one.getAttribute('data-code'));
    await press(page, 'card-edit');
    expect(await page.$(byId('edit-digits'))).toBeNull();
    await press(page, 'edit-parameters');
    await page.waitForSelector('.reason');
    await typeInto(page, 'edit-digits', '11');
    await expect(saveCard(page)).rejects.toThrow();
    await typeInto(page, 'edit-digits', '8');
    await saveCard(page);
    await until('the new figures', async () => (await fact(page, 'parameters')) === '8 digits every 30 seconds, SHA-1');
    await until('a longer code', async () => {
      const code = await page.$eval('[data-part="card-code"]', (one) => one.getAttribute('data-code'));
      return code?.length === 8 && code !== before;
    });
    await undoByKey(page);
    await until('the old figures', async () => (await fact(page, 'parameters')) === '6 digits every 30 seconds, SHA-1');
  });

  it('draws its key for a phone, but only after the password', async () => {
    await press(page, 'card-move');
    await typeInto(page, 'move-password', 'not this');
    await press(page, 'move-submit');
    expect(await until('the refusal', () => words(page, 'move-error'))).toBe('That is not the password.');
    await typeInto(page, 'move-password', password);
    await press(page, 'move-submit');
    const { data, width, height } = await shownQr(page);
    const uri = new URL(jsqr(data, width, height)?.data ?? '');
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(await page.content()).not.toContain(secret);
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-testid="card"][data-mode="view"]');
    expect(await page.$('canvas')).toBeNull();
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector(byId('search'));
  });

  it('shows which counter comes next, and counts on when asked', async () => {
    await openCard(page, 'Bank');
    expect(await fact(page, 'parameters')).toContain('next counter 7');
    expect(await page.$eval('[data-part="card-code"]', (one) => one.getAttribute('data-code'))).toBeNull();
    await press(page, 'card-next-code');
    await until('the code', () => page.$eval('[data-part="card-code"]', (one) => one.getAttribute('data-code')));
    await until('the next counter', async () => (await fact(page, 'parameters'))?.includes('next counter 8'));
  });

  it('goes to the trash, comes back, and goes for good only when asked twice', async () => {
    await press(page, 'card-delete');
    await rowsAnswered(page, 1);
    await press(page, 'trash-open');
    await page.waitForSelector(byId('trash-row'));
    expect(await words(page, 'trash-row')).toContain('30 days left');
    expect(await axeProblems(page)).toEqual([]);
    await press(page, 'trash-restore');
    await page.waitForSelector(byId('trash-none'));
    await page.keyboard.press('Escape');
    await until('both rows', async () => (await readAccounts(page)).length === 2);

    await openCard(page, 'Bank');
    await press(page, 'card-delete');
    await rowsAnswered(page, 1);
    await press(page, 'trash-open');
    await press(page, 'trash-delete');
    await page.waitForSelector(byId('trash-delete-yes'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(byId('trash-delete-yes'), { hidden: true });
    await page.waitForSelector(byId('trash-row'));
    await press(page, 'trash-delete');
    await press(page, 'trash-delete-yes');
    await page.waitForSelector(byId('trash-none'));
    expect(await words(page, 'status')).toBe('Deleted Bank, token for good.');
  });
});
