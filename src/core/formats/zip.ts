// ZIP archives (APPNOTE 6.3): what the central directory lists, stored or deflated, in clear, with ZipCrypto or with WinZip's AES.
// Bounded before and while inflating; names are only compared, never used as paths.

import type { Bytes } from '../bytes';
import { crc32 } from './crc32';
import { Unreadable } from './failure';
import { inflate } from './inflate';
import { MAX_INFLATED_BYTES, MAX_ZIP_MEMBERS } from './limits';
import { openWinZipAes, openZipCrypto } from './zip-crypto';

export interface ZipMember {
  readonly name: string;
  readonly encrypted: boolean;
  /** Bytes inflated, as the directory says. */
  readonly size: number;
}

export interface Zip {
  readonly members: readonly ZipMember[];
  /** `import-password-needed`, `import-wrong-password`, `import-too-large`, `import-damaged` end the file. */
  read(member: ZipMember, password: string | null): Promise<Bytes>;
}

interface Listed extends ZipMember {
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc: number;
  readonly packed: number;
  readonly offset: number;
  readonly extra: Bytes;
}

const END = 0x06054b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const DEFLATED = 8;
const AES = 99;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

export function openZip(bytes: Bytes, subtle: SubtleCrypto): Zip {
  const members = list(bytes);
  let budget = MAX_INFLATED_BYTES;
  return {
    members,
    async read(member, password) {
      const listed = members.find((one) => one === member);
      if (listed === undefined) throw new Unreadable('import-damaged', 'zip');
      if (listed.size > budget) throw new Unreadable('import-too-large');
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      if (listed.offset + 30 > bytes.length || view.getUint32(listed.offset, true) !== LOCAL) throw new Unreadable('import-damaged', 'zip');
      const start = listed.offset + 30 + view.getUint16(listed.offset + 26, true) + view.getUint16(listed.offset + 28, true);
      if (start + listed.packed > bytes.length) throw new Unreadable('import-damaged', 'zip');
      const packed = bytes.slice(start, start + listed.packed);
      const { method, data } = await decrypt(listed, packed, password, subtle);
      const out = method === 0 ? data : method === DEFLATED ? inflate(data, budget) : null;
      if (out === null) throw new Unreadable('import-damaged', 'zip');
      budget -= out.length;
      // WinZip's second version leaves the check sum out and authenticates instead.
      if (listed.method !== AES && crc32(out) !== listed.crc)
        throw new Unreadable(listed.encrypted ? 'import-wrong-or-damaged' : 'import-damaged', 'zip');
      return out;
    },
  };
}

function list(bytes: Bytes): readonly Listed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 22 - 65_535 && view.getUint32(end, true) !== END) end--;
  if (end < 0 || view.getUint32(end, true) !== END) throw new Unreadable('import-damaged', 'zip');
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ZIP_MEMBERS) throw new Unreadable('import-too-many');
  const members: Listed[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== LISTED) throw new Unreadable('import-damaged', 'zip');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > bytes.length) throw new Unreadable('import-damaged', 'zip');
    const flags = view.getUint16(at + 8, true);
    members.push({
      name: new TextDecoder().decode(bytes.slice(at + 46, at + 46 + nameLength)),
      encrypted: (flags & 1) === 1,
      size: view.getUint32(at + 24, true),
      flags,
      method: view.getUint16(at + 10, true),
      time: view.getUint16(at + 12, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
      extra: bytes.slice(at + 46 + nameLength, at + 46 + nameLength + extraLength),
    });
    at = next;
  }
  return members;
}

async function decrypt(
  member: Listed,
  packed: Bytes,
  password: string | null,
  subtle: SubtleCrypto,
): Promise<{ method: number; data: Bytes }> {
  if (!member.encrypted) return { method: member.method, data: packed };
  if (password === null || password === '') throw new Unreadable('import-password-needed');
  if (member.method === AES) return openWinZipAes(member.extra, packed, password, subtle);
  // The 12th byte of the header shows the password: it is the high byte of the time or of the check sum (APPNOTE §6.1.6).
  const check = (member.flags & 8) !== 0 ? member.time >>> 8 : member.crc >>> 24;
  return { method: member.method, data: openZipCrypto(packed, password, check) };
}
