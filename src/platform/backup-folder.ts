// Backups in a folder that the person has picked (File System Access; Chromium). The browser's handle of it lies in a database of its
// own, and the browser, not we, remembers whether we may write there: it may want to be asked again.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { fail, ok, type Result } from '../core/result';

/** What TypeScript's libraries lack: https://wicg.github.io/file-system-access/ */
interface Folder extends FileSystemDirectoryHandle {
  queryPermission(what: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission(what: { mode: 'readwrite' }): Promise<PermissionState>;
}
interface Picker {
  showDirectoryPicker?: (how: { id: string; mode: 'readwrite'; startIn: 'documents' }) => Promise<Folder>;
}
interface Schema extends DBSchema {
  handles: { key: 'folder'; value: Folder };
}

const WRITE = { mode: 'readwrite' } as const;

async function withHandles<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const database = await openDB<Schema>('backup-folder', 1, { upgrade: (fresh) => void fresh.createObjectStore('handles') });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

const folder = (): Promise<Folder | null> =>
  withHandles(async (database) => (await database.get('handles', 'folder')) ?? null).catch(() => null);

/** `folder-permission`: the browser wants to be asked again. `folder-gone`: moved, renamed, not plugged in. */
function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'folder-permission';
  if (name === 'NotFoundError') return 'folder-gone';
  return name === 'QuotaExceededError' ? 'disk-full' : 'backup-not-written';
}

/** The name of the folder; null: none is picked. */
export const folderName = async (): Promise<string | null> => (await folder())?.name ?? null;

export const forgetFolder = (): Promise<void> => withHandles((database) => database.delete('handles', 'folder')).catch(() => undefined);

/**
 * Resolves once the file is on disk, with what was read back from there. The browser writes beside the old file of that name and swaps
 * the two at the end. `folder-permission`, `folder-gone`, `disk-full`, `backup-not-written`.
 */
export async function writeIntoFolder(name: string, content: string): Promise<Result<{ readonly file: string; readonly text: string }>> {
  const into = await folder();
  if (into === null) return fail('folder-gone');
  try {
    if ((await into.queryPermission(WRITE)) !== 'granted') return fail('folder-permission', into.name);
    const file = await into.getFileHandle(name, { create: true });
    const stream = await file.createWritable();
    try {
      await stream.write(content);
    } catch (error) {
      await stream.abort().catch(() => undefined);
      throw error;
    }
    await stream.close();
    return ok({ file: `${into.name}/${name}`, text: await (await file.getFile()).text() });
  } catch (error) {
    return fail(reasonOf(error), into.name);
  }
}

/** As a page of ours asks for it. Each only out of a click, and before anything is awaited. */
export interface FolderRights {
  /** The browser's own dialog. False: the person closed it, and the folder of before stays. */
  pick(): Promise<boolean>;
  /** The same folder once more. */
  allow(): Promise<boolean>;
}

/** null: this browser gives extensions no folder. */
export function folderRights(): FolderRights | null {
  if ((globalThis as Picker).showDirectoryPicker === undefined) return null;
  return {
    async pick() {
      // Asked for here and not kept from before: what the page knows may be wrapped or gone.
      const picked = await (globalThis as Picker)
        .showDirectoryPicker?.({ id: 'backups', startIn: 'documents', ...WRITE })
        .catch(() => null);
      if (picked === null || picked === undefined) return false;
      await withHandles((database) => database.put('handles', picked, 'folder'));
      return true;
    },
    async allow() {
      const again = await folder();
      return again !== null && (await again.requestPermission(WRITE).catch(() => 'denied')) === 'granted';
    },
  };
}
