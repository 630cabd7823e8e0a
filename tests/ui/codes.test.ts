import { describe, expect, it } from 'vitest';
import { codeAt, grouped, nextTurn, secondsLeft, spelt, type TimedCode } from '../../src/ui/codes';

const view: TimedCode = { code: '111111', nextCode: '222222', validFrom: 30_000, validUntil: 60_000 };

describe('grouped', () => {
  it.each([
    ['582041', '582 041'],
    ['012345', '012 345'],
    ['1234567', '123 4567'],
    ['12345678', '1234 5678'],
    ['1234567890', '12345 67890'],
    ['K7BWR', 'K7BWR'],
    ['1', '1'],
  ])('%s → %s', (code, shown) => expect(grouped(code)).toBe(shown));
});

it('spells a code digit by digit', () => expect(spelt('012K')).toBe('0 1 2 K'));

describe('codeAt', () => {
  it('keeps a code until its end', () => expect(codeAt(view, 59_999)).toBe(view));
  it('goes over to the next one at its end, with its times', () =>
    expect(codeAt(view, 60_000)).toEqual({ code: '222222', nextCode: null, validFrom: 60_000, validUntil: 90_000 }));
  it('knows none when both are over', () => expect(codeAt(view, 90_000)).toBeNull());
  it('knows none after the end where no next one was told', () => expect(codeAt({ ...view, nextCode: null }, 60_000)).toBeNull());
  it('never ends a counter-based code', () => {
    const hotp: TimedCode = { code: '755224', nextCode: null, validFrom: null, validUntil: null };
    expect(codeAt(hotp, 9e15)).toBe(hotp);
  });
});

describe('secondsLeft', () => {
  it.each([
    [30_000, 30],
    [30_001, 30],
    [59_001, 1],
    [59_999, 1],
    [60_000, 0],
  ])('at %d: %d', (now, seconds) => expect(secondsLeft(view, now)).toBe(seconds));
  it('is nothing for a code that does not end', () => expect(secondsLeft({ ...view, validUntil: null }, 0)).toBeNull());
});

it('nextTurn is the first end among the codes', () => {
  expect(nextTurn([view, null, { ...view, validUntil: 45_000 }, { ...view, validUntil: null }])).toBe(45_000);
  expect(nextTurn([null])).toBe(Number.POSITIVE_INFINITY);
});
