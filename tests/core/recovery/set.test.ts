import { describe, expect, test } from 'vitest';
import { promptOrdinal } from '../../../src/core/recovery/prompt-ordinal';
import { markCode, pickCode, unusedCodes } from '../../../src/core/recovery/set';
import { recoverySet } from '../../support/items';
import { testEnv } from '../../support/test-env';

const env = testEnv(1);
const unused = (text: string) => ({ text, usedAt: null, usedOn: null });
const set = recoverySet(env, { codes: [{ text: 'one', usedAt: 5, usedOn: null }, unused('two'), unused('three')] });

describe('the next code', () => {
  test('is the first unused one', () =>
    expect(pickCode(set, null, new Set())).toEqual({ ok: true, value: { index: 1, text: 'two', left: 1 } }));
  test('is none that is on its way already', () => expect(pickCode(set, null, new Set([1]))).toMatchObject({ value: { text: 'three' } }));
  test('runs out', () => expect(pickCode(set, null, new Set([1, 2]))).toMatchObject({ error: { code: 'no-codes-left' } }));
  test('is the one that is asked for by number', () => expect(pickCode(set, 3, new Set())).toMatchObject({ value: { text: 'three' } }));
  test.each([
    [1, 'recovery-code-used'],
    [4, 'no-such-code'],
  ])('number %d is refused: %s', (ordinal, code) => expect(pickCode(set, ordinal, new Set())).toMatchObject({ error: { code } }));
});

describe('marking', () => {
  test('says when and where', () => {
    const marked = markCode(set, 1, true, 77, 'https://a.example');
    expect(marked?.codes[1]).toEqual({ text: 'two', usedAt: 77, usedOn: 'https://a.example' });
    expect(marked === null ? null : unusedCodes(marked)).toBe(1);
  });
  test('can be taken back', () => expect(markCode(set, 0, false, 77, null)?.codes[0]).toEqual(unused('one')));
  test('keeps the first date, and leaves what is not there', () => {
    expect(markCode(set, 0, true, 77, null)).toBeNull();
    expect(markCode(set, 9, true, 77, null)).toBeNull();
  });
});

describe('a prompt that asks by number', () => {
  test.each([
    ['Enter recovery code #3', 3],
    ['Recovery code number 12', 12],
    ['Backup code no. 7', 7],
    ['Enter your 4th recovery code', 4],
    ['Enter code 5 from your list', 5],
    ['Wiederherstellungscode Nr. 2', 2],
    ['Enter one of your 10 recovery codes', null],
    ['Enter an 8-digit recovery code', null],
    ['Recovery code (8 characters)', null],
    ['Recovery code 8 characters long', null],
    ['Recovery code 1 of 2', null],
    ['Recovery code', null],
    ['Code 3 or code 4', null],
  ])('%s → %s', (text, ordinal) => expect(promptOrdinal([text])).toBe(ordinal));
});
