// storage.session: memory of the browser process, trusted contexts only, gone at browser restart. Holds the unlocked key and the
// lock clock so that a stopped worker resumes; cleared by locking.

import { browser } from './browser';

export async function readSession(key: string): Promise<unknown> {
  return (await browser.storage.session.get(key))[key];
}

export async function writeSession(values: Record<string, unknown>): Promise<void> {
  await browser.storage.session.set(values);
}

export async function removeSession(keys: string | string[]): Promise<void> {
  await browser.storage.session.remove(keys);
}

/** What locking leaves: nothing, but for what is named here. */
export async function clearSession(kept: readonly string[] = []): Promise<void> {
  if (kept.length === 0) return browser.storage.session.clear();
  // Names alone where the browser can: values that are about to go are not carried once more through its memory.
  const area: typeof browser.storage.session & { getKeys?(): Promise<string[]> } = browser.storage.session;
  const keys = area.getKeys === undefined ? Object.keys(await area.get(null)) : await area.getKeys();
  await browser.storage.session.remove(keys.filter((key) => !kept.includes(key)));
}
