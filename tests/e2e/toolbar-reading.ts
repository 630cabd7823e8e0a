// What the toolbar icon says of the tab in front.

import { FirefoxRig } from './firefox-rig';
import type { Rig } from './rig';
import { until } from './waiting';

export interface ToolbarWords {
  readonly text: string;
  readonly title: string;
}

/** By the number of the tab, which is in front: to bring a page there would close the popup that one waits for. */
export async function toolbarOf(rig: Rig, tabId: number): Promise<ToolbarWords> {
  if (rig instanceof FirefoxRig) return rig.inBrowser(buttonWords, rig.extensionId);
  const running = () => rig.browser.targets().find((one) => one.type() === 'service_worker' && one.url().startsWith(rig.extensionOrigin));
  const worker = await until('the worker to run', async () => running()?.worker());
  return worker.evaluate(
    async (id) => ({ text: await chrome.action.getBadgeText({ tabId: id }), title: await chrome.action.getTitle({ tabId: id }) }),
    tabId,
  );
}

interface BrowserActions {
  browserActionFor(extension: object): { action: { getProperty(tab: unknown, name: string): string } };
}
declare const ChromeUtils: {
  importESModule(url: string): { readonly ExtensionParent: { readonly apiManager: { readonly global: BrowserActions } } };
};
declare const WebExtensionPolicy: { getByID(id: string): { readonly extension: object } };
declare const gBrowser: { readonly selectedTab: unknown };

/** Sent into the browser's window. */
function buttonWords(id: string): ToolbarWords {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { action } = ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(id).extension);
  return {
    text: action.getProperty(gBrowser.selectedTab, 'badgeText') ?? '',
    title: action.getProperty(gBrowser.selectedTab, 'title') ?? '',
  };
}
