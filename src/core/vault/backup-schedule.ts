// When an automatic backup is made, and under which name. Pure: the clock and the vault's facts come as arguments.

import type { UnixMs } from '../env';
import type { VaultFacts } from './manifest';

/** Somebody who is setting up ten accounts gets one backup, not ten. */
const QUIET_MS = 2 * 60_000;
/** But no change waits longer than this. */
const LONGEST_MS = 10 * 60_000;
/** After a failure; the last one holds for every further failure. */
const RETRY_MS = [5, 15, 60].map((minutes) => minutes * 60_000);

/** How many are kept, where the person says nothing. */
export const KEEP_DEFAULT = 5;
export const KEEP_MOST = 20;

/** Is there anything that the last automatic backup lacks? One that the person made by hand does not stand in for it: it lies elsewhere. */
export const isBackupDue = (facts: VaultFacts, lastAutomaticAt: UnixMs | null): boolean =>
  facts.changesSinceBackup > 0 || lastAutomaticAt === null || facts.lastBackupAt !== lastAutomaticAt;

/** When to make it. `firstChangeAt`: of the changes that wait; `failures`: in a row, so far. */
export function backupAt(now: UnixMs, firstChangeAt: UnixMs, failures: number): UnixMs {
  if (failures > 0) return now + (RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] as number);
  // A clock that was set back must not put it off for ever.
  const first = Math.min(firstChangeAt, now);
  return Math.max(now, Math.min(now + QUIET_MS, first + LONGEST_MS));
}

/**
 * The names go round, so that what is kept is bounded without deleting anything: only files of this very name, which nobody else
 * gives, are ever written over. `tag`: by chance for each vault and computer.
 */
export const backupName = (tag: string, turn: number, keep: number): string => `countersign-${tag}-${(turn % keep) + 1}.txt`;

/** Changes after which a person is reminded, if nothing else makes backups. */
export const MANY_CHANGES = 10;
