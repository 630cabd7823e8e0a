// What the first run needs to know of the browser and to ask it for: access to websites, the popup's shortcut, a visible icon.

import { browser } from './browser';

const everywhere = { origins: ['<all_urls>'] };

/** Firefox lets a person take it away at any time, Chromium too (*on click*). */
export const hasHostAccess = (): Promise<boolean> => browser.permissions.contains(everywhere);

/** Straight from a click, with nothing awaited before: the browser asks only then. False where the person says no. */
export const requestHostAccess = (): Promise<boolean> => browser.permissions.request(everywhere).catch(() => false);

/** Calls `listener` when access was given or taken, until the returned function is called. */
export function onHostAccess(listener: () => void): () => void {
  const changed = (): void => listener();
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
  return () => {
    browser.permissions.onAdded.removeListener(changed);
    browser.permissions.onRemoved.removeListener(changed);
  };
}

/** The keys that open the popup, as the browser writes them; null where there are none. */
export async function popupShortcut(): Promise<string | null> {
  const commands = await browser.commands.getAll();
  const shortcut = commands.find(({ name }) => name === '_execute_action')?.shortcut;
  return shortcut === undefined || shortcut === '' ? null : shortcut;
}

/** Whether the icon stands in the toolbar itself; null where the browser does not say. */
export async function iconIsPinned(): Promise<boolean | null> {
  const { isOnToolbar } = await browser.action.getUserSettings();
  return isOnToolbar ?? null;
}
