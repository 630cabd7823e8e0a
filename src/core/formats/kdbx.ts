// KeePass databases, KDBX 3.1 and 4 (keepass.info/help/kb/kdbx.html), opened with a password alone.

import { chacha20 } from '@noble/ciphers/chacha.js';
import { type Bytes, concat, equalBytes, fromUtf8 } from '../bytes';
import { orUnreadable, Unreadable } from './failure';
import { digest, hmac, openCbc } from './foreign-cipher';
import type { Keyed, ReadBytes } from './format';
import { gunzip } from './inflate';
import { type KdbxHeader, readKdbxHeader } from './kdbx-header';
import { type KdbxKeys, keysOf } from './kdbx-keys';
import { openProtected } from './kdbx-protected';
import { readKeePassXml } from './keepass-xml';
import { MAX_INFLATED_BYTES } from './limits';
import { readXml } from './xml';

export const isKdbx = (bytes: Uint8Array): boolean => bytes[0] === 0x03 && bytes[1] === 0xd9 && bytes[2] === 0xa2 && bytes[3] === 0x9a;

export const readKdbx: ReadBytes = async (bytes, keyed) => {
  const header = readKdbxHeader(bytes);
  if (keyed.password === null) throw new Unreadable('import-password-needed');
  const keys = await keysOf(header, keyed.password, keyed.env);
  const { xml, stream } = header.major >= 4 ? await openFour(bytes, header, keys, keyed) : await openThree(bytes, header, keys, keyed);
  const file = readXml(orUnreadable(fromUtf8(xml)));
  return { ...readKeePassXml(file, await openProtected(file, stream, keyed.env.subtle)), plain: false };
};

export interface InnerStream {
  readonly cipher: number;
  readonly key: Bytes;
}

/** Version 3: one ciphertext whose first bytes are known, then blocks with their hashes. */
async function openThree(bytes: Bytes, header: KdbxHeader, keys: KdbxKeys, { env }: Keyed): Promise<{ xml: Bytes; stream: InnerStream }> {
  const opened = await decrypt(header, keys, bytes.slice(header.end), env.subtle);
  const start = header.streamStart;
  if (opened === null || start === null || !equalBytes(opened.slice(0, start.length), start))
    throw new Unreadable('import-wrong-or-damaged');
  const view = new DataView(opened.buffer);
  const blocks: Bytes[] = [];
  for (let at = start.length; at + 40 <= opened.length; ) {
    const size = view.getUint32(at + 36, true);
    if (size === 0) break;
    const block = opened.slice(at + 40, at + 40 + size);
    if (block.length !== size || !equalBytes(await digest(env.subtle, 'SHA-256', block), opened.slice(at + 4, at + 36)))
      throw new Unreadable('import-damaged', 'block');
    blocks.push(block);
    at += 40 + size;
  }
  return { xml: plain(header, concat(...blocks)), stream: header.stream };
}

/** Version 4: the header's hash and MAC, then blocks of ciphertext with their MACs, and an inner header before the XML. */
async function openFour(bytes: Bytes, header: KdbxHeader, keys: KdbxKeys, { env }: Keyed): Promise<{ xml: Bytes; stream: InnerStream }> {
  const { subtle } = env;
  const head = bytes.slice(0, header.end);
  if (!equalBytes(await digest(subtle, 'SHA-256', head), bytes.slice(header.end, header.end + 32)))
    throw new Unreadable('import-damaged', 'header');
  const mac = await hmac(subtle, 'SHA-256', await blockKey(subtle, keys, 0xffffffffffffffffn), head);
  if (!equalBytes(mac, bytes.slice(header.end + 32, header.end + 64))) throw new Unreadable('import-wrong-password');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocks: Bytes[] = [];
  let at = header.end + 64;
  for (let index = 0n; ; index++) {
    if (at + 36 > bytes.length) throw new Unreadable('import-damaged', 'block');
    const size = view.getUint32(at + 32, true);
    const block = bytes.slice(at + 36, at + 36 + size);
    const number = new Uint8Array(8);
    new DataView(number.buffer).setBigUint64(0, index, true);
    const signed = concat(number, bytes.slice(at + 32, at + 36), block);
    if (!equalBytes(await hmac(subtle, 'SHA-256', await blockKey(subtle, keys, index), signed), bytes.slice(at, at + 32)))
      throw new Unreadable('import-damaged', 'block');
    if (size === 0) break;
    blocks.push(block);
    at += 36 + size;
  }
  const opened = await decrypt(header, keys, concat(...blocks), subtle);
  if (opened === null) throw new Unreadable('import-damaged', 'content');
  return innerOf(plain(header, opened));
}

function innerOf(content: Bytes): { xml: Bytes; stream: InnerStream } {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  let cipher = 0;
  let key: Bytes = new Uint8Array();
  for (let at = 0; at + 5 <= content.length; ) {
    const id = content[at];
    const size = view.getUint32(at + 1, true);
    const value = content.slice(at + 5, at + 5 + size);
    at += 5 + size;
    if (id === 0) return { xml: content.slice(at), stream: { cipher, key } };
    if (id === 1 && value.length === 4) cipher = new DataView(value.buffer).getUint32(0, true);
    if (id === 2) key = value;
  }
  throw new Unreadable('import-damaged', 'inner header');
}

const blockKey = async (subtle: SubtleCrypto, keys: KdbxKeys, index: bigint): Promise<Bytes> => {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, index, true);
  return digest(subtle, 'SHA-512', concat(number, keys.macBase));
};

async function decrypt(header: KdbxHeader, keys: KdbxKeys, sealed: Bytes, subtle: SubtleCrypto): Promise<Bytes | null> {
  if (header.cipher === 'chacha20') return Uint8Array.from(chacha20(keys.content, header.iv, sealed));
  return openCbc(subtle, keys.content, header.iv, sealed);
}

const plain = (header: KdbxHeader, content: Bytes): Bytes => (header.gzip ? gunzip(content, MAX_INFLATED_BYTES) : content);
