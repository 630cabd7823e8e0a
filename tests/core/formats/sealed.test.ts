// Every format that is sealed, written by another hand: right password, wrong password, none.

import { describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/core/bytes';
import { line, readSample } from './reading';
import * as seal from './sealing';

const { PASSWORD, SECRET } = seal;
const raivo = JSON.stringify([
  { issuer: 'Example', account: 'a', secret: SECRET, algorithm: 'SHA1', digits: '6', kind: 'TOTP', timer: '30', pinned: 'false' },
]);
const aegisDb = {
  version: 2,
  entries: [{ type: 'totp', name: 'a', issuer: 'Example', info: { secret: SECRET, algo: 'SHA1', digits: 6, period: 30 } }],
};

const samples: readonly (readonly [string, () => string | Buffer | Promise<string | Buffer>])[] = [
  ['Aegis', () => seal.aegis(aegisDb)],
  ['2FAS', () => seal.twoFas([{ name: 'Example', secret: SECRET, otp: { issuer: 'Example', account: 'a' } }])],
  ['Bitwarden', () => seal.bitwarden({ encrypted: false, items: [{ type: 1, name: 'Example', login: { username: 'a', totp: SECRET } }] })],
  [
    'Proton Authenticator',
    () =>
      seal.protonAuthenticator({ version: 1, entries: [{ content: { uri: `otpauth://totp/Example:a?secret=${SECRET}&issuer=Example` } }] }),
  ],
  [
    'Stratum',
    () =>
      seal.stratum({
        Authenticators: [{ Type: 2, Issuer: 'Example', Username: 'a', Secret: SECRET, Algorithm: 0, Digits: 6, Period: 30 }],
      }),
  ],
  [
    'andOTP',
    () =>
      seal.andotp([{ secret: SECRET, issuer: 'Example', label: 'a', digits: 6, type: 'TOTP', algorithm: 'SHA1', period: 30, tags: [] }]),
  ],
  ['Authenticator', () => seal.authenticatorV1()],
  ['Authenticator', () => seal.authenticatorV2(false)],
  ['Authenticator', () => seal.authenticatorV2(true)],
  ['Authenticator', () => seal.authenticatorV3()],
  ['Raivo OTP', () => seal.zip([seal.winZipAes('raivo-otp-export.json', raivo)])],
];

const bytesOf = async (make: (typeof samples)[number][1]): Promise<Bytes> => Uint8Array.from(Buffer.from((await make()) as string));

describe.each(samples.map(([format, make], i) => ({ format, make, i })))('sealed by $format, $i', ({ format, make }) => {
  test('opens with its password and no other, and asks for one', async () => {
    const bytes = await bytesOf(make);
    const read = await readSample('x', bytes, PASSWORD);
    if (!read.ok) throw new Error(`${read.error.code} ${read.error.detail ?? ''}`);
    expect(read.value).toMatchObject({ format, plain: false });
    expect(read.value.found.map(line)).toEqual(['Example|a|totp|SHA1/6/30']);
    const wrong = await readSample('x', bytes, 'wrong');
    expect(wrong.ok ? 'opened' : wrong.error.code).toMatch(/^import-wrong-(password|or-damaged)$/);
    const asked = await readSample('x', bytes);
    expect(asked.ok ? 'opened' : asked.error.code).toBe('import-password-needed');
  });
});

describe('what a file may cost', () => {
  const ente = (memLimit: number, opsLimit: number): string =>
    JSON.stringify({
      version: 1,
      kdfParams: { memLimit, opsLimit, salt: 'AAAAAAAAAAAAAAAAAAAAAA==' },
      encryptedData: 'AAAA',
      encryptionNonce: 'AAAA',
    });
  const withCost = (change: object): string => JSON.stringify({ ...JSON.parse(seal.bitwarden({ items: [] })), ...change });
  const slot = (change: object): string => {
    const file = JSON.parse(seal.aegis(aegisDb));
    Object.assign(file.header.slots[1], change);
    return JSON.stringify(file);
  };
  test.each([
    ['Ente with a terabyte', ente(2 ** 40, 1)],
    ['Ente with a billion passes', ente(2 ** 26, 2 ** 30)],
    ['Bitwarden with 2^31 rounds', withCost({ kdfIterations: 2 ** 31 - 1 })],
    ['Bitwarden with 2 TB', withCost({ kdfType: 1, kdfIterations: 3, kdfMemory: 2 ** 21, kdfParallelism: 1 })],
    ['Aegis with N = 2^30', slot({ n: 2 ** 30 })],
    ['Aegis with N no power of two', slot({ n: 1000 })],
  ])('%s is refused before any work', async (_name, content) => {
    const start = performance.now();
    const read = await readSample('x', content, PASSWORD);
    expect(read.ok ? 'opened' : read.error.code).toBe('import-absurd-cost');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('ZIPs', () => {
  const list = `otpauth://totp/Example:a?secret=${SECRET}&issuer=Example`;
  test('a path that climbs is only a name', async () => {
    const read = await readSample('x.zip', Uint8Array.from(seal.zip([seal.deflated('../../etc/list.txt', list)])));
    expect(read.ok && read.value.found.map(line)).toEqual(['Example|a|totp|SHA1/6/30']);
  });
  test('attachments are left alone, other members are tried', async () => {
    const members = [
      seal.deflated('files/a.txt', 'otpauth://totp/no?secret=AAAA'),
      seal.deflated('notes.txt', 'hello'),
      seal.deflated('Accounts.txt', list),
    ];
    const read = await readSample('x.zip', Uint8Array.from(seal.zip(members)));
    expect(read.ok && read.value.found.map(line)).toEqual(['Example|a|totp|SHA1/6/30']);
  });
  test.each([
    ['a bomb that says its size', (bomb: Buffer) => seal.zip([seal.deflated('a.txt', bomb)]), 'import-too-large'],
    ['a bomb that lies about it', (bomb: Buffer) => seal.zip([{ ...seal.deflated('a.txt', bomb), size: 10 }]), 'import-too-large'],
    [
      'a thousand and one members',
      () => seal.zip(Array.from({ length: 1001 }, (_, i) => seal.deflated(`${i}.txt`, 'x'))),
      'import-too-many',
    ],
    ['a wrong check sum', () => seal.zip([{ ...seal.deflated('a.txt', list), crc: 1 }]), 'import-damaged'],
    ['nothing in it', () => seal.zip([]), 'import-empty'],
  ])('%s', async (_name, make, code) => {
    const read = await readSample('x.zip', Uint8Array.from(make(Buffer.alloc(65 * 1024 * 1024))));
    expect(read.ok ? 'opened' : read.error.code).toBe(code);
  });
});

test('no wrong password in three hundred opens an entry of Authenticator-Extension 1, which has no check value', async () => {
  const bytes = Uint8Array.from(Buffer.from(seal.authenticatorV1()));
  for (let n = 0; n < 300; n++) {
    const read = await readSample('x', bytes, `wrong ${n}`);
    expect(read.ok ? 'opened' : read.error.code).toBe('import-wrong-or-damaged');
  }
});
