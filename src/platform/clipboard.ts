// The system's clipboard from the background, where the person has allowed it: in Chromium through the worker host's page, in Firefox
// from the event page. Both permissions are optional.

import type { Runtime } from 'webextension-polyfill';
import { browser, isFirefox } from './browser';
import { ensureHostPage } from './worker-host';

interface ClipboardJob {
  readonly clipboard: 'write' | 'read';
  readonly text: string;
}

/** What a page with a document can do for the background. */
export interface ClipboardHands {
  write(text: string): boolean;
  read(): string | null;
}

interface AsyncClipboard {
  writeText(text: string): Promise<void>;
  readText(): Promise<string>;
}

const allowed = (permission: 'clipboardRead' | 'clipboardWrite'): Promise<boolean> =>
  browser.permissions.contains({ permissions: [permission] });

/** Whether what was copied can be looked at later, and so be cleared. */
export const mayReadClipboard = async (): Promise<boolean> => (await allowed('clipboardRead')) && (await allowed('clipboardWrite'));

/** False where the person has not allowed it, or the browser refuses. */
export async function writeClipboard(text: string): Promise<boolean> {
  if (!(await allowed('clipboardWrite'))) return false;
  try {
    if (!isFirefox) return (await job({ clipboard: 'write', text })) === true;
    await own().writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** null where it may not be read, or holds no text. */
export async function readClipboard(): Promise<string | null> {
  if (!(await allowed('clipboardRead'))) return null;
  try {
    const text = isFirefox ? await own().readText() : await job({ clipboard: 'read', text: '' });
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

/** For the worker host's page: answers the extension's own background, and nobody who has a tab. */
export function serveClipboard(hands: ClipboardHands, afterwards: () => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (!isJob(message) || sender.id !== browser.runtime.id || sender.tab !== undefined) return undefined;
    const done = message.clipboard === 'write' ? hands.write(message.text) : hands.read();
    afterwards();
    return Promise.resolve(done);
  });
}

async function job(what: ClipboardJob): Promise<unknown> {
  await ensureHostPage();
  return browser.runtime.sendMessage(what);
}

/** The types of a worker know no clipboard; the event page is a page. */
const own = (): AsyncClipboard => (navigator as unknown as { clipboard: AsyncClipboard }).clipboard;

function isJob(value: unknown): value is ClipboardJob {
  if (typeof value !== 'object' || value === null || !('clipboard' in value) || !('text' in value)) return false;
  return (value.clipboard === 'write' || value.clipboard === 'read') && typeof value.text === 'string';
}
