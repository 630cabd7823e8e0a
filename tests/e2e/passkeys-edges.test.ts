// Where a passkey meets what can go wrong: other frames, other tabs, a worker that ends, an extension that was there first. Whatever
// happens, the page gets the browser's own behaviour, and no answer is for another origin than the one that asked.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { FirefoxRig } from './firefox-rig';
import type { SeenApproval } from './passkey-steps';
import { callOff, ended, innerFrame, isNativeObject, start, stateOf } from './passkey-walk';
import { tiers } from './tiers';
import { plugIn, VIRTUAL_AAGUID } from './virtual-authenticator';
import { until } from './waiting';

const inChromium = process.env.E2E_BROWSER !== 'firefox';
const EXPERIMENTS = '/webauthn/experiments?allow=all';

describe.each(tiers())('passkeys in hard places, $name', ({ name: tier, dist }) => {
  let site: Site;
  let driver: RigDriver;
  let page: Page;
  /** Another site, to a browser: their registrable domains differ. */
  let other: string;

  beforeAll(async () => {
    site = await startSite({ https: true });
    other = site.at('other.localhost', 'http');
    driver = await startDriver({ ...(dist === null ? {} : { dist }), acceptInsecureCerts: true, hostRule: 'MAP *.test 127.0.0.1' });
    await driver.createVault('correct horse battery staple');
    for (const base of [site.url, other]) {
      page = await driver.newPage(`${base}${EXPERIMENTS}`);
      await start(page, 'create');
      await (await driver.nextApproval()).approve();
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, origin: base } });
      await page.close();
    }
  });
  beforeEach(async () => {
    page = await driver.newPage(site.url);
  });
  afterAll(async () => {
    await driver?.close();
    await site?.close();
    if (dist !== null) rmSync(dist, { recursive: true });
  });
  afterEach(async () => {
    await driver.rig.closeToolbarPopup();
    await page.close();
    for (const { origin, expectedOrigin } of site.state.webauthn.judged) expect(origin).toBe(expectedOrigin);
  });

  const around = (src: string, more: Record<string, string> = {}): Promise<unknown> =>
    page.goto(`${site.url}/webauthn/around?${new URLSearchParams({ src, ...more })}`);

  const nobodyAsks = async (): Promise<void> =>
    expect(
      await driver.nextApproval(700).then(
        ({ origin }) => origin,
        () => null,
      ),
    ).toBeNull();

  const isGone = (approval: SeenApproval): Promise<true> =>
    until('the question to go', async () => {
      if (!(await approval.surface.isOpen())) return true;
      // A surface that does not answer is asked again: it may be about to close, or between two pictures of the question.
      const there = await approval.surface.run((root) => root.querySelector('[data-testid="approval-accept"]') !== null).catch(() => true);
      return there ? null : true;
    });

  it('answers a frame of the same origin as it answers the page', async () => {
    await around(EXPERIMENTS);
    const frame = await innerFrame(page);
    await start(frame, 'get');
    const approval = await driver.nextApproval();
    expect(approval.origin).toBe(site.url);
    await approval.approve();
    expect(await ended(frame)).toMatchObject({ name: null, verdict: { ok: true, crossOrigin: false, topOrigin: null } });
  });

  it('answers a frame of another site where the page allows it, and says so in what is signed', async () => {
    const allow = 'publickey-credentials-get; publickey-credentials-create';
    await around(`${other}${EXPERIMENTS}&top=${site.url}`, { allow });
    const frame = await innerFrame(page);
    await start(frame, 'get');
    const approval = await driver.nextApproval();
    expect(approval).toMatchObject({ origin: other, rpId: 'other.localhost' });
    expect(await approval.surface.run((root) => root.body.textContent ?? '')).toContain(new URL(site.url).host);
    await approval.approve();
    expect(await ended(frame)).toMatchObject({ name: null, verdict: { ok: true, origin: other, crossOrigin: true, topOrigin: site.url } });
  });

  it('gives a frame of another site nothing where the page does not', async () => {
    await around(`${other}${EXPERIMENTS}`);
    const frame = await innerFrame(page);
    await start(frame, 'get');
    expect(await ended(frame)).toMatchObject({ name: 'NotAllowedError', realm: true });
    await nobodyAsks();
  });

  it('gives a sandboxed frame nothing, whatever its address says', async () => {
    await around(EXPERIMENTS, { sandbox: 'allow-scripts', allow: 'publickey-credentials-get' });
    const frame = await innerFrame(page);
    for (const act of ['get', 'create'] as const) {
      await start(frame, act);
      expect((await ended(frame)).name).toMatch(/^(NotAllowed|Security)Error$/);
    }
    await nobodyAsks();
  });

  it('makes none where the browser refuses the site for its certificate', async () => {
    await page.goto(`${site.at('id.heroku.test')}${EXPERIMENTS}`);
    await start(page, 'create');
    if (tier === 'proxied') await (await driver.nextApproval()).approve();
    expect(await ended(page)).toMatchObject({ name: inChromium ? 'NotAllowedError' : 'SecurityError', realm: true });
    if (tier === 'synthetic') await nobodyAsks();
    expect(await driver.passkeys(page)).toHaveLength(2);
  });

  // The rest does not depend on the way in which an answer is handed over.
  if (dist !== null) return;

  it('gives a page that nobody looks at the browser’s own refusal', async () => {
    await page.goto(`${site.url}${EXPERIMENTS}`);
    const front = await driver.newPage(`${site.url}/search`);
    await until('the page to lose the focus', () => page.evaluate(() => !document.hasFocus()));
    await page.evaluate(() => document.getElementById('create')?.click());
    await nobodyAsks();
    expect(site.state.webauthn.judged.filter(({ ceremony }) => ceremony === 'create')).toHaveLength(2);
    await front.close();
  });

  it('asks in a window of its own where the person wants that', async () => {
    await driver.setting('confirmInWindow', true);
    await page.goto(`${site.url}${EXPERIMENTS}`);
    await page.bringToFront();
    await start(page, 'get');
    const approval = await driver.nextApproval();
    expect(await approval.surface.run((root) => new URL(root.URL).searchParams.has('window'))).toBe(true);
    await approval.approve();
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
    expect(await isNativeObject(page)).toBe(inChromium);
    await driver.setting('confirmInWindow', false);
  });

  it('asks for the tab in front when two ask, and for the other when that is closed', async () => {
    await page.goto(`${site.url}${EXPERIMENTS}`);
    await start(page, 'get');
    expect((await driver.nextApproval()).origin).toBe(site.url);
    const second = await driver.newPage(`${other}${EXPERIMENTS}`);
    await start(second, 'get');
    await until('the question of the second tab', async () => (await driver.nextApproval()).origin === other);
    await second.close();
    // A closed popup is no answer: the icon brings the question back.
    await driver.rig.openToolbarPopup(page);
    expect((await driver.nextApproval()).origin).toBe(site.url);
    await callOff(page);
    expect(await ended(page)).toMatchObject({ name: 'AbortError' });
  });

  it('gives the question back to the page when the background ends', async () => {
    await page.goto(`${site.url}${EXPERIMENTS}`);
    const device = inChromium ? await plugIn(page, 'internal') : null;
    await start(page, 'create');
    await driver.nextApproval();
    // The browser's own wants the focus for the page.
    await driver.rig.closeToolbarPopup();
    await page.bringToFront();
    await driver.killBackground();
    if (device === null) {
      await callOff(page);
      expect(await ended(page)).toMatchObject({ name: 'AbortError' });
    } else {
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, aaguid: VIRTUAL_AAGUID } });
      await device.remove();
    }
  });

  if (inChromium) {
    it('lets the device answer where the person says so, always if so', async () => {
      await page.goto(`${other}${EXPERIMENTS}&user=own`);
      const device = await plugIn(page, 'internal');
      await start(page, 'create');
      await (await driver.nextApproval()).useBrowserAlways();
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, aaguid: VIRTUAL_AAGUID } });
      await page.goto(`${other}${EXPERIMENTS}&user=again`);
      await start(page, 'create');
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true, aaguid: VIRTUAL_AAGUID } });
      await device.remove();
    });

    it('goes without the proxy while another extension holds it', async () => {
      const holder = proxyHolder();
      await driver.browser.installExtension(holder);
      await page.goto(`${site.url}${EXPERIMENTS}`);
      await start(page, 'get');
      await (await driver.nextApproval()).approve();
      expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
      expect(await isNativeObject(page)).toBe(false);
      rmSync(holder, { recursive: true });
    });
  }

  it('leaves a pending question with the page that asked when it goes elsewhere', async () => {
    await page.goto(`${site.url}${EXPERIMENTS}`);
    await start(page, 'get');
    const approval = await driver.nextApproval();
    await page.goto(`${site.url}/search`);
    await isGone(approval);
    await nobodyAsks();
    expect(await stateOf(page).catch(() => 'gone')).toBe('gone');
  });

  // The last: the extension of before is gone then.
  it('gives the question back to the page when the extension is updated under it', async () => {
    await page.goto(`${site.url}${EXPERIMENTS}`);
    const device = driver.rig instanceof FirefoxRig ? await softToken(driver.rig) : await plugIn(page, 'internal');
    await start(page, 'create');
    await driver.nextApproval();
    await driver.rig.closeToolbarPopup();
    await driver.rig.install();
    await page.bringToFront();
    expect(await ended(page)).toMatchObject({ name: null, verdict: { ok: true } });
    expect(await isNativeObject(page)).toBe(true);
    await device.remove();
  });
});

declare const Services: { prefs: { setBoolPref(name: string, value: boolean): void } };
declare const Cc: Record<string, { getService(of: unknown): { addVirtualAuthenticator(...args: unknown[]): number } }>;
declare const Ci: { nsIWebAuthnService: unknown };

/** Firefox's own virtual authenticator, by its privileges; for every page. */
async function softToken(rig: FirefoxRig): Promise<{ remove(): Promise<void> }> {
  await rig.inBrowser(() => {
    Services.prefs.setBoolPref('security.webauth.webauthn_enable_softtoken', true);
    Services.prefs.setBoolPref('security.webauth.webauthn_enable_usbtoken', false);
    Cc['@mozilla.org/webauthn/service;1']
      ?.getService(Ci.nsIWebAuthnService)
      .addVirtualAuthenticator('ctap2_1', 'internal', true, true, true, true);
  });
  return { remove: async () => undefined };
}

/** An extension that does nothing but hold Chromium's proxy for authenticators. */
function proxyHolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-holder-'));
  const manifest = {
    manifest_version: 3,
    name: 'Holds the proxy',
    version: '1',
    permissions: ['webAuthenticationProxy'],
    background: { service_worker: 'worker.js' },
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'worker.js'), 'chrome.webAuthenticationProxy.attach();');
  return folder;
}
