// RFC 1951 and RFC 1952, cut off at `most` bytes however small the input is.

import { Gunzip, Inflate } from 'fflate';
import { type Bytes, concat } from '../bytes';
import { Unreadable } from './failure';

/** Raw deflate, as in ZIPs. */
export const inflate = (data: Bytes, most: number): Bytes => run((take) => new Inflate(take), data, most);

export const gunzip = (data: Bytes, most: number): Bytes => run((take) => new Gunzip(take), data, most);

interface Stream {
  push(chunk: Uint8Array, final?: boolean): void;
}

const CHUNK = 65_536;

function run(start: (take: (chunk: Uint8Array) => void) => Stream, data: Bytes, most: number): Bytes {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = start((chunk) => {
    length += chunk.length;
    if (length > most) throw new Unreadable('import-too-large');
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < data.length || at === 0; at += CHUNK) stream.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
  } catch (problem) {
    if (problem instanceof Unreadable) throw problem;
    throw new Unreadable('import-damaged', 'deflate');
  }
  return concat(...chunks);
}
