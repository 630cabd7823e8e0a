import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from '../../../src/core/qr/image-header';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : [...part])));

// JFIF header, a quantisation table of nothing, then the frame header of a 640 × 480 picture.
const jpeg = (sof: number) =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe0, 0, 16],
    'JFIF\0',
    [1, 1, 0, 0, 1, 0, 1, 0, 0],
    [0xff, 0xdb, 0, 4, 0, 0],
    [0xff, sof, 0, 17, 8, 1, 0xe0, 2, 0x80, 3, 1],
  );

describe('readImageHeader', () => {
  it.each([
    ['a progressive JPEG', jpeg(0xc2), 'image/jpeg', 640, 480],
    ['a baseline JPEG', jpeg(0xc0), 'image/jpeg', 640, 480],
    ['a GIF', bytes('GIF89a', [0x2c, 1, 0xc8, 0, 0, 0, 0]), 'image/gif', 300, 200],
    [
      'a lossy WebP',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x2c, 1, 0xc8, 0]),
      'image/webp',
      300,
      200,
    ],
    [
      'a lossless WebP',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x2b, 0xc1, 0x31, 0, 0, 0, 0, 0, 0]),
      'image/webp',
      300,
      200,
    ],
    [
      'an extended WebP',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 0x1f, 0x4e, 0, 0xff, 0xff, 0xff]),
      'image/webp',
      20_000,
      16_777_216,
    ],
  ])('%s', (_, file, type, width, height) => {
    expect(readImageHeader(file)).toEqual({ type, width, height });
  });

  it('a PNG, as a library writes it', async () => {
    const file = await QRCode.toBuffer('x', { width: 210 });
    expect(readImageHeader(file)).toEqual({ type: 'image/png', width: 210, height: 210 });
  });

  it('sees the size of a bomb without opening it', () => {
    const side = 20_000;
    const data = deflateSync(new Uint8Array((side / 8 + 1) * 100));
    const file = bytes(
      '\x89PNG\r\n\x1a\n',
      [0, 0, 0, 13],
      'IHDR',
      [0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0],
      [...data],
    );
    expect(readImageHeader(file)).toEqual({ type: 'image/png', width: side, height: side });
  });

  it.each([
    ['nothing', bytes('')],
    ['text', bytes('otpauth://totp/x?secret=JBSWY3DPEHPK3PXP')],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a PNG without a header', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'tEXt', [0, 0, 0, 1, 0, 0, 0, 1])],
    ['an empty picture', bytes('GIF89a', [0, 0, 0, 0, 0, 0, 0])],
    ['a JPEG that ends early', jpeg(0xc0).slice(0, 24)],
  ])('%s is none', (_, file) => {
    expect(readImageHeader(file)).toBeNull();
  });

  it('never throws', () => {
    const start = fc.constantFrom(
      '',
      '\x89PNG\r\n\x1a\n',
      'GIF89a',
      'RIFFxxxxWEBPVP8X',
      'RIFFxxxxWEBPVP8L',
      '\xff\xd8\xff\xe0',
      '\xff\xd8\xff\xff\xff',
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 64 }), (head, tail) => {
        const header = readImageHeader(bytes(head, [...tail]));
        if (header !== null) expect(header.width * header.height).toBeGreaterThan(0);
      }),
      { numRuns: 5000 },
    );
  });
});
