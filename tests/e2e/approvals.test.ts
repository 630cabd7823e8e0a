// The question that a site's call for a passkey puts before a person: where it stands, what it wants, and how it ends without one.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { clickOn } from './hand';
import { ended, start } from './passkey-walk';
import { byId, press, typeInto, words } from './popup-steps';
import { PageSurface } from './surface';
import { until } from './waiting';

const password = 'correct horse battery staple';
const ACCEPT = byId('approval-accept');

describe('an approval', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    driver = await startDriver();
    await driver.createVault(password);
    page = await driver.newPage(`${site.url}/webauthn/experiments?user=ada`);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  const again = async (query = '?user=ada'): Promise<void> => {
    await page.goto(`${site.url}/webauthn/experiments${query}`);
    await page.bringToFront();
  };
  /** In a tab of its own, where puppeteer sees all of it. */
  const inTab = async (): Promise<Page> => {
    const tab = await driver.popup(page);
    await tab.waitForSelector(ACCEPT);
    return tab;
  };

  it('has no barrier, starts on no, and ends by it', async () => {
    await again('?user=ada&uv=discouraged');
    await start(page, 'create');
    await driver.nextApproval();
    await driver.rig.closeToolbarPopup();
    const tab = await inTab();
    await until('the focus on no', () => tab.$(`${byId('approval-cancel')}:focus`));
    await until('the answer to be armed', () => tab.$(`${ACCEPT}[data-armed="true"]`));
    expect(await axeProblems(tab)).toEqual([]);
    await press(tab, 'approval-cancel');
    await tab.waitForSelector(byId('search'));
    await tab.close();
    await page.bringToFront();
    expect(await ended(page)).toMatchObject({ name: 'NotAllowedError' });
  });

  it('wants the password where the site must be sure, and forgives a wrong one', async () => {
    await again('?user=grace&uv=required');
    await start(page, 'create');
    await driver.nextApproval();
    await driver.rig.closeToolbarPopup();
    const tab = await inTab();
    expect(await axeProblems(tab)).toEqual([]);
    for (const [typed, then] of [
      ['not it', `${byId('approval-password')}[aria-invalid="true"]`],
      [password, byId('search')],
    ] as const) {
      await typeInto(tab, 'approval-password', typed);
      await until('the answer to be armed', () => tab.$(`${ACCEPT}[data-armed="true"]:not([aria-busy="true"])`));
      await tab.keyboard.press('Enter');
      await tab.waitForSelector(then, { timeout: 10_000 });
    }
    await tab.close();
    await page.bringToFront();
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, uv: true } });
  });

  it('is still there when its popup was closed without an answer', async () => {
    await again();
    await start(page, 'create');
    const first = await driver.nextApproval();
    await driver.rig.closeToolbarPopup();
    await until('the popup to be gone', async () => !(await first.surface.isOpen()));
    await driver.rig.openToolbarPopup(page);
    await (await driver.nextApproval()).approve();
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
  });

  it('comes in a window where the person wants that, and the window goes', async () => {
    await driver.setting('confirmInWindow', true);
    await again();
    await start(page, 'get');
    const approval = await driver.nextApproval();
    expect(approval.surface).toBeInstanceOf(PageSurface);
    await approval.approve();
    await until('the window to close', async () => !(await approval.surface.isOpen()));
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
    await driver.setting('confirmInWindow', false);
  });

  it('says that nobody waits any more once the page has gone on', async () => {
    await again();
    await start(page, 'get');
    await driver.nextApproval();
    await driver.rig.closeToolbarPopup();
    const tab = await inTab();
    await page.goto(`${site.url}/login`);
    await tab.waitForSelector(byId('approval-end'));
    expect(await words(tab, 'status')).toBe('The page no longer waits for an answer.');
    await tab.bringToFront();
    await press(tab, 'approval-close');
    await tab.waitForSelector(byId('search'));
    await tab.close();
  });

  it('is not asked for a site that always uses the browser’s own, until that is taken back', async () => {
    await again();
    await start(page, 'get');
    await (await driver.nextApproval()).useBrowserAlways();
    await again();
    const options = await driver.options('passkeys');
    const listed = `${byId('browser-passkeys-site')}[data-origin="${site.url}"]`;
    await options.waitForSelector(listed);
    await clickOn(options, `${listed} button`);
    await options.waitForSelector(byId('browser-passkeys-none'));
    await options.close();
    await page.bringToFront();
    await start(page, 'get');
    await (await driver.nextApproval()).approve();
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
  });
});
