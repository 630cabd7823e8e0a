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

/** The isolated half of the WebAuthn bridge, over its own port. No route yet: the bridge is a later step. */
export interface BridgeSender extends Omit<ContentSender, 'audience'> {
  readonly audience: 'bridge';
}

/** The approval window of a WebAuthn ceremony. No route yet. */
export interface ApprovalSender {
  readonly audience: 'approval';
}

export type Sender = PageSender | ContentSender | BridgeSender | ApprovalSender;
