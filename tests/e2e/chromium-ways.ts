// Chromium draws keys, menus and the address bar outside of every page, where no remote protocol reaches: what the browser tells the
// extension of them is told to its worker instead, through the browser's own event objects.

import type { Page, WebWorker } from 'puppeteer';
import type { Rig } from './rig';
import { until } from './waiting';

/** The running worker; woken where it is stopped, as the event itself would do. */
async function worker(rig: Rig): Promise<WebWorker> {
  const running = () => rig.browser.targets().find((one) => one.type() === 'service_worker' && one.url().startsWith(rig.extensionOrigin));
  if (running() === undefined) await (await rig.openOwnPage('src/popup/index.html?tab=0')).close();
  const target = await until('the worker to run', async () => running());
  const found = await target.worker();
  if (found === null) throw new Error('the worker cannot be reached');
  await until('the worker to listen', () => found.evaluate(() => chrome.commands.onCommand.hasListeners()));
  return found;
}

/** Not in the types: the browser's bindings call it when an event arrives. */
interface Dispatching {
  dispatch(...args: unknown[]): void;
}

export async function pressCommand(rig: Rig, name: string, page: Page): Promise<void> {
  const tabId = await rig.tabIdOf(page);
  await (await worker(rig)).evaluate(
    async (command, id) => {
      const tab = await chrome.tabs.get(id);
      (chrome.commands.onCommand as unknown as Dispatching).dispatch(command, tab);
    },
    name,
    tabId,
  );
}

/** Descriptions come as the XML that Chromium draws. */
const plain = (xml: string): string => xml.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

export async function typeInAddressBar(rig: Rig, text: string): Promise<string[]> {
  const lines = await (await worker(rig)).evaluate(
    (typed) =>
      new Promise<string[]>((resolve) => {
        let first = '';
        const { omnibox } = chrome as unknown as { omnibox: { setDefaultSuggestion(one: { description: string }): unknown } };
        const real = omnibox.setDefaultSuggestion;
        omnibox.setDefaultSuggestion = (one) => {
          first = one.description;
          return real.call(omnibox, one);
        };
        (chrome.omnibox.onInputChanged as unknown as Dispatching).dispatch(typed, (others: { description: string }[]) => {
          omnibox.setDefaultSuggestion = real;
          resolve([first, ...others.map((one) => one.description)]);
        });
      }),
    text,
  );
  return lines.map(plain);
}

export async function enterInAddressBar(rig: Rig, text: string): Promise<void> {
  await (await worker(rig)).evaluate(
    (typed) => (chrome.omnibox.onInputEntered as unknown as Dispatching).dispatch(typed, 'currentTab'),
    text,
  );
}

/** The box that is clicked has the focus, as after a right click. */
export async function clickMenu(rig: Rig, page: Page, id: string, selector: string): Promise<void> {
  await page.bringToFront();
  for (const frame of page.frames()) {
    const element = await frame.$(selector);
    if (element === null) continue;
    const src = await element.evaluate((one) => {
      if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) one.focus();
      return one instanceof HTMLImageElement ? one.currentSrc : null;
    });
    const tabId = await rig.tabIdOf(page);
    const click = { menuItemId: id, editable: src === null, ...(src === null ? {} : { mediaType: 'image', srcUrl: src }) };
    await (await worker(rig)).evaluate(
      async (info, tabOfPage, url, top) => {
        const frames = (await chrome.webNavigation.getAllFrames({ tabId: tabOfPage })) ?? [];
        const frameId = top ? 0 : (frames.find((one) => one.frameId !== 0 && one.url === url)?.frameId ?? 0);
        const tab = await chrome.tabs.get(tabOfPage);
        (chrome.contextMenus.onClicked as unknown as Dispatching).dispatch({ ...info, frameId, pageUrl: tab.url }, tab);
      },
      click,
      tabId,
      frame.url(),
      frame === page.mainFrame(),
    );
    return;
  }
  throw new Error(`nothing matches ${selector}`);
}

export async function pressNotification(rig: Rig, id: string): Promise<void> {
  await (await worker(rig)).evaluate((pressed) => (chrome.notifications.onClicked as unknown as Dispatching).dispatch(pressed), id);
}
