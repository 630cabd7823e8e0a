// Selecting several accounts: from the rows on screen, and by asking for what a range has beyond them.

import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { ListPick } from '../messages/batch-protocol';
import type { Row } from '../messages/views';
import type { Host } from './host';
import { allOrNone, BEGUN, OFF, ranged, type Selection, toggled, unanchored } from './selection';
import type { AccountList } from './use-accounts';

export interface SelectionApi {
  readonly selection: Selection;
  readonly begin: () => void;
  readonly end: () => void;
  readonly toggle: (at: number, row: Row) => void;
  /** The rows from where the range begins, else from `from`, up to `to`. */
  readonly extend: (from: number, to: number) => void;
  readonly all: () => void;
  readonly listChanged: () => void;
}

export function useSelection(host: Host, list: AccountList, query: string): SelectionApi {
  const [selection, setSelection] = useState<Selection>(OFF);
  const now = useRef({ list, query, selection });
  now.current = { list, query, selection };
  /** Counts up: an answer to an older question is dropped. */
  const asked = useRef(0);

  const set = useCallback((next: Selection): void => {
    asked.current += 1;
    setSelection(next);
  }, []);

  const picks = useCallback(
    async (from: number, to: number, then: (range: readonly ListPick[]) => Selection): Promise<void> => {
      const shown = now.current.list.stale ? [] : rowsOf(now.current.list, from, to);
      if (shown.length === to - from) return set(then(shown));
      asked.current += 1;
      const mine = asked.current;
      const reply = await host.ask('items/picks', { query: now.current.query, tabId: host.pageTab, from, to });
      if (reply.ok && mine === asked.current) set(then(reply.value));
    },
    [host, set],
  );

  return useMemo(
    () => ({
      selection,
      begin: () => set(BEGUN),
      end: () => set(OFF),
      toggle: (at, { id, pinned }) => set(toggled(now.current.selection, at, { id, pinned })),
      extend(from, to) {
        const before = now.current.selection;
        const anchor = before.anchor ?? from;
        void picks(Math.min(anchor, to), Math.max(anchor, to) + 1, (range) => ranged(before, anchor, range));
      },
      all: () => void picks(0, now.current.list.total, (range) => allOrNone(now.current.selection, range)),
      listChanged: () => set(unanchored(now.current.selection)),
    }),
    [selection, set, picks],
  );
}

function rowsOf({ rows }: AccountList, from: number, to: number): readonly ListPick[] {
  const found: ListPick[] = [];
  for (let at = from; at < to; at++) {
    const row = rows.get(at);
    if (row === undefined) break;
    found.push({ id: row.id, pinned: row.pinned });
  }
  return found;
}
