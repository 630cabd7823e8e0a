// When an open vault must lock. The decision is core/vault/lock.ts; here it meets the wall clock, storage.session and an alarm. The
// alarm only tells the pages in time: what decides is the look at the clock at every access.

import * as v from 'valibot';
import type { Env } from '../core/env';
import { changeLockPolicy, type LockPolicy, type LockState, type LockStep, lockAt, lockStep, startLock } from '../core/vault/lock';
import { browser } from '../platform/browser';
import { readSession, writeSession } from '../platform/session';
import { readSettings } from '../platform/settings-store';

const KEY = 'lockClock';
export const LOCK_ALARM = 'lock';
/** A look at the clock is written down when it is this much later than the last one written. */
const SAVE_EVERY_MS = 1000;

export interface LockClock {
  start(): Promise<void>;
  /** The vault is locked; its record is cleared with the rest of storage.session, and `stopped` is called. */
  stop(): Promise<void>;
  /** The person did something: the deadline moves. */
  touch(): Promise<void>;
  /** Looks at the wall clock: true once the deadline has passed or the clock was set back. */
  expired(): Promise<boolean>;
  deadline(): Promise<number | null>;
  settingsChanged(): Promise<void>;
}

const shape = v.object({
  unlockedAt: v.number(),
  lastUse: v.number(),
  lastSeen: v.number(),
  policy: v.object({ autoLockMs: v.number(), longestMs: v.number() }),
});

/** `stopped`: whoever holds something of the open vault in memory lets go of it. */
export function createLockClock(env: Env, stopped: () => void): LockClock {
  /** undefined: not yet read in this worker's life. */
  let held: LockState | null | undefined;
  let savedSeen = 0;

  async function state(): Promise<LockState | null> {
    if (held === undefined) {
      const stored = v.safeParse(shape, await readSession(KEY));
      held ??= stored.success ? stored.output : null;
    }
    return held;
  }

  async function policy(): Promise<LockPolicy> {
    const { autoLockMinutes, longestOpenHours } = await readSettings();
    return { autoLockMs: autoLockMinutes * 60_000, longestMs: longestOpenHours * 60 * 60_000 };
  }

  async function take(step: LockStep): Promise<boolean> {
    held = step.state;
    if (held !== null && (step.effects.length > 0 || held.lastSeen - savedSeen >= SAVE_EVERY_MS)) {
      savedSeen = held.lastSeen;
      await writeSession({ [KEY]: held });
    }
    for (const effect of step.effects) if (effect.type === 'alarm') await browser.alarms.create(LOCK_ALARM, { when: effect.at });
    return step.effects.some((effect) => effect.type === 'lock');
  }

  return {
    async start() {
      held = startLock(env.now(), await policy());
      await writeSession({ [KEY]: held });
      await browser.alarms.create(LOCK_ALARM, { when: lockAt(held) });
    },
    async stop() {
      held = null;
      stopped();
      await browser.alarms.clear(LOCK_ALARM);
    },
    async touch() {
      await take(lockStep(await state(), 'activity', env.now()));
    },
    async expired() {
      return take(lockStep(await state(), 'access', env.now()));
    },
    async deadline() {
      const now = await state();
      return now === null ? null : lockAt(now);
    },
    async settingsChanged() {
      const now = await state();
      if (now !== null) await take(changeLockPolicy(now, await policy()));
    },
  };
}
