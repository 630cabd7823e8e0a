// The clear header of a KDBX file: ciphers, seeds, and what the key derivation costs.

import type { Bytes } from '../bytes';
import { hex } from '../bytes';
import { Unreadable } from './failure';
import type { InnerStream } from './kdbx';
import { checkArgon2Cost, checkRounds, MAX_AES_KDF_ROUNDS } from './limits';

export type KdbxKdf =
  | { readonly kind: 'aes'; readonly seed: Bytes; readonly rounds: number }
  | {
      readonly kind: 'argon2d' | 'argon2id';
      readonly salt: Bytes;
      readonly memoryKib: number;
      readonly passes: number;
      readonly lanes: number;
    };

export interface KdbxHeader {
  readonly major: number;
  readonly cipher: 'aes' | 'chacha20';
  readonly gzip: boolean;
  readonly masterSeed: Bytes;
  readonly iv: Bytes;
  readonly kdf: KdbxKdf;
  /** Version 3 only. */
  readonly streamStart: Bytes | null;
  readonly stream: InnerStream;
  /** Where the header ends, in bytes. */
  readonly end: number;
}

const KDBX = 0xb54bfb67;
const CIPHERS: Readonly<Record<string, 'aes' | 'chacha20'>> = {
  '31c1f2e6bf714350be5805216afc5aff': 'aes',
  d6038a2b8b6f4cb5a524339a31dbb59a: 'chacha20',
};
const IV_BYTES = { aes: 16, chacha20: 12 } as const;
const KDFS: Readonly<Record<string, KdbxKdf['kind']>> = {
  c9d9f39a628a4460bf740d08c18a4fea: 'aes',
  '7c02bb8279a74ac0927d114a00648238': 'aes',
  ef636ddf8c29444b91f7a9a403e30a0c: 'argon2d',
  '9e298b1956db4773b23dfc3ec6f0a1e6': 'argon2id',
};

export function readKdbxHeader(bytes: Bytes): KdbxHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12) throw new Unreadable('import-damaged', 'header');
  // Version 1 of KeePass (.kdb) and pre-releases of 2 have other second signatures.
  if (view.getUint32(4, true) !== KDBX) throw new Unreadable('import-newer', 'KDB');
  const major = view.getUint16(10, true);
  if (major !== 3 && major !== 4) throw new Unreadable('import-newer', `KDBX ${major}`);
  const fields = new Map<number, Bytes>();
  const sizeLength = major === 4 ? 4 : 2;
  let at = 12;
  for (let id = -1; id !== 0; ) {
    if (at + 1 + sizeLength > bytes.length) throw new Unreadable('import-damaged', 'header');
    id = bytes[at] as number;
    const size = sizeLength === 4 ? view.getUint32(at + 1, true) : view.getUint16(at + 1, true);
    at += 1 + sizeLength + size;
    if (at > bytes.length) throw new Unreadable('import-damaged', 'header');
    fields.set(id, bytes.slice(at - size, at));
  }
  const need = (id: number): Bytes => {
    const value = fields.get(id);
    if (value === undefined) throw new Unreadable('import-damaged', 'header');
    return value;
  };
  const cipher = CIPHERS[hex(need(2))];
  if (cipher === undefined) throw new Unreadable('import-cipher');
  const iv = need(7);
  if (iv.length !== IV_BYTES[cipher]) throw new Unreadable('import-damaged', 'iv');
  return {
    major,
    cipher,
    gzip: need(3)[0] === 1,
    masterSeed: need(4),
    iv,
    kdf: major === 4 ? readKdf(need(11)) : aesKdf(need(5), numberOf(need(6))),
    streamStart: fields.get(9) ?? null,
    stream: { cipher: fields.get(10)?.[0] ?? 0, key: fields.get(8) ?? new Uint8Array() },
    end: at,
  };
}

/** KeePass's VariantDictionary. */
function readKdf(dictionary: Bytes): KdbxKdf {
  const view = new DataView(dictionary.buffer, dictionary.byteOffset, dictionary.length);
  const values = new Map<string, Bytes>();
  for (let at = 2; at < dictionary.length && dictionary[at] !== 0; ) {
    if (at + 5 > dictionary.length) throw new Unreadable('import-damaged', 'kdf');
    const nameLength = view.getUint32(at + 1, true);
    const valueAt = at + 5 + nameLength;
    if (valueAt + 4 > dictionary.length) throw new Unreadable('import-damaged', 'kdf');
    const size = view.getUint32(valueAt, true);
    values.set(
      String.fromCharCode(...dictionary.subarray(at + 5, Math.min(valueAt, at + 69))),
      dictionary.slice(valueAt + 4, valueAt + 4 + size),
    );
    at = valueAt + 4 + size;
  }
  const value = (name: string): Bytes => values.get(name) ?? new Uint8Array();
  const kind = KDFS[hex(value('$UUID'))];
  if (kind === undefined) throw new Unreadable('import-newer', 'kdf');
  if (kind === 'aes') return aesKdf(value('S'), numberOf(value('R')));
  const memory = numberOf(value('M'));
  const [memoryKib, passes, lanes] = [Math.floor(memory / 1024), numberOf(value('I')), numberOf(value('P'))];
  checkArgon2Cost(memoryKib, passes, lanes);
  if (value('S').length < 8) throw new Unreadable('import-damaged', 'salt');
  return { kind, salt: value('S'), memoryKib, passes, lanes };
}

function aesKdf(seed: Bytes, rounds: number): KdbxKdf {
  checkRounds(rounds, MAX_AES_KDF_ROUNDS);
  if (seed.length !== 32) throw new Unreadable('import-damaged', 'seed');
  return { kind: 'aes', seed, rounds };
}

/** Little-endian, 4 or 8 bytes; what is beyond 2^53 is refused by every limit. */
function numberOf(bytes: Bytes): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length === 4) return view.getUint32(0, true);
  if (bytes.length === 8) return Number(view.getBigUint64(0, true));
  throw new Unreadable('import-damaged', 'number');
}
