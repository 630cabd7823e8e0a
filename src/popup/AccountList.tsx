// The list of accounts: any number of rows, of which only those on screen exist.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the rows that are not on screen
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the search box, which points here by aria-activedescendant

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CodeView, Row } from '../messages/views';
import { type Geometry, headingTop, rowsInView, scrollToShow, topOf, totalHeight } from '../ui/list-window';
import { t } from '../ui/words';
import { AccountRow, type RowActions } from './AccountRow';
import type { Drop } from './drop';
import type { Host } from './host';
import type { Selection } from './selection';
import type { AccountsApi } from './use-accounts';
import { useCodes } from './use-codes';
import { useDrag } from './use-drag';

/** CSS px; popup.css draws by the same figures (`--row`, `--heading`). */
const ROW = 76;
const HEADING = 36;
const OVERSCAN = 3;

interface Props extends RowActions {
  readonly host: Host;
  readonly api: AccountsApi;
  readonly selected: number;
  /** Counter-based codes that were asked for. */
  readonly issued: ReadonlyMap<string, CodeView>;
  readonly selection: Selection;
  /** In the person's own order, and not searched. */
  readonly movable: boolean;
  readonly onDrop: (row: Row, from: number, drop: Drop) => void;
}

const indexes = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** Indexes of the rows that head a group: the first of this site, the first of the others. */
function groupStarts(rows: ReadonlyMap<number, Row>, total: number): readonly number[] {
  let here = 0;
  while (rows.get(here)?.here != null) here++;
  if (here === 0) return [];
  return here < total ? [0, here] : [0];
}

export function AccountList({ host, api, selected, issued, selection, movable, onDrop, ...actions }: Props) {
  const { list, show } = api;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 420 });
  const geometry: Geometry = useMemo(
    () => ({ rowHeight: ROW, headingHeight: HEADING, headings: list.site === null ? [] : groupStarts(list.rows, list.total) }),
    [list.rows, list.total, list.site],
  );
  const inView = rowsInView(geometry, list.total, view.top, view.height);
  const from = Math.max(0, inView.from - OVERSCAN);
  const to = Math.min(list.total, inView.to + OVERSCAN);

  useEffect(() => show(from, to), [show, from, to]);

  const look = (): void => {
    const box = scroller.current;
    if (box !== null) setView({ top: box.scrollTop, height: box.clientHeight });
  };
  useLayoutEffect(() => {
    look();
    window.addEventListener('resize', look);
    return () => window.removeEventListener('resize', look);
  }, []);

  // a new answer is read from its top; where it stands there, asking for it would lay out the page between key and answer
  useLayoutEffect(() => {
    if (view.top !== 0) scroller.current?.scrollTo(0, 0);
  }, [list.answered]);

  // the list moves when the choice does, not when rows come in
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box !== null) box.scrollTop = scrollToShow(geometry, selected, box.scrollTop, box.clientHeight);
  }, [selected]);

  const visible = useMemo(() => {
    const rows: Row[] = [];
    for (let index = from; index < to; index++) {
      const row = list.rows.get(index);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }, [list.rows, from, to]);
  const { drag, onPointerDown } = useDrag({ scroller, geometry, list, allowed: movable && !selection.on, onDrop });
  const codes = useCodes(host, visible, issued);

  const lines = [];
  // the one that is dragged is there wherever the list has been scrolled to
  const beyond = drag === null || (drag.index >= from && drag.index < to) ? [] : [drag.index];
  for (const index of [...indexes(from, to), ...beyond]) {
    const row = list.rows.get(index);
    if (geometry.headings.includes(index)) {
      lines.push(
        <div role="row" class="group" key={`group-${index}`} style={{ transform: `translateY(${headingTop(geometry, index)}px)` }}>
          <div role="gridcell">
            <h2>{index === 0 ? list.site : t('groupOthers')}</h2>
          </div>
        </div>,
      );
    }
    lines.push(
      row === undefined ? (
        <div
          role="row"
          class="account"
          key={`empty-${index}`}
          aria-busy="true"
          style={{ transform: `translateY(${topOf(geometry, index)}px)` }}
        >
          <div role="gridcell" class="account-what">
            <span class="bone bone-name" />
            <span class="bone bone-code" />
          </div>
        </div>
      ) : (
        <AccountRow
          {...actions}
          key={row.id}
          row={row}
          index={index}
          top={drag?.index === index ? drag.top : topOf(geometry, index)}
          selected={index === selected}
          picked={selection.on ? selection.picked.has(row.id) : null}
          movable={movable && !selection.on}
          dragged={drag?.index === index}
          canFill={list.site !== null}
          code={codes.codeOf(row)}
          now={codes.now}
        />
      ),
    );
  }
  return (
    <div class="scroller" ref={scroller} onScroll={look} data-testid="scroller" tabIndex={selection.on ? 0 : -1}>
      <div
        role="grid"
        id="accounts"
        class={drag === null ? 'accounts' : 'accounts dragging'}
        aria-label={t('accountsLabel')}
        aria-rowcount={list.total}
        aria-busy={list.stale}
        aria-multiselectable={selection.on || undefined}
        data-movable={(movable && !selection.on) || undefined}
        onPointerDown={onPointerDown}
        style={{ height: `${totalHeight(geometry, list.total)}px` }}
      >
        {lines}
        {drag?.drop != null && (
          <div class="drop-line" role="presentation" data-testid="drop-line" style={{ transform: `translateY(${drag.drop.line}px)` }} />
        )}
      </div>
    </div>
  );
}
