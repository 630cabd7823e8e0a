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
