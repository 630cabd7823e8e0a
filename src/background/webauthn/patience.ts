// How often a page may put a question before a person: who turned it down several times, or is asked again and again without a click, gets
// rest for a while, and the page the browser's own.

import type { UnixMs } from '../../core/env';

const WITHIN_MS = 60_000;
const TURNED_DOWN_MOST = 3;
const UNCLICKED_MOST = 5;

export interface Patience {
  /** `page`: one origin in one tab. */
  isOver(page: string, clicked: boolean): boolean;
  noteAsked(page: string, clicked: boolean): void;
  noteTurnedDown(page: string): void;
}

/** In memory: a worker that starts anew has patience again. */
export function createPatience(now: () => UnixMs): Patience {
  const turnedDown = new Map<string, readonly UnixMs[]>();
  const unclicked = new Map<string, readonly UnixMs[]>();

  const recent = (of: ReadonlyMap<string, readonly UnixMs[]>, page: string): readonly UnixMs[] =>
    (of.get(page) ?? []).filter((at) => now() - at < WITHIN_MS);

  function note(of: Map<string, readonly UnixMs[]>, page: string): void {
    for (const old of of.keys()) if (recent(of, old).length === 0) of.delete(old);
    of.set(page, [...recent(of, page), now()]);
  }

  return {
    isOver: (page, clicked) =>
      recent(turnedDown, page).length >= TURNED_DOWN_MOST || (!clicked && recent(unclicked, page).length >= UNCLICKED_MOST),
    noteAsked(page, clicked) {
      if (!clicked) note(unclicked, page);
    },
    noteTurnedDown: (page) => note(turnedDown, page),
  };
}
