// Writes PNG files of one grey channel: what no drawing library makes, bombs and noise.

import { crc32, deflateSync } from 'node:zlib';

/** `bits` 1 or 8. `pixel` gives 0…2^bits-1; left out, everything is 0 and costs nothing to write. */
export function greyPng(width: number, height: number, bits: 1 | 8, pixel?: (x: number, y: number) => number): Buffer {
  const line = Math.ceil((width * bits) / 8) + 1;
  const raw = Buffer.alloc(line * height);
  if (pixel !== undefined) {
    if (bits !== 8) throw new Error('pixels of a byte only');
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) raw[y * line + 1 + x] = pixel(x, y);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bits;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: pixel === undefined ? 9 : 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

export const asDataUrl = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;
