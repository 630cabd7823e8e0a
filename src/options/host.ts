// What the options page needs from the browser, so that it can also be shown without one.

import type { ImportJob } from '../messages/import-protocol';
import type { PagePush } from '../messages/push';
import type { FolderRights } from '../platform/backup-folder';
import type { ClipboardRightsApi } from '../platform/clipboard-rights';
import type { RunningImport } from '../platform/import-host';
import type { Ask } from '../platform/page-messages';
import type { VaultPasskeys } from '../platform/vault-passkey';

export interface Host {
  readonly ask: Ask;
  readonly onPush: (listener: (push: PagePush) => void) => () => void;
  /** Of the extension. */
  readonly version: string;
  readonly firstRun: FirstRun;
  readonly clipboard: ClipboardRightsApi;
  readonly downloads: DownloadRights;
  /** null: this browser gives extensions no folder to write to. */
  readonly folder: FolderRights | null;
  readonly notifications: NotificationRights;
  /** The browser says when the computer's own lock comes on. */
  readonly hearsSystemLock: boolean;
  /** platform/import-host.ts: reads a foreign file in a worker. */
  readonly readFile: (job: ImportJob) => RunningImport;
  /** platform/vault-passkey.ts: the ceremonies of passkeys that open the vault. */
  readonly passkeys: VaultPasskeys;
}

/** platform/backup-files.ts: the permission to write backups among the downloads. */
export interface DownloadRights {
  /** Only out of a click, and before anything is awaited. */
  readonly request: () => Promise<boolean>;
  readonly giveBack: () => Promise<boolean>;
}

/** platform/notifications.ts: the permission to tell of a code prompt. */
export interface NotificationRights {
  readonly held: () => Promise<boolean>;
  /** Only out of a click, and before anything is awaited. */
  readonly request: () => Promise<boolean>;
  readonly giveBack: () => Promise<boolean>;
}

/** platform/first-run.ts */
export interface FirstRun {
  readonly hasHostAccess: () => Promise<boolean>;
  readonly requestHostAccess: () => Promise<boolean>;
  readonly onHostAccess: (listener: () => void) => () => void;
  readonly popupShortcut: () => Promise<string | null>;
  readonly iconIsPinned: () => Promise<boolean | null>;
}

/** Says how an act ended, in the page's one status line. */
export type Say = (words: string, ok: boolean) => void;
