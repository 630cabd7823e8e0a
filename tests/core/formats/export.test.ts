// Every export, there and back: read by our importer and by a reader that shares no code with it.

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { base32, base64url, hex } from '../../../src/core/bytes';
import type { ExportEnv } from '../../../src/core/formats/export/export-env';
import { type Target, type TargetId, targets } from '../../../src/core/formats/export/target';
import { sortFor, writeExport } from '../../../src/core/formats/export/write-export';
import { itemFrom } from '../../../src/core/formats/to-item';
import type { Item, OtpAccount, OtpParameters } from '../../../src/core/item';
import { identityOf } from '../../../src/core/vault/merge';
import { otpAccount, passkey, recoverySet } from '../../support/items';
import { testEnv } from '../../support/test-env';
import * as independent from './independent';
import { importEnv, readSample } from './reading';

const PASSWORD = 'of the file Ä';
const its = testEnv(11);
const env: ExportEnv = { ...importEnv, now: its.now, random: its.random };
const target = (id: TargetId): Target => targets.find((one) => one.id === id) as Target;

const keyOf = (kind: 'ec' | 'ed25519'): Uint8Array<ArrayBuffer> => {
  const { privateKey } = kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  return Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }));
};
const otp = (issuer: string, more: Partial<OtpParameters>, over: Partial<OtpAccount> = {}): OtpAccount => {
  const parameters = { type: 'totp', secret: its.random(20), algorithm: 'SHA1', digits: 6, period: 30, ...more };
  return otpAccount(its, { issuer, account: `ada@${issuer}`, otp: parameters as OtpParameters, ...over });
};

const items: readonly Item[] = [
  otp('Plain', {}, { note: 'two\nlines "quoted"', tags: ['Work', 'Späti'], pinned: true, sites: ['https://plain.example'] }),
  otp('Long & Ünïcode?#', { algorithm: 'SHA256', digits: 8 }),
  otp('Slow', { algorithm: 'SHA512', period: 60 }),
  otp('Odd', { digits: 7, period: 45 }),
  otp('Ten', { digits: 10 }),
  otp('Rare', { algorithm: 'SHA384' }),
  otp('Counter', { type: 'hotp', counter: 1234567 }),
  { ...otp('Game', {}), otp: { type: 'steam', secret: its.random(20) } },
  passkey(its, { privateKey: keyOf('ec'), credentialId: its.random(16), userName: 'ada', rpName: 'Key' }),
  passkey(its, { privateKey: keyOf('ed25519'), algorithm: -8, rpName: 'Ed', userName: 'eve' }),
  recoverySet(its, { issuer: 'Codes' }),
  otp('Gone', {}, { trashedAt: its.now() }),
];

/** What stays behind, by name. */
const LEFT: Record<TargetId, Readonly<Record<string, string>>> = {
  otpauth: { Key: 'passkey', Ed: 'passkey', Codes: 'recovery' },
  aegis: { Rare: 'algorithm', Key: 'passkey', Ed: 'passkey', Codes: 'recovery' },
  '2fas': { Odd: 'period', Ten: 'digits', Key: 'passkey', Ed: 'passkey', Codes: 'recovery' },
  bitwarden: { Rare: 'algorithm', Counter: 'hotp', Ed: 'passkey-kind' },
  ente: { Rare: 'algorithm', Key: 'passkey', Ed: 'passkey', Codes: 'recovery' },
  proton: { Ten: 'digits', Rare: 'algorithm', Counter: 'hotp', Key: 'passkey', Ed: 'passkey', Codes: 'recovery' },
  google: {
    Slow: 'period',
    Odd: 'digits',
    Ten: 'digits',
    Rare: 'algorithm',
    Game: 'steam',
    Key: 'passkey',
    Ed: 'passkey',
    Codes: 'recovery',
  },
  cxf: { Rare: 'algorithm', Counter: 'hotp', Game: 'steam' },
};
const nameOf = (item: Item): string => (item.kind === 'passkey' ? item.rpName : item.issuer);

const cases = targets.flatMap((one) =>
  [one.sealed === 'always' ? null : 'clear', one.sealed === 'never' ? null : 'sealed'].flatMap((form) =>
    form === null ? [] : [{ id: one.id, form, password: form === 'sealed' ? PASSWORD : null }],
  ),
);

describe.each(cases)('$id, $form', ({ id, password }) => {
  test('names what stays behind', () => {
    expect(Object.fromEntries(sortFor(target(id), items).left.map(({ item, why }) => [nameOf(item), why]))).toEqual(LEFT[id]);
  });

  test('comes back through the importer with everything that the format has a word for', async () => {
    const text = await writeExport(target(id), items, env, password);
    const read = await readSample('x', text, password);
    if (!read.ok) throw new Error(`${read.error.code} ${read.error.detail ?? ''}`);
    const back = read.value.found.map((one) => (one.kind === 'refused' ? one.code : itemFrom(one, its)));
    const { carried } = sortFor(target(id), items);
    const { loses } = target(id);
    const shape = (item: Item | string): unknown =>
      typeof item === 'string'
        ? item
        : {
            // Used recovery codes stay at home.
            identity:
              item.kind === 'recovery'
                ? item.codes.filter(({ usedAt }) => usedAt === null).map(({ text: code }) => code)
                : identityOf(item),
            counter: item.kind === 'otp' && item.otp.type === 'hotp' ? item.otp.counter : null,
            // Steam's URIs say no issuer.
            names: item.kind === 'otp' && item.otp.type === 'steam' && (id === 'bitwarden' || id === 'proton') ? null : namesOf(item),
            note: loses.includes('note') ? '' : item.note,
            tags: loses.includes('tags') ? [] : id === 'bitwarden' ? item.tags.slice(0, 1) : item.tags,
            sites: loses.includes('sites') ? [] : item.sites,
            key: item.kind === 'passkey' ? [hex(item.privateKey), item.algorithm, hex(item.userHandle), item.discoverable] : null,
            prf: item.kind === 'passkey' && id === 'cxf' ? hex(item.prfSeed) : null,
          };
    const relevant = (all: readonly (Item | string)[]): readonly unknown[] =>
      all.map(shape).map((one) => (id === '2fas' ? withoutTags(one) : one));
    // 2FAS carries the first tag as its group.
    expect(relevant(back)).toEqual(relevant(carried));
  });
});

const namesOf = (item: Item): unknown =>
  item.kind === 'passkey' ? [item.rpId, item.userName, item.displayName] : [item.issuer, item.account];
const withoutTags = (one: unknown): unknown => (typeof one === 'object' ? { ...one, tags: [] } : one);

describe('read by another hand', () => {
  const written = async (id: TargetId, password: string | null = null): Promise<string> => writeExport(target(id), items, env, password);
  const accounts = (id: TargetId): readonly OtpAccount[] =>
    sortFor(target(id), items).carried.filter((item): item is OtpAccount => item.kind === 'otp');
  const line = ({ issuer, account, otp: one }: OtpAccount): string =>
    [
      ...[issuer, account, one.type, base32(one.secret)],
      ...(one.type === 'steam' ? ['SHA1', 5, 30] : [one.algorithm, one.digits, one.type === 'totp' ? one.period : one.counter]),
    ].join('|');

  test('otpauth lines, by npm otpauth', async () => {
    expect(independent.ofLines(await written('otpauth'))).toEqual(accounts('otpauth').map(line));
  });
  test('Ente lines with their display part', async () => {
    const text = await written('ente');
    expect(independent.ofLines(text)).toEqual(accounts('ente').map(line));
    expect(independent.displayOf(text)[0]).toMatchObject({
      pinned: true,
      trashed: false,
      tags: ['Work', 'Späti'],
      note: 'two\nlines "quoted"',
    });
  });
  test('Aegis, sealed', async () => {
    const { lines, groups } = independent.ofAegis(await written('aegis', PASSWORD), PASSWORD);
    expect(lines).toEqual(accounts('aegis').map(line));
    expect(groups[0]).toBe('Work|Späti|two\nlines "quoted"|true');
  });
  test.each([null, PASSWORD])('2FAS under %s', async (password) => {
    expect(independent.ofTwoFas(await written('2fas', password), password)).toEqual(accounts('2fas').map(line));
  });
  test.each([null, PASSWORD])('Proton Authenticator under %s', async (password) => {
    const entries = await independent.ofProton(await written('proton', password), password);
    const expected = accounts('proton');
    expect(entries.map(({ uri, type }) => (type === 'Steam' ? uri : independent.ofUri(uri)))).toEqual(
      expected.map((account) => (account.otp.type === 'steam' ? `steam://${base32(account.otp.secret)}` : line(account))),
    );
    expect(entries[0]?.note).toBe('two\nlines "quoted"');
  });
  test.each([null, PASSWORD])('Bitwarden under %s', async (password) => {
    const file = independent.ofBitwarden(await written('bitwarden', password), password);
    const uris = file.items
      .flatMap(({ login }) => login?.totp ?? [])
      .map((text) => (text.startsWith('steam:') ? text : independent.ofUri(text)));
    const expected = accounts('bitwarden').map((one) => (one.otp.type === 'steam' ? `steam://${base32(one.otp.secret)}` : line(one)));
    expect(uris).toEqual(expected);
    const key = items.find((item) => item.kind === 'passkey');
    const [credential] = file.items.flatMap(({ login }) => login?.fido2Credentials ?? []);
    expect(credential).toMatchObject({ rpId: 'example.com', userName: 'ada', counter: '0', discoverable: 'true', keyCurve: 'P-256' });
    expect(credential?.keyValue).toBe(key?.kind === 'passkey' ? base64url(key.privateKey) : '');
    expect(credential?.credentialId?.replaceAll('-', '')).toBe(key?.kind === 'passkey' ? hex(key.credentialId) : '');
    expect(file.items.flatMap(({ fields }) => fields ?? [])).toEqual([{ name: 'Recovery code', value: 'abcd-efgh', type: 1 }]);
    expect(file.folders.map(({ name }) => name)).toEqual(['Work']);
  });
  test('Google Authenticator, in one part', async () => {
    const expected = accounts('google').map((one) => line(one).replace(base32(one.otp.secret), hex(one.otp.secret)));
    expect(independent.ofGoogle(await written('google'))).toEqual(expected);
  });
  test('Google Authenticator, thirty accounts in three parts of one batch', async () => {
    const many = Array.from({ length: 30 }, (_, n) => otp(`Site ${n}`, {}));
    const text = await writeExport(target('google'), many, env, null);
    expect(text.trim().split('\n')).toHaveLength(3);
    expect(independent.ofGoogle(text)).toHaveLength(30);
    const read = await readSample('x', text.trim().split('\n').reverse().join('\n'));
    expect(read.ok && read.value.found.filter(({ kind }) => kind === 'otp')).toHaveLength(30);
    expect(read.ok && read.value.found.filter(({ kind }) => kind === 'refused')).toHaveLength(0);
  });
  test('Google Authenticator, names as long as they can be: fewer a code, and what no code can hold stays behind', async () => {
    const long = 'Ä'.repeat(120);
    const many = [
      otp('Huge', {}, { account: '👩‍🚀'.repeat(60) }),
      ...Array.from({ length: 12 }, (_, n) => otp(`${long}${n}`, {}, { account: 'a'.repeat(120) })),
    ];
    expect(sortFor(target('google'), many).left.map(({ why }) => why)).toEqual(['names']);
    const lines = (await writeExport(target('google'), many, env, null)).trim().split('\n');
    expect(Math.max(...lines.map((one) => one.length))).toBeLessThan(1400);
    expect(independent.ofGoogle(lines.join('\n'))).toHaveLength(12);
  });
  test('CXF, as its specification names the members', async () => {
    const file = JSON.parse(await written('cxf'));
    expect(Object.keys(file)).toEqual(['version', 'exporterRpId', 'exporterDisplayName', 'timestamp', 'accounts']);
    const all: readonly { title: string; credentials: readonly Record<string, unknown>[] }[] = file.accounts[0].items;
    const totp = all[0]?.credentials[0];
    const first = items[0] as OtpAccount;
    expect(totp).toEqual({
      type: 'totp',
      secret: base32(first.otp.secret),
      period: 30,
      digits: 6,
      username: 'ada@Plain',
      algorithm: 'sha1',
      issuer: 'Plain',
    });
    expect(all.flatMap(({ credentials }) => credentials.map(({ type }) => type))).toEqual([
      ...['totp', 'note', 'totp', 'totp', 'totp', 'totp'],
      ...['passkey', 'passkey', 'basic-auth', 'custom-fields'],
    ]);
    const fields = all.at(-1)?.credentials[1]?.fields;
    expect(fields).toEqual([{ fieldType: 'concealed-string', label: 'Recovery code', value: 'abcd-efgh' }]);
  });
});
