// The browser's own security keys and built-in authenticators, with Countersign installed. Only Chromium can make some up.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { askToRegister, ended, registered, signedIn, start } from './passkey-walk';
import { plugIn, VIRTUAL_AAGUID } from './virtual-authenticator';
import { logIn, logOut, signUp } from './walk';

const person = { email: 'ada@example.com', password: 'analytical engine' };

describe('beside an open vault', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  beforeAll(async () => {
    site = await startSite();
    driver = await startDriver();
    await driver.createVault('correct horse battery staple');
    page = await driver.newPage(site.url);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  if (process.env.E2E_BROWSER !== 'firefox') {
    it('a security key is added and asked for after the password', async () => {
      const key = await plugIn(page, 'usb');
      await signUp(page, site.url, person);
      await askToRegister(page, site.url, 'security-key');
      await registered(page);
      expect(await page.$eval('#method-security-key .method-state', (one) => one.textContent)).toBe('On');
      await logOut(page, site.url);
      await logIn(page, site.url, person);
      await page.click('#key-use');
      await signedIn(page);
      expect(site.state.webauthn.judged.map(({ ceremony, ok, origin }) => ({ ceremony, ok, origin }))).toEqual([
        { ceremony: 'create', ok: true, origin: site.url },
        { ceremony: 'get', ok: true, origin: site.url },
      ]);
      await key.remove();
    });

    it('the device itself holds a passkey and signs in with it', async () => {
      const device = await plugIn(page, 'internal');
      await askToRegister(page, site.url, 'passkey');
      await (await driver.nextApproval()).useBrowser();
      await registered(page);
      expect(await device.count()).toBe(1);
      expect(site.state.webauthn.judged.at(-1)).toMatchObject({ ceremony: 'create', ok: true, aaguid: VIRTUAL_AAGUID });
      await logOut(page, site.url);
      // This one does not wait for a person to choose from the user name's autofill.
      await page.goto(`${site.url}/login`);
      await signedIn(page);
      expect(site.state.webauthn.judged.at(-1)).toMatchObject({ ceremony: 'get', ok: true, uv: true, email: person.email });
      await device.remove();
    });
  }

  it('the errors are the browser’s own', async () => {
    await page.goto(`${site.url}/webauthn/experiments?rpId=other.test`);
    await start(page, 'create');
    expect(await ended(page)).toMatchObject({ name: 'SecurityError', realm: true });
    await start(page, 'get');
    expect(await ended(page)).toMatchObject({ name: 'SecurityError', realm: true });
  });
});
