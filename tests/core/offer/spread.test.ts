import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitted, holdsCode, spread } from '../../../src/core/offer/spread';

const nulls = (count: number): null[] => new Array<null>(count).fill(null);

describe('spread', () => {
  test.each([
    ['one box', '123456', [null], ['123456']],
    ['one box that names its length', '123456', [6], ['123456']],
    ['a box a digit', '123456', nulls(6), ['1', '2', '3', '4', '5', '6']],
    ['a box a digit, first one takes all by paste', '123456', [6, 1, 1, 1, 1, 1], ['1', '2', '3', '4', '5', '6']],
    ['two halves', '123456', [3, 3], ['123', '456']],
    ['two halves without a length', '123456', [null, null], ['123', '456']],
    ['unequal boxes that name their lengths', '1234567', [3, 4], ['123', '4567']],
    ['eight boxes', '12345678', nulls(8), [...'12345678']],
    ['Steam', 'B3CD9', nulls(5), [...'B3CD9']],
    ['more boxes than digits', '123456', nulls(8), null],
    ['boxes that do not divide it', '123456', nulls(4), null],
    ['boxes too short for equal pieces', '123456', [2, 2], null],
    ['no box', '123456', [], null],
    ['no code', '', [null], null],
  ])('%s', (_, code, capacities, expected) => {
    expect(spread(code, capacities)).toEqual(expected);
  });

  test('the pieces are the code, one a box', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-Z]{1,10}$/),
        fc.array(fc.option(fc.integer({ min: 1, max: 8 })), { maxLength: 10 }),
        (code, capacities) => {
          const pieces = spread(code, capacities);
          if (pieces === null) return;
          expect(pieces.join('')).toBe(code);
          expect(pieces).toHaveLength(capacities.length);
        },
      ),
    );
  });
});

describe('reading back', () => {
  test.each([
    ['123456', '123456', true],
    ['123 456', '123456', true],
    ['123-456', '123456', true],
    ['b3cd9', 'B3CD9', true],
    ['ABCDEFGH', 'abcd-efgh', true],
    ['abcd efgh', 'abcd-efgh', true],
    ['12345', '012345', false],
    ['1234567', '123456', false],
    ['', '123456', false],
    ['', '', false],
  ])('%s as %s', (written, code, expected) => {
    expect(holdsCode(written, code)).toBe(expected);
  });
});

describe('a printed code in a narrow box', () => {
  test.each([
    ['abcd-efgh', -1, 'abcd-efgh'],
    ['abcd-efgh', 9, 'abcd-efgh'],
    ['abcd-efgh', 8, 'abcdefgh'],
    ['1234 5678', 8, '12345678'],
    ['abcd-efgh', 6, 'abcd-efgh'],
  ])('%s in %d', (code, maxLength, expected) => {
    expect(fitted(code, maxLength)).toBe(expected);
  });
});
