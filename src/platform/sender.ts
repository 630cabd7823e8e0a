// MessageSender → who is talking, by what the browser itself states.

import type { Runtime } from 'webextension-polyfill';
import { type BridgeSender, bridgeSenderOf, type NamedSender, type Sender, senderOf } from '../messages/audiences';
import { browser } from './browser';

/** The polyfill's types do not know origin (Chrome 80, Firefox 126), documentId (106, 153) and documentLifecycle (106). */
export function classifySender(raw: Runtime.MessageSender): Sender | null {
  return senderOf(raw as Runtime.MessageSender & NamedSender, self());
}

/** As `classifySender`, for the port of the WebAuthn bridge. */
export const classifyBridge = (raw: Runtime.MessageSender | undefined): BridgeSender | null =>
  bridgeSenderOf((raw ?? {}) as Runtime.MessageSender & NamedSender, self());

const self = (): { readonly id: string; readonly root: string } => ({ id: browser.runtime.id, root: browser.runtime.getURL('/') });
