// Draws QR codes into rasters, well and badly, without a canvas.

import QRCode from 'qrcode';
import { blank, type Raster } from '../../../src/core/qr/raster';

export interface Drawing {
  readonly text: string;
  /** Pixels a module. */
  readonly module?: number;
  /** Modules of quiet zone. */
  readonly quiet?: number;
  /** RGBA */
  readonly dark?: readonly [number, number, number, number];
  readonly light?: readonly [number, number, number, number];
}

export function draw({ text, module = 6, quiet = 4, dark = [0, 0, 0, 255], light = [255, 255, 255, 255] }: Drawing): Raster {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const side = (modules.size + 2 * quiet) * module;
  const image = blank(side, side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / module) - quiet, Math.floor(x / module) - quiet];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      image.data.set(inside && modules.get(row, column) ? dark : light, (y * side + x) * 4);
    }
  }
  return image;
}

/** Puts an image on a larger one of one colour. */
export function place(image: Raster, width: number, height: number, left: number, top: number, colour: readonly number[]): Raster {
  const out = blank(width, height);
  for (let i = 0; i < width * height; i++) out.data.set(colour, i * 4);
  for (let y = 0; y < image.height; y++) {
    out.data.set(image.data.subarray(y * image.width * 4, (y + 1) * image.width * 4), ((y + top) * width + left) * 4);
  }
  return out;
}

/** Any output pixel from a point of the source, nearest neighbour; outside is white. */
export function warp(image: Raster, width: number, height: number, from: (x: number, y: number) => readonly [number, number]): Raster {
  const out = blank(width, height);
  out.data.fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = from(x, y).map(Math.round) as [number, number];
      if (sx < 0 || sy < 0 || sx >= image.width || sy >= image.height) continue;
      out.data.set(image.data.subarray((sy * image.width + sx) * 4, (sy * image.width + sx) * 4 + 4), (y * width + x) * 4);
    }
  }
  return out;
}

export function rotate(image: Raster, degrees: number): Raster {
  const side = Math.ceil(Math.hypot(image.width, image.height));
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return warp(image, side, side, (x, y) => {
    const [dx, dy] = [x - side / 2, y - side / 2];
    return [cos * dx + sin * dy + image.width / 2, -sin * dx + cos * dy + image.height / 2];
  });
}

/** Mean of a square around each pixel. */
export function blur(image: Raster, radius: number): Raster {
  const out = blank(image.width, image.height);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      for (let c = 0; c < 4; c++) {
        let [sum, count] = [0, 0];
        for (let v = Math.max(0, y - radius); v <= Math.min(image.height - 1, y + radius); v++) {
          for (let u = Math.max(0, x - radius); u <= Math.min(image.width - 1, x + radius); u++) {
            sum += image.data[(v * image.width + u) * 4 + c] as number;
            count++;
          }
        }
        out.data[(y * image.width + x) * 4 + c] = sum / count;
      }
    }
  }
  return out;
}

/** A seeded stream of numbers in [0, 1): mulberry32. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function noise(image: Raster, amount: number, seed: number): Raster {
  const random = chance(seed);
  const out = blank(image.width, image.height);
  for (let i = 0; i < image.data.length; i++) {
    out.data[i] = i % 4 === 3 ? (image.data[i] as number) : (image.data[i] as number) + (random() - 0.5) * 2 * amount;
  }
  return out;
}

/** Lines of background between the modules, as tables with cell spacing draw them. */
export function gaps(image: Raster, module: number, width: number): Raster {
  const out = { ...image, data: image.data.slice() };
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      if (x % module < width || y % module < width) out.data.set([255, 255, 255, 255], (y * image.width + x) * 4);
    }
  }
  return out;
}
