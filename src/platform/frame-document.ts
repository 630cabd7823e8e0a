// The document that is in a frame now, named by the browser and not by the page: for acts that begin outside of it.

import type { ContentSender } from '../messages/audiences';
import { browser } from './browser';

interface Seen {
  readonly origin: string;
  readonly active: boolean;
}

/** Runs beside the page's world, where the page's own changes to these names do not reach. */
const look = (): Seen => {
  const { origin, document } = globalThis as unknown as { origin: string; document: { prerendering?: boolean; visibilityState: string } };
  return { origin, active: document.prerendering !== true && document.visibilityState === 'visible' };
};

/** null where no script of ours may run, or the frame is gone. */
export async function documentIn(tabId: number, frameId: number): Promise<ContentSender | null> {
  try {
    const [tab, [answer]] = await Promise.all([
      browser.tabs.get(tabId),
      browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, func: look, injectImmediately: true }),
    ]);
    const seen = answer?.result as Seen | undefined;
    if (seen === undefined) return null;
    return {
      audience: 'content',
      origin: seen.origin === 'null' ? null : seen.origin,
      url: tab.url ?? '',
      tabId,
      frameId,
      documentId: (answer as { documentId?: string }).documentId ?? null,
      incognito: tab.incognito,
      active: seen.active,
    };
  } catch {
    return null;
  }
}

const SHOWN_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 20;

/** As `documentIn`, of a tab that was just brought to front: its document hears of that a moment later. */
export async function documentInFront(tabId: number, frameId: number): Promise<ContentSender | null> {
  const deadline = Date.now() + SHOWN_WITHIN_MS;
  for (;;) {
    const found = await documentIn(tabId, frameId);
    if (found === null || found.active || Date.now() >= deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
