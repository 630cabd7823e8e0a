// The only place where authority is granted: the sender that the browser names decides which table a message is looked up in.

import type { Listener, SealedReply } from '../core/sealed-message';
import type { ContentSender, PageSender, Sender } from '../messages/audiences';
import { type ContentProtocol, contentRequests } from '../messages/content-protocol';
import { type PageProtocol, pageRequests } from '../messages/page-protocol';
import { type Decoders, dispatch, type Handlers, type Reply } from '../messages/routes';
import { asSealedRequest, isKeyRequest } from '../messages/sealed-wire';
import { logFailure } from '../platform/log';

export type PageRoutes = Handlers<PageProtocol, PageSender>;
export type ContentRoutes = Handlers<ContentProtocol, ContentSender>;

export interface Routes {
  readonly page: PageRoutes;
  readonly content: ContentRoutes;
}

const decoders: Record<Sender['audience'], Decoders> = { page: pageRequests, content: contentRequests };

/** A page's sealed question is opened first, and answered sealed; what it may ask is the same. */
export async function answerSealed(
  listener: Listener,
  routes: Routes,
  raw: unknown,
  sender: Sender,
): Promise<Reply<unknown> | SealedReply> {
  if (sender.audience !== 'page') return answer(routes, raw, sender);
  if (isKeyRequest(raw)) return { ok: true, value: await listener.publicKey() };
  const sealed = asSealedRequest(raw);
  if (sealed === null) return answer(routes, raw, sender);
  const opened = await listener.open(sealed);
  if (!opened.ok) return opened;
  return opened.value.reply(await answer(routes, opened.value.message, sender));
}

export function answer(routes: Routes, raw: unknown, sender: Sender): Promise<Reply<unknown>> {
  return dispatch(decoders[sender.audience], routes[sender.audience] as never, raw, sender, (route, error) =>
    logFailure(`route:${route}`, error),
  );
}
