// Content audience of the message protocol, without the polyfill: small enough for every page.

import type { ContentProtocol, ContentRoute } from '../messages/content-protocol';
import type { ContentPush, ContentPushReply, FramesReply, PictureReply, PointedFieldReply } from '../messages/push';
import type { Reply } from '../messages/routes';

interface Runtime {
  readonly id?: string;
  sendMessage(message: unknown): Promise<unknown>;
  readonly onMessage: {
    addListener(
      listener: (message: unknown, sender: { id?: string; tab?: unknown }, respond: (reply: unknown) => void) => boolean | undefined,
    ): void;
    removeListener(listener: unknown): void;
  };
}

const globals = globalThis as unknown as { browser?: { runtime?: Runtime }; chrome?: { runtime?: Runtime } };

/** The extension's runtime in this frame; without `id` once the extension was updated or removed. */
export const runtime = (): Runtime | undefined => globals.browser?.runtime ?? globals.chrome?.runtime;

export type Ask = <K extends ContentRoute>(route: K, body: ContentProtocol[K]['req']) => Promise<Reply<ContentProtocol[K]['res']>>;

/** Asks the background. `gone`: this script outlived its extension; `no-answer`: the background did not answer. Never throws. */
export const ask: Ask = async (route, body) => {
  const there = runtime();
  if (there?.id === undefined) return { ok: false, error: { code: 'gone' } };
  try {
    const reply = (await there.sendMessage({ route, body })) as Reply<never> | undefined;
    return typeof reply?.ok === 'boolean' ? reply : { ok: false, error: { code: 'no-answer' } };
  } catch {
    return { ok: false, error: { code: runtime()?.id === undefined ? 'gone' : 'no-answer' } };
  }
};

/** A message without a body that nobody waits for; silent where the extension is gone. */
export function tell(route: 'sentinel/evidence'): void {
  try {
    runtime()?.sendMessage({ route, body: {} }).catch(Object);
  } catch {
    // The extension was updated or removed: this script is done.
  }
}

/** Calls back for every push that the background (no page, no other tab) sends to this frame; the promise is the answer. */
export function onPush(
  signal: AbortSignal,
  receive: (push: ContentPush) => Promise<ContentPushReply | PictureReply | FramesReply | PointedFieldReply>,
): void {
  const there = runtime();
  const listener = (message: unknown, sender: { id?: string; tab?: unknown }, respond: (reply: unknown) => void): boolean | undefined => {
    if (signal.aborted || sender.tab !== undefined || typeof (message as ContentPush | null)?.push !== 'string') return undefined;
    receive(message as ContentPush).then(respond, () => respond(null));
    return true;
  };
  there?.onMessage.addListener(listener);
  signal.addEventListener('abort', () => there?.onMessage.removeListener(listener), { once: true });
}
