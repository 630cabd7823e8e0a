// When an open vault locks: a pure machine over the wall clock. Timers may sleep with the machine and alarms may come late, so every
// access asks again (`access`), and the answer depends on the clock alone.

import type { UnixMs } from '../env';

export interface LockPolicy {
  /** Without use for this long: locked. */
  readonly autoLockMs: number;
  /** Open for this long, used or not: locked. */
  readonly longestMs: number;
}

/** While open. Plain data: it lies in storage.session, so that a stopped worker resumes. A locked vault has none: null. */
export interface LockState {
  readonly unlockedAt: UnixMs;
  readonly lastUse: UnixMs;
  /** The latest time that was ever looked at: a clock before it was set back. */
  readonly lastSeen: UnixMs;
  readonly policy: LockPolicy;
}

export type LockEvent =
  /** The person did something. */
  | 'activity'
  /** Something wants the key: the clock is looked at, the deadline does not move. */
  | 'access'
  /** The alarm rang. */
  | 'tick'
  /** The browser reports nobody at the machine. */
  | 'idle'
  | 'system-locked'
  /** The machine is about to sleep. */
  | 'suspend'
  | 'manual';

export type LockReason = 'unused' | 'open-too-long' | 'clock-set-back' | 'idle' | 'system-locked' | 'suspend' | 'manual';

export type LockEffect =
  /** Clear the key, zero buffers, drop the index, close the pages. */
  | { readonly type: 'lock'; readonly reason: LockReason }
  /** Ring then; nothing depends on its being in time. */
  | { readonly type: 'alarm'; readonly at: UnixMs };

export interface LockStep {
  readonly state: LockState | null;
  readonly effects: readonly LockEffect[];
}

/** Time services correct a clock in small steps; more than this backwards is somebody's doing. */
const CLOCK_SLACK_MS = 2000;

export const startLock = (now: UnixMs, policy: LockPolicy): LockState => ({ unlockedAt: now, lastUse: now, lastSeen: now, policy });

/** The deadline: from then on the vault is locked, whether or not anything has run. */
export const lockAt = ({ unlockedAt, lastUse, policy }: LockState): UnixMs =>
  Math.min(lastUse + policy.autoLockMs, unlockedAt + policy.longestMs);

const locked = (reason: LockReason): LockStep => ({ state: null, effects: [{ type: 'lock', reason }] });

function overdue(state: LockState, now: UnixMs): LockReason | null {
  if (now < state.lastSeen - CLOCK_SLACK_MS) return 'clock-set-back';
  if (now >= state.unlockedAt + state.policy.longestMs) return 'open-too-long';
  return now >= state.lastUse + state.policy.autoLockMs ? 'unused' : null;
}

/** The clock is judged before the event: an activity after the deadline finds a locked vault. */
export function lockStep(state: LockState | null, event: LockEvent, now: UnixMs): LockStep {
  if (state === null) return { state, effects: [] };
  const reason = overdue(state, now);
  if (reason !== null) return locked(reason);
  if (event === 'idle' || event === 'system-locked' || event === 'suspend' || event === 'manual') return locked(event);
  const lastSeen = Math.max(state.lastSeen, now);
  const next = { ...state, lastSeen, lastUse: event === 'activity' ? lastSeen : state.lastUse };
  return { state: next, effects: event === 'access' ? [] : [{ type: 'alarm', at: lockAt(next) }] };
}

/** The person changed the setting while the vault is open. A shorter time may already have passed: `access` says so. */
export function changeLockPolicy(state: LockState, policy: LockPolicy): LockStep {
  const next = { ...state, policy };
  return { state: next, effects: [{ type: 'alarm', at: lockAt(next) }] };
}

/** What the browser says about the person at the machine: `idle` nobody there, `locked` the system's own lock. */
export type Presence = 'active' | 'idle' | 'locked';

export interface PresencePolicy {
  /** 0: nobody being there does not lock. */
  readonly idleLockMinutes: number;
  readonly lockWithSystem: boolean;
}

export function locksOn(presence: Presence, { idleLockMinutes, lockWithSystem }: PresencePolicy): boolean {
  if (presence === 'locked') return lockWithSystem;
  return presence === 'idle' && idleLockMinutes > 0;
}

/** Browsers take no shorter one. */
const SHORTEST_INTERVAL_S = 15;
/** Chromium says `locked` whatever the interval is; without idleness it need not wake us for less. */
const LONGEST_INTERVAL_S = 4 * 60 * 60;

/** Seconds after which the browser is to call it idle. */
export const idleInterval = ({ idleLockMinutes }: PresencePolicy): number =>
  idleLockMinutes === 0 ? LONGEST_INTERVAL_S : Math.max(SHORTEST_INTERVAL_S, idleLockMinutes * 60);
