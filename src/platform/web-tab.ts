// Tabs of the web that the person asked for.

import { browser } from './browser';

/** An address of the web in a tab of its own, in front. */
export async function openWebTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}
