import { describe, expect, test } from 'vitest';
import { beginPinTry, isPin, makePin, openWithPin, PIN_TRIES, type PinRecord, pinTriesLeft, pinWait } from '../../../src/core/vault/pin';
import { testEnv } from '../../support/test-env';
import { codeOf, quickKdf, value } from '../../support/vault-world';

const env = testEnv(5);
const vaultKey = env.random(32);

/** As the background does it: count, then look. */
async function attempt(record: PinRecord, pin: string, now: number): Promise<{ code: string | null; record: PinRecord }> {
  const begun = beginPinTry(record, now);
  if (!begun.ok) return { code: begun.error.code, record };
  const opened = await openWithPin(env, quickKdf, begun.value, pin);
  return { code: codeOf(opened), record: begun.value };
}

describe('a PIN', () => {
  test.each([
    ['1234', true],
    ['123', false],
    ['123456789012', true],
    ['1234567890123', false],
    ['12a4', false],
    ['１２３４', false],
    ['', false],
  ])('%s', (pin, good) => expect(isPin(pin)).toBe(good));

  test('gives the key again, and only with its own half', async () => {
    const record = value(await makePin(env, quickKdf, '2580', vaultKey));
    expect(value(await openWithPin(env, quickKdf, { ...record, tries: 1 }, '2580'))).toEqual(vaultKey);
    const other = value(await makePin(env, quickKdf, '2580', vaultKey));
    expect(codeOf(await openWithPin(env, quickKdf, { ...record, half: other.half, tries: 1 }, '2580'))).toBe('wrong-pin');
    expect(JSON.stringify(record)).not.toContain('2580');
  });

  test('is gone after five wrong ones, whatever comes then', async () => {
    let record = value(await makePin(env, quickKdf, '2580', vaultKey));
    const codes: (string | null)[] = [];
    let now = 0;
    for (let i = 0; i < PIN_TRIES; i++) {
      now += 60_000;
      const tried = await attempt(record, '0000', now);
      record = tried.record;
      codes.push(tried.code);
    }
    expect(codes).toEqual(['wrong-pin', 'wrong-pin', 'wrong-pin', 'wrong-pin', 'pin-gone']);
    expect(pinTriesLeft(record)).toBe(0);
    expect((await attempt(record, '2580', now + 60_000)).code).toBe('pin-gone');
  });

  test('waits 0, 1, 5 and 15 seconds after a wrong one, and a try in between is not counted', async () => {
    let record = value(await makePin(env, quickKdf, '2580', vaultKey));
    let now = 1_000_000;
    const waits: number[] = [];
    for (let i = 0; i < PIN_TRIES - 1; i++) {
      record = (await attempt(record, '0000', now)).record;
      const wait = pinWait(record, now);
      waits.push(wait);
      if (wait > 0) {
        const early = await attempt(record, '2580', now + wait - 1);
        expect(early.code).toBe('pin-wait');
        expect(early.record).toBe(record);
      }
      now += wait;
    }
    expect(waits).toEqual([0, 1000, 5000, 15_000]);
    expect((await attempt(record, '2580', now)).code).toBeNull();
  });

  test('a clock that was set back by a year makes nobody wait a year', async () => {
    let record = value(await makePin(env, quickKdf, '2580', vaultKey));
    for (let i = 0; i < 3; i++) record = (await attempt(record, '0000', 1e12 + i * 60_000)).record;
    expect(pinWait(record, 1e12 - 365 * 86_400_000)).toBe(5000);
  });

  test('a record that is not whole is gone, not wrong', async () => {
    const record = value(await makePin(env, quickKdf, '2580', vaultKey));
    expect(codeOf(await openWithPin(env, quickKdf, { ...record, half: '!' }, '2580'))).toBe('pin-gone');
  });

  test('what is no PIN makes none', async () => expect(codeOf(await makePin(env, quickKdf, 'abcd', vaultKey))).toBe('bad-pin'));
});
