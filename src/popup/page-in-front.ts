// The page that the list beside it is about: another tab in front is another page to rank for and to fill, as good as a change of the list.

import type { Host } from './host';

export interface PageInFront {
  readonly tab: number | null;
  readonly onPush: Host['onPush'];
}

/** `first` is the tab that the first answers are about; `follow` tells of each one in front, `onPush` of what else changes. */
export function pageInFront(
  first: number | null,
  follow: (tell: (tab: number | null) => void) => unknown,
  onPush: Host['onPush'],
): PageInFront {
  let tab = first;
  /** The tab changed before anybody listened: what is shown is about another one. */
  let missed = false;
  const listeners = new Set<Parameters<Host['onPush']>[0]>();
  follow((next) => {
    missed ||= listeners.size === 0 && next !== tab;
    tab = next;
    for (const listener of listeners) listener({ push: 'items-changed' });
  });
  return {
    get tab() {
      return tab;
    },
    onPush(listener) {
      listeners.add(listener);
      const stop = onPush(listener);
      if (missed) listener({ push: 'items-changed' });
      missed = false;
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}
