// Whether the chip still looks like the chip: a piece of the screen against the same piece before the attack.

import { inflateSync } from 'node:zlib';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/** PNG as browsers take screenshots: 8 bits, RGB or RGBA, not interlaced (PNG 3rd ed. §7.2, §9). */
function decode(png: Uint8Array): Picture {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const colour = png[25];
  if (png[24] !== 8 || (colour !== 2 && colour !== 6) || png[28] !== 0) throw new Error('not a screenshot');
  const channels = colour === 6 ? 4 : 3;
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * channels;
  const pixels = new Uint8Array(line * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)] ?? 0;
    for (let x = 0; x < line; x++) {
      const left = x < channels ? 0 : (pixels[y * line + x - channels] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * line + x] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (pixels[(y - 1) * line + x - channels] ?? 0);
      pixels[y * line + x] = (raw[y * (line + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner);
    }
  }
  return { width, height, channels, pixels };
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Share of pixels that differ by more than a little, 0 to 1; 1 for pictures of different size. */
export function difference(one: Uint8Array, other: Uint8Array): number {
  const a = decode(one);
  const b = decode(other);
  if (a.width !== b.width || a.height !== b.height) return 1;
  let differing = 0;
  for (let i = 0; i < a.width * a.height; i++) {
    let most = 0;
    for (let c = 0; c < 3; c++) most = Math.max(most, Math.abs((a.pixels[i * a.channels + c] ?? 0) - (b.pixels[i * b.channels + c] ?? 0)));
    if (most > 24) differing++;
  }
  return differing / (a.width * a.height);
}

/** Above this a chip does not look like itself any more. */
export const MOST_DIFFERENCE = 0.02;
