// Firefox's keys, menus and address bar, used in the browser's own window.

import type { Page } from 'puppeteer';
import type { FirefoxRig } from './firefox-rig';
import { until } from './waiting';

// ---- sent into the browser's window. No function in here has a name of its own: tsx would wrap it in a helper that is not there.

interface XulElement extends Element {
  doCommand(): void;
  openPopupAtScreen?(x: number, y: number): void;
  hidePopup?(): void;
  readonly state?: string;
}
interface UrlbarResult {
  readonly heuristic: boolean;
  readonly type: number;
  readonly payload: { readonly title?: string; readonly content?: string; readonly description?: string; readonly blockL10n?: unknown };
}
declare const gURLBar: {
  focus(): void;
  search(text: string): void;
  handleCommand(event?: Event): void;
  readonly view: { readonly isOpen: boolean; close(): void; readonly visibleResults: readonly UrlbarResult[] };
};
declare const Services: { readonly wm: { getMostRecentWindow(type: string): Window | null } };
declare const WebExtensionPolicy: {
  getByID(id: string): {
    readonly extension: { readonly shortcuts: { readonly commands: Promise<Map<string, { shortcut: string | null }>> } };
  };
};

async function pressKey(id: string, name: string): Promise<boolean> {
  const { extension } = WebExtensionPolicy.getByID(id);
  const shortcut = (await extension.shortcuts.commands).get(name)?.shortcut ?? '';
  const letter = shortcut.split('+').at(-1) ?? '';
  const set = document.getElementById(`ext-keyset-id-${id.replace(/[@.]/g, '_')}`);
  const key = Array.from(set?.children ?? []).find((one) => one.getAttribute('key') === letter) as XulElement | undefined;
  key?.doCommand();
  return key !== undefined;
}

/** Whether there is one. */
function pressAlert(): boolean {
  const box = Services.wm.getMostRecentWindow('alert:alert')?.document.getElementById('alertBox') as HTMLElement | null | undefined;
  box?.click();
  return box != null;
}

function searchFor(text: string): void {
  gURLBar.focus();
  gURLBar.search(text);
}

/** null while there is only the line that stands there before the extension was asked. */
function suggested(): string[] | null {
  const mine = gURLBar.view.visibleResults.filter((one) => one.payload.content !== undefined);
  return gURLBar.view.isOpen && mine.length > 1 ? mine.map((one) => one.payload.title ?? one.payload.description ?? '') : null;
}

function enter(): void {
  gURLBar.handleCommand();
  gURLBar.view.close();
}

function chooseItem(id: string, item: string): boolean {
  const menu = document.getElementById('contentAreaContextMenu') as XulElement | null;
  if (menu?.state !== 'open') return false;
  const entry = document.getElementById(`${id.replace(/[@.]/g, '_')}-menuitem-_${item}`) as XulElement | null;
  if (entry === null) return false;
  entry.doCommand();
  menu.hidePopup?.();
  return true;
}

function isChecked(id: string, item: string): boolean | null {
  const menu = document.getElementById('contentAreaContextMenu') as XulElement | null;
  if (menu?.state !== 'open') return null;
  const entry = document.getElementById(`${id.replace(/[@.]/g, '_')}-menuitem-_${item}`);
  const checked = entry?.getAttribute('checked') === 'true';
  menu.hidePopup?.();
  return checked;
}

// ---- used by the driver

export async function pressCommand(rig: FirefoxRig, name: string, page: Page): Promise<void> {
  await page.bringToFront();
  if (!(await rig.inBrowser(pressKey, rig.extensionId, name))) throw new Error(`no key is set for ${name}`);
}

export async function typeInAddressBar(rig: FirefoxRig, text: string): Promise<string[]> {
  await rig.inBrowser(searchFor, `2fa ${text}`);
  return until('the address bar to suggest', () => rig.inBrowser(suggested));
}

export const enterInAddressBar = (rig: FirefoxRig): Promise<void> => rig.inBrowser(enter);

export async function clickMenu(rig: FirefoxRig, page: Page, id: string, selector: string): Promise<void> {
  await page.bringToFront();
  for (const frame of page.frames()) {
    const element = await frame.$(selector);
    if (element === null) continue;
    await element.click({ button: 'right' });
    await until(`the menu to hold ${id}`, () => rig.inBrowser(chooseItem, rig.extensionId, id));
    return;
  }
  throw new Error(`nothing matches ${selector}`);
}

/** Whether the menu there shows the item with its check mark. */
export async function isMenuItemChecked(rig: FirefoxRig, page: Page, id: string, selector: string): Promise<boolean> {
  await page.bringToFront();
  await (await page.waitForSelector(selector))?.click({ button: 'right' });
  const [checked] = await until('the menu', async () => {
    const seen = await rig.inBrowser(isChecked, rig.extensionId, id);
    return seen === null ? null : [seen];
  });
  return checked === true;
}

/** The one that Firefox draws itself (`drawNotifications`), which hears of a press only after it has come in. */
export async function pressNotification(rig: FirefoxRig): Promise<void> {
  let pressed = false;
  await until('the notification to take the press', async () => {
    const there = await rig.inBrowser(pressAlert);
    pressed ||= there;
    return pressed && !there;
  });
}
