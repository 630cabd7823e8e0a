// *One tap*: a notification for a code prompt in a tab that is not in view, and what a press on it does. It names the host only. A press
// fills where the very document that was offered a code is still there; else it only shows the tab.

import * as v from 'valibot';
import type { ItemId, Origin } from '../core/item';
import { siteName } from '../core/matching/site';
import type { ContentSender } from '../messages/audiences';
import type { TabView } from '../platform/web-tab';
import type { Done } from './fill-here';

export interface PromptNotices {
  /** A document was offered a code, of one of these accounts. */
  offered(target: ContentSender, itemIds: readonly ItemId[]): Promise<void>;
  pressed(notificationId: string): Promise<void>;
  /** The frame has another document, or (no `frameId`) the tab is gone. */
  forget(tabId: number, frameId?: number): Promise<void>;
  /** The vault was locked. */
  forgetAll(): Promise<void>;
}

export interface NoticeParts {
  /** The person has switched it on, and the browser still allows it. */
  readonly wanted: () => Promise<boolean>;
  /** Of the browser's session: a stopped worker must not forget what a notification on screen is about. */
  readonly read: (key: string) => Promise<unknown>;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  readonly viewOf: (tabId: number) => Promise<TabView>;
  readonly show: (id: string, host: string) => Promise<void>;
  readonly clear: (id: string) => Promise<void>;
  readonly shown: () => Promise<readonly string[]>;
  readonly bringToFront: (tabId: number) => Promise<void>;
  /** The document that is in that frame now. */
  readonly documentIn: (tabId: number, frameId: number) => Promise<ContentSender | null>;
  /** As `documentIn`, once the tab shows it. */
  readonly documentInFront: (tabId: number, frameId: number) => Promise<ContentSender | null>;
  readonly fill: (target: ContentSender, id: ItemId | null) => Promise<Done>;
  readonly say: (tabId: number, done: Done) => Promise<void>;
}

const shape = v.object({
  tabId: v.number(),
  frameId: v.number(),
  documentId: v.nullable(v.string()),
  origin: v.string(),
  itemId: v.nullable(v.string()),
  /** A press may fill, once. False: the person saw the prompt itself, or has pressed. */
  open: v.boolean(),
});

type Notice = v.InferOutput<typeof shape>;

const PREFIX = 'code-prompt:';

/** Its name in the session and on the screen: one in each tab. */
const nameOf = (tabId: number): string => `${PREFIX}${tabId}`;

export function createPromptNotices(parts: NoticeParts): PromptNotices {
  async function held(name: string): Promise<Notice | null> {
    const stored = v.safeParse(shape, await parts.read(name));
    return stored.success ? stored.output : null;
  }

  /** Findings come in bursts: what one of them wrote must be read by the next. */
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = turn.then(act);
    turn = done.catch(() => undefined);
    return done;
  }

  async function drop(name: string): Promise<void> {
    await parts.clear(name);
    await parts.remove(name);
  }

  async function note({ tabId, frameId, documentId }: ContentSender, origin: Origin, itemIds: readonly ItemId[]): Promise<void> {
    const name = nameOf(tabId);
    // Once a document: a navigation forgets it.
    if (!(await parts.wanted()) || (await held(name)) !== null) return;
    const view = await parts.viewOf(tabId);
    if (view === 'long-ago') return;
    // What it was offered may come to us when it has gone: the note would be in the way of the next document's.
    const now = await parts.documentIn(tabId, frameId);
    if (now === null || !isSame({ origin, documentId }, now)) return;
    const open = view === 'lately';
    const [only, ...others] = itemIds;
    await parts.write(name, { tabId, frameId, documentId, origin, itemId: others.length === 0 ? (only ?? null) : null, open });
    if (open) await parts.show(name, siteName(origin).ascii);
  }

  /** What a press on it may do; the next press may not. */
  async function take(name: string): Promise<Notice | null> {
    const notice = await held(name);
    await parts.clear(name);
    if (notice === null || !notice.open) return null;
    await parts.write(name, { ...notice, open: false });
    return notice;
  }

  return {
    async offered(target, itemIds) {
      const { origin, incognito } = target;
      if (origin !== null && !incognito) await inTurn(() => note(target, origin, itemIds));
    },

    async pressed(name) {
      const notice = name.startsWith(PREFIX) ? await inTurn(() => take(name)) : null;
      if (notice === null) return;
      await parts.bringToFront(notice.tabId);
      const now = await parts.documentInFront(notice.tabId, notice.frameId);
      if (now === null || now.incognito || !isSame(notice, now)) return;
      await parts.say(notice.tabId, await parts.fill(now, notice.itemId));
    },

    forget: (tabId, frameId) =>
      inTurn(async () => {
        const name = nameOf(tabId);
        const notice = await held(name);
        if (notice !== null && (frameId === undefined || frameId === 0 || frameId === notice.frameId)) await drop(name);
      }),

    forgetAll: () =>
      inTurn(async () => {
        for (const name of await parts.shown()) if (name.startsWith(PREFIX)) await drop(name);
      }),
  };
}

/** Firefox names documents from 153 on; before that `forget` alone tells of another one. */
const isSame = (then: Pick<Notice, 'origin' | 'documentId'>, now: ContentSender): boolean =>
  then.origin === now.origin && (then.documentId === null || now.documentId === null || then.documentId === now.documentId);
