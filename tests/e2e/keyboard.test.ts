// Every task of the README by keyboard alone, with the focus seen at each stop. In Chromium: Firefox shows its list of downloads after an
// export, and keys that a test sends do not come back from there into the page as a person's do.

import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { atSearch, keyOn, tabTo, tabToId, typeAt } from './keyboard';
import { ended, start } from './passkey-walk';
import { byId, ending, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const rowNamed = (issuer: string) => (page: Page) =>
  page.evaluate((name) => [...document.querySelectorAll('[data-part="issuer"]')].some((one) => one.textContent === name), issuer);

describe.skipIf(process.env.E2E_BROWSER === 'firefox')('by keyboard alone', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  let popup: Page;

  const open = async (): Promise<void> => {
    popup = await driver.popup(page);
    await popup.bringToFront();
  };

  beforeAll(async () => {
    site = await startSite();
    driver = await startDriver();
    page = await driver.newPage(`${site.url}/webauthn/experiments?user=ada`);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  it('makes the vault', async () => {
    await open();
    await typeAt(popup, 'create-password', password);
    await typeAt(popup, 'create-password-repeat', password);
    await popup.keyboard.press('Enter');
    await popup.waitForSelector(byId('search'), { timeout: 20_000 });
    await atSearch(popup);
  });

  it('adds accounts by key and by link, and recovery codes', async () => {
    await keyOn(popup, 'add-open');
    await keyOn(popup, 'add-key-open');
    await typeAt(popup, 'add-secret', SECRET);
    await typeAt(popup, 'add-issuer', 'Kept');
    await popup.keyboard.press('Enter');
    await until('the account', () => rowNamed('Kept')(popup));
    await atSearch(popup);
    await keyOn(popup, 'add-open');
    await typeAt(popup, 'add-uri', `otpauth://totp/Other:ada?secret=${SECRET.slice(8)}&issuer=Other`);
    await popup.keyboard.press('Enter');
    await until('the other account', () => rowNamed('Other')(popup));
    await keyOn(popup, 'add-open');
    await keyOn(popup, 'add-recovery-open');
    await typeAt(popup, 'recovery-text', 'abcd-1111\nabcd-2222\nabcd-3333\nabcd-4444');
    await typeAt(popup, 'recovery-site', 'kept.example');
    await keyOn(popup, 'recovery-submit');
    await popup.waitForSelector(byId('recovery-open'));
    await atSearch(popup);
  });

  it('goes to the end of the list and back without a trap, in the order in which it is read', async () => {
    const stops = await tabToId(popup, 'keys');
    const at = (id: string): number => stops.findIndex((stop) => stop.startsWith(id));
    expect(at('open-card')).toBeGreaterThan(0);
    expect(at('trash-open')).toBeGreaterThan(at('open-card'));
    await tabToId(popup, 'capture');
    await tabToId(popup, 'search');
  });

  it('searches, opens a card, edits it, and comes back', async () => {
    await popup.keyboard.type('kept');
    await until('one row', () => popup.evaluate(() => document.querySelectorAll('[data-testid="account-row"]').length <= 2));
    await popup.keyboard.press('Escape');
    await popup.keyboard.type('other');
    await until('its row alone', async () => !(await rowNamed('Kept')(popup)) && (await rowNamed('Other')(popup)));
    await popup.keyboard.press('ArrowRight');
    await popup.waitForSelector(byId('card'));
    await keyOn(popup, 'card-edit');
    await typeAt(popup, 'edit-issuer', 'Another');
    await keyOn(popup, 'edit-save');
    await popup.waitForSelector(byId('card-edit'));
    await keyOn(popup, 'back');
    await until('the new name', () => rowNamed('Another')(popup));
  });

  it('deletes, undoes, deletes again, and takes it out of the trash', async () => {
    await atSearch(popup);
    await popup.keyboard.press('Escape');
    await popup.keyboard.type('another');
    await until('its row alone', async () => !(await rowNamed('Kept')(popup)) && (await rowNamed('Another')(popup)));
    await popup.keyboard.press('Delete');
    await until('it to be said', async () => (await words(popup, 'status'))?.includes('Another'));
    await keyOn(popup, 'undo');
    await until('it to be back', () => rowNamed('Another')(popup));
    await tabToId(popup, 'search');
    await until('its row to be the chosen one', () =>
      popup.evaluate(() => document.querySelector('[aria-selected="true"] [data-part="issuer"]')?.textContent === 'Another'),
    );
    await popup.keyboard.press('Delete');
    await until('it to be gone', async () => !(await rowNamed('Another')(popup)));
    await keyOn(popup, 'trash-open');
    await keyOn(popup, 'trash-restore');
    await popup.waitForSelector(byId('trash-none'));
    await keyOn(popup, 'back');
    await until('it to be back', () => rowNamed('Another')(popup));
  });

  it('looks at recovery codes and marks one used', async () => {
    await atSearch(popup);
    await popup.keyboard.press('Escape');
    await popup.keyboard.type('kept.example');
    await until('the set alone', async () => !(await rowNamed('Another')(popup)));
    await keyOn(popup, 'recovery-open');
    await typeAt(popup, 'again-password', password);
    await popup.keyboard.press('Enter');
    await popup.waitForSelector(byId('recovery-codes'), { timeout: 20_000 });
    await tabTo(popup, `${byId('recovery-codes')} li:nth-child(1) [data-testid="recovery-mark"]`);
    await popup.keyboard.press('Enter');
    await until('the mark', () => popup.$(`${byId('recovery-codes')} .used`));
    await keyOn(popup, 'back');
  });

  it('copies with the keys that help names', async () => {
    await atSearch(popup);
    await popup.keyboard.press('Escape');
    await popup.keyboard.press('?');
    await popup.waitForSelector('.keys');
    await keyOn(popup, 'back');
    await atSearch(popup);
    await popup.keyboard.down('Control');
    await popup.keyboard.press('c');
    await popup.keyboard.up('Control');
    expect(await ending(popup)).toMatchObject({ ok: true });
    await popup.close();
  });

  it('makes a passkey on a site, and signs in with it', async () => {
    for (const act of ['create', 'get'] as const) {
      await page.bringToFront();
      await start(page, act);
      await driver.nextApproval();
      await driver.rig.closeToolbarPopup();
      await open();
      await popup.waitForSelector(byId('approval-accept'));
      if ((await popup.$(byId('approval-password'))) !== null) await typeAt(popup, 'approval-password', password);
      await tabToId(popup, 'approval-cancel');
      await popup.waitForSelector(`${byId('approval-accept')}[data-armed="true"]`);
      await keyOn(popup, 'approval-accept');
      await until('the answer to be taken', async () => popup.isClosed() || (await popup.$(byId('search'))) !== null);
      if (!popup.isClosed()) await popup.close();
      await page.bringToFront();
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
    }
  });

  describe('on the options page', () => {
    let options: Page;

    it('finds a setting and changes it', async () => {
      options = await driver.options();
      await options.bringToFront();
      await typeAt(options, 'find-setting', 'window');
      await keyOn(options, 'setting-confirmInWindow', ' ');
      expect(await ending(options)).toMatchObject({ ok: true });
      await keyOn(options, 'setting-confirmInWindow', ' ');
      await typeAt(options, 'find-setting', ' ');
      await options.keyboard.press('Escape');
    });

    it('sets a PIN', async () => {
      await keyOn(options, 'set-pin');
      await typeAt(options, 'pin-new', '2580');
      await typeAt(options, 'pin-repeat', '2580');
      await typeAt(options, 'pin-password', password);
      await options.keyboard.press('Enter');
      await options.waitForSelector('[data-testid="way"][data-type="pin"]', { timeout: 20_000 });
    });

    it('saves a backup, and an export', async () => {
      await typeAt(options, 'backup-password', password);
      await options.keyboard.press('Enter');
      expect(await ending(options)).toMatchObject({ ok: true });
      await tabTo(options, 'nav a[href="#export"]');
      await options.keyboard.press('Enter');
      await options.waitForSelector(byId('export-target'));
      await tabToId(options, 'export-target');
      await typeAt(options, 'export-file-password', 'another password for it');
      await typeAt(options, 'export-password', password);
      await keyOn(options, 'export-submit');
      await until('the export', async () => (await ending(options)).ok);
      // the browser shows its downloads, and the keys went there
      await options.bringToFront();
    });

    it('imports pasted links', async () => {
      await tabTo(options, 'nav a[href="#import"]');
      await options.keyboard.press('Enter');
      await tabToId(options, 'import-file');
      const input = await options.$(byId('import-file'));
      // the browser's own dialog, which Space opens, is the browser's
      await (input as unknown as { uploadFile(file: string): Promise<void> }).uploadFile(
        path.resolve(import.meta.dirname, 'keyboard-links.txt'),
      );
      await keyOn(options, 'import-add');
      await options.waitForSelector(byId('import-done'), { timeout: 20_000 });
    });

    it('locks by the popup, and opens again by PIN and by password', async () => {
      await options.close();
      await open();
      await popup.waitForSelector(byId('search'));
      await keyOn(popup, 'lock');
      await until('the vault to lock', async () => popup.isClosed() || (await popup.$(byId('unlock-pin'))) !== null);
      if (popup.isClosed()) await open();
      await typeAt(popup, 'unlock-pin', '1111');
      await popup.keyboard.press('Enter');
      await until('the refusal', () => words(popup, 'unlock-error'));
      await keyOn(popup, 'way-password');
      await typeAt(popup, 'unlock-password', password);
      await popup.keyboard.press('Enter');
      await popup.waitForSelector(byId('search'), { timeout: 20_000 });
      await until('what was imported', () => rowNamed('Imported')(popup));
    });
  });
});
