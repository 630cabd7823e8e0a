// What the popup needs from the browser, so that it can also be shown without one.

import type { PagePush } from '../messages/push';
import type { Ask } from '../platform/page-messages';

export interface Host {
  readonly ask: Ask;
  readonly onPush: (listener: (push: PagePush) => void) => () => void;
  /** The tab that is meant by "this page"; null where there is none. */
  readonly pageTab: number | null;
  /** `tab`: opened as a page of its own, which is never closed from here. */
  readonly form: 'popup' | 'window' | 'tab';
  readonly openOptions: (section: string) => void;
  /** False where the browser refuses. */
  readonly copyText: (text: string) => Promise<boolean>;
  readonly close: () => void;
  /** Opens the list beside the page, where it stays; null where this is it. Only out of a click. */
  readonly openPanel: (() => void) | null;
}
