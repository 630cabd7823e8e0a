// The part of the account list that is on screen: rows come from the background a page at a time, however many there are.

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Row, RowList } from '../messages/views';
import { ROWS_AT_ONCE } from './first-answers';
import type { Host } from './host';

export interface AccountList {
  readonly rows: ReadonlyMap<number, Row>;
  readonly total: number;
  /** Host of the page in front; null where there is none to fill. */
  readonly site: string | null;
  /** Accounts can be moved. */
  readonly ownOrder: boolean;
  /** The query that `rows` and `total` answer. */
  readonly answered: string;
  /** False until the first answer. */
  readonly ready: boolean;
  /** The rows are of an older answer; the next one replaces them all, so that two are never seen mixed. */
  readonly stale: boolean;
}

export interface AccountsApi {
  readonly list: AccountList;
  readonly search: (query: string) => void;
  /** Rows `from` up to `to` are on screen: asks for what is missing. */
  readonly show: (from: number, to: number) => void;
  readonly reload: () => void;
  /** On screen only, until the next answer: the row at `from` now stands at `to`. */
  readonly moved: (from: number, to: number) => void;
}

const pageOf = (index: number): number => Math.floor(index / ROWS_AT_ONCE);

const numbered = (list: RowList, offset: number): [number, Row][] => list.rows.map((row, i) => [offset + i, row]);

export function useAccounts(host: Host, first: RowList | null): AccountsApi {
  const [list, setList] = useState<AccountList>(() => ({
    rows: new Map(first === null ? [] : numbered(first, 0)),
    total: first?.total ?? 0,
    site: first?.site ?? null,
    ownOrder: first?.ownOrder ?? false,
    answered: '',
    ready: first !== null,
    stale: false,
  }));
  // Answers of an older generation are dropped: the query or the vault has changed since they were asked for.
  const generation = useRef(0);
  const asked = useRef(new Set<number>(first === null ? [] : [0]));
  const query = useRef('');
  const shown = useRef({ from: 0, to: 1 });

  const load = useCallback(
    async (page: number): Promise<void> => {
      const mine = generation.current;
      const wanted = query.current;
      const offset = page * ROWS_AT_ONCE;
      asked.current.add(page);
      const reply = await host.ask('items/list', { query: wanted, tabId: host.pageTab, offset, limit: ROWS_AT_ONCE });
      if (mine !== generation.current) return;
      if (!reply.ok) {
        asked.current.delete(page);
        return;
      }
      const { total, site, ownOrder } = reply.value;
      setList((before) => {
        const rows = new Map(before.stale ? [] : before.rows);
        for (const [index, row] of numbered(reply.value, offset)) rows.set(index, row);
        return { rows, total, site, ownOrder, answered: wanted, ready: true, stale: false };
      });
    },
    [host],
  );

  const reload = useCallback((): void => {
    generation.current += 1;
    asked.current = new Set();
    setList((before) => ({ ...before, stale: true }));
    const last = pageOf(Math.max(shown.current.from, shown.current.to - 1));
    for (let page = pageOf(shown.current.from); page <= last; page++) void load(page);
  }, [load]);

  const search = useCallback(
    (next: string): void => {
      query.current = next;
      shown.current = { from: 0, to: 1 };
      reload();
    },
    [reload],
  );

  const show = useCallback(
    (from: number, to: number): void => {
      shown.current = { from, to };
      for (let page = pageOf(from); page * ROWS_AT_ONCE < to; page++) if (!asked.current.has(page)) void load(page);
    },
    [load],
  );

  const moved = useCallback((from: number, to: number): void => {
    const step = to > from ? 1 : -1;
    setList((before) => {
      const rows = new Map(before.rows);
      for (let at = from; at !== to; at += step) {
        const next = before.rows.get(at + step);
        if (next === undefined) rows.delete(at);
        else rows.set(at, next);
      }
      const row = before.rows.get(from);
      if (row !== undefined) rows.set(to, row);
      return { ...before, rows };
    });
  }, []);

  const started = useRef(first !== null);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    reload();
  }, [reload]);

  useEffect(
    () =>
      host.onPush(({ push }) => {
        if (push === 'items-changed') reload();
      }),
    [host, reload],
  );

  return useMemo(() => ({ list, search, show, reload, moved }), [list, search, show, reload, moved]);
}
