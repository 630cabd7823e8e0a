import { describe, expect, it, vi } from 'vitest';
import { openImage } from '../../src/offscreen/open-image';
import { jsqrReader, zxingReader } from '../../src/offscreen/readers';
import { draw } from '../core/qr/draw';
import { asDataUrl, greyPng } from '../support/png';

describe('zxingReader', () => {
  it('rejects where its wasm cannot be instantiated, and asks no network for another', async () => {
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(zxingReader(new ArrayBuffer(8))).rejects.toThrow();
    expect(fetched).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });
});

describe('jsqrReader', () => {
  it('reads alone over the whole ladder, and a few rungs as the second', () => {
    expect(jsqrReader(true).maxTries).toBeGreaterThan(jsqrReader(false).maxTries);
    expect(jsqrReader(true).read(draw({ text: 'otpauth://x' }))).toEqual(['otpauth://x']);
    expect(jsqrReader(true).read(greyField())).toEqual([]);
  });
});

const greyField = () => ({ data: new Uint8ClampedArray(64 * 64 * 4).fill(128), width: 64, height: 64 });

describe('openImage', () => {
  it('decodes nothing that is no image or has too many pixels', async () => {
    const decoded = vi.fn();
    vi.stubGlobal('createImageBitmap', decoded);
    expect(await openImage(asDataUrl(greyPng(20_000, 20_000, 1)))).toEqual({ ok: false, error: { code: 'too-large' } });
    for (const url of [
      '',
      'data:,x',
      'data:image/png,x',
      'data:image/svg+xml;base64,PHN2Zy8+',
      'data:image/png;base64,iVBORw0KGgo=',
      'data:image/png;base64,*',
    ]) {
      expect(await openImage(url)).toEqual({ ok: false, error: { code: 'not-an-image' } });
    }
    expect(decoded).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });

  it('says so when the decoder refuses', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('The source image could not be decoded.')));
    expect(await openImage(asDataUrl(greyPng(8, 8, 1)))).toEqual({ ok: false, error: { code: 'not-an-image' } });
    vi.unstubAllGlobals();
  });
});
