// Pixel work that makes a QR code readable. Pure: RGBA in, RGBA out, nothing changed in place.

/** RGBA, 8 bits each, row by row, as `ImageData` holds it. */
export interface Raster {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

export type Grey = 0 | 255;

export const pixelsOf = (image: { width: number; height: number }): number => image.width * image.height;

export const blank = (width: number, height: number): Raster => ({ data: new Uint8ClampedArray(width * height * 4), width, height });

export function hasTransparency(image: Raster): boolean {
  for (let i = 3; i < image.data.length; i += 4) if (image.data[i] !== 255) return true;
  return false;
}

/** Lays the image on white (255) or black (0): a transparent code is only readable on one of them. */
export function flatten(image: Raster, background: Grey): Raster {
  const out = blank(image.width, image.height);
  for (let i = 0; i < image.data.length; i += 4) {
    const alpha = image.data[i + 3] as number;
    for (let c = 0; c < 3; c++) out.data[i + c] = ((image.data[i + c] as number) * alpha + background * (255 - alpha)) / 255;
    out.data[i + 3] = 255;
  }
  return out;
}

/** Black becomes white: for readers that know only dark codes on light ground. */
export function invert(image: Raster): Raster {
  const out = blank(image.width, image.height);
  for (let i = 0; i < image.data.length; i += 4) {
    for (let c = 0; c < 3; c++) out.data[i + c] = 255 - (image.data[i + c] as number);
    out.data[i + 3] = image.data[i + 3] as number;
  }
  return out;
}

/** A border of one grey on every side: the quiet zone (ISO/IEC 18004 §6.3.8) that many pages crop away. */
export function pad(image: Raster, border: number, grey: Grey): Raster {
  const out = blank(image.width + 2 * border, image.height + 2 * border);
  out.data.fill(grey);
  for (let i = 3; i < out.data.length; i += 4) out.data[i] = 255;
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * image.width * 4, (y + 1) * image.width * 4);
    out.data.set(row, ((y + border) * out.width + border) * 4);
  }
  return out;
}

/** A rectangle that lies inside the image. */
export function crop(image: Raster, left: number, top: number, width: number, height: number): Raster {
  const out = blank(width, height);
  for (let y = 0; y < height; y++) {
    const from = ((y + top) * image.width + left) * 4;
    out.data.set(image.data.subarray(from, from + width * 4), y * width * 4);
  }
  return out;
}

/**
 * Without the margin that has the colour of the first pixel, and that margin's own grey. Null where there is no margin to cut, or
 * nothing inside it. A code whose dark edge runs into a dark page gets its edge back so: its outermost rows all hold a light module.
 */
export function trim(image: Raster): { readonly image: Raster; readonly margin: Grey } | null {
  const { data, width, height } = image;
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!differs(data, (y * width + x) * 4)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  const [innerWidth, innerHeight] = [right - left + 1, bottom - top + 1];
  if (right < 0 || (innerWidth === width && innerHeight === height)) return null;
  return {
    image: crop(image, left, top, innerWidth, innerHeight),
    margin: (data[0] as number) + (data[1] as number) + (data[2] as number) < 384 ? 0 : 255,
  };
}

/** More than noise and compression: a tenth of the range in one channel. */
const MARGIN_TOLERANCE = 26;

function differs(data: Uint8ClampedArray, at: number): boolean {
  for (let c = 0; c < 3; c++) if (Math.abs((data[at + c] as number) - (data[c] as number)) > MARGIN_TOLERANCE) return true;
  return false;
}

/** Down by the mean of what falls together, up by repeating: modules keep sharp edges. */
export function scale(image: Raster, factor: number): Raster {
  const width = Math.max(1, Math.round(image.width * factor));
  const height = Math.max(1, Math.round(image.height * factor));
  if (width === image.width && height === image.height) return image;
  const out = blank(width, height);
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * image.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * image.height) / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * image.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * image.width) / width));
      mean(image, left, right, top, bottom, out.data, (y * width + x) * 4);
    }
  }
  return out;
}

function mean(image: Raster, left: number, right: number, top: number, bottom: number, out: Uint8ClampedArray, at: number): void {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let i = (y * image.width + left) * 4; i < (y * image.width + right) * 4; i += 4) {
      red += image.data[i] as number;
      green += image.data[i + 1] as number;
      blue += image.data[i + 2] as number;
      alpha += image.data[i + 3] as number;
    }
  }
  const count = (right - left) * (bottom - top);
  out[at] = red / count;
  out[at + 1] = green / count;
  out[at + 2] = blue / count;
  out[at + 3] = alpha / count;
}

/**
 * Grey of the colour channel that differs most, stretched so that its darkest and lightest per cent are black and white: for pale codes,
 * and for coloured ones whose two colours are equally bright.
 */
export function stretch(image: Raster): Raster {
  let best = { channel: 0, low: 0, high: 0 };
  for (let channel = 0; channel < 3; channel++) {
    const { low, high } = rangeOf(image, channel);
    if (high - low > best.high - best.low) best = { channel, low, high };
  }
  const out = blank(image.width, image.height);
  const factor = 255 / Math.max(1, best.high - best.low);
  for (let i = 0; i < image.data.length; i += 4) {
    const grey = ((image.data[i + best.channel] as number) - best.low) * factor;
    out.data[i] = grey;
    out.data[i + 1] = grey;
    out.data[i + 2] = grey;
    out.data[i + 3] = 255;
  }
  return out;
}

/** Mean of a square of 2·radius + 1 pixels around each, cut at the edges: closes gaps between modules and calms noise. Ignores alpha. */
export function blur(image: Raster, radius: number): Raster {
  return blurLines(blurLines(image, radius, 'rows'), radius, 'columns');
}

function blurLines(image: Raster, radius: number, along: 'rows' | 'columns'): Raster {
  const out = blank(image.width, image.height);
  const [lines, length] = along === 'rows' ? [image.height, image.width] : [image.width, image.height];
  const [lineStep, step] = along === 'rows' ? [image.width * 4, 4] : [4, image.width * 4];
  for (let line = 0; line < lines; line++) {
    for (let c = 0; c < 3; c++) {
      const start = line * lineStep + c;
      let [sum, count] = [0, 0];
      for (let i = -radius; i < length; i++) {
        const [enters, leaves] = [i + radius, i - radius - 1];
        if (enters < length) {
          sum += image.data[start + enters * step] as number;
          count++;
        }
        if (leaves >= 0) {
          sum -= image.data[start + leaves * step] as number;
          count--;
        }
        if (i >= 0) out.data[start + i * step] = sum / count;
      }
    }
  }
  for (let i = 3; i < out.data.length; i += 4) out.data[i] = 255;
  return out;
}

function rangeOf(image: Raster, channel: number): { low: number; high: number } {
  const counts = new Uint32Array(256);
  for (let i = channel; i < image.data.length; i += 4) (counts[image.data[i] as number] as number)++;
  const cut = pixelsOf(image) / 100;
  let [low, high] = [0, 255];
  for (let sum = 0; low < 255; low++) {
    sum += counts[low] as number;
    if (sum > cut) break;
  }
  for (let sum = 0; high > 0; high--) {
    sum += counts[high] as number;
    if (sum > cut) break;
  }
  return { low, high };
}
