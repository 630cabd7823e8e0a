// When the next automatic backup is made: an alarm, which outlives a stopped worker, and the time of the first change that waits for it.

import type { UnixMs } from '../core/env';
import { browser } from '../platform/browser';
import { readSession, removeSession, writeSession } from '../platform/session';
import type { AutoBackupParts } from './auto-backup';

export const BACKUP_ALARM = 'backup';
const WAITING = 'backupWaitsSince';

export const backupAlarm: AutoBackupParts['alarm'] = {
  read: async () => (await browser.alarms.get(BACKUP_ALARM))?.scheduledTime ?? null,
  set: async (when) => void (await browser.alarms.create(BACKUP_ALARM, { when })),
  clear: async () => void (await browser.alarms.clear(BACKUP_ALARM)),
};

export const backupWaiting: AutoBackupParts['waiting'] = {
  async read(): Promise<UnixMs | null> {
    const since = await readSession(WAITING);
    return typeof since === 'number' ? since : null;
  },
  write: (since) => (since === null ? removeSession(WAITING) : writeSession({ [WAITING]: since })),
};
