// The only place where authority is granted: the sender that the browser names decides which table a message is looked up in.

import type { ApprovalSender, BridgeSender, ContentSender, PageSender, Sender } from '../messages/audiences';
import { type ContentProtocol, contentRequests } from '../messages/content-protocol';
import { type PageProtocol, pageRequests } from '../messages/page-protocol';
import { type Decoders, dispatch, type Handlers, type Reply } from '../messages/routes';
import { logFailure } from '../platform/log';

export type PageRoutes = Handlers<PageProtocol, PageSender>;
export type ContentRoutes = Handlers<ContentProtocol, ContentSender>;

/** Named audiences without a route: the WebAuthn bridge and its approval window. Nothing that they send is answered. */
type BridgeRoutes = Handlers<Record<never, never>, BridgeSender>;
type ApprovalRoutes = Handlers<Record<never, never>, ApprovalSender>;

export interface Routes {
  readonly page: PageRoutes;
  readonly content: ContentRoutes;
  readonly bridge: BridgeRoutes;
  readonly approval: ApprovalRoutes;
}

const decoders: Record<Sender['audience'], Decoders> = { page: pageRequests, content: contentRequests, bridge: {}, approval: {} };

export function answer(routes: Routes, raw: unknown, sender: Sender): Promise<Reply<unknown>> {
  return dispatch(decoders[sender.audience], routes[sender.audience] as never, raw, sender, (route, error) =>
    logFailure(`route:${route}`, error),
  );
}
