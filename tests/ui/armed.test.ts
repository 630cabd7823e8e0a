import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARMING_MS, type Arming, type ArmingEvent, arm, click, isArmed, unarmed } from '../../src/ui/armed';

const look = (at: number, here = true): ArmingEvent => ({ type: 'attention', here, at });
const press = (at: number, trusted = true): ArmingEvent => ({ type: 'pointer-down', trusted, at });
const key = (at: number, more: Partial<Extract<ArmingEvent, { type: 'key-down' }>> = {}): ArmingEvent => ({
  type: 'key-down',
  key: 'Enter',
  repeat: false,
  trusted: true,
  at,
  ...more,
});
const up: ArmingEvent = { type: 'key-up', key: 'Enter' };
const given = (...events: readonly ArmingEvent[]): Arming => events.reduce(arm, unarmed);
const accepts = (at: number, ...events: readonly ArmingEvent[]): boolean => click(given(...events), { trusted: true, at })[0];

describe('a press on the primary button', () => {
  it.each<[string, boolean, number, readonly ArmingEvent[]]>([
    ['counts half a second after the window got the attention', true, 510, [look(0), press(505)]],
    ['counts at exactly half a second', true, ARMING_MS, [look(0), press(ARMING_MS)]],
    ['does not count a moment earlier', false, 499, [look(0), press(498)]],
    ['does not count without any attention', false, 9_000, [press(8_999)]],
    ['does not count when it began before arming, however late it ends', false, 900, [look(0), press(100)]],
    ['does not count after the window lost the attention', false, 900, [look(0), look(600, false), press(899)]],
    ['counts again half a second after it came back', true, 1_500, [look(0), look(600, false), look(700), press(1_499)]],
    ['does not count too soon after it came back', false, 1_100, [look(0), look(600, false), look(700), press(1_099)]],
    ['does not count from a script', false, 900, [look(0), press(899, false)]],
    ['counts as a key', true, 900, [look(0), key(899)]],
    ['does not count as a key held since before arming', false, 900, [look(0), key(100), key(899)]],
    ['does not count as a key that repeats', false, 900, [look(0), key(899, { repeat: true })]],
    ['counts as a key that was let go and pressed again', true, 900, [look(0), key(100), up, key(899)]],
    ['counts from a screen reader, which presses nothing', true, 900, [look(0)]],
    ['is not forgiven by further attention', false, 900, [look(0), press(100), look(600)]],
    ['does not count in the middle of quick clicks', false, 812, [0, 200, 400, 600, 810].flatMap((at) => [look(0), press(at)])],
    ['does not count as one of many keys', false, 812, [0, 200, 400, 600, 810].flatMap((at) => [look(0), key(at), up])],
    ['counts half a second after the last of them', true, 1_320, [look(0), press(400), press(800), press(1_310)]],
    ['leaves an armed button armed', true, 700, [look(0), press(600), press(690)]],
  ])('%s', (_, expected, at, events) => {
    expect(accepts(at, ...events)).toBe(expected);
  });

  it('is used up by its click', () => {
    const [first, next] = click(given(look(0), press(100)), { trusted: true, at: 600 });
    expect(first).toBe(false);
    expect(click(next, { trusted: true, at: 601 })[0]).toBe(true);
  });

  it('never counts as a click of a script', () => {
    expect(click(given(look(0), press(899)), { trusted: false, at: 900 })[0]).toBe(false);
  });
});

it('no order of events arms a window that was not in front for half a second', () => {
  const event: fc.Arbitrary<ArmingEvent> = fc.oneof(
    fc.record({ type: fc.constant('attention' as const), here: fc.boolean(), at: fc.constant(0) }),
    fc.record({ type: fc.constant('pointer-down' as const), trusted: fc.boolean(), at: fc.constant(0) }),
    fc.record({
      type: fc.constant('key-down' as const),
      key: fc.constantFrom('Enter', 'Space'),
      repeat: fc.boolean(),
      trusted: fc.boolean(),
      at: fc.constant(0),
    }),
    fc.record({ type: fc.constant('key-up' as const), key: fc.constantFrom('Enter', 'Space') }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat(400)), { maxLength: 40 }), (steps) => {
      let now = 0;
      let since: number | null = null;
      let state = unarmed;
      for (const [step, wait] of steps) {
        now += wait;
        const timed = step.type === 'key-up' ? step : { ...step, at: now };
        if (timed.type === 'attention') since = timed.here ? (since ?? now) : null;
        else if (timed.type !== 'key-up' && since !== null && now - since < ARMING_MS) since = now;
        state = arm(state, timed);
        expect(isArmed(state, now)).toBe(since !== null && now - since >= ARMING_MS);
        if (!isArmed(state, now)) expect(click(state, { trusted: true, at: now })[0]).toBe(false);
      }
    }),
  );
});
