// The blocks of a LevelDB table, decompressed: what Chromium packs with Snappy is looked through as well. Only what reading needs.
// https://github.com/google/leveldb/blob/main/doc/table_format.md, https://github.com/google/snappy/blob/main/format_description.txt

const FOOTER = 48;
const MAGIC = 0xdb4775248b80fb57n;

function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0, i = at; ; shift += 7, i++) {
    const byte = bytes[i] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, i + 1];
  }
}

export function unsnap(bytes: Buffer): Buffer {
  let [length, at] = varint(bytes, 0);
  const out = Buffer.alloc(length);
  let to = 0;
  while (at < bytes.length && to < length) {
    const tag = bytes[at++] as number;
    if ((tag & 3) === 0) {
      let size = tag >> 2;
      if (size >= 60) {
        const more = size - 59;
        size = bytes.readUIntLE(at, more);
        at += more;
      }
      size++;
      bytes.copy(out, to, at, at + size);
      at += size;
      to += size;
      continue;
    }
    const wide = tag & 3;
    const size = wide === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = wide === 1 ? ((tag >> 5) << 8) | (bytes[at] as number) : bytes.readUIntLE(at, wide === 2 ? 2 : 4);
    at += wide === 1 ? 1 : wide === 2 ? 2 : 4;
    for (let i = 0; i < size; i++, to++) out[to] = out[to - back] as number;
  }
  return out;
}

function block(file: Buffer, offset: number, size: number): Buffer {
  const bytes = file.subarray(offset, offset + size);
  return file[offset + size] === 1 ? unsnap(bytes) : bytes;
}

/** Every data block of the table; none where it is no table. */
export function tableBlocks(file: Buffer): Buffer[] {
  if (file.length < FOOTER || file.readBigUInt64LE(file.length - 8) !== MAGIC) return [];
  let at = file.length - FOOTER;
  let offset = 0;
  let size = 0;
  for (let i = 0; i < 2; i++) {
    [offset, at] = varint(file, at);
    [size, at] = varint(file, at);
  }
  const index = block(file, offset, size);
  const end = index.length - 4 * (index.readUInt32LE(index.length - 4) + 1);
  const blocks: Buffer[] = [];
  for (let i = 0; i < end; ) {
    const [, afterShared] = varint(index, i);
    const [unshared, afterUnshared] = varint(index, afterShared);
    const [value, start] = varint(index, afterUnshared);
    const handle = start + unshared;
    const [from, next] = varint(index, handle);
    blocks.push(block(file, from, varint(index, next)[0]));
    i = handle + value;
  }
  return blocks;
}
