// Tabs that were open before: Chromium starts content scripts only in documents that load from now on, and an update leaves old
// ones without a background.

import { browser, isFirefox } from '../platform/browser';

/** Starts the sentinel where the browser does not do so itself. Pages that refuse are left alone. */
export async function installInOpenTabs(): Promise<void> {
  if (isFirefox) return;
  const files = (browser.runtime.getManifest().content_scripts ?? []).flatMap((script) => script.js ?? []);
  const tabs = await browser.tabs.query({ url: ['http://*/*', 'https://*/*'], discarded: false });
  await Promise.allSettled(
    tabs.map((tab) =>
      tab.id === undefined ? null : browser.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, files }),
    ),
  );
}
