// Tabs of the web that the person asked for.

import type { Origin } from '../core/item';
import { originOfUrl } from '../messages/audiences';
import { browser } from './browser';
import { type FrameTarget, framesOf } from './frames';
import { ownSurfaceIsOpen } from './surfaces';

/** An address of the web in a tab of its own, in front. */
export async function openWebTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

const WEB = ['http://*/*', 'https://*/*'];

/** The tab with a web page that was in front last. */
export async function lastWebTab(): Promise<{ readonly id: number; readonly title: string } | null> {
  const tabs = await browser.tabs.query({ url: WEB, discarded: false });
  const [last] = tabs.toSorted((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  return last?.id === undefined ? null : { id: last.id, title: last.title ?? '' };
}

/** Every frame of every such tab that has an origin of its own. */
export async function webFrames(): Promise<readonly (FrameTarget & { readonly origin: Origin })[]> {
  const tabs = await browser.tabs.query({ url: WEB, discarded: false });
  const found = tabs.map(async ({ id: tabId }) => {
    const frames = tabId === undefined ? [] : await framesOf(tabId).catch(() => []);
    return frames.flatMap(({ frameId, url }) => {
      const origin = originOfUrl(url);
      return origin === null || tabId === undefined ? [] : [{ tabId, frameId, documentId: null, origin }];
    });
  });
  return (await Promise.all(found)).flat();
}

/** How long ago a tab may have been looked at to be part of what the person is doing. */
const LATELY_MS = 10 * 60_000;

/** `in-view`: in front in the window that has the focus, or behind a surface of ours. */
export type TabView = 'in-view' | 'lately' | 'long-ago';

export async function viewOf(tabId: number): Promise<TabView> {
  const { active, windowId, lastAccessed } = await browser.tabs.get(tabId);
  const { focused } = windowId === undefined ? { focused: false } : await browser.windows.get(windowId);
  if (active && (focused || (await ownSurfaceIsOpen().catch(() => false)))) return 'in-view';
  return active || Date.now() - (lastAccessed ?? 0) < LATELY_MS ? 'lately' : 'long-ago';
}
