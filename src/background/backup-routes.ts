// Page audience: automatic backups and the test of a backup.

import type { BackupReplies } from '../messages/backup-protocol';
import type { AutoBackups } from './auto-backup';
import type { BackupService } from './backup-service';
import type { PageRoutes } from './router';

export interface BackupParts {
  readonly backups: BackupService;
  readonly auto: AutoBackups;
}

export const backupRoutes = ({ backups, auto }: BackupParts): Pick<PageRoutes, keyof BackupReplies> => ({
  'auto-backup/read': () => auto.view(),
  'auto-backup/start': ({ password, keep, place }) => auto.start(password, keep, place),
  'auto-backup/keep': ({ keep }) => auto.keep(keep),
  'auto-backup/move': ({ place }) => auto.move(place),
  'auto-backup/stop': () => auto.stop(),
  'auto-backup/now': () => auto.now(),
  'backup/test': ({ content, password }) => backups.test(content, password),
});
