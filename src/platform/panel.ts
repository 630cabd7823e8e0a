// The list beside the page that stays open: Chromium's side panel, Firefox's sidebar.

import { browser, isFirefox } from './browser';

interface Panels {
  readonly sidePanel: { open(options: { windowId: number }): Promise<void> };
  readonly sidebarAction: { open(): Promise<void> };
}

/** Only out of a click or a key press, and before anything is awaited. */
export async function openPanel(windowId: number | undefined): Promise<void> {
  const { sidePanel, sidebarAction } = browser as unknown as Panels;
  if (isFirefox) await sidebarAction.open();
  else if (windowId !== undefined) await sidePanel.open({ windowId });
}

/** As `openPanel`, for a page of ours: in its own window. */
export async function openPanelHere(): Promise<void> {
  // Firefox forgets the click at the first wait.
  await openPanel(isFirefox ? undefined : (await browser.windows.getCurrent()).id);
}

/** Calls back with the tab that is in front of this page's window, now and whenever that changes or shows another page. */
export function followFrontTab(tell: (tabId: number | null) => void): () => void {
  const look = async (): Promise<void> => {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    tell(tab?.id ?? null);
  };
  const changed = (): void => void look().catch(() => tell(null));
  const updated = (_: number, change: { readonly url?: string | undefined; readonly status?: string | undefined }): void => {
    if (change.url !== undefined || change.status === 'complete') changed();
  };
  browser.tabs.onActivated.addListener(changed);
  browser.tabs.onUpdated.addListener(updated);
  changed();
  return () => {
    browser.tabs.onActivated.removeListener(changed);
    browser.tabs.onUpdated.removeListener(updated);
  };
}
