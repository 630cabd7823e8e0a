// That there is a vault here, in a third place: the origin's private file system, which lies in other files than both copies and is
// deleted with neither (Chromium: `File System`; Firefox: `fs` beside `idb`). A date and nothing else. Whoever deletes the whole of the
// extension's data deletes it too: then nothing tells a lost vault from a first run.

import type { UnixMs } from '../core/env';

export interface VaultTrace {
  /** Since when there has been one; null: there is no trace. */
  read(): Promise<UnixMs | null>;
  /** Does nothing where there is one. */
  leave(at: UnixMs): Promise<void>;
  clear(): Promise<void>;
}

const NAME = 'vault-since';

const place = (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory();

/** A browser that refuses leaves things as they were without a trace. */
export const vaultTrace: VaultTrace = {
  async read() {
    try {
      const file = await (await place()).getFileHandle(NAME);
      const since = Number(await (await file.getFile()).text());
      return Number.isSafeInteger(since) ? since : 0;
    } catch {
      return null;
    }
  },

  async leave(at) {
    if ((await vaultTrace.read()) !== null) return;
    try {
      const file = await (await place()).getFileHandle(NAME, { create: true });
      const stream = await file.createWritable();
      await stream.write(String(at));
      await stream.close();
    } catch {
      // The next unlock tries again.
    }
  },

  async clear() {
    await (await place()).removeEntry(NAME).catch(() => undefined);
  },
};
