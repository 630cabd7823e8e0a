// Where a row that is dragged would land. Pure.

import type { ItemId } from '../core/item';
import type { Row } from '../messages/views';
import { type Geometry, topOf } from '../ui/list-window';

export interface Drop {
  /** Beside which row. */
  readonly side: 'before' | 'after';
  readonly of: ItemId;
  /** Its position in the list then. */
  readonly to: number;
  /** CSS px from the top of the list, where the line is drawn. */
  readonly line: number;
}

/** The page's own accounts and pinned ones stand before the others, and none is dragged out of its part. */
const samePart = (a: Row | undefined, b: Row | undefined): boolean =>
  a !== undefined && b !== undefined && a.here === b.here && a.pinned === b.pinned;

/**
 * `gap`: the row that it would stand before. Beyond the part of the list that the row belongs to it is the nearest end of that part. null:
 * it would stay where it is, or the rows there are not known yet.
 */
export function dropAt(rows: ReadonlyMap<number, Row>, from: number, gap: number, geometry: Geometry): Drop | null {
  const own = rows.get(from);
  if (own === undefined || gap === from || gap === from + 1) return null;
  const down = gap > from;
  let at = down ? gap - 1 : gap;
  while (at !== from && rows.has(at) && !samePart(own, rows.get(at))) at += down ? -1 : 1;
  const beside = rows.get(at);
  if (at === from || beside === undefined) return null;
  const top = topOf(geometry, at);
  return { side: down ? 'after' : 'before', of: beside.id, to: at, line: down ? top + geometry.rowHeight : top };
}
