// The decode worker as it is shipped, started by a page of the extension under its own content security policy: what it reads, and
// that nothing a page can show keeps it busy.

import type { Page } from 'puppeteer';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chance } from '../core/qr/draw';
import { asDataUrl, greyPng } from '../support/png';
import { launch } from './launch';
import type { Rig } from './rig';

const TEXT = 'otpauth://totp/Heroku:alice@example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Heroku';
/** The host ends a job after 1.5 s; here nobody does, and the machine has other work as well. What is unbounded takes minutes. */
const MOST_MS = 6000;

let rig: Rig;
let page: Page;

interface Answer {
  readonly result: { readonly ok: boolean; readonly value?: readonly string[]; readonly error?: { readonly code: string } };
  readonly ms: number;
}

beforeAll(async () => {
  rig = await launch();
  page = await rig.openOwnPage('src/options/index.html');
});
afterAll(() => rig?.close());

/** One worker for all: a job that hung would show in the next. */
const decode = (dataUrl: string): Promise<Answer> =>
  page.evaluate(async (url: string) => {
    interface Scope {
      worker?: Worker;
      trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(input: string): string } };
    }
    const scope = globalThis as unknown as Scope;
    const next = (worker: Worker) =>
      new Promise<MessageEvent>((resolve, reject) => {
        worker.addEventListener('message', resolve, { once: true });
        worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
      });
    if (scope.worker === undefined) {
      const script = '/decode-worker.js';
      const policy = scope.trustedTypes?.createPolicy('countersign', { createScriptURL: (input: string) => input });
      scope.worker = new Worker(policy?.createScriptURL(script) ?? script);
      const { data } = await next(scope.worker);
      if (data.readers[0] !== 'zxing') throw new Error(`the readers are ${data.readers}`);
    }
    const start = performance.now();
    scope.worker.postMessage({ id: 1, dataUrl: url });
    const { data } = await next(scope.worker);
    return { result: data.result, ms: performance.now() - start };
  }, dataUrl);

describe('the decode worker', () => {
  it.each([
    ['a plain code', { margin: 4, width: 220 }],
    ['an inverted code', { margin: 4, width: 220, color: { dark: '#ffffff', light: '#101020' } }],
    ['a code without a quiet zone', { margin: 0, width: 200 }],
    ['a transparent code', { margin: 0, width: 200, color: { dark: '#ffffffff', light: '#00000000' } }],
    ['a code of one pixel a module', { margin: 2, scale: 1 }],
    ['a code of 2000 pixels', { margin: 4, width: 2000 }],
    ['a pale code', { margin: 4, width: 220, color: { dark: '#e4e4e4', light: '#ffffff' } }],
  ])('reads %s', async (_, options) => {
    const { result } = await decode(asDataUrl(await QRCode.toBuffer(TEXT, options)));
    expect(result).toEqual({ ok: true, value: [TEXT] });
  });

  const random = chance(11);
  const finder = (x: number, y: number): number => {
    const [u, v] = [x % 9, y % 9];
    const ring = u < 7 && v < 7 && (u % 6 === 0 || v % 6 === 0 || (u > 1 && u < 5 && v > 1 && v < 5));
    return ring ? 0 : 255;
  };
  it.each([
    ['white noise of 0.4 megapixels', () => greyPng(620, 620, 8, () => (random() < 0.5 ? 0 : 255)), 'no-code'],
    ['white noise of a megapixel', () => greyPng(1000, 1000, 8, () => (random() < 0.5 ? 0 : 255)), 'no-code'],
    ['white noise of four megapixels', () => greyPng(2000, 2000, 8, () => (random() < 0.5 ? 0 : 255)), 'no-code'],
    ['nothing but finder patterns', () => greyPng(1000, 1000, 8, finder), 'no-code'],
    ['36 megapixels of black', () => greyPng(6000, 6000, 1), 'no-code'],
    ['400 megapixels of black', () => greyPng(20_000, 20_000, 1), 'too-large'],
    ['a file cut off in its header', () => greyPng(50, 50, 1).subarray(0, 20), 'not-an-image'],
  ])('is not kept busy by %s', async (name, png, code) => {
    const { result, ms } = await decode(asDataUrl(png()));
    console.log(`${rig.browserName}: ${name}: ${result.error?.code}, ${ms.toFixed(0)} ms`);
    expect(result).toEqual({ ok: false, error: { code } });
    expect(ms).toBeLessThan(MOST_MS);
  });

  it('takes nothing but image files', async () => {
    for (const url of [
      '',
      'https://example.com/x.png',
      'data:text/html,<b>',
      'data:image/svg+xml;base64,PHN2Zy8+',
      'data:image/png;base64,%%%',
    ]) {
      expect((await decode(url)).result).toEqual({ ok: false, error: { code: 'not-an-image' } });
    }
  });
});
