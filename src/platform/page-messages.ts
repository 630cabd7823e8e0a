// How the extension's own pages speak to the background: one question, one answer, and hints that something changed.

import { sealFor } from '../core/sealed-message';
import type { PageProtocol, PageRoute } from '../messages/page-protocol';
import type { PagePush } from '../messages/push';
import type { Reply } from '../messages/routes';
import { isSealedReply, isSecret, LISTENER_KEY } from '../messages/sealed-wire';
import { browser } from './browser';
import { realEnv } from './env';

export type Ask = <K extends PageRoute>(route: K, body: PageProtocol[K]['req']) => Promise<Reply<PageProtocol[K]['res']>>;

/** Pauses before asking again, in milliseconds: a worker that is being installed or started has no listener yet. */
const PAUSES = [0, 40, 80, 160, 320, 640, 1280];

/** Never rejects. `unreachable` where the background did not answer at all: it was being replaced by an update or had crashed. */
export const ask: Ask = async (route, body) => {
  for (const pause of PAUSES) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const reply = await (isSecret(route, body) ? askSealed(route, body) : browser.runtime.sendMessage({ route, body }));
      if (isReply(reply)) return reply as Reply<never>;
    } catch {
      // no receiver: try again, then say so
    }
  }
  return { ok: false, error: { code: 'unreachable' } };
};

/** Of the background that answered last. Another one, after it was stopped, has another. */
let listener: string | null = null;

async function listenerKey(): Promise<string | null> {
  const reply: unknown = await browser.runtime.sendMessage({ route: LISTENER_KEY });
  return isReply(reply) && reply.ok && typeof reply.value === 'string' ? reply.value : null;
}

/** As `sendMessage` would have answered; null where the background that it was sealed for is no more. */
async function askSealed(route: string, body: object): Promise<unknown> {
  listener ??= await listenerKey();
  const sent = listener === null ? null : await sealFor(realEnv, listener, { route, body });
  if (sent?.ok !== true) return null;
  const reply: unknown = await browser.runtime.sendMessage(sent.value.request);
  if (isSealedReply(reply)) return sent.value.open(reply);
  listener = null;
  return null;
}

function isReply(value: unknown): value is Reply<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

/** Calls `listener` for every hint of the background, until the returned function is called. */
export function onPush(listener: (push: PagePush) => void): () => void {
  const receive = (message: unknown): undefined => {
    if (typeof message === 'object' && message !== null && 'push' in message) listener(message as PagePush);
    return undefined;
  };
  browser.runtime.onMessage.addListener(receive);
  return () => browser.runtime.onMessage.removeListener(receive);
}

/** The tab in front of this page's window; null where there is none. */
export async function frontTab(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

/** Opens the options page at a section, `''` for its top. */
export async function openOptions(section: string): Promise<void> {
  await browser.tabs.create({ url: `${browser.runtime.getURL('src/options/index.html')}${section === '' ? '' : `#${section}`}` });
}

/** A sentence of `_locales` in the browser's language; empty where there is no such key. */
export const getMessage = (key: string, args: readonly string[]): string => browser.i18n.getMessage(key, [...args]);

export const extensionVersion = (): string => browser.runtime.getManifest().version;
