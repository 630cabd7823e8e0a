import { describe, expect, test } from 'vitest';
import { backupAt, backupName, isBackupDue } from '../../../src/core/vault/backup-schedule';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 2, 29, 0, 59);
const facts = { createdAt: 0, lastBackupAt: 7, changesSinceBackup: 0 };

test.each<[string, Parameters<typeof isBackupDue>, boolean]>([
  ['nothing while nothing changed', [facts, 7], false],
  ['after a change', [{ ...facts, changesSinceBackup: 1 }, 7], true],
  ['the first of all, also of an unchanged vault', [{ ...facts, lastBackupAt: null }, null], true],
  ['though one was made by hand meanwhile', [{ ...facts, lastBackupAt: 9 }, 7], true],
])('a backup is due: %s', (_, args, due) => expect(isBackupDue(...args)).toBe(due));

describe('a backup is made', () => {
  test.each<[string, Parameters<typeof backupAt>, number]>([
    ['when it has been quiet for two minutes', [NOW, NOW, 0], 2],
    ['ten minutes after the first change, however busy', [NOW, NOW - 9 * MINUTE, 0], 1],
    ['at once where that has passed', [NOW, NOW - 60 * MINUTE, 0], 0],
    ['soon, when the clock was set back an hour', [NOW, NOW + 60 * MINUTE, 0], 2],
    ['again five minutes after a failure', [NOW, NOW - 60 * MINUTE, 1], 5],
    ['later after the second', [NOW, NOW, 2], 15],
    ['every hour after many', [NOW, NOW, 40], 60],
  ])('%s', (_, args, minutes) => expect(backupAt(...args) - NOW).toBe(minutes * MINUTE));
});

test('names go round', () => {
  expect([0, 1, 2, 3].map((turn) => backupName('a1b2', turn, 3))).toEqual(['1', '2', '3', '1'].map((n) => `countersign-a1b2-${n}.txt`));
});
