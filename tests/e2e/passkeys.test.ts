// Passkeys from end to end: made, used and refused at a site that verifies them with @simplewebauthn/server, in every tier.

import { rmSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { pickOffered } from './passkey-steps';
import {
  askToRegister,
  askToSignIn,
  callOff,
  ended,
  isNativeObject,
  keyTrouble,
  REASON,
  registered,
  signedIn,
  start,
  stateOf,
} from './passkey-walk';
import { tiers } from './tiers';
import { until } from './waiting';
import { logIn, logOut, signUp } from './walk';

const person = { email: 'ada@example.com', password: 'analytical engine' };
const vaultPassword = 'correct horse battery staple';

describe.each(tiers())('passkeys, $name', ({ name, dist }) => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    driver = await startDriver(dist === null ? {} : { dist });
    await driver.createVault(vaultPassword);
    page = await driver.newPage(site.url);
    await signUp(page, site.url, person);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
    if (dist !== null) rmSync(dist, { recursive: true });
  });
  afterEach(async () => {
    await driver.rig.closeToolbarPopup();
    for (const { origin, expectedOrigin } of site.state.webauthn.judged) expect(origin).toBe(expectedOrigin);
  });

  const experiments = (query = ''): Promise<unknown> => page.goto(`${site.url}/webauthn/experiments${query}`);

  it('makes a passkey once the person says yes', async () => {
    await askToRegister(page, site.url, 'passkey');
    const approval = await driver.nextApproval();
    expect(approval).toMatchObject({ kind: 'create', rpId: 'localhost', origin: site.url, accounts: [person.email] });
    expect(site.state.webauthn.judged).toEqual([]);
    await approval.approve();
    await registered(page);
    expect(site.state.webauthn.judged).toMatchObject([
      { ceremony: 'create', ok: true, up: true, uv: true, be: true, bs: false, counter: 0, algorithm: -7, crossOrigin: false },
    ]);
    expect(await driver.passkeys(page)).toMatchObject([{ rpId: 'localhost', userName: person.email }]);
  });

  it('signs in without a password', async () => {
    await logOut(page, site.url);
    await askToSignIn(page, site.url);
    const approval = await driver.nextApproval();
    expect(approval).toMatchObject({ kind: 'get', rpId: 'localhost', origin: site.url, accounts: [person.email] });
    await approval.approve();
    await signedIn(page);
    expect(site.state.webauthn.judged.at(-1)).toMatchObject({ ceremony: 'get', ok: true, uv: true, email: person.email });
  });

  it('is made unasked by a site that it has just signed in to', async () => {
    await experiments('?user=unasked');
    await start(page, 'unasked');
    const approval = await driver.nextApproval();
    expect(approval).toMatchObject({ kind: 'create', accounts: ['unasked@example.com'] });
    await approval.approve();
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, email: 'unasked@example.com' } });
    const device = await page.evaluate(async () => [
      await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(),
      (await PublicKeyCredential.getClientCapabilities()).userVerifyingPlatformAuthenticator,
    ]);
    expect(device, 'the page may count on a device that verifies').toEqual([true, true]);
  });

  it('is the second step after a password', async () => {
    await logOut(page, site.url);
    await logIn(page, site.url, person);
    await page.click('#key-use');
    await (await driver.nextApproval()).approve();
    await signedIn(page);
    expect(site.state.webauthn.judged.at(-1)).toMatchObject({ ceremony: 'get', ok: true, up: true });
  });

  it('takes a no for a no', async () => {
    await askToSignIn(page, site.url);
    await (await driver.nextApproval()).cancel();
    expect(await keyTrouble(page)).toBe('Nothing was chosen, or it took too long.');
  });

  it('says that it has one already, after the person agreed', async () => {
    await askToRegister(page, site.url, 'passkey');
    await (await driver.nextApproval()).approve();
    expect(await keyTrouble(page)).toBe('That one is registered already.');
    expect((await driver.passkeys(page)).filter(({ userName }) => userName === person.email)).toHaveLength(1);
  });

  it('is picked in the popup while the login page waits for the autofill', async () => {
    await logOut(page, site.url);
    await page.waitForSelector('html[data-autofill="asking"]');
    const surface = await until('the passkey in the toolbar popup', async () => {
      await driver.rig.openToolbarPopup(page);
      const [popup] = await driver.rig.surfaces();
      const there = await until(
        'the offer',
        async () => popup?.run((root) => root.querySelector('[data-testid="passkey-here-use"]') !== null),
        1_500,
      ).catch(() => false);
      return there ? popup : null;
    });
    await pickOffered(surface, person.email);
    await signedIn(page);
    expect(site.state.webauthn.judged.at(-1)).toMatchObject({ ceremony: 'get', ok: true, email: person.email });
  });

  it('is used by the button of a page that waits for the autofill', async () => {
    await logOut(page, site.url);
    await page.waitForSelector('html[data-autofill="asking"]');
    await page.click('#passkey-login');
    await (await driver.nextApproval()).approve();
    await signedIn(page);
  });

  it('keeps both of a user, or replaces one, and gives objects of the right kind', async () => {
    await experiments('?user=bob');
    for (const choice of ['Keep both', 'Keep both', 'Replace']) {
      await start(page, 'create');
      await (await driver.nextApproval()).approve(choice);
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
    }
    expect(await isNativeObject(page)).toBe(name === 'proxied');
    await start(page, 'get');
    await (await driver.nextApproval()).approve('bob');
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, email: 'bob@example.com' } });
    expect((await driver.passkeys(page)).filter(({ userName }) => userName === 'bob@example.com')).toHaveLength(2);
    expect(await isNativeObject(page)).toBe(name === 'proxied');
  });

  // Firefox has no signals.
  if (name === 'proxied') {
    it('follows what the site signals', async () => {
      await experiments('?user=bob');
      await start(page, 'get');
      await (await driver.nextApproval()).approve('bob');
      const { response } = await ended(page);
      const { id, response: more } = response as unknown as { id: string; response: { userHandle: string } };
      const signal = (method: string, options: object): Promise<void> =>
        page.evaluate(
          (called, rest) =>
            (PublicKeyCredential as unknown as Record<string, (options: object) => Promise<void>>)[called]?.({
              rpId: 'localhost',
              ...rest,
            }),
          method,
          options,
        );
      const roberts = async (): Promise<readonly string[]> =>
        (await driver.passkeys(page)).flatMap(({ userName, createdAt }) => (userName === 'robert' ? [createdAt] : []));
      await signal('signalCurrentUserDetails', { userId: more.userHandle, name: 'robert', displayName: 'Robert' });
      await until('the new name', async () => (await roberts()).length === 2);
      await signal('signalUnknownCredential', { credentialId: id });
      const [left] = await until('one to go', async () => ((await roberts()).length === 1 ? roberts() : null));
      await signal('signalAllAcceptedCredentials', { userId: more.userHandle, allAcceptedCredentialIds: [id] });
      await until('it to come back, and the other to go', async () => {
        const [only, ...others] = await roberts();
        return only !== undefined && only !== left && others.length === 0;
      });
    });
  }

  // Enough in one tier: what is signed is made in one place.
  if (dist === null) {
    it('keeps a large blob for the site', async () => {
      const blob = async (query: string): Promise<unknown> => {
        await experiments(`?user=blob&allow=all&largeBlob=preferred&${query}`);
        await start(page, query === 'make' ? 'create' : 'get');
        await (await driver.nextApproval()).approve();
        const end = await ended(page);
        expect(end).toMatchObject({ name: null, verdict: { ok: true } });
        return end.response?.clientExtensionResults.largeBlob;
      };
      expect(await blob('make')).toEqual({ supported: true });
      expect(await blob('blob=kept')).toEqual({ written: true });
      expect(await blob('read')).toEqual({ blob: Buffer.from('kept').toString('base64url') });
    });

    it.each([-8, -257])('signs with algorithm %i', async (algorithm) => {
      await experiments(`?user=alg${-algorithm}&alg=${algorithm}&allow=all&prf=1`);
      await start(page, 'create');
      await (await driver.nextApproval()).approve();
      const made = await ended(page);
      expect(made).toMatchObject({ name: null, verdict: { ok: true, algorithm } });
      await start(page, 'get');
      await (await driver.nextApproval()).approve();
      const got = await ended(page);
      expect(got).toMatchObject({ name: null, verdict: { ok: true, algorithm } });
      const first = (one: typeof got): unknown =>
        (one.response?.clientExtensionResults.prf as { results?: { first?: string } })?.results?.first;
      expect(first(got)).toMatch(/^[\w-]{43}$/);
      expect(first(made)).toBe(first(got));
    });
  }

  it('ends with the page’s own reason when the page calls it off', async () => {
    await experiments('?user=off');
    await start(page, 'create');
    const approval = await driver.nextApproval();
    await page.evaluate(() => document.getElementById('abort')?.click());
    expect(await ended(page)).toMatchObject({ name: 'AbortError', message: 'The page has changed its mind.', realm: true });
    await until(
      'the question to go',
      async () =>
        !(await approval.surface.run((root) => root.querySelector('[data-testid="approval-accept"]') !== null).catch(() => false)),
    );
    expect((await driver.passkeys(page)).filter(({ userName }) => userName === 'off@example.com')).toEqual([]);
  });

  it('asks a locked vault only for sites whose passkeys live there', async () => {
    await driver.lock();
    await page.goto(`${site.at('unknown.localhost', 'http')}/webauthn/experiments`);
    await page.bringToFront();
    await start(page, 'get');
    expect(await driver.nextApproval(700).catch(() => null)).toBeNull();
    await callOff(page);
    await ended(page);

    await page.goto(`${site.url}/login`);
    await page.bringToFront();
    await page.click('#passkey-login');
    const approval = await driver.nextApproval();
    await approval.approve();
    await signedIn(page);
    expect(await driver.isLocked()).toBe(false);
    expect(site.state.webauthn.judged.at(-1)).toMatchObject({ ok: true, uv: true });
  });

  it('leaves the page to the browser where the person says so', async () => {
    await experiments();
    await start(page, 'create');
    await (await driver.nextApproval()).useBrowser();
    expect(await stateOf(page)).toBe('pending');
    await callOff(page);
    expect(await ended(page)).toMatchObject({ name: 'AbortError', message: REASON });
  });
});
