// KeePass databases to start from: as they lie on disk, and what is inside of one, which is sealed anew after each change.

import { createHash, createHmac } from 'node:crypto';
import { chacha20 } from '@noble/ciphers/chacha.js';
import type { Bytes } from '../../src/core/bytes';
import type { ImportEnv } from '../../src/core/formats/import-env';
import { readKdbxHeader } from '../../src/core/formats/kdbx-header';
import { keysOf } from '../../src/core/formats/kdbx-keys';

const field = (id: number, lengthBytes: 2 | 4, value: Buffer): Buffer => {
  const head = Buffer.alloc(1 + lengthBytes);
  head[0] = id;
  head.writeUIntLE(value.length, 1, lengthBytes);
  return Buffer.concat([head, value]);
};
const fromHex = (text: string): Buffer => Buffer.from(text, 'hex');
const AES = fromHex('31c1f2e6bf714350be5805216afc5aff');
const CHACHA20 = fromHex('d6038a2b8b6f4cb5a524339a31dbb59a');
const kdbxStart = (major: number): Buffer => fromHex(`03d9a29a67fb4bb50100${major === 3 ? '0300' : '0400'}`);

/** A database's clear header and a body that no key opens: what is read before the password counts, and what a wrong one does. */
export function kdbx3(): Buffer {
  const fields: readonly (readonly [number, Buffer])[] = [
    [2, AES],
    [3, fromHex('01000000')],
    [4, Buffer.alloc(32, 1)],
    [5, Buffer.alloc(32, 2)],
    [6, fromHex('0100000000000000')],
    [7, Buffer.alloc(16, 3)],
    [8, Buffer.alloc(32, 4)],
    [9, Buffer.alloc(32, 5)],
    [10, fromHex('02000000')],
    [0, fromHex('0d0a0d0a')],
  ];
  return Buffer.concat([kdbxStart(3), ...fields.map(([id, value]) => field(id, 2, value)), Buffer.alloc(64, 6)]);
}

export function kdbx4(cipher: 'aes' | 'chacha20', ivBytes = cipher === 'aes' ? 16 : 12): Buffer {
  const entry = (type: number, name: string, value: Buffer): Buffer =>
    Buffer.concat([field(type, 4, Buffer.from(name)), field(0, 4, value).subarray(1)]);
  const u64 = (n: number): Buffer => fromHex(`${n.toString(16).padStart(2, '0')}00000000000000`);
  const kdf = Buffer.concat([
    fromHex('0001'),
    entry(0x42, '$UUID', fromHex('ef636ddf8c29444b91f7a9a403e30a0c')),
    entry(0x42, 'S', Buffer.alloc(32, 7)),
    entry(0x05, 'M', fromHex('0000040000000000')),
    entry(0x05, 'I', u64(2)),
    entry(0x04, 'P', fromHex('01000000')),
    fromHex('00'),
  ]);
  const fields: readonly (readonly [number, Buffer])[] = [
    [2, cipher === 'aes' ? AES : CHACHA20],
    [3, fromHex('00000000')],
    [4, Buffer.alloc(32, 1)],
    [7, Buffer.alloc(ivBytes, 3)],
    [11, kdf],
    [0, fromHex('0d0a0d0a')],
  ];
  return Buffer.concat([kdbxStart(4), ...fields.map(([id, value]) => field(id, 4, value)), Buffer.alloc(128, 6)]);
}

const STREAM_KEY = Buffer.alloc(64, 8);

/** As the inner stream hides the first value of a document. */
function hidden(text: string): string {
  const key = createHash('sha512').update(STREAM_KEY).digest();
  return Buffer.from(chacha20(key.subarray(0, 32), key.subarray(32, 44), Buffer.from(text))).toString('base64');
}

const XML = `<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta><RecycleBinUUID>AAAAAAAAAAAAAAAAAAAAAA==</RecycleBinUUID></Meta><Root><Group><UUID>AQEBAQEBAQEBAQEBAQEBAQ==</UUID><Name>Root</Name><Entry><UUID>AgICAgICAgICAgICAgICAg==</UUID><String><Key>Title</Key><Value>Example</Value></String><String><Key>UserName</Key><Value>ada</Value></String><String><Key>otp</Key><Value Protected="True">${hidden('otpauth://totp/a?secret=AAAAAAAA')}</Value></String><String><Key>TimeOtp-Secret-Base32</Key><Value>GEZDGNBVGY3TQOJQ</Value></String></Entry></Group></Root></KeePassFile>`;

/** The inner header, then XML of which one value is hidden once more. */
export const kdbxInside = (): Buffer =>
  Buffer.concat([field(1, 4, fromHex('03000000')), field(2, 4, STREAM_KEY), field(0, 4, Buffer.alloc(0)), Buffer.from(XML)]);

/** keepass.info/help/kb/kdbx.html: the header, its hash and MAC, one block with its MAC, an empty one. */
export async function sealedKdbx4(inside: Uint8Array, password: string, env: ImportEnv): Promise<Bytes> {
  const whole = Uint8Array.from(kdbx4('chacha20'));
  const header = readKdbxHeader(whole);
  const head = whole.subarray(0, header.end);
  const keys = await keysOf(header, password, env);
  const mac = (number: Buffer, ...data: readonly Uint8Array[]): Buffer =>
    createHmac('sha256', createHash('sha512').update(number).update(keys.macBase).digest()).update(Buffer.concat(data)).digest();
  const block = (index: number, content: Uint8Array): Buffer => {
    const [number, size] = [Buffer.alloc(8), Buffer.alloc(4)];
    number.writeBigUInt64LE(BigInt(index));
    size.writeUInt32LE(content.length);
    return Buffer.concat([mac(number, number, size, content), size, content]);
  };
  const headMac = mac(Buffer.alloc(8, 0xff), head);
  const sealed = chacha20(keys.content, header.iv, Uint8Array.from(inside));
  const blocks = sealed.length === 0 ? [block(0, sealed)] : [block(0, sealed), block(1, new Uint8Array())];
  return Uint8Array.from(Buffer.concat([head, createHash('sha256').update(head).digest(), headMac, ...blocks]));
}
