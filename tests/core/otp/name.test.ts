import { describe, expect, test } from 'vitest';
import { cleanName, cleanNote } from '../../../src/core/otp/name';

describe('names', () => {
  test.each([
    ['\u202egpj.elpmaxe', 'gpj.elpmaxe'],
    ['ab\u200bcd', 'abcd'],
    ['\u3164', ''],
    ['a\uffa0\u115f\u2065b', 'ab'],
    ['tag\u{e0041}\u{e0042}', 'tag'],
    ['\ufdd0a\uffff', 'a'],
    ['line\u2028two', 'line two'],
    // What shapes its neighbours stays.
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
    ['❤\ufe0f', '❤\ufe0f'],
    ['葛\u{e0100}', '葛\u{e0100}'],
    ['🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ])('%j is %j', (raw, text) => {
    expect(cleanName(raw)).toEqual({ text, shortened: false });
    expect(cleanName(text).text).toBe(text);
  });

  test('a megabyte is no work, and a storm of marks ends', () => {
    const start = performance.now();
    for (const raw of ['x'.repeat(1e6), `a${'\u0301'.repeat(1e6)}`, '\u202e'.repeat(1e6), '\u{e0041}'.repeat(5e5)]) {
      const { text, shortened } = cleanName(raw);
      expect(text.length).toBeLessThanOrEqual(4096);
      expect(shortened).toBe(true);
    }
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

test('a note keeps its lines and loses what nobody sees', () => {
  expect(cleanNote('  a\u202eb\r\n\tc\u200b\u2028d \n\n')).toBe('ab\n c\nd');
});
