// MessageSender → who is talking, by what the browser itself states.

import type { Runtime } from 'webextension-polyfill';
import { type NamedSender, type Sender, senderOf } from '../messages/audiences';
import { browser } from './browser';

/** The polyfill's types do not know origin (Chrome 80, Firefox 126), documentId (106, 153) and documentLifecycle (106). */
export function classifySender(raw: Runtime.MessageSender): Sender | null {
  return senderOf(raw as Runtime.MessageSender & NamedSender, { id: browser.runtime.id, root: browser.runtime.getURL('/') });
}
