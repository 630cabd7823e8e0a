import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { blank, invert, type Raster, scale } from '../../../src/core/qr/raster';
import { isSetupText, type Reader, readQr } from '../../../src/core/qr/read';
import { jsqrReader, zxingReader } from '../../../src/offscreen/readers';
import { blur, chance, draw, gaps, noise, place, rotate, warp } from './draw';

const TEXT = 'otpauth://totp/Heroku:alice@example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Heroku';
const WHITE = [255, 255, 255, 255] as const;
const CLEAR = [0, 0, 0, 0] as const;

/** What set-up pages do to their codes. */
const IMAGES: readonly (readonly [string, () => Raster])[] = [
  ['plain', () => draw({ text: TEXT })],
  ['inverted', () => invert(draw({ text: TEXT }))],
  ['no quiet zone', () => draw({ text: TEXT, quiet: 0 })],
  ['no quiet zone, inverted', () => invert(draw({ text: TEXT, quiet: 0 }))],
  ['no quiet zone, on black', () => place(draw({ text: TEXT, quiet: 0 }), 400, 400, 60, 60, [0, 0, 0, 255])],
  ['inverted, no quiet zone, on white', () => place(invert(draw({ text: TEXT, quiet: 0 })), 400, 400, 60, 60, WHITE)],
  ['one pixel a module', () => draw({ text: TEXT, module: 1, quiet: 2 })],
  ['one pixel a module, no quiet zone', () => draw({ text: TEXT, module: 1, quiet: 0 })],
  ['two pixels a module', () => draw({ text: TEXT, module: 2, quiet: 1 })],
  ['40 pixels a module', () => draw({ text: TEXT, module: 40 })],
  ['black on transparent', () => draw({ text: TEXT, light: CLEAR })],
  ['white on transparent', () => draw({ text: TEXT, dark: WHITE, light: CLEAR })],
  ['white on transparent, no quiet zone', () => draw({ text: TEXT, dark: WHITE, light: CLEAR, quiet: 0 })],
  ['black on transparent, no quiet zone', () => draw({ text: TEXT, light: CLEAR, quiet: 0 })],
  ['half transparent', () => draw({ text: TEXT, dark: [0, 0, 0, 60], light: CLEAR })],
  ['pale grey', () => draw({ text: TEXT, dark: [225, 225, 225, 255] })],
  ['dark grey on black', () => draw({ text: TEXT, dark: [0, 0, 0, 255], light: [28, 28, 28, 255] })],
  ['grey on grey', () => draw({ text: TEXT, dark: [120, 120, 120, 255], light: [132, 132, 132, 255] })],
  ['red on green of one brightness', () => draw({ text: TEXT, dark: [200, 20, 20, 255], light: [20, 115, 20, 255] })],
  ['yellow on white', () => draw({ text: TEXT, dark: [255, 230, 0, 255] })],
  ['small in a large page', () => place(draw({ text: TEXT, module: 3 }), 1000, 700, 640, 300, [250, 250, 250, 255])],
  ['small in a large dark page', () => place(draw({ text: TEXT, module: 3 }), 1000, 700, 40, 300, [20, 20, 30, 255])],
  ['turned by 90°', () => rotate(draw({ text: TEXT }), 90)],
  ['turned by 33°', () => rotate(draw({ text: TEXT }), 33)],
  ['mirrored', () => warp(draw({ text: TEXT }), 306, 306, (x, y) => [305 - x, y])],
  ['stretched to a rectangle', () => warp(draw({ text: TEXT }), 500, 250, (x, y) => [(x * 306) / 500, (y * 306) / 250])],
  [
    'seen from the side',
    () =>
      warp(draw({ text: TEXT, module: 10 }), 640, 640, (x, y) => [
        (x * 0.72) / (1 - x / 2400 - y / 3600),
        (y * 0.72) / (1 - x / 2400 - y / 3600),
      ]),
  ],
  ['blurred', () => blur(draw({ text: TEXT, module: 5 }), 2)],
  ['gaps between the modules', () => gaps(draw({ text: TEXT, module: 7 }), 7, 1)],
  ['wide gaps', () => gaps(draw({ text: TEXT, module: 8 }), 8, 2)],
  ['very noisy', () => noise(draw({ text: TEXT }), 220, 5)],
  ['noisy', () => noise(draw({ text: TEXT }), 90, 7)],
  ['reduced to 2.4 pixels a module', () => scale(draw({ text: TEXT, module: 6 }), 0.4)],
];

const still = { expired: () => false, wanted: isSetupText };
let zxing: Reader;

beforeAll(async () => {
  const file = readFileSync(new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url));
  zxing = await zxingReader(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer);
});

describe('readQr with both readers', () => {
  it.each(IMAGES)('%s', async (_, image) => {
    expect(await readQr(image(), [zxing, jsqrReader(false)], still)).toEqual({ ok: true, value: [TEXT] });
  });
});

describe('readQr where WebAssembly is off', () => {
  it.each(IMAGES)('%s', async (_, image) => {
    expect(await readQr(image(), [jsqrReader(true)], still)).toEqual({ ok: true, value: [TEXT] });
  });
});

describe('readQr', () => {
  it('finds no code in noise, in bounded time', async () => {
    const random = chance(3);
    const image = blank(1000, 1000);
    for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : random() < 0.5 ? 0 : 255;
    const start = performance.now();
    const read = await readQr(image, [zxing, jsqrReader(false)], { ...still, expired: () => performance.now() - start > 1200 });
    const ms = performance.now() - start;
    console.log(`noise 1000 × 1000: ${ms.toFixed(0)} ms`);
    expect(read).toEqual({ ok: false, error: { code: 'no-code' } });
    // One try may run over the deadline; the host ends the worker then.
    expect(ms).toBeLessThan(4000);
  });

  it('goes on past a code that is not wanted, and keeps it when there is nothing else', async () => {
    const store = draw({ text: 'https://apps.example/store', module: 4 });
    expect(await readQr(store, [zxing], still)).toEqual({ ok: true, value: ['https://apps.example/store'] });
    const both = place(store, 800, 400, 0, 0, WHITE);
    const page = draw({ text: TEXT, module: 4 });
    for (let y = 0; y < page.height; y++)
      both.data.set(page.data.subarray(y * page.width * 4, (y + 1) * page.width * 4), ((y + 100) * 800 + 400) * 4);
    const read = await readQr(both, [zxing], still);
    expect(read.ok && read.value).toEqual([TEXT, 'https://apps.example/store']);
  });

  it('stops between tries when time is up', async () => {
    let tries = 0;
    const read = () => {
      tries += 1;
      return [];
    };
    const slow: Reader = { name: 'slow', maxPixels: 1e9, maxTries: 100, tiles: true, read };
    await readQr(draw({ text: TEXT }), [slow, slow], { ...still, expired: () => tries >= 2 });
    expect(tries).toBe(2);
  });

  it('gives a reader nothing larger than it takes', async () => {
    const sizes: number[] = [];
    const read = (image: Raster) => {
      sizes.push(image.width * image.height);
      return [];
    };
    const spy: Reader = { name: 'spy', maxPixels: 400_000, maxTries: 100, tiles: true, read };
    await readQr(blank(3000, 2000), [spy], still);
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(400_000);
  });
});

describe('isSetupText', () => {
  it.each([
    ['otpauth://totp/x?secret=A', true],
    ['OTPAUTH://totp/x', true],
    ['apple-otpauth://totp/x', true],
    ['otpauth-migration://offline?data=x', true],
    ['steam://ABC', true],
    ['https://example.com/otpauth://', false],
    ['JBSWY3DP', false],
  ])('%s: %s', (text, wanted) => {
    expect(isSetupText(text)).toBe(wanted);
  });
});
