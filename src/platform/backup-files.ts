// Backups in a folder of their own among the browser's downloads, written without a question where the person has allowed it.

import { fail, ok, type Result } from '../core/result';
import { blobUrl, forgetBlobUrl } from './blob-url';
import { browser } from './browser';

const FOLDER = 'Countersign backups';
const WRITTEN_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/**
 * Resolves once the whole file is on disk, with its path. Writes over a file of that name. An extension cannot read downloads back:
 * `text` is null, and what is checked is that the browser finished it and that it has the length it should.
 * `backup-not-allowed`, `disk-full`, `backup-not-written`.
 */
export async function writeBackupFile(name: string, content: string): Promise<Result<{ readonly file: string; readonly text: null }>> {
  if (!(await browser.permissions.contains({ permissions: ['downloads'] }))) return fail('backup-not-allowed');
  let url: string | null = null;
  try {
    url = await blobUrl(content);
    const id = await browser.downloads.download({ url, filename: `${FOLDER}/${name}`, conflictAction: 'overwrite', saveAs: false });
    return await written(id, new TextEncoder().encode(content).length);
  } catch (error) {
    return fail('backup-not-written', error instanceof Error ? error.message.slice(0, 80) : '');
  } finally {
    if (url !== null) await forgetBlobUrl(url).catch(() => undefined);
  }
}

async function written(id: number, bytes: number): Promise<Result<{ readonly file: string; readonly text: null }>> {
  const until = Date.now() + WRITTEN_WITHIN_MS;
  for (;;) {
    const [item] = await browser.downloads.search({ id });
    if (item === undefined || item.state === 'interrupted') return fail(reasonOf(item?.error), item?.error);
    if (item.state === 'complete') {
      // The list of downloads is the person's: what nobody asked for does not fill it. The file stays.
      await browser.downloads.erase({ id });
      return item.fileSize === bytes || item.bytesReceived === bytes
        ? ok({ file: item.filename, text: null })
        : fail('backup-not-written', 'length');
    }
    if (Date.now() > until) {
      await browser.downloads.cancel(id).catch(() => undefined);
      return fail('backup-not-written', 'time');
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const reasonOf = (error: string | undefined): string => (error === 'FILE_NO_SPACE' ? 'disk-full' : 'backup-not-written');

/** As a page of ours asks for it. */
export const downloadRights = {
  /** Only out of a click, and before anything is awaited: the browser asks the person. */
  request: (): Promise<boolean> => browser.permissions.request({ permissions: ['downloads'] }).catch(() => false),
  giveBack: (): Promise<boolean> => browser.permissions.remove({ permissions: ['downloads'] }).catch(() => false),
};
