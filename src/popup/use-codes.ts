// The codes of the rows on screen, current at every moment: a code that turns is replaced by the next one at once, and the
// background is asked for what comes after.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CodeView, Row } from '../messages/views';
import { codeAt, nextTurn, type TimedCode } from '../ui/codes';
import type { Host } from './host';
import { useClock } from './use-clock';

export interface CodesApi {
  /** Unix ms */
  readonly now: number;
  /** null: none to show (yet). */
  readonly codeOf: (row: Row) => TimedCode | null;
}

const isPast = (view: CodeView, now: number): boolean => view.validUntil !== null && view.validUntil <= now;

export function useCodes(host: Host, visible: readonly Row[], issued: ReadonlyMap<string, CodeView>): CodesApi {
  const [codes, setCodes] = useState<ReadonlyMap<string, CodeView>>(new Map());
  const asking = useRef(new Set<string>());

  const newest = useCallback(
    (row: Row): CodeView | null => {
      const kept = issued.get(row.id) ?? codes.get(row.id);
      if (kept === undefined || row.code === null) return kept ?? row.code;
      return (kept.validUntil ?? Number.POSITIVE_INFINITY) >= (row.code.validUntil ?? 0) ? kept : row.code;
    },
    [codes, issued],
  );
  const at = Date.now();
  const now = Math.max(at, useClock(nextTurn(visible.map((row) => current(newest(row), at)))));

  useEffect(() => {
    const due = visible.filter((row) => {
      const view = newest(row);
      return view !== null && isPast(view, now) && !asking.current.has(row.id);
    });
    if (due.length === 0) return;
    const ids = due.map((row) => row.id);
    for (const id of ids) asking.current.add(id);
    void host.ask('items/codes', { ids }).then((reply) => {
      for (const id of ids) asking.current.delete(id);
      if (!reply.ok) return;
      setCodes((before) => {
        const next = new Map(before);
        for (const code of reply.value) next.set(code.id, code);
        return next;
      });
    });
  }, [host, visible, newest, now]);

  const codeOf = useCallback((row: Row) => current(newest(row), now), [newest, now]);
  return { now, codeOf };
}

const current = (view: CodeView | null, now: number): TimedCode | null => (view === null ? null : codeAt(view, now));
