// Texts as sites and people write them, and what is a code in them.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecoveryCodes } from '../../../src/core/recovery/read-codes';

const texts = (text: string): readonly string[] => {
  const read = readRecoveryCodes(text);
  return read.ok ? read.value.map((code) => code.text) : [read.error.code];
};
const used = (text: string): readonly string[] => {
  const read = readRecoveryCodes(text);
  return read.ok ? read.value.filter((code) => code.used).map((code) => code.text) : [read.error.code];
};

const SIX = ['a1b2c-3d4e5', 'f6a7b-8c9d0', '11aa2-2bb33', 'cc44d-d55ee', '66ff7-70a8b', '9cdef-12345'];

describe('a list of codes', () => {
  test.each([
    ['one a line', SIX.join('\n')],
    ['with Windows line ends', SIX.join('\r\n')],
    ['comma separated', SIX.join(', ')],
    ['space separated', SIX.join(' ')],
    ['two a line', `${SIX[0]} ${SIX[1]}\n${SIX[2]}\t${SIX[3]}\n${SIX[4]}    ${SIX[5]}`],
    ['numbered', SIX.map((code, i) => `${i + 1}. ${code}`).join('\n')],
    ['numbered with a bracket', SIX.map((code, i) => `${i + 1}) ${code}`).join('\n')],
    ['numbered in brackets', SIX.map((code, i) => `(${i + 1}) ${code}`).join('\n')],
    ['numbered with a hash', SIX.map((code, i) => `#${i + 1} ${code}`).join('\n')],
    ['numbered without a sign', SIX.map((code, i) => `${i + 1} ${code}`).join('\n')],
    ['numbered, two a line', `1. ${SIX[0]}  2. ${SIX[1]}\n3. ${SIX[2]} 4. ${SIX[3]}\n5. ${SIX[4]}   6. ${SIX[5]}`],
    ['with bullets', SIX.map((code) => `* ${code}`).join('\n')],
    ['with dashes for bullets', SIX.map((code) => `- ${code}`).join('\n')],
    ['labelled', SIX.map((code, i) => `Recovery code ${i + 1}: ${code}`).join('\n')],
    ['in a table', SIX.map((code, i) => `| ${i + 1}. | ${code} |`).join('\n')],
    ['with typographic dashes', SIX.map((code) => code.replace('-', '\u2011')).join('\n')],
    [
      'in a site’s file',
      `Heroku recovery codes for ada@example.org\nGenerated 2026-11-24 10:33\n\n${SIX.join('\n')}\n\nKeep these codes somewhere safe. Call +1 555 123 4567 for help.\nhttps://example.com/help`,
    ],
  ])('%s', (_, text) => expect(texts(text)).toEqual(SIX));

  test.each([
    ['eight digits', '12345678\n23456789\n34567890', ['12345678', '23456789', '34567890']],
    ['digits in groups', '1234 5678\n2345 6789', ['1234 5678', '2345 6789']],
    ['letters by chance among them', 'abcd1234\nqwertyui\n9zxcvbnm', ['abcd1234', 'qwertyui', '9zxcvbnm']],
    ['letters only', 'abcd-efgh\nijkl-mnop\nqrst-uvwx\nyzab-cdef', ['abcd-efgh', 'ijkl-mnop', 'qrst-uvwx', 'yzab-cdef']],
    ['few, of letters in groups', 'aaaa-bbbb\ncccc-dddd', ['aaaa-bbbb', 'cccc-dddd']],
    ['one code', 'abcd-1234-efgh', ['abcd-1234-efgh']],
    ['a heading of the same length', 'Recovery\nbackups\nab12cd34\nef56gh78', ['ab12cd34', 'ef56gh78']],
    ['a date among them', 'ab12cd34\n2026-11-24\nef56gh78', ['ab12cd34', 'ef56gh78']],
    ['a phone number among them', 'ab12cd34\n555-123-4567\nef56gh78', ['ab12cd34', 'ef56gh78']],
    ['a customer number among them', 'ab12cd34\n9912345\nef56gh78', ['ab12cd34', 'ef56gh78']],
    ['the same code twice', 'ab12cd34\nab12cd34\nef56gh78', ['ab12cd34', 'ef56gh78']],
  ])('%s', (_, text, codes) => expect(texts(text)).toEqual(codes));

  test.each([
    ['nothing', ''],
    ['prose', 'Keep your recovery codes somewhere safe.\nYou will need them when you lose your phone.'],
    ['a heading', 'Recovery'],
    ['dates', '2026-11-24\n2026-11-25'],
    ['short numbers', '1\n2\n3\n2026'],
    ['an address', 'ada@example.org\nhttps://example.com/a1b2c3d4'],
  ])('%s holds none', (_, text) => expect(texts(text)).toEqual(['no-codes']));

  test('is bounded', () => {
    expect(texts('x'.repeat(70_000))).toEqual(['text-too-long']);
    expect(texts(Array.from({ length: 101 }, (_, i) => `ab${100_000 + i}`).join('\n'))).toEqual(['too-many-codes']);
  });
});

describe('a used code', () => {
  test.each([
    ['in words', 'ab12cd34 (used)\nef56gh78'],
    ['with a date', 'ab12cd34 (used 3 May, 2026)\nef56gh78'],
    ['without brackets', 'ab12cd34 used on 2026-05-03\nef56gh78'],
    ['in front', 'USED: ab12cd34\nef56gh78 not used'],
    ['in one line', 'ab12cd34 (used), ef56gh78'],
    ['struck in Markdown', '~~ab12cd34~~\nef56gh78'],
    ['ticked', '- [x] ab12cd34\n- [ ] ef56gh78'],
    ['struck with strokes', 'a\u0336b\u03361\u03362\u0336c\u0336d\u03363\u03364\u0336\nef56gh78'],
    ['numbered', '1. ab12cd34 – benutzt\n2. ef56gh78'],
  ])('%s', (_, text) => {
    expect(texts(text)).toEqual(['ab12cd34', 'ef56gh78']);
    expect(used(text)).toEqual(['ab12cd34']);
  });
});

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const group = fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 4 });
const code = fc.tuple(group, fc.integer({ min: 1000, max: 9999 })).map(([a, n]) => `${a}-${n}`);
const codes = fc.uniqueArray(code, { minLength: 2, maxLength: 20 });

describe('any list', () => {
  test('comes back as it was written, in its order', () => {
    fc.assert(
      fc.property(
        codes,
        fc.constantFrom('\n', '\r\n', ', ', ' ', '\t', '; '),
        fc.constantFrom('', 'n. ', 'n) ', '* ', '#n '),
        (list, between, before) => {
          const written = list.map((one, i) => `${between.includes('\n') ? before.replace('n', String(i + 1)) : ''}${one}`).join(between);
          expect(texts(`Recovery codes\n${written}\n`)).toEqual(list);
        },
      ),
    );
  });
  test('any text is read without a throw, and what comes out stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const read = readRecoveryCodes(text);
        if (read.ok) for (const one of read.value) expect(one.text).toMatch(/^[A-Za-z0-9]+(?:[- ][A-Za-z0-9]+)*$/);
      }),
    );
  });
});
