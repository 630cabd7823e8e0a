// Hints from the background to its own pages and to the frames that our detector watches.

import type { ContentPush, PagePush } from '../messages/push';
import { browser } from '../platform/browser';

const own = new Set<() => void>();

/** Calls back in the background itself, whenever its pages or its scripts in tabs are told that something changed. */
export function onTold(listener: () => void): void {
  own.add(listener);
}

/** Nobody listening is the ordinary case, not a failure. */
export function tellPages(push: PagePush['push']): void {
  for (const told of own) told();
  browser.runtime.sendMessage({ push } satisfies PagePush).catch(() => undefined);
}

/** Every tab may hold a detector from before the worker was stopped, so all are told. */
export async function tellAllTabs(push: ContentPush): Promise<void> {
  for (const told of own) told();
  const tabs = await browser.tabs.query({ url: ['http://*/*', 'https://*/*'], discarded: false });
  for (const tab of tabs) if (tab.id !== undefined) browser.tabs.sendMessage(tab.id, push).catch(() => undefined);
}
