import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundsOf, type DateSample, isZoneMistake, judgeClock, MOST_CORRECTED_MS } from '../../../src/core/otp/clock-offset';

const T = Date.UTC(2026, 2, 29, 0, 59, 30);

/** Two requests to a site whose clock is `ahead` ms of ours. */
function samples(ahead: number, way = 40, pause = 500, from = T): DateSample[] {
  return [0, pause].map((after) => {
    const sentAt = from + after;
    return { sentAt, receivedAt: sentAt + 2 * way, date: new Date(sentAt + way + ahead).toUTCString(), age: null };
  });
}

describe('the clock', () => {
  test.each<[string, readonly DateSample[], object]>([
    ['is right', samples(0), { clock: 'right' }],
    ['is right within what no site minds', samples(4_000), { clock: 'right' }],
    ['is 90 s slow', samples(90_000), { clock: 'off' }],
    ['is 90 s fast', samples(-90_000), { clock: 'off' }],
    ['is off by a time zone', samples(3_600_000), { clock: 'far-off' }],
    ['is just beyond what is corrected', samples(MOST_CORRECTED_MS + 2_000), { clock: 'far-off' }],
    ['is not known by a page that is silent', samples(0).map((one) => ({ ...one, date: null })), { clock: 'unknown' }],
    ['is not known by a date that is none', samples(0).map((one) => ({ ...one, date: 'tomorrow' })), { clock: 'unknown' }],
    [
      'is not known where one of two is silent',
      [samples(0)[0] as DateSample, { ...(samples(0)[1] as DateSample), date: null }],
      { clock: 'unknown' },
    ],
    ['is not known over a slow way', samples(90_000, 8_000), { clock: 'unknown' }],
    [
      'is not known where the two contradict one another',
      [samples(0)[0] as DateSample, samples(200_000)[1] as DateSample],
      { clock: 'unknown' },
    ],
    ['is not known when it jumped in between', [{ ...(samples(0)[0] as DateSample), receivedAt: T - 60_000 }], { clock: 'unknown' }],
    ['is not known without a sample', [], { clock: 'unknown' }],
  ])('%s', (_, given, verdict) => expect(judgeClock(given)).toMatchObject(verdict));

  test('counts what a cache had kept the answer for', () => {
    const aged = samples(90_000).map((one) => ({
      ...one,
      date: new Date(Date.parse(one.date as string) - 30_000).toUTCString(),
      age: '30',
    }));
    expect(judgeClock(aged)).toMatchObject({ clock: 'off' });
    expect(Math.abs((judgeClock(aged) as { offsetMs: number }).offsetMs - 90_000)).toBeLessThan(1_500);
  });

  test('an age that is no number spoils the sample', () => expect(boundsOf({ ...(samples(0)[0] as DateSample), age: '-3' })).toBeNull());

  test('what is true lies between the bounds, whatever the way and the second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400_000, max: 400_000 }),
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 0, max: 2_000 }),
        (ahead, there, back, at) => {
          const sentAt = T + at;
          const date = new Date(sentAt + there + ahead).toUTCString();
          const bounds = boundsOf({ sentAt, receivedAt: sentAt + there + back, date, age: null });
          expect(bounds?.low).toBeLessThanOrEqual(ahead);
          expect(bounds?.high).toBeGreaterThanOrEqual(ahead);
        },
      ),
    );
  });

  test('two samples half a second apart are closer than one', () => {
    const [first, second] = samples(90_000, 40, 500, T + 300).map(boundsOf) as { low: number; high: number }[];
    const verdict = judgeClock(samples(90_000, 40, 500, T + 300)) as { plusMinusMs: number };
    const single = Math.min((first?.high ?? 0) - (first?.low ?? 0), (second?.high ?? 0) - (second?.low ?? 0)) / 2;
    expect(verdict.plusMinusMs).toBeLessThan(single);
  });
});

test.each<[number, boolean]>([
  [3_600_000, true],
  [-7_200_000 + 20_000, true],
  [5.5 * 3_600_000, true],
  [5.75 * 3_600_000, true],
  [400_000, false],
  [20_000, false],
])('%i ms is a time zone: %s', (offset, is) => expect(isZoneMistake(offset)).toBe(is));
