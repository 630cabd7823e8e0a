// MessageSender → who is talking. Only what the browser itself states is read; a payload never says who it is from.

import type { Runtime } from 'webextension-polyfill';
import type { Sender } from '../messages/audiences';
import { browser } from './browser';

/** Fields that the polyfill's types do not know: origin (Chrome 80, Firefox 126), documentId (106, 153), documentLifecycle (106). */
type NamedSender = Runtime.MessageSender & { origin?: string; documentId?: string; documentLifecycle?: string };

const pages = { '/src/popup/index.html': 'popup', '/src/options/index.html': 'options' } as const;

/**
 * null: nobody we answer. Our own pages count as such only by a URL under our origin that is one of the known pages; every
 * script in a tab's web frame is content, whatever it sends.
 */
export function classifySender(raw: Runtime.MessageSender): Sender | null {
  const sender: NamedSender = raw;
  if (sender.id !== browser.runtime.id || sender.url === undefined) return null;
  const own = new URL(browser.runtime.getURL('/'));
  const url = URL.parse(sender.url);
  if (url !== null && url.protocol === own.protocol) {
    if (url.host !== own.host) return null;
    const page = Object.hasOwn(pages, url.pathname) ? pages[url.pathname as keyof typeof pages] : null;
    // The frame id of an embedded page of ours would not be 0: there is no web-accessible page, but nothing here relies on it.
    return page !== null && (sender.frameId ?? 0) === 0 ? { audience: 'page', page } : null;
  }
  const tab = sender.tab;
  if (tab?.id === undefined || sender.frameId === undefined) return null;
  return {
    audience: 'content',
    origin: sender.origin === undefined || sender.origin === 'null' ? null : sender.origin,
    url: sender.url,
    tabId: tab.id,
    frameId: sender.frameId,
    documentId: sender.documentId ?? null,
    incognito: tab.incognito,
    active: sender.documentLifecycle === undefined || sender.documentLifecycle === 'active',
  };
}
