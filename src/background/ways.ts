// The ways to a code that begin outside of pages and of our own: keys, menus, the address bar, notifications; and what the toolbar icon
// says.

import { browser, fireAndForget, isFirefox } from '../platform/browser';
import { documentIn, documentInFront } from '../platform/frame-document';
import { originOfTab } from '../platform/frames';
import { logFailure } from '../platform/log';
import {
  canNotify,
  clearNotification,
  notificationRights,
  onNotificationPressed,
  showNotification,
  shownNotifications,
} from '../platform/notifications';
import { getMessage } from '../platform/page-messages';
import { readSession, removeSession, writeSession } from '../platform/session';
import { readSettings } from '../platform/settings-store';
import { bringToFront, openConfirmationSurface } from '../platform/surfaces';
import { viewOf } from '../platform/web-tab';
import { type Commands, createCommands } from './commands';
import { CLEAR_ALARM, type Copies, createCopies } from './copies';
import { createFillHere } from './fill-here';
import { checkNeverOffer, createMenus, type Menus, registerMenus } from './menus';
import { isNeverOffered } from './never-offer';
import { createNeverOfferMark, type NeverOfferMark } from './never-offer-mark';
import { createOmnibox, type Omnibox } from './omnibox';
import { createPromptNotices, type PromptNotices } from './prompt-notices';
import { onTold } from './push';
import { createToolbar, type Toolbar } from './toolbar';

export interface Ways {
  readonly commands: Commands;
  readonly menus: Menus;
  readonly omnibox: Omnibox;
  readonly copies: Copies;
  readonly toolbar: Toolbar;
  readonly mark: NeverOfferMark;
  readonly notices: PromptNotices;
}

type Parts = Parameters<typeof createFillHere>[0] &
  Parameters<typeof createToolbar>[0] &
  Parameters<typeof createCopies>[0] &
  Omit<Parameters<typeof createMenus>[0], 'fillHere' | 'toolbar'>;

export function createWays(parts: Parts): Ways {
  const toolbar = createToolbar(parts);
  const fillHere = createFillHere(parts);
  const copies = createCopies(parts);
  return {
    commands: createCommands({ ...parts, fillHere, copies, toolbar }),
    menus: createMenus({ ...parts, fillHere, toolbar }),
    omnibox: createOmnibox({
      accounts: parts.accounts,
      fillHere,
      copies,
      words: getMessage,
      openList: (tabId) => openConfirmationSurface(tabId, false),
      firefox: isFirefox,
    }),
    copies,
    toolbar,
    mark: createNeverOfferMark({ tabInFront, originOf: originOfTab, isNeverOffered, check: checkNeverOffer }),
    notices: createPromptNotices({
      wanted: async () => canNotify() && (await readSettings()).promptNotices && (await notificationRights.held()),
      read: readSession,
      write: (key, value) => writeSession({ [key]: value }),
      remove: removeSession,
      viewOf,
      show: (id, host) => showNotification(id, getMessage('promptNoticeTitle', [host]), getMessage('promptNoticePress', [])),
      clear: clearNotification,
      shown: shownNotifications,
      bringToFront,
      documentIn,
      documentInFront,
      fill: (target, id) => fillHere.document(target, id, 'notification'),
      say: toolbar.say,
    }),
  };
}

/** Registers the listeners, synchronously as a worker that is woken by one of them must. */
export function listenForWays({ commands, menus, omnibox, copies, toolbar, mark, notices }: Ways): void {
  const frontChanged = (): void => fireAndForget('menus:mark', mark.refresh(), logFailure);
  browser.commands.onCommand.addListener((name, tab) => {
    fireAndForget(
      `command:${name}`,
      inFront(tab?.id).then((tabId) => commands(name, tabId)),
      logFailure,
    );
  });
  browser.contextMenus.onClicked.addListener((click, tab) => {
    if (tab?.id === undefined) return;
    fireAndForget(`menu:${click.menuItemId}`, menus.clicked(click, { id: tab.id, windowId: tab.windowId }), logFailure);
  });
  browser.omnibox.setDefaultSuggestion({ description: omnibox.hint() });
  browser.omnibox.onInputChanged.addListener((text, suggest) => {
    const shown = omnibox.suggest(text).then(({ first, others }) => {
      browser.omnibox.setDefaultSuggestion({ description: first });
      suggest([...others]);
    });
    fireAndForget('omnibox:changed', shown, logFailure);
  });
  browser.omnibox.onInputEntered.addListener((text) => {
    const done = inFront(undefined).then(async (tabId) => toolbar.say(tabId, await omnibox.entered(text, tabId)));
    fireAndForget('omnibox:entered', done, logFailure);
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === CLEAR_ALARM) fireAndForget('alarm:clear-clipboard', copies.clear(), logFailure);
  });
  const pressed = (id: string): void => fireAndForget('notice:pressed', notices.pressed(id), logFailure);
  onNotificationPressed(pressed);
  browser.permissions.onAdded.addListener(() => onNotificationPressed(pressed));
  browser.tabs.onRemoved.addListener((tabId) => {
    if (canNotify()) fireAndForget('notice:closed', notices.forget(tabId), logFailure);
  });
  browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => {
    if (canNotify()) fireAndForget('notice:navigated', notices.forget(tabId, frameId), logFailure);
    if (frameId !== 0) return;
    fireAndForget('badge:refresh', toolbar.refresh(tabId), logFailure);
    frontChanged();
  });
  browser.tabs.onActivated.addListener(frontChanged);
  browser.windows.onFocusChanged.addListener(frontChanged);
  const register = (): void => fireAndForget('menus:register', registerMenus().then(mark.refresh), logFailure);
  browser.runtime.onInstalled.addListener(register);
  // A profile that came without an install event of ours (restored, or of an older Firefox) has no menus yet.
  if (isFirefox) browser.runtime.onStartup.addListener(register);
  onTold(toolbar.refreshAll);
  onTold(frontChanged);
}

async function tabInFront(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id ?? null;
}

async function inFront(tabId: number | undefined): Promise<number> {
  const known = tabId ?? (await tabInFront());
  if (known === null) throw new Error('no tab is in front');
  return known;
}
