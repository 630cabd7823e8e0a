// Files of other programs: each sample of each format, through the importer as the options page's worker calls it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Bytes } from '../../src/core/bytes';
import type { PageFacts } from '../../src/core/detect/facts';
import { score } from '../../src/core/detect/score';
import { applyRules } from '../../src/core/detect/taught';
import { Unreadable } from '../../src/core/formats/failure';
import { parseJson } from '../../src/core/formats/json';
import { contentOf } from '../../src/core/formats/read-file';
import { itemFrom } from '../../src/core/formats/to-item';
import { decodeEntities, readXml } from '../../src/core/formats/xml';
import { checkItem } from '../../src/core/vault/item-codec';
import { pageFacts } from '../../src/messages/facts-shape';
import { plainSamples } from '../core/formats/plain-samples';
import * as sealing from '../core/formats/sealing';
import { testEnv } from '../support/test-env';
import { countedEnv } from './derivations';
import { kdbx3, kdbx4, kdbxInside, sealedKdbx4 } from './kdbx-files';
import { mutatedBytes, mutatedValue } from './mutate';
import { MOST_MS, type Parser, textParser, valueParser } from './parser';

const env = testEnv(9);
const quickEnv = countedEnv(env.subtle);

/**
 * Whatever a file gives can be kept: each entry becomes an item that the vault takes, or was refused with a reason. Below
 * `readImportFile`, which would make a damaged file of a reader's bug.
 */
async function imported(name: string, bytes: Bytes): Promise<void> {
  const content = await unlessUnreadable(() => contentOf({ name, bytes }, { env: quickEnv, password: sealing.PASSWORD }));
  for (const found of content?.found ?? []) {
    if (found.kind === 'refused') continue;
    const item = checkItem(itemFrom(found, env));
    if (!item.ok) throw new Error(`an entry that cannot be kept: ${item.error.detail}`);
  }
}

async function unlessUnreadable<T>(read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (problem) {
    if (problem instanceof Unreadable) return null;
    throw problem;
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

/** What is inside of a KDBX file, each input sealed as a program would: hashes and MACs stop nearly everything else. */
const kdbxContent: Parser = {
  ...fileParser('KDBX 4, its hashes right', 'a.kdbx', kdbxInside()),
  read: async (inside: Uint8Array) => imported('a.kdbx', await sealedKdbx4(inside, sealing.PASSWORD, quickEnv)),
};

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
    fileParser('KDBX 4', 'a.kdbx', kdbx4('aes')),
    kdbxContent,
    textParser(
      'core/formats/xml',
      'XML',
      ['<KeePassFile a="b"><x>&amp;<![CDATA[<]]></x></KeePassFile>', '<map><string name="a">b</string></map>'],
      (text) => unlessUnreadable(() => readXml(text)),
    ),
    textParser('core/formats/xml', 'entities', ['&lt;&#x41;&#65;&amp;'], decodeEntities),
    textParser('core/formats/json', 'JSON', ['{"a":[1,{"b":"c"}]}'], (text) => unlessUnreadable(() => parseJson(text))),
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
