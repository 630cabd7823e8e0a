// The browser's own security keys and built-in authenticators, with Countersign installed. Only Chromium can make some up.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { askToRegister, ended, isNativeObject, registered, signedIn, start } from './passkey-walk';
import { plugIn, VIRTUAL_AAGUID } from './virtual-authenticator';
import { logIn, logOut, signUp } from './walk';

const inChromium = process.env.E2E_BROWSER !== 'firefox';
const person = { email: 'ada@example.com', password: 'analytical engine' };

describe('beside an open vault', () => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  beforeAll(async () => {
    site = await startSite({ https: true });
    // Chromium looks for related origins at the port that a name has by itself, and wants a certificate without fault for it.
    const { host } = new URL(site.httpsUrl ?? '');
    const hostRule = `MAP heroku.test:443 ${host.replace('localhost', '127.0.0.1')}, MAP *.test 127.0.0.1`;
    driver = await startDriver(inChromium ? { hostRule, args: ['--ignore-certificate-errors'] } : {});
    await driver.createVault('correct horse battery staple');
    page = await driver.newPage(site.url);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
  });

  if (inChromium) {
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
      // While a page has one, the proxy is passed by.
      await page.close();
      page = await driver.newPage(site.url);
    });

    it('another origin of the site signs in with its passkey where the browser finds it on the site’s list', async () => {
      const at = (host: string): string => `${site.at(host)}/webauthn/experiments?rpId=heroku.test`;
      site.state.webauthn.related.push(site.at('www.other.test'));
      await page.goto(at('id.heroku.test'));
      await start(page, 'create');
      await (await driver.nextApproval()).approve();
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
      await page.goto(at('www.other.test'));
      await start(page, 'get');
      const approval = await driver.nextApproval();
      expect(approval).toMatchObject({ rpId: 'heroku.test', origin: site.at('www.other.test') });
      await approval.approve();
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, origin: site.at('www.other.test') } });
      expect(await isNativeObject(page)).toBe(true);
      // Nobody on the list: asked, but the browser refuses it whatever the person says.
      await page.goto(at('www.example.test'));
      await start(page, 'get');
      await (await driver.nextApproval()).approve();
      expect(await ended(page)).toMatchObject({ name: 'SecurityError', realm: true });
      expect(site.state.webauthn.judged.filter(({ origin }) => origin === site.at('www.example.test'))).toEqual([]);
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
