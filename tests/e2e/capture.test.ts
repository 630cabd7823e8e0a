// Set-up codes from anywhere: several on a page, exports in parts, frames that a person draws, files, pasted text.

import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../src/core/bytes';
import { formatMigration } from '../../src/core/otp/migration';
import { dataUrl, modulesOf, pngOf } from '../site/qr-picture';
import { chooseFound, foundRows } from './capture-steps';
import { askingSurface, unlockIn } from './confirm-steps';
import { type RigDriver, startDriver } from './driver';
import { type FakeCamera, fakeCamera } from './fake-camera';
import { FirefoxRig } from './firefox-rig';
import { byId, ending, endOf, press, typeInto } from './popup-steps';
import { PageSurface } from './surface';
import { until } from './waiting';

const PASSWORD = 'correct horse battery staple';
let server: Server;
let site: string;
let camera: FakeCamera;
let driver: RigDriver;
let page: Page;
let body = '';
let frame = '';

const uri = (issuer: string, account: string, secret: string): string =>
  `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}&image=https%3A%2F%2Ftracker.example%2Flogo.png`;
const secretOf = (letter: string): string => `JBSWY3DPEHPK3PXPJBSWY3DPEHPK3P${letter}A`;
const picture = async (text: string): Promise<string> => `<img alt="QR code" width="220" height="220" src="${dataUrl(await pngOf(text))}">`;
const setup = (content: string): string =>
  `<!doctype html><title>Set up an authenticator</title><h1>Set up an authenticator</h1><p>Scan this QR code with your authenticator app.</p>${content}`;

/** Drawn by shadows of one element, where no script finds it. */
async function shadowsOf(text: string): Promise<string> {
  const { size, dark } = modulesOf(text);
  const shadows = dark.flatMap((bit, i) => (bit ? [`${((i % size) + 4) * 5}px ${(Math.floor(i / size) + 4) * 5}px #000`] : []));
  const side = (size + 8) * 5;
  return `<div style="position:relative;width:${side}px;height:${side}px;overflow:hidden;background:#fff"><i style="position:absolute;left:0;top:0;width:5px;height:5px;box-shadow:${shadows.join(',')}"></i></div>`;
}

/** An export of two accounts in two parts, as the app shows it. */
function exportPart(index: number): string {
  const otp = { type: 'totp', secret: utf8(`1234567890123456789${index}`), algorithm: 'SHA1', digits: 6, period: 30 } as const;
  const part = formatMigration([{ issuer: `Export${index}`, account: 'me', otp }], { batchId: -77, size: 2, index });
  if (!part.ok) throw new Error(part.error.code);
  return part.value;
}

declare const Services: { prefs: { setBoolPref(name: string, value: boolean): void } };

/** Sent into the browser's window. */
function fakeTheCamera(): void {
  for (const name of ['media.navigator.streams.fake', 'media.navigator.permission.disabled']) Services.prefs.setBoolPref(name, true);
}

async function show(content: string): Promise<void> {
  body = setup(content);
  await page.bringToFront();
  await page.goto(site);
}

async function names(): Promise<string[]> {
  const accounts = await driver.accounts();
  return accounts.map(({ issuer, account }) => `${issuer} ${account}`).sort();
}

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(request.url === '/' ? body : request.url === '/frame' ? frame : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://localhost:${(server.address() as AddressInfo).port}/`;
  camera = fakeCamera(uri('Film', 'seen', secretOf('T')));
  driver = await startDriver({ args: camera.args });
  await driver.createVault(PASSWORD);
  page = await driver.newPage('about:blank');
});
afterAll(async () => {
  await driver?.close();
  server?.close();
  camera?.remove();
});

describe('a page with several codes', () => {
  it('is asked about, and adds what was chosen', async () => {
    await show((await picture(uri('Acme', 'one', secretOf('A')))) + (await picture(uri('Acme', 'two', secretOf('B')))));
    const offer = await driver.waitForOffer(page, 'save-account');
    expect(offer.text).toMatch(/which/i);
    expect((await driver.accept(page, offer, { account: 'two' })).ok).toBe(true);
    expect(await names()).toEqual(['Acme two']);
  });

  it('says of a name with another key that both are kept', async () => {
    await show(await picture(uri('Acme', 'two', secretOf('C'))));
    const end = await driver.captureFromPopup(page);
    expect(end).toMatchObject({ ok: true });
    expect(await names()).toEqual(['Acme two', 'Acme two']);
  });
});

describe('an export of Google Authenticator', () => {
  it('is collected part by part, in any order, and added at once', async () => {
    await driver.addByUri(uri('Before', 'all', secretOf('D')));
    const popup = await driver.popup(page);
    await press(popup, 'add-open');
    await typeInto(popup, 'add-uri', exportPart(1));
    await press(popup, 'add-uri-submit');
    await popup.waitForSelector(byId('found-parts'));
    expect(await popup.$eval(byId('found-parts'), (one) => one.textContent)).toMatch(/1 of 2/);
    await popup.close();

    // The worker that is stopped in between loses nothing.
    await driver.killBackground();
    await show(await picture(exportPart(0)));
    expect(await driver.captureFromPopup(page)).toMatchObject({ ok: true });
    expect(await names()).toEqual(['Acme two', 'Acme two', 'Before all', 'Export0 me', 'Export1 me']);
    await driver.undo();
    expect(await names()).toEqual(['Acme two', 'Acme two', 'Before all']);
  });
});

describe('an export on a page', () => {
  it('is offered by a chip, and its accounts belong to no site', async () => {
    const otp = { type: 'totp', secret: utf8('of the only part ...'), algorithm: 'SHA1', digits: 6, period: 30 } as const;
    const whole = formatMigration([{ issuer: 'Whole', account: 'export', otp }]);
    await show(await picture(whole.ok ? whole.value : ''));
    const offer = await driver.waitForOffer(page, 'save-account');
    expect(offer.text).toMatch(/export/i);
    expect((await driver.accept(page, offer)).ok).toBe(true);
    expect((await driver.accounts()).find(({ issuer }) => issuer === 'Whole')?.sites).toEqual([]);
  });
});

describe('a code in a frame', () => {
  it('is confirmed in the page around it with the account that was just saved, whatever else belongs there', async () => {
    const secret = secretOf('P');
    frame = setup(await picture(uri('Framed', 'confirmed', secret)));
    const field = '<label>Enter the 6-digit code<input id="code" name="code" inputmode="numeric" maxlength="6"></label>';
    await show(`<iframe src="${site}frame" style="width:500px;height:420px;border:0"></iframe><form>${field}</form>`);
    expect(await driver.accept(page, await driver.waitForOffer(page, 'save-account'))).toMatchObject({ ok: true });
    expect(await driver.accept(page, await driver.waitForOffer(page, 'fill-code'))).toMatchObject({ ok: true });
    const code = await page.$eval('#code', (box) => (box as HTMLInputElement).value);
    expect(new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token: code, window: 1 })).not.toBeNull();
  });
});

describe('a code that only the screen shows', () => {
  const drawn = async (account: string, letter: string) => shadowsOf(uri('Screen', account, secretOf(letter)));
  const sitesOf = async (account: string) => (await driver.accounts()).find((one) => one.account === account)?.sites;

  it('belongs to the page that shows it', async () => {
    await show(await drawn('own', 'L'));
    expect(await driver.captureFromPopup(page)).toMatchObject({ ok: true });
    expect(await sitesOf('own')).toEqual([new URL(site).origin]);
  });

  it('belongs to no site where a frame of another shows it, and that is said first', async () => {
    frame = await drawn('framed', 'M');
    await show(`<iframe src="${site.replace('localhost', '127.0.0.1')}frame" style="width:320px;height:320px;border:0"></iframe>`);
    await driver.command('capture-qr', page);
    const surface = await until('the question', () => askingSurface(driver.rig), 15_000);
    expect(await surface.run((root) => root.querySelector('[data-testid="found"]')?.textContent)).toMatch(/another site/);
    await chooseFound(surface);
    await driver.rig.closeToolbarPopup();
    expect(await sitesOf('framed')).toEqual([]);
  });
});

describe('a locked vault', () => {
  it('keeps what a command captured, and saves it once it is open', async () => {
    await driver.lock();
    await show(await picture(uri('Locked', 'later', secretOf('N'))));
    await driver.command('capture-qr', page);
    const surface = await until('the password to be asked for', () => askingSurface(driver.rig), 15_000);
    expect(await surface.run((root) => root.querySelector('[data-testid="locked"]')?.textContent)).toMatch(/QR code was captured/);
    await unlockIn(surface, PASSWORD);
    expect(await until('the popup to say how it went', () => surface.run(endOf))).toMatchObject({ ok: true, message: 'Saved Locked.' });
    await driver.rig.closeToolbarPopup();
    expect((await driver.accounts()).find(({ account }) => account === 'later')?.sites).toEqual([new URL(site).origin]);
  });
});

describe('what is not on a page', () => {
  it('image files are read; several are shown first', async () => {
    const files = await Promise.all(
      ['E', 'F'].map(async (letter) => {
        const file = path.join(driver.rig.downloads, `code-${letter}.png`);
        writeFileSync(file, await pngOf(uri('File', letter, secretOf(letter))));
        return file;
      }),
    );
    const options = await driver.options('scan');
    const input = (await options.waitForSelector(`${byId('scan-file')}:not([disabled])`)) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(...files);
    await options.waitForSelector(byId('found'));
    const surface = new PageSurface(options);
    await until('both codes', async () => (await surface.run(foundRows)).length === 2);
    expect(await surface.run(foundRows)).toMatchObject([{ state: 'new' }, { state: 'new' }]);
    await chooseFound(surface);
    await options.close();
    expect(await names()).toEqual(expect.arrayContaining(['File E', 'File F']));
  });

  it('dropped lines are shown first, and nothing else of the text is kept', async () => {
    await driver.addByUri(uri('Known', 'G', secretOf('K')));
    const popup = await driver.popup(page);
    await popup.waitForSelector(byId('search'));
    const text = `# my accounts\n${uri('Drop', 'one', secretOf('G'))}\n${uri('Known', 'G', secretOf('K'))}\nhello`;
    // The page listens a moment after it is drawn.
    await until('the drop to be taken', () =>
      popup.evaluate((dropped) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/plain', dropped);
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        return new Promise<boolean>((resolve) => setTimeout(() => resolve(document.querySelector('[data-testid="found"]') !== null), 300));
      }, text),
    );
    await popup.waitForSelector(byId('found'), { timeout: 10_000 });
    const surface = new PageSurface(popup);
    expect(await surface.run(foundRows)).toMatchObject([
      { state: 'new', checked: true },
      { state: 'known', checked: false },
    ]);
    expect(await chooseFound(surface)).toMatch(/^Saved/);
    await popup.close();
    expect(await names()).toContain('Drop one');
  });
});

describe('the clipboard', () => {
  /** A click, after which the page puts it on the clipboard as any program does. */
  async function copyAs(type: 'image/png' | 'text/plain', content: string): Promise<void> {
    const id = type === 'text/plain' ? 'text' : 'image';
    body = `<!doctype html><button id="${id}">Copy</button><script>
      const bytes = Uint8Array.from(atob('${content}'), (one) => one.charCodeAt(0));
      document.querySelector('button').onclick = async () => {
        await navigator.clipboard.write([new ClipboardItem({ '${type}': new Blob([bytes], { type: '${type}' }) })]);
        document.title = 'copied';
      };</script>`;
    await page.bringToFront();
    await page.goto(site);
    await page.click('button');
    await until('the page to have copied', async () => (await page.title()) === 'copied');
  }
  async function paste(target: Page): Promise<void> {
    await target.keyboard.down('Control');
    await target.keyboard.press('v');
    await target.keyboard.up('Control');
  }

  // Without a screen Firefox's clipboard holds text and nothing else.
  if (process.env.E2E_BROWSER !== 'firefox') {
    it('gives a picture', async () => {
      await copyAs('image/png', (await pngOf(uri('Paste', 'picture', secretOf('Q')))).toString('base64'));
      const options = await driver.options('scan');
      await options.waitForSelector(`${byId('scan-file')}:not([disabled])`);
      await paste(options);
      expect(await ending(options)).toMatchObject({ ok: true, message: 'Saved Paste.' });
      await options.close();
    });
  }

  it('gives text, of which several accounts are shown first', async () => {
    const lines = [uri('Paste', 'line-1', secretOf('R')), 'hello', uri('Paste', 'line-2', secretOf('S'))].join('\n');
    await copyAs('text/plain', Buffer.from(lines).toString('base64'));
    const popup = await driver.popup(page);
    await popup.waitForSelector(byId('search'));
    await paste(popup);
    await popup.waitForSelector(byId('found'));
    const surface = new PageSurface(popup);
    expect(await surface.run(foundRows)).toMatchObject([{ state: 'new' }, { state: 'new' }]);
    expect(await chooseFound(surface)).toMatch(/^Saved/);
    await popup.close();
    expect(await names()).toEqual(expect.arrayContaining(['Paste line-1', 'Paste line-2']));
  });
});

describe('the camera', () => {
  it('is looked through until it shows a code', async () => {
    const { rig } = driver;
    if (rig instanceof FirefoxRig) await rig.inBrowser(fakeTheCamera);
    const options = await driver.options('scan');
    await press(options, 'scan-camera');
    const film = `${byId('scan-video')}`;
    await options.waitForSelector(film);
    if (rig instanceof FirefoxRig) {
      // Its only false camera shows a pattern without a code.
      await options.waitForFunction((video) => (document.querySelector(video) as HTMLVideoElement | null)?.videoWidth, {}, film);
      await press(options, 'scan-camera-stop');
    } else {
      expect(await ending(options, 20_000)).toMatchObject({ ok: true, message: 'Saved Film.' });
    }
    await options.waitForSelector(byId('scan-camera'));
    expect(await options.$(film)).toBeNull();
    await options.close();
  });
});

describe('a frame that the person draws', () => {
  it('takes the code inside it, and Escape takes nothing', async () => {
    await show(`<style>body { margin: 0 }</style><div style="padding: 80px">${await picture(uri('Frame', 'drawn', secretOf('H')))}</div>`);
    const regions = async () => (await driver.rig.chips(page)).filter(({ kind }) => kind === 'region');
    const ask = async (): Promise<void> => {
      const popup = await driver.popup(page);
      await press(popup, 'add-open');
      await press(popup, 'capture-region');
      await page.bringToFront();
      await until('the overlay', async () => (await regions()).length === 1);
      await popup.close();
      await page.bringToFront();
    };
    await ask();
    await page.keyboard.press('Escape');
    await until('the overlay to go', async () => (await regions()).length === 0);

    await ask();
    const box = await page.$eval('img', (one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return { x, y, width, height };
    });
    await page.mouse.move(box.x - 10, box.y - 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 10, box.y + box.height + 10, { steps: 4 });
    await page.mouse.up();
    const said = await until(
      'the overlay to say how it went',
      async () => (await regions()).find(({ outcome }) => outcome !== null),
      15_000,
    );
    expect(said).toMatchObject({ outcome: 'ok' });
    expect((await driver.accounts()).find(({ account }) => account === 'drawn')?.sites).toEqual([new URL(site).origin]);
  });
});
