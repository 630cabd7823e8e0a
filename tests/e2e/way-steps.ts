// Keys, menus and the address bar: what a person does outside of pages and of the popup.

import type { Page } from 'puppeteer';
import words from '../../public/_locales/en/messages.json';
import * as chromium from './chromium-ways';
import { FirefoxRig } from './firefox-rig';
import * as firefox from './firefox-ways';
import { byId, stageOf } from './popup-steps';
import type { Rig } from './rig';
import { until } from './waiting';

const firefoxOf = (rig: Rig): FirefoxRig | null => (rig instanceof FirefoxRig ? rig : null);

/** The keys alone, whatever comes of them. */
export async function pressKeys(rig: Rig, name: string, page: Page): Promise<void> {
  const fox = firefoxOf(rig);
  await (fox === null ? chromium.pressCommand(rig, name, page) : firefox.pressCommand(fox, name, page));
}

export async function pressCommand(rig: Rig, name: string, page: Page): Promise<void> {
  if (name === '_execute_action') return rig.openToolbarPopup(page);
  await pressKeys(rig, name, page);
  if (name === 'copy-code') await copyWherePressed(rig);
}

/** Types after the keyword, reads the suggestions, presses Enter. */
export async function useAddressBar(rig: Rig, text: string): Promise<string[]> {
  const typed = text.replace(/^2fa\s+/i, '');
  const fox = firefoxOf(rig);
  const suggestions = await (fox === null ? chromium.typeInAddressBar(rig, typed) : firefox.typeInAddressBar(fox, typed));
  await (fox === null ? chromium.enterInAddressBar(rig, typed) : firefox.enterInAddressBar(fox));
  if (!/^fill\b/i.test(typed)) await copyWherePressed(rig);
  return suggestions;
}

/** Ids of the menu's items by what they are called. */
const MENU: Readonly<Record<string, string>> = {
  [words.menuFill.message]: 'fill',
  [words.menuCapture.message]: 'capture',
  [words.menuReadImage.message]: 'read-image',
  [words.menuNeverOffer.message]: 'never-offer',
  [words.menuTeachCode.message]: 'teach-code',
  [words.menuTeachOther.message]: 'teach-other',
};

export async function chooseMenuItem(rig: Rig, page: Page, item: string, selector: string): Promise<void> {
  const wanted = item.toLowerCase();
  const id = Object.entries(MENU).find(([title]) => title.toLowerCase().startsWith(wanted))?.[1] ?? item;
  const fox = firefoxOf(rig);
  await (fox === null ? chromium.clickMenu(rig, page, id, selector) : firefox.clickMenu(fox, page, id, selector));
}

/** Ids of those that are on screen, as a page of ours is told. */
export const notificationsSeenBy = (own: Page): Promise<string[]> =>
  own.evaluate(() => new Promise<string[]>((resolve) => chrome.notifications.getAll((all) => resolve(Object.keys(all)))));

export async function pressNotification(rig: Rig, id: string): Promise<void> {
  const fox = firefoxOf(rig);
  await (fox === null ? chromium.pressNotification(rig, id) : firefox.pressNotification(fox));
}

/** Where the browser lets only a page in front copy, the popup comes up for it, with a button where it wants a press. */
async function copyWherePressed(rig: Rig): Promise<void> {
  const surface = await until('the popup that copies', async () => (await rig.surfaces())[0], 3_000).catch(() => null);
  if (surface === null) return;
  await until(
    'the popup to have copied',
    async () => {
      if (!(await surface.isOpen())) return true;
      const button = byId('copy-now-submit');
      const [waiting, stage] = await surface
        .run((root, selector) => root.querySelector(selector) !== null, button)
        .then(async (there) => [there, await surface.run(stageOf)] as const)
        .catch(() => [false, 'open'] as const);
      if (waiting) await surface.click(button).catch(() => undefined);
      return stage === 'locked' || stage === 'none';
    },
    5_000,
  ).catch(() => undefined);
}
