// Where things stand in a long list of rows of one height with group headings between them. Pure: pixels in, positions out.

export interface Geometry {
  readonly rowHeight: number;
  readonly headingHeight: number;
  /** Indexes of the rows that a heading stands before, ascending. */
  readonly headings: readonly number[];
}

const headingsUpTo = (geometry: Geometry, index: number): number => geometry.headings.filter((at) => at <= index).length;

/** Distance of a row's top edge from the top of the list. */
export const topOf = (geometry: Geometry, index: number): number =>
  index * geometry.rowHeight + headingsUpTo(geometry, index) * geometry.headingHeight;

/** Distance of the top edge of the heading before row `index`. */
export const headingTop = (geometry: Geometry, index: number): number => topOf(geometry, index) - geometry.headingHeight;

export const totalHeight = (geometry: Geometry, count: number): number =>
  count * geometry.rowHeight + geometry.headings.filter((at) => at < count).length * geometry.headingHeight;

/** First row and the row after the last that a view of `height` at `scrollTop` touches. */
export function rowsInView(
  geometry: Geometry,
  count: number,
  scrollTop: number,
  height: number,
): { readonly from: number; readonly to: number } {
  const slack = geometry.headings.length * geometry.headingHeight;
  const from = Math.max(0, Math.floor((scrollTop - slack) / geometry.rowHeight));
  const to = Math.min(count, Math.ceil((scrollTop + height) / geometry.rowHeight));
  return { from: Math.min(from, to), to };
}

/** The gap between two rows that is nearest to `y`, as the index of the row behind it; `count` behind the last. */
export function gapAt(geometry: Geometry, count: number, y: number): number {
  const slack = geometry.headings.length * geometry.headingHeight;
  let at = Math.min(count, Math.max(0, Math.floor((y - slack) / geometry.rowHeight) - 1));
  while (at < count && topOf(geometry, at) + geometry.rowHeight / 2 < y) at++;
  return at;
}

/** The scroll position, nearest to the present one, at which a row is wholly in view, with its heading where it has one. */
export function scrollToShow(geometry: Geometry, index: number, scrollTop: number, height: number): number {
  const bottom = topOf(geometry, index) + geometry.rowHeight;
  const top = geometry.headings.includes(index) ? headingTop(geometry, index) : topOf(geometry, index);
  if (top < scrollTop) return top;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
