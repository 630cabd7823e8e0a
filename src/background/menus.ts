// The right mouse button: on fields, on images, on pages and on the toolbar icon.

import { fail, ok, type Result } from '../core/result';
import type { Outcome } from '../messages/views';
import { browser } from '../platform/browser';
import { originOfTab } from '../platform/frames';
import { getMessage } from '../platform/page-messages';
import { openPanel } from '../platform/panel';
import type { CaptureOnRequest } from './capture-on-request';
import type { FillHere } from './fill-here';
import { neverOfferName, toggleNeverOffer } from './never-offer';
import { tellAllTabs } from './push';
import type { TaughtFields } from './taught-fields';
import type { Toolbar } from './toolbar';

/** What the browser says of a click in a menu. */
export interface MenuClick {
  readonly menuItemId: string | number;
  readonly frameId?: number | undefined;
  readonly srcUrl?: string | undefined;
}

export interface Menus {
  clicked(click: MenuClick, tab: { readonly id: number; readonly windowId: number | undefined }): Promise<void>;
}

interface Parts {
  readonly fillHere: FillHere;
  readonly captures: CaptureOnRequest;
  readonly toolbar: Toolbar;
  readonly taught: Pick<TaughtFields, 'teach'>;
}

const NEVER_OFFER = 'never-offer';
const WEB = ['http://*/*', 'https://*/*'];

/** The browser keeps them; written anew at every install and update. */
export async function registerMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  const onPages = { documentUrlPatterns: WEB };
  browser.contextMenus.create({ id: 'fill', contexts: ['editable'], title: getMessage('menuFill', []), ...onPages });
  browser.contextMenus.create({ id: 'teach-code', contexts: ['editable'], title: getMessage('menuTeachCode', []), ...onPages });
  browser.contextMenus.create({ id: 'teach-other', contexts: ['editable'], title: getMessage('menuTeachOther', []), ...onPages });
  browser.contextMenus.create({ id: 'read-image', contexts: ['image'], title: getMessage('menuReadImage', []), ...onPages });
  browser.contextMenus.create({ id: 'capture', contexts: ['page'], title: getMessage('menuCapture', []), ...onPages });
  const never = { id: NEVER_OFFER, type: 'checkbox', checked: false, title: getMessage('menuNeverOffer', []) } as const;
  browser.contextMenus.create({ ...never, contexts: ['page'], ...onPages });
  browser.contextMenus.create({ id: 'panel', contexts: ['action'], title: getMessage('menuPanel', []) });
}

/** Where there is no menu yet, it comes unchecked. */
export const checkNeverOffer = (checked: boolean): Promise<void> =>
  browser.contextMenus.update(NEVER_OFFER, { checked }).catch(() => undefined);

export function createMenus({ fillHere, captures, toolbar, taught }: Parts): Menus {
  async function readImage(tabId: number, { frameId, srcUrl }: MenuClick): Promise<Result<Outcome | null>> {
    return srcUrl === undefined ? fail('not-an-image') : captures.picked(tabId, frameId ?? 0, srcUrl);
  }

  async function neverOffer(tabId: number): Promise<Result<Outcome | null>> {
    const origin = await originOfTab(tabId);
    if (origin === null) return fail('no-page');
    const never = await toggleNeverOffer(origin);
    await tellAllTabs({ push: 'look-again' });
    return ok({ ok: true, key: never ? 'outcomeNeverOffer' : 'outcomeOfferAgain', args: [neverOfferName(origin)] });
  }

  async function run(click: MenuClick, tabId: number): Promise<Result<Outcome | null>> {
    if (click.menuItemId === 'fill') return fillHere.field(tabId, click.frameId ?? 0, 'menu');
    if (click.menuItemId === 'teach-code') return taught.teach(tabId, click.frameId ?? 0, 'code');
    if (click.menuItemId === 'teach-other') return taught.teach(tabId, click.frameId ?? 0, 'other');
    if (click.menuItemId === 'capture') return captures.capture(tabId);
    if (click.menuItemId === 'read-image') return readImage(tabId, click);
    return click.menuItemId === NEVER_OFFER ? neverOffer(tabId) : fail('bad-request');
  }

  return {
    async clicked(click, tab) {
      // At once: the browser opens it only while it still remembers the click.
      if (click.menuItemId === 'panel') return openPanel(tab.windowId);
      await toolbar.say(tab.id, await run(click, tab.id));
    },
  };
}
