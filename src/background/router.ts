// The only place where authority is granted: the sender that the browser names decides which table a message is looked up in.

import type { ContentSender, PageSender, Sender } from '../messages/audiences';
import { type ContentProtocol, contentRequests } from '../messages/content-protocol';
import { type PageProtocol, pageRequests } from '../messages/page-protocol';
import { type Decoders, dispatch, type Handlers, type Reply } from '../messages/routes';
import { logFailure } from '../platform/log';

export type PageRoutes = Handlers<PageProtocol, PageSender>;
export type ContentRoutes = Handlers<ContentProtocol, ContentSender>;

export interface Routes {
  readonly page: PageRoutes;
  readonly content: ContentRoutes;
}

const decoders: Record<Sender['audience'], Decoders> = { page: pageRequests, content: contentRequests };

export function answer(routes: Routes, raw: unknown, sender: Sender): Promise<Reply<unknown>> {
  return dispatch(decoders[sender.audience], routes[sender.audience] as never, raw, sender, (route, error) =>
    logFailure(`route:${route}`, error),
  );
}
