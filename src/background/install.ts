// The first start, and tabs that were open before: Chromium starts content scripts only in documents that load from now on, and an
// update leaves old ones without a background.

import { browser, isFirefox } from '../platform/browser';
import { openOptions } from '../platform/page-messages';
import type { VaultService } from './vault-service';

/** On install only, never after an update, and not where a vault outlived an earlier install. */
export async function welcome(vault: Pick<VaultService, 'state'>): Promise<void> {
  if ((await vault.state()).vault === 'none') await openOptions('welcome');
}

/** Starts the sentinel where the browser does not do so itself. Pages that refuse are left alone. */
export async function installInOpenTabs(): Promise<void> {
  if (isFirefox) return;
  const scripts: readonly { readonly js?: string[]; readonly world?: string }[] = browser.runtime.getManifest().content_scripts ?? [];
  // The WebAuthn bridge comes before every script of a page or not at all.
  const files = scripts.filter(({ world }) => world !== 'MAIN').flatMap(({ js }) => js ?? []);
  const tabs = await browser.tabs.query({ url: ['http://*/*', 'https://*/*'], discarded: false });
  await Promise.allSettled(
    tabs.map((tab) =>
      tab.id === undefined ? null : browser.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, files }),
    ),
  );
}
