// *Scan the QR code on this page* on every kind of page: pictures that are no pictures, closed roots, frames of other origins.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataUrl, pngOf } from '../site/qr-picture';
import { type Site, startSite } from '../site/server';
import type { QrVariant } from '../site/variants';
import { type RigDriver, startDriver } from './driver';
import { openSetup, signUp } from './walk';

let site: Site;
let frames: Server;
let driver: RigDriver;
let page: Page;

beforeAll(async () => {
  site = await startSite();
  const picture = dataUrl(await pngOf('otpauth://totp/Framed:cross?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Framed'));
  frames = createServer((request, response) => {
    const { port } = frames.address() as AddressInfo;
    const inner = `<h1>Set up an authenticator</h1><p>Scan this QR code.</p><img alt="QR code" width="220" height="220" src="${picture}">`;
    const outer = `<h1>Account</h1><iframe width="500" height="400" src="http://127.0.0.1:${port}/inner"></iframe>`;
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Set up an authenticator</title>${request.url === '/inner' ? inner : outer}`);
  });
  await new Promise<void>((resolve) => frames.listen(0, '127.0.0.1', resolve));
  driver = await startDriver();
  await driver.createVault('correct horse battery staple');
  page = await driver.newPage('about:blank');
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
  frames?.close();
});

describe('the popup captures', () => {
  it.each<QrVariant>(['table', 'css', 'shadow-closed', 'iframe-tight'])('qr=%s', async (qr) => {
    const email = `${qr}@example.com`;
    await signUp(page, site.url, { email, password: 'a password' });
    await openSetup(page, site.url, `?qr=${qr}&key=none`);
    expect(await driver.captureFromPopup(page)).toMatchObject({ ok: true });
    const saved = (await driver.accounts()).find(({ account }) => account === email);
    expect(saved?.sites).toEqual([new URL(site.url).origin]);
  });

  it('a code in a frame of another origin, and binds it to that origin', async () => {
    const { port } = frames.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/`);
    expect(await driver.captureFromPopup(page)).toMatchObject({ ok: true });
    expect((await driver.accounts()).find(({ account }) => account === 'cross')?.sites).toEqual([`http://127.0.0.1:${port}`]);
  });
});
