// Who may be talking to the background. The platform turns the browser's MessageSender into exactly one of these or refuses.

import type { Origin } from '../core/item';

/** One of the extension's own pages: full trust. */
export interface PageSender {
  readonly audience: 'page';
  readonly page: 'popup' | 'options';
}

/** Our script in a frame of some tab: the frame, as the browser names it, and nothing it says of itself. */
export interface ContentSender {
  readonly audience: 'content';
  /** `null` where the document is opaque (sandboxed, data:): nothing is ever released there. */
  readonly origin: Origin | null;
  readonly url: string;
  readonly tabId: number;
  readonly frameId: number;
  /** Chromium 106, Firefox 153. */
  readonly documentId: string | null;
  readonly incognito: boolean;
  /** False while prerendered or in the back-forward cache. */
  readonly active: boolean;
}

/** The isolated half of the WebAuthn bridge, over a port of its own: no route of the tables is open to it. */
export interface BridgeSender extends Omit<ContentSender, 'audience'> {
  readonly audience: 'bridge';
}

/** Who sends single messages. */
export type Sender = PageSender | ContentSender;

/** What both browsers say of a sender; every field may be missing. */
export interface NamedSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  /** `"null"` for an opaque document, even where `url` shows a real site. */
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly documentId?: string | undefined;
  readonly documentLifecycle?: string | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly incognito: boolean } | undefined;
}

const pages = {
  '/src/popup/index.html': 'popup',
  // The popup's app beside the page: the same trust.
  '/src/popup/panel.html': 'popup',
  '/src/options/index.html': 'options',
} as const;

/**
 * null: nobody we answer. A page of ours counts as such only by a URL under our own root that is one of the known pages, in a top
 * frame; every script in a frame of the web is content, whatever it sends. `self`: our id and our root, `chrome-extension://…/`.
 */
export function senderOf(sender: NamedSender, self: { readonly id: string; readonly root: string }): Sender | null {
  if (sender.id !== self.id || sender.url === undefined) return null;
  const own = new URL(self.root);
  const url = URL.parse(sender.url);
  if (url !== null && url.protocol === own.protocol) {
    const page = Object.hasOwn(pages, url.pathname) ? pages[url.pathname as keyof typeof pages] : null;
    const ours = url.host === own.host && sender.url.startsWith(self.root);
    return page !== null && ours && (sender.frameId ?? 0) === 0 ? { audience: 'page', page } : null;
  }
  if (sender.tab?.id === undefined || sender.frameId === undefined) return null;
  return {
    audience: 'content',
    origin: sender.origin === undefined || sender.origin === 'null' ? null : sender.origin,
    url: sender.url,
    tabId: sender.tab.id,
    frameId: sender.frameId,
    documentId: sender.documentId ?? null,
    incognito: sender.tab.incognito,
    active: sender.documentLifecycle === undefined || sender.documentLifecycle === 'active',
  };
}

/** Who opened the port of the WebAuthn bridge; null: nobody we answer. */
export function bridgeSenderOf(sender: NamedSender, self: { readonly id: string; readonly root: string }): BridgeSender | null {
  const named = senderOf(sender, self);
  return named?.audience === 'content' ? { ...named, audience: 'bridge' } : null;
}

/** Origin of an address as the browser lists it. null: a document that has no address of its own (about:blank, srcdoc, data:), or none that we know. */
export function originOfUrl(url: string): Origin | null {
  const parsed = URL.parse(url);
  return parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') ? null : parsed.origin;
}
