// A zip file that is the same bytes for the same content: sorted names, one fixed time (APPNOTE.TXT 6.3.10 §4.3).

import { crc32, deflateRawSync } from 'node:zlib';

/** 1980-01-01 00:00, the oldest time that the format knows. */
const DOS_DATE = 0x21;
const DOS_TIME = 0;
const UTF8_NAMES = 0x800;

function common(entry) {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(UTF8_NAMES, 2);
  head.writeUInt16LE(entry.stored ? 0 : 8, 4);
  head.writeUInt16LE(DOS_TIME, 6);
  head.writeUInt16LE(DOS_DATE, 8);
  head.writeUInt32LE(entry.crc, 10);
  head.writeUInt32LE(entry.packed.length, 14);
  head.writeUInt32LE(entry.size, 18);
  head.writeUInt16LE(entry.name.length, 22);
  return head;
}

function signature(number) {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(number);
  return four;
}

/** `files`: [path with forward slashes, bytes]. Returns the archive and each entry's packed size. */
export function zip(files) {
  const entries = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => {
      const deflated = deflateRawSync(bytes, { level: 9 });
      const stored = deflated.length >= bytes.length;
      return { label: name, name: Buffer.from(name), size: bytes.length, crc: crc32(bytes), stored, packed: stored ? bytes : deflated };
    });
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const head = common(entry);
    const local = Buffer.concat([signature(0x04034b50), head, entry.name]);
    parts.push(local, entry.packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 3]), head, tail, entry.name]));
    offset += local.length + entry.packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return {
    archive: Buffer.concat([...parts, central, signature(0x06054b50), end]),
    sizes: entries.map((entry) => ({ name: entry.label, size: entry.size, packed: entry.packed.length })),
  };
}
