// Page audience: backups that are made without asking, and the proof that a backup can be relied on.

import * as v from 'valibot';
import type { BackupContent } from '../core/vault/backup-comparison';
import { KEEP_MOST } from '../core/vault/backup-schedule';

const password = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const place = v.picklist(['downloads', 'folder']);
const keep = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(KEEP_MOST));

export const backupRequests = {
  'auto-backup/read': v.strictObject({}),
  /** `folder`: picked before, by the page, which alone can show the browser's dialog. */
  'auto-backup/start': v.strictObject({ password, keep, place }),
  'auto-backup/keep': v.strictObject({ keep }),
  /** From now on; a first file is written there at once. */
  'auto-backup/move': v.strictObject({ place }),
  'auto-backup/stop': v.strictObject({}),
  'auto-backup/now': v.strictObject({}),
  /** 64 MiB of backup as text: formats.md §0.6. */
  'backup/test': v.strictObject({ content: v.pipe(v.string(), v.maxLength(96 * 1024 * 1024)), password }),
} as const;

/** The browser's downloads, or a folder that the person picked (Chromium). */
export type BackupPlace = v.InferOutput<typeof place>;

export interface MadeBackup {
  /** Unix ms. */
  readonly at: number;
  /** Where the browser put it, as a path. */
  readonly file: string;
  readonly items: number;
}

/** null: automatic backups are off. */
export type AutoBackupView = {
  readonly place: BackupPlace;
  /** The name of the folder that was picked. */
  readonly folder: string | null;
  readonly keep: number;
  readonly last: MadeBackup | null;
  /** Unix ms when the next is to be made; null: nothing has changed since the last. */
  readonly nextAt: number | null;
  /** An error code: why the last attempt failed. `password-changed`: the password is needed again. */
  readonly failure: string | null;
} | null;

/** Names of some, the number of all. */
export interface NamedItems {
  readonly count: number;
  readonly names: readonly string[];
}

export interface TestedBackup {
  readonly createdAt: number;
  readonly content: BackupContent;
  /** null: there is no open vault to compare it with. */
  readonly beside: { readonly missing: NamedItems; readonly more: NamedItems; readonly changed: NamedItems } | null;
}

export interface BackupReplies {
  'auto-backup/read': AutoBackupView;
  'auto-backup/start': AutoBackupView;
  'auto-backup/keep': AutoBackupView;
  'auto-backup/move': AutoBackupView;
  'auto-backup/stop': AutoBackupView;
  'auto-backup/now': AutoBackupView;
  'backup/test': TestedBackup;
}
