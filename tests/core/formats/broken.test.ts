// Files cut short, flipped and thrown together: always an answer, never a throw, never a hang. FUZZ_RUNS=100000 for the long run.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/core/bytes';
import { Unreadable } from '../../../src/core/formats/failure';
import { contentOf } from '../../../src/core/formats/read-file';
import { countedEnv } from '../../fuzz/derivations';
import { kdbx4 } from '../../fuzz/kdbx-files';
import { testEnv } from '../../support/test-env';
import { plainSamples } from './plain-samples';
import { readSample } from './reading';
import * as seal from './sealing';

const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? 20261124);
const PLACES = 20;

const sealed: readonly (readonly [string, () => string | Buffer | Promise<string | Buffer>])[] = [
  ['Aegis', () => seal.aegis({ version: 2, entries: [] })],
  ['2FAS', () => seal.twoFas([])],
  ['Bitwarden', () => seal.bitwarden({ items: [] })],
  ['andOTP', () => seal.andotp([])],
  ['Authenticator-Extension 2', () => seal.authenticatorV2(false)],
  ['ZIP', () => seal.zip([seal.deflated('a.txt', 'otpauth://totp/a?secret=AAAAAAAA'), seal.winZipAes('b.txt', 'x')])],
];
const cases: readonly (readonly [string, () => Promise<Bytes>])[] = [
  ...plainSamples.map(({ name, content }) => [name, async () => Uint8Array.from(Buffer.from(content))] as const),
  ...sealed.map(([name, make]) => [`sealed ${name}`, async () => Uint8Array.from(Buffer.from((await make()) as string))] as const),
];

/** Reading ends with an answer, and an answer with a code or with entries. */
async function answers(bytes: Bytes): Promise<void> {
  const start = performance.now();
  const read = await readSample('x', bytes, seal.PASSWORD);
  expect(read.ok ? read.value.found.length : read.error.code.length).toBeGreaterThan(0);
  expect(performance.now() - start).toBeLessThan(5000);
}

test.each(cases)('%s: cut short and flipped at twenty places', async (_name, make) => {
  const bytes = await make();
  const { random } = testEnv(SEED);
  for (let i = 0; i < PLACES; i++) {
    const [a = 0, b = 0, c = 0] = random(3);
    const at = Math.floor(((a * 256 + b) / 65_536) * bytes.length);
    await answers(bytes.slice(0, at));
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (c % 8));
    await answers(flipped);
  }
});

describe('a reader says what is wrong with a file, and throws nothing else', () => {
  const ODD = { toString: 1, valueOf: 1 };
  const entry = { index: 0, type: ODD, secret: seal.SECRET, issuer: 'a', account: 'b', encrypted: false, hash: 'a' };
  const items = [{ title: 'Example', favorite: ODD, trashed: ODD, folders: [ODD], fields: [{ type: 'totp', value: seal.SECRET }] }];
  const account = {
    vaults: [
      {
        items: [
          { favIndex: ODD, overview: { title: 'a', tags: [ODD] }, details: { sections: [{ fields: [{ value: { totp: seal.SECRET } }] }] } },
        ],
      },
    ],
  };
  const totp = { type: 'totp', secret: seal.SECRET, period: 30, digits: 6, algorithm: 'sha1' };
  const cxf = { items: [{ id: 'aQ', title: 'a', tags: [ODD], credentials: [totp] }] };
  const bitwarden = { encrypted: false, folders: [], items: [{ type: 1, name: 'a', collectionIds: [ODD], login: { totp: seal.SECRET } }] };
  const java = Buffer.concat([Buffer.from('aced000573720011', 'hex'), Buffer.from('java.util.HashMap')]);

  test.each<readonly [string, string | Buffer, string]>([
    ['a type of no kind, Authenticator', JSON.stringify({ a: entry }), 'refused'],
    ['flags of no kind, Enpass', JSON.stringify({ items }), 'otp'],
    ['tags of no kind, 1Password', JSON.stringify({ accounts: [account] }), 'otp'],
    ['tags of no kind, Credential Exchange', JSON.stringify(cxf), 'otp'],
    ['tags of no kind, Bitwarden', JSON.stringify(bitwarden), 'otp'],
    [
      'tags of no kind, andOTP',
      JSON.stringify([{ type: 'TOTP', secret: seal.SECRET, algorithm: 'SHA1', digits: 6, period: 30, label: 'a', tags: [ODD] }]),
      'otp',
    ],
    ['FreeOTP 2, cut short after the name', java, 'import-damaged'],
    [
      'FreeOTP 2, cut short before the counts',
      Buffer.concat([java, Buffer.from('0507dac1c31660d10300007870770800', 'hex')]),
      'import-damaged',
    ],
    ['KeePass, an initial value too short', kdbx4('chacha20', 8), 'import-damaged'],
  ])('%s', async (_, content, expected) => {
    const keyed = { env: countedEnv(globalThis.crypto.subtle), password: seal.PASSWORD };
    const read = contentOf({ name: 'a', bytes: Uint8Array.from(Buffer.from(content as string)) }, keyed);
    const said = await read.then(
      ({ found }) => found[0]?.kind,
      (problem: unknown) => (problem instanceof Unreadable ? problem.failure.code : problem),
    );
    expect(said).toBe(expected);
  });
});

test('any JSON whatever, with the words of the formats in it', async () => {
  const key = fc.constantFrom(
    ...'header db entries items login totp fido2Credentials accounts vaults services otp secret tokens tokenOrder records custom_fields'.split(
      ' ',
    ),
    ...'Authenticators Categories key enc hash dataType data salt content kdfParams encryptedData encrypted passwordProtected'.split(' '),
    ...'shared_secret credentials fields type value info groups folders __proto__ constructor toString length'.split(' '),
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        null,
        true,
        false,
        0,
        -1,
        1.5,
        2 ** 53,
        '',
        'totp',
        'GEZDGNBVGY3TQOJQ',
        'otpauth://totp/a?secret=AAAAAAAA',
        '2.a|b|c',
      ),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(key, tie('json'), { maxKeys: 6 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(json, async (value) => answers(Uint8Array.from(Buffer.from(JSON.stringify(value))))),
    { numRuns: RUNS, seed: SEED },
  );
}, 1_200_000);

test('any bytes behind any magic number', async () => {
  const magics = [
    'PK\x03\x04',
    'AUTHENTICATORPRO',
    'AuthenticatorPro',
    '\xac\xed\0\x05',
    '\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\0\0\x04\0',
    '<map>',
    '<KeePassFile>',
    'otpauth://',
    'otpauth-migration://offline?data=',
    'title,totp\n',
    '',
  ];
  // Sealed Stratum derives a key each time: its body is kept too short to get there.
  const body = fc.uint8Array({ maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...magics), body, async (magic, bytes) => {
      await answers(Uint8Array.from(Buffer.concat([Buffer.from(magic, 'latin1'), bytes])));
    }),
    { numRuns: RUNS, seed: SEED },
  );
}, 1_200_000);

/** Puts something else somewhere into a JSON document, or takes something away. */
function mutated(value: unknown, pick: (below: number) => number): unknown {
  const others = [
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    '',
    'x',
    '\u0000',
    '0'.repeat(5000),
    [],
    {},
    [[]],
    'otpauth://totp/',
    'steam://',
    '2.a|b|c',
  ];
  if (pick(4) === 0 || typeof value !== 'object' || value === null) return others[pick(others.length)];
  if (Array.isArray(value)) {
    const at = pick(value.length + 1);
    return at === value.length ? [...value, ...value] : value.map((one, i) => (i === at ? mutated(one, pick) : one));
  }
  const entries = Object.entries(value);
  const at = pick(entries.length + 1);
  if (at === entries.length) return Object.fromEntries(entries.slice(pick(entries.length)));
  return Object.fromEntries(entries.map(([key, one], i) => [key, i === at ? mutated(one, pick) : one]));
}

const documents = plainSamples.filter(({ content }) => /^[[{]/.test(content));
const sealedDocuments = sealed.filter(([name]) => name !== 'andOTP' && name !== 'ZIP');

test.each([...documents.map(({ name, content }) => [name, () => content] as const), ...sealedDocuments])(
  '%s: any part of it replaced, taken away or doubled',
  async (name, make) => {
    const json: unknown = JSON.parse(String(await make()));
    // Where a password is asked for, its key derivation takes most of the time.
    const runs = name === 'Aegis' || name === 'Bitwarden' || name.endsWith('2') ? Math.ceil(RUNS / 100) : RUNS;
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (stream) => {
        const pick = (below: number): number => (stream.next().value as number) % below;
        await answers(Uint8Array.from(Buffer.from(JSON.stringify(mutated(json, pick)) ?? 'null')));
      }),
      { numRuns: runs, seed: SEED },
    );
  },
  1_200_000,
);

const MANY = 1_000_000;
test.each([
  ['an attribute without end', `<map ${'a'.repeat(MANY)}>`],
  ['elements without end', '<KeePassFile>'.repeat(MANY / 10)],
  ['a comment without end', `<map><!--${'-'.repeat(MANY)}`],
  ['quotes without end', `<map ${'"'.repeat(MANY - 1)}>`],
  ['brackets without end', `<KeePassFile>${'<'.repeat(MANY)}`],
  ['entities without end', `<p>${'&#x'.repeat(MANY / 3)}otpauth://`],
  ['empty lines and one mark', `${'A'.repeat(30)}${'\n'.repeat(MANY)}!`],
  ['padding without end', `${'A'.repeat(30)}${'='.repeat(MANY)}!`],
  ['quotes of a CSV', `title,totp\n${'"'.repeat(MANY)}`],
  ['separators of a CSV', `title,totp\n${','.repeat(MANY)}`],
  ['one URI as long as a book', `otpauth://totp/${'%'.repeat(MANY)}?secret=AAAAAAAA`],
  ['slashes', `otpauth:${'/'.repeat(MANY)}`],
  ['a migration code as long as a book', `otpauth-migration://offline?data=${'%41'.repeat(MANY / 3)}`],
  ['backslashes of JSON', `["${'\\'.repeat(MANY)}`],
  [
    'a secret of spaces',
    JSON.stringify({ tokens: [{ secret: [1], label: ' '.repeat(MANY), algo: ' '.repeat(MANY), type: 'TOTP' }], tokenOrder: [] }),
  ],
  [
    'a site as long as a book',
    JSON.stringify({ encrypted: false, items: [{ login: { totp: 'AAAAAAAA', uris: [{ uri: `https://${'a.'.repeat(MANY)}` }] } }] }),
  ],
  [
    'an EncString of bars',
    JSON.stringify({ encrypted: true, passwordProtected: true, salt: '', kdfType: 0, kdfIterations: 1, data: '|'.repeat(MANY) }),
  ],
])('%s takes no second', async (_name, content) => {
  const bytes = Uint8Array.from(Buffer.from(content));
  const start = performance.now();
  await answers(bytes);
  expect(performance.now() - start).toBeLessThan(3000);
});
