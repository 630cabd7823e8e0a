// What the reader takes for keys, URIs and recovery codes, and what it leaves out of the facts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeListsIn } from '../../../src/content/read-page-codes';
import { keysIn, maskSecrets, urisIn } from '../../../src/content/read-page-secrets';
import { base32 } from '../../../src/core/bytes';

const keyTexts = (text: string) => keysIn(text).map((key) => key.text);
const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);

describe('keysIn', () => {
  it.each([
    ['Key: JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'],
    ['jbswy3dpehpk3pxp', 'jbswy3dpehpk3pxp'],
    ['JBSW Y3DP EHPK 3PXP', 'JBSW Y3DP EHPK 3PXP'],
    ['or type jbsw-y3dp-ehpk-3pxp here', 'jbsw-y3dp-ehpk-3pxp'],
    ['key: jbsw y3dp ehpk 3pxp', 'jbsw y3dp ehpk 3pxp'],
  ])('%s', (text, key) => {
    expect(keyTexts(text)).toEqual([key]);
  });

  it.each([
    'Scan this code with your phone',
    'AUTHENTICATIONCODE',
    'have this open next time',
    '4f0c1a9e88d2b37716fa',
    'https://example.com/abcdefghijklmnop234567',
    'AAAAAAAAAAAAAAAA2222222',
  ])('%s holds none', (text) => {
    expect(keyTexts(text)).toEqual([]);
  });

  it(`finds every random key of 20 bytes, whole or in fours (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.boolean(), fc.boolean(), (bytes, inGroups, lower) => {
        const key = base32(new Uint8Array(bytes));
        fc.pre(/[2-7]/.test(key) && new Set(key).size >= 6);
        const cased = lower ? key.toLowerCase() : key;
        const written = inGroups ? (cased.match(/.{4}/g) ?? []).join(' ') : cased;
        return keyTexts(`Your key is: ${written}.`)[0] === written;
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('urisIn', () => {
  const uri = 'otpauth://totp/Shop:me?secret=JBSWY3DPEHPK3PXP&issuer=Shop';
  it.each([
    [uri, uri],
    [`open ${uri}.`, uri],
    [`https://charts.example/qr?chs=200&chl=${encodeURIComponent(uri)}&x=1`, uri],
    ['otpauth-migration://offline?data=abc', 'otpauth-migration://offline?data=abc'],
  ])('%s', (text, found) => {
    expect(urisIn(text)).toEqual([found]);
  });
  it.each(['otpauth', 'otpauth://totp/x', 'otpauth://TYPE/LABEL?PARAMETERS', 'https://example.com'])('%s holds none', (text) =>
    expect(urisIn(text)).toEqual([]),
  );
  it('does not throw on a bad percent sign', () => expect(urisIn('otpauth%3A%2F%2Ftotp%2F%zz')).toEqual([]));
});

describe('maskSecrets', () => {
  it.each([
    ['Key: JBSWY3DPEHPK3PXP', 'Key: •'],
    ['as jane.doe@example.com', 'as •'],
    ['code 123456', 'code •'],
    ['id a1b2c3d4e5', 'id •'],
    ['otpauth://totp/a?secret=JBSWY3DPEHPK3PXP', '•'],
    ['Enter the 6-digit code', 'Enter the 6-digit code'],
    ['2-Schritte-Verifizierung', '2-Schritte-Verifizierung'],
  ])('%s → %s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });
});

describe('codeListsIn', () => {
  const codes = ['4hk2-9vxq', 'm3p7-2wzt', 'abcd-efgh', 'b2j9-7yhf', 'x6t4-3kmp'];
  it.each<[string, string[]]>([
    ['one a text', codes],
    ['numbered', codes.map((code, index) => `${index + 1}. ${code}`)],
    ['numbers in elements of their own', codes.flatMap((code, index) => [`${index + 1}`, code])],
    ['two a line', [codes.slice(0, 2).join(' '), codes.slice(2, 4).join(' '), codes[4] as string]],
    ['one line with commas', [codes.join(', ')]],
  ])('finds them: %s', (_how, texts) => {
    expect(codeListsIn(['Recovery codes', ...texts, 'Download']).flatMap((list) => list.codes)).toEqual(codes);
  });

  it('keeps codes in groups together', () => {
    const spaced = ['1a2b 3c4d 5e6f', '7a8b 9c0d 1e2f', '3a4b 5c6d 7e8f', '9a0b 1c2d 3e4f'];
    expect(codeListsIn(spaced)[0]?.codes).toEqual(spaced);
  });

  it.each<[string, string[]]>([
    ['a menu', ['Home', 'Shop', 'Blog', 'Help', 'More']],
    ['prices', ['12.50', '13.50', '14.50', '15.50']],
    ['three codes', codes.slice(0, 3)],
    ['sentences', ['Open the app', 'Scan the code', 'Type six digits', 'Press confirm']],
  ])('takes %s for no codes', (_what, texts) => {
    expect(codeListsIn(texts)).toEqual([]);
  });
});
