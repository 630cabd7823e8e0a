import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeLockPolicy,
  idleInterval,
  type LockEvent,
  type LockState,
  lockAt,
  lockStep,
  locksOn,
  type Presence,
  startLock,
} from '../../../src/core/vault/lock';

const MINUTE = 60_000;
const policy = { autoLockMs: 15 * MINUTE, longestMs: 60 * MINUTE };
const T = 1_700_000_000_000;

const run = (acts: readonly (readonly [LockEvent, number])[]): readonly [LockState | null, string | null] => {
  let state: LockState | null = startLock(T, policy);
  let reason: string | null = null;
  for (const [event, minute] of acts) {
    const step = lockStep(state, event, T + minute * MINUTE);
    state = step.state;
    for (const effect of step.effects) if (effect.type === 'lock') reason = effect.reason;
  }
  return [state, reason];
};

describe('an open vault', () => {
  test.each<[string, (readonly [LockEvent, number])[], string | null]>([
    ['stays open before the deadline', [['access', 14.99]], null],
    ['locks at the deadline, not after it', [['access', 15]], 'unused'],
    [
      'is not kept open by being looked at',
      [
        ['access', 10],
        ['access', 15],
      ],
      'unused',
    ],
    [
      'is not kept open by its own alarm',
      [
        ['tick', 10],
        ['tick', 15],
      ],
      'unused',
    ],
    [
      'is kept open by use',
      [
        ['activity', 10],
        ['access', 24],
      ],
      null,
    ],
    ['finds use after the deadline too late', [['activity', 16]], 'unused'],
    [
      'locks after a night asleep, at the first access',
      [
        ['activity', 1],
        ['access', 600],
      ],
      'open-too-long',
    ],
    [
      'locks after its longest time, however busy',
      [
        ['activity', 14],
        ['activity', 28],
        ['activity', 42],
        ['activity', 56],
        ['activity', 60],
      ],
      'open-too-long',
    ],
    [
      'locks when the clock was set back',
      [
        ['activity', 10],
        ['access', 9.9],
      ],
      'clock-set-back',
    ],
    [
      'bears a small correction of the clock',
      [
        ['activity', 10],
        ['access', 10 - 1 / 60],
      ],
      null,
    ],
    [
      'locks when the clock jumped ahead, and stays locked when it jumps back',
      [
        ['activity', 1],
        ['access', 24 * 60],
        ['access', 2],
      ],
      'open-too-long',
    ],
    ['locks at the first look when every timer and alarm was suspended', [['access', 15.01]], 'unused'],
    [
      'is set back once it was looked at, however little it is used',
      [
        ['access', 12],
        ['access', 11],
      ],
      'clock-set-back',
    ],
    ['locks when set back to before it was unlocked', [['activity', -100]], 'clock-set-back'],
    ['locks when idle', [['idle', 1]], 'idle'],
    ['locks with the system', [['system-locked', 1]], 'system-locked'],
    ['locks before sleep', [['suspend', 1]], 'suspend'],
    ['locks by hand', [['manual', 1]], 'manual'],
    [
      'stays locked',
      [
        ['manual', 1],
        ['activity', 2],
      ],
      'manual',
    ],
  ])('%s', (_, acts, reason) => {
    const [state, why] = run(acts);
    expect(why).toBe(reason);
    expect(state === null).toBe(reason !== null);
  });

  test('sets its alarm to the nearer of the two deadlines', () => {
    const step = lockStep(startLock(T, policy), 'activity', T + 10 * MINUTE);
    expect(step.effects).toEqual([{ type: 'alarm', at: T + 25 * MINUTE }]);
    expect(lockAt({ unlockedAt: T, lastUse: T + 50 * MINUTE, lastSeen: T, policy })).toBe(T + 60 * MINUTE);
  });

  test('a shorter setting holds at once', () => {
    const { state } = changeLockPolicy(startLock(T, policy), { ...policy, autoLockMs: MINUTE });
    expect(lockStep(state, 'access', T + 2 * MINUTE).state).toBeNull();
  });

  test('never is open at or past its deadline, whatever happened', () => {
    const event = fc.constantFrom<LockEvent>('activity', 'access', 'tick');
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.integer({ min: -MINUTE, max: 20 * MINUTE })), { maxLength: 50 }), (acts) => {
        let state: LockState | null = startLock(T, policy);
        let now = T;
        for (const [what, by] of acts) {
          now += by;
          const before: LockState | null = state;
          state = lockStep(state, what, now).state;
          if (before !== null && now >= lockAt(before)) expect(state).toBeNull();
          if (state !== null) expect(now).toBeLessThan(lockAt(state));
        }
      }),
    );
  });
});

test('summer time moves no deadline: it is counted in elapsed time, not in hours of the day', () => {
  // Europe/Berlin goes from 02:00 to 03:00 at 01:00 UTC, and from 03:00 to 02:00 in autumn.
  for (const change of [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]) {
    const state = startLock(change - 10 * MINUTE, policy);
    expect(lockStep(state, 'access', change + 4.9 * MINUTE).state).not.toBeNull();
    expect(lockStep(state, 'access', change + 5 * MINUTE).state).toBeNull();
  }
});

describe('who is at the machine', () => {
  test.each<[Presence, number, boolean, boolean]>([
    ['active', 10, true, false],
    ['idle', 10, true, true],
    ['idle', 10, false, true],
    ['idle', 0, true, false],
    ['locked', 0, true, true],
    ['locked', 10, false, false],
  ])('%s, idle %i, with the system %s: %s', (presence, idleLockMinutes, lockWithSystem, locks) =>
    expect(locksOn(presence, { idleLockMinutes, lockWithSystem })).toBe(locks),
  );

  test('is asked of the browser in its own bounds', () => {
    expect([0, 1, 10].map((idleLockMinutes) => idleInterval({ idleLockMinutes, lockWithSystem: true }))).toEqual([14_400, 60, 600]);
  });
});
