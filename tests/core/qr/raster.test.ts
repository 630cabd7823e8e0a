import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladder, MAX_TRY_PIXELS } from '../../../src/core/qr/ladder';
import {
  blank,
  blur,
  flatten,
  hasTransparency,
  invert,
  pad,
  pixelsOf,
  type Raster,
  scale,
  stretch,
  trim,
} from '../../../src/core/qr/raster';
import { blur as slowBlur } from './draw';

const grey = (width: number, height: number, values: readonly number[], alpha = 255): Raster => {
  const image = blank(width, height);
  values.forEach((value, i) => {
    image.data.set([value, value, value, alpha], i * 4);
  });
  return image;
};
const reds = (image: Raster) => Array.from({ length: pixelsOf(image) }, (_, i) => image.data[i * 4]);

const raster = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).chain(([width, height]) =>
  fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((bytes): Raster => {
    const data = new Uint8ClampedArray(bytes.length);
    data.set(bytes);
    return { data, width, height };
  }),
);

describe('pixel work', () => {
  it('lays transparent pixels on white and on black', () => {
    const image = grey(3, 1, [0, 100, 200], 0);
    expect(reds(flatten(image, 255))).toEqual([255, 255, 255]);
    expect(reds(flatten(image, 0))).toEqual([0, 0, 0]);
    expect(reds(flatten(grey(1, 1, [0], 51), 255))).toEqual([204]);
  });

  it('pads on every side', () => {
    const image = pad(grey(1, 1, [7]), 1, 255);
    expect(reds(image)).toEqual([255, 255, 255, 255, 7, 255, 255, 255, 255]);
    expect(hasTransparency(image)).toBe(false);
  });

  it('scales up by repeating and down by the mean', () => {
    expect(reds(scale(grey(2, 1, [0, 255]), 2))).toEqual([0, 0, 255, 255, 0, 0, 255, 255]);
    expect(reds(scale(grey(2, 2, [0, 100, 100, 200]), 0.5))).toEqual([100]);
    expect(pixelsOf(scale(grey(1, 1, [0]), 0.1))).toBe(1);
  });

  it('stretches the channel that tells most', () => {
    const image = blank(2, 1);
    image.data.set([100, 10, 0, 255, 100, 60, 0, 255]);
    expect(reds(stretch(image))).toEqual([0, 255]);
    expect(new Set(reds(stretch(grey(2, 1, [9, 9])))).size).toBe(1);
  });

  it('blurs as the plain definition does', () => {
    fc.assert(
      fc.property(raster, fc.integer({ min: 0, max: 4 }), (image, radius) => {
        const [quick, plain] = [blur(image, radius), slowBlur(image, radius)];
        // Two passes round twice.
        for (let i = 0; i < quick.data.length; i++) {
          if (i % 4 !== 3) expect(Math.abs((quick.data[i] as number) - (plain.data[i] as number))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('trims a margin and says its grey', () => {
    const dark = trim(pad(grey(2, 1, [255, 200]), 3, 0));
    expect(dark).toMatchObject({ margin: 0, image: { width: 2, height: 1 } });
    expect(trim(pad(grey(1, 1, [0]), 2, 255))?.margin).toBe(255);
    expect(trim(grey(2, 1, [9, 9]))).toBeNull();
    expect(trim(grey(2, 1, [0, 255]))).toMatchObject({ image: { width: 1, height: 1 } });
    expect(trim(grey(1, 3, [255, 0, 255]))).toMatchObject({ image: { width: 1, height: 1 } });
  });

  it('changes nothing in place, and undoes itself where it can', () => {
    fc.assert(
      fc.property(raster, (image) => {
        const before = image.data.slice();
        for (const work of [
          () => flatten(image, 0),
          () => pad(image, 2, 0),
          () => scale(image, 2),
          () => scale(image, 0.5),
          () => stretch(image),
          () => trim(image),
        ])
          work();
        expect(invert(invert(image)).data).toEqual(before);
        expect(scale(scale(image, 3), 1 / 3).data).toEqual(before);
        expect(image.data).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});

describe('ladder', () => {
  const sizes = [1, 21, 240, 500, 799, 1000, 3000].flatMap((width) => [1, 200, 1000].map((height) => [width, height] as const));
  it.each(sizes)('%d × %d: no rung over the limit, none twice', (width, height) => {
    const rungs = [...ladder(blank(width, height))];
    for (const { image } of rungs) expect(pixelsOf(image)).toBeLessThanOrEqual(MAX_TRY_PIXELS);
    expect(new Set(rungs.map((rung) => rung.name)).size).toBe(rungs.length);
    expect(rungs.length).toBeGreaterThanOrEqual(5);
  });

  it('ends in tiles that cover a large image, and in none for a small one', () => {
    const tiles = (width: number, height: number) => [...ladder(blank(width, height))].filter((rung) => rung.tile === true);
    expect(tiles(600, 600)).toEqual([]);
    expect(tiles(1000, 800).map((rung) => rung.name)).toEqual([
      'tile 0, 0',
      'tile 200, 0',
      'tile 400, 0',
      'tile 0, 200',
      'tile 200, 200',
      'tile 400, 200',
    ]);
    for (const { image } of tiles(1400, 1000)) expect(pixelsOf(image)).toBeLessThanOrEqual(400_000);
    const last = [...ladder(blank(1000, 800))].at(-1);
    expect(last?.tile).toBe(true);
  });

  it('first brings the longest side to about 720, and enlarges what is tiny', () => {
    const first = (width: number, height: number) => {
      const { image } = ladder(blank(width, height)).next().value as { image: Raster };
      return [image.width, image.height];
    };
    expect(first(1840, 1380)[0]).toBeGreaterThanOrEqual(640);
    expect(first(1840, 1380)[0]).toBeLessThanOrEqual(800);
    expect(first(500, 500)).toEqual([500, 500]);
    expect(first(29, 29)).toEqual([493, 493]);
  });
});
