// The order of tries for one image, cheapest and likeliest first (DESIGN §5). A reader that finds something ends it.

import { blur, crop, flatten, hasTransparency, pad, pixelsOf, type Raster, scale, stretch, trim } from './raster';

/** No try is larger: a reader's time grows with the pixels, and pages choose the images. */
export const MAX_TRY_PIXELS = 1_500_000;

/** Cameras' frames and screenshots read best when their longest side has about this many pixels (research/formats.md §2). */
const BEST_SIDE = 720;
const LARGE_SIDE = 800;
/** Below this, a module may be one pixel wide: enlarged. */
const SMALL_SIDE = 240;
const SMALL_TARGET = 480;
/** Pixels: about half a module of a code that fills the image. */
const BLUR_RADIUS = 2;

export interface Try {
  /** Which rung: for tests and scores. */
  readonly name: string;
  readonly image: Raster;
  /** A part of the image, for readers that may not see it whole. These come last. */
  readonly tile?: true;
}

/** Longest side of a tile; tiles overlap by half, so a code of half a tile is whole in one of them. */
const TILE_SIDE = 600;

/**
 * Lazily, so that the first hit costs one try. Readers look for dark on light and light on dark themselves, so no rung is inverted; the
 * quiet zone is tried in white and in black, since a cropped code does not tell which it had.
 */
export function* ladder(source: Raster): Generator<Try, void, void> {
  const transparent = hasTransparency(source);
  const whole = within(transparent ? flatten(source, 255) : source, MAX_TRY_PIXELS);
  const fit = scaled(whole, fitFactor(whole));
  yield { name: 'fit', image: fit };
  yield { name: 'fit, white border', image: withBorder(fit, 255) };
  if (transparent) {
    const dark = withBorder(scaled(within(flatten(source, 0), MAX_TRY_PIXELS), fitFactor(whole)), 0);
    yield { name: 'on black', image: dark };
  }
  yield { name: 'fit, black border', image: withBorder(fit, 0) };
  const inner = trim(whole);
  if (inner !== null) {
    const code = scaled(inner.image, fitFactor(inner.image));
    yield { name: 'trimmed', image: withBorder(code, inner.margin === 0 ? 255 : 0) };
  }
  const clear = stretch(fit);
  yield { name: 'stretched', image: withBorder(clear, 255) };
  yield { name: 'blurred', image: withBorder(blur(clear, BLUR_RADIUS), 255) };
  if (fit !== whole) yield { name: '1×', image: whole };
  yield { name: 'half', image: withBorder(scaled(fit, 0.5), 255) };
  // With its border, half as much again.
  if (pixelsOf(fit) * 6 <= MAX_TRY_PIXELS) yield { name: 'double', image: withBorder(scaled(clear, 2), 255) };
  yield { name: 'third', image: withBorder(scaled(clear, 0.33), 255) };
  yield* tiles(whole);
}

function* tiles(image: Raster): Generator<Try, void, void> {
  const [width, height] = [Math.min(TILE_SIDE, image.width), Math.min(TILE_SIDE, image.height)];
  if (pixelsOf(image) === width * height) return;
  for (const top of starts(image.height, height)) {
    for (const left of starts(image.width, width))
      yield { name: `tile ${left}, ${top}`, image: crop(image, left, top, width, height), tile: true };
  }
}

function starts(length: number, part: number): readonly number[] {
  const last = length - part;
  const steps = Math.ceil(last / (TILE_SIDE / 2));
  return Array.from({ length: steps + 1 }, (_, i) => (steps === 0 ? 0 : Math.round((last * i) / steps)));
}

function fitFactor(image: Raster): number {
  const side = Math.max(image.width, image.height);
  if (side > LARGE_SIDE) return BEST_SIDE / side;
  return side < SMALL_SIDE ? Math.ceil(SMALL_TARGET / side) : 1;
}

const scaled = (image: Raster, factor: number): Raster => (factor === 1 ? image : scale(image, factor));

/** Shrunk until it has at most `most` pixels; never enlarged. */
function within(image: Raster, most: number): Raster {
  const pixels = pixelsOf(image);
  return pixels <= most ? image : scale(image, Math.sqrt(most / pixels) * 0.999);
}

/** About three modules of a code that fills the image: readers are content with less than the four of the standard. */
const withBorder = (image: Raster, grey: 0 | 255): Raster => pad(image, Math.ceil(Math.max(image.width, image.height) * 0.1) + 4, grey);
