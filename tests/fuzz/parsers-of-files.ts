// Files of other programs: each sample of each format, through the importer as the options page's worker calls it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Bytes } from '../../src/core/bytes';
import type { PageFacts } from '../../src/core/detect/facts';
import { score } from '../../src/core/detect/score';
import { applyRules } from '../../src/core/detect/taught';
import { Unreadable } from '../../src/core/formats/failure';
import type { ImportEnv } from '../../src/core/formats/import-env';
import { parseJson } from '../../src/core/formats/json';
import { readImportFile } from '../../src/core/formats/read-file';
import { itemFrom } from '../../src/core/formats/to-item';
import { decodeEntities, readXml } from '../../src/core/formats/xml';
import { checkItem } from '../../src/core/vault/item-codec';
import { pageFacts } from '../../src/messages/facts-shape';
import { plainSamples } from '../core/formats/plain-samples';
import * as sealing from '../core/formats/sealing';
import { testEnv } from '../support/test-env';
import { mutatedBytes, mutatedValue } from './mutate';
import { answered, MOST_MS, type Parser, textParser, valueParser } from './parser';

const env = testEnv(9);
const { subtle } = env;

/** Key derivations that cost nothing: what a file asks for is bounded by limits.ts, and here only the reading counts. */
const quick = async (length: number, ...parts: readonly Uint8Array[]): Promise<Bytes> => {
  const digest = new Uint8Array(await subtle.digest('SHA-512', Buffer.concat(parts)));
  return Uint8Array.from({ length }, (_, i) => digest[i % digest.length] ?? 0);
};
const rounds = (algorithm: unknown): unknown =>
  typeof algorithm === 'object' && algorithm !== null && 'iterations' in algorithm ? { ...algorithm, iterations: 1 } : algorithm;
/** AES-KDF encrypts megabytes of zeros a hundred times over. */
const short = (data: unknown): unknown => (data instanceof Uint8Array && data.length > 1 << 16 ? data.subarray(0, 16) : data);
const quickEnv: ImportEnv = {
  subtle: new Proxy(subtle, {
    get(target, name) {
      const method = target[name as keyof SubtleCrypto] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => method.apply(target, args.map(name.toString().startsWith('derive') ? rounds : short));
    },
  }),
  argon2: (_, password, salt, { length }) => quick(length, password, salt),
  scrypt: (password, salt, { length }) => quick(length, password, salt),
};

/** Whatever a file gives can be kept: each entry becomes an item that the vault takes, or was refused with a reason. */
async function imported(name: string, bytes: Bytes): Promise<void> {
  const read = await readImportFile({ name, bytes }, sealing.PASSWORD, quickEnv);
  answered(read);
  if (!read.ok) return;
  for (const found of read.value.found) {
    if (found.kind === 'refused') continue;
    const item = checkItem(itemFrom(found, env));
    if (!item.ok) throw new Error(`an entry that cannot be kept: ${item.error.detail}`);
  }
}

/** JSON is changed as a document, everything else as bytes; each one time in four as the other. */
function fileParser(format: string, file: string, content: Uint8Array): Parser {
  const text = Buffer.from(content).toString();
  const json: unknown = /^[[{]/.test(text) ? JSON.parse(text) : null;
  return {
    name: format,
    source: 'core/formats',
    mostMs: 2 * MOST_MS,
    make: (by) =>
      json !== null && !by.once(4)
        ? Buffer.from(JSON.stringify(mutatedValue(by, json), (_, one) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'null')
        : mutatedBytes(by, content, content),
    read: (bytes: Uint8Array) => imported(file, Uint8Array.from(bytes)),
  };
}

const factsFolder = path.resolve(import.meta.dirname, '../facts');
const facts = ['wallet', 'server-boxes', 'codes-shown', 'key-only', 'arabic', 'ja-app'].map(
  (name) => (JSON.parse(readFileSync(path.join(factsFolder, `${name}.json`), 'utf8')) as { facts: unknown }).facts,
);

const reading = (read: () => unknown): void => {
  try {
    read();
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
  }
};

const field = (id: number, lengthBytes: 2 | 4, value: Buffer): Buffer => {
  const head = Buffer.alloc(1 + lengthBytes);
  head[0] = id;
  head.writeUIntLE(value.length, 1, lengthBytes);
  return Buffer.concat([head, value]);
};
const fromHex = (text: string): Buffer => Buffer.from(text, 'hex');
const AES = fromHex('31c1f2e6bf714350be5805216afc5aff');
const kdbxStart = (major: number): Buffer => fromHex(`03d9a29a67fb4bb50100${major === 3 ? '0300' : '0400'}`);

/** A database's clear header and a body that no key opens: what is read before the password counts, and what a wrong one does. */
function kdbx3(): Buffer {
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

function kdbx4(): Buffer {
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
    [2, AES],
    [3, fromHex('00000000')],
    [4, Buffer.alloc(32, 1)],
    [7, Buffer.alloc(16, 3)],
    [11, kdf],
    [0, fromHex('0d0a0d0a')],
  ];
  return Buffer.concat([kdbxStart(4), ...fields.map(([id, value]) => field(id, 4, value)), Buffer.alloc(128, 6)]);
}

export async function fileParsers(): Promise<readonly Parser[]> {
  const entry = 'otpauth://totp/a?secret=AAAAAAAA';
  const sealed: readonly (readonly [string, string, string | Buffer])[] = [
    ['Aegis, sealed', 'a.json', sealing.aegis({ version: 3, entries: [] })],
    ['2FAS, sealed', 'a.2fas', sealing.twoFas([])],
    ['Bitwarden, sealed', 'a.json', sealing.bitwarden({ items: [] })],
    ['Proton Authenticator, sealed', 'a.json', await sealing.protonAuthenticator({ version: 1, entries: [] })],
    ['Stratum, sealed', 'a.authpro', await sealing.stratum({ Authenticators: [] })],
    ['andOTP, sealed', 'a.aes', sealing.andotp([])],
    ['Authenticator-Extension 1', 'a.json', sealing.authenticatorV1()],
    ['Authenticator-Extension 2', 'a.json', await sealing.authenticatorV2(true)],
    ['Authenticator-Extension 3', 'a.json', await sealing.authenticatorV3()],
    ['ZIP', 'a.zip', sealing.zip([sealing.deflated('a.txt', entry), sealing.winZipAes('b.txt', 'x')])],
  ];
  // One row a format: of several samples the largest.
  const plain = new Map<string, (typeof plainSamples)[number]>();
  for (const sample of plainSamples)
    if ((plain.get(sample.format)?.content.length ?? 0) < sample.content.length) plain.set(sample.format, sample);
  const java = Buffer.from(
    'aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000174000161740001627800',
    'hex',
  );
  return [
    ...[...plain.values()].map(({ format, file, content }) => fileParser(format, file, Buffer.from(content))),
    ...sealed.map(([format, file, content]) => fileParser(format, file, Buffer.from(content))),
    fileParser('FreeOTP 2 (Java)', 'a.xml', java),
    fileParser('KDBX 3', 'a.kdbx', kdbx3()),
    fileParser('KDBX 4', 'a.kdbx', kdbx4()),
    textParser(
      'core/formats/xml',
      'XML',
      ['<KeePassFile a="b"><x>&amp;<![CDATA[<]]></x></KeePassFile>', '<map><string name="a">b</string></map>'],
      (text) => reading(() => readXml(text)),
    ),
    textParser('core/formats/xml', 'entities', ['&lt;&#x41;&#65;&amp;'], decodeEntities),
    textParser('core/formats/json', 'JSON', ['{"a":[1,{"b":"c"}]}'], (text) => reading(() => parseJson(text))),
    valueParser(
      'core/detect',
      'facts of a page, scored',
      (by) => by.of(facts),
      (value) => {
        const decoded = v.safeParse(pageFacts, value);
        if (!decoded.success) return;
        const found = score(decoded.output as PageFacts);
        applyRules(
          decoded.output as PageFacts,
          found,
          [{ path: '/x', name: 'a', id: 'b', autocomplete: '', words: 'c', is: 'code' }],
          '/x',
        );
      },
    ),
  ];
}
