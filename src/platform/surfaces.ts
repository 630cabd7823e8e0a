// The extension's own surfaces, where a person confirms: the toolbar popup first (no gesture needed: Chrome 127, Firefox 149), a
// window where that fails or is preferred.

import { browser } from './browser';

const popupPage = 'src/popup/index.html';

/** True when a surface is on screen. `tabId` is the page that the act is about. */
export async function openConfirmationSurface(tabId: number, inWindow: boolean): Promise<boolean> {
  if (!inWindow) {
    try {
      const tab = await browser.tabs.get(tabId);
      if (tab.windowId !== undefined) {
        await browser.action.openPopup({ windowId: tab.windowId });
        return true;
      }
    } catch {
      // no toolbar (popup-type window, another extension's popup open): the window below
    }
  }
  try {
    await browser.windows.create({
      type: 'popup',
      url: `${browser.runtime.getURL(popupPage)}?window=1&tab=${tabId}`,
      width: 400,
      height: 600,
    });
    return true;
  } catch {
    return false;
  }
}

interface Contexts {
  readonly runtime: { getContexts(filter: object): Promise<readonly { readonly contextType: string; readonly documentUrl?: string }[]> };
}

const LEAVES_WITHIN_MS = 1_000;
const LOOK_EVERY_MS = 20;

export async function bringToFront(tabId: number): Promise<void> {
  const tab = await browser.tabs.update(tabId, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

/** A popup or a window of ours is on screen, and has the focus that the page's window had. Chromium. */
export async function ownSurfaceIsOpen(): Promise<boolean> {
  const { runtime } = browser as unknown as Contexts;
  const ours = await runtime.getContexts({ contextTypes: ['POPUP', 'TAB'] });
  return ours.some(({ contextType, documentUrl }) => contextType === 'POPUP' || documentUrl?.includes(`${popupPage}?window=1`));
}

/** Puts the tab in front, and waits until no popup and no window of ours has the focus instead. Chromium. */
export async function pageInFront(tabId: number): Promise<void> {
  await bringToFront(tabId);
  for (let waited = 0; waited < LEAVES_WITHIN_MS; waited += LOOK_EVERY_MS) {
    if (!(await ownSurfaceIsOpen())) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
