import { expect, it } from 'vitest';
import type { Row } from '../../src/messages/views';
import { dropAt } from '../../src/popup/drop';

const geometry = { rowHeight: 76, headingHeight: 36, headings: [0, 2] };
/** Two of the page, two pinned, three others; the last is not known yet. */
const rows = new Map(
  ['h0', 'h1', 'p2', 'p3', 'o4', 'o5', 'o6'].map((id, at): [number, Row] => [
    at,
    { id, here: id.startsWith('h') ? 'exact' : null, pinned: id.startsWith('p') } as Row,
  ]),
);
const drop = (from: number, gap: number): string | null => {
  const found = dropAt(rows, from, gap, geometry);
  return found === null ? null : `${found.side} ${found.of} at ${found.to}`;
};

it.each([
  ['down one', 4, 6, 'after o5 at 5'],
  ['down to the end', 4, 7, 'after o6 at 6'],
  ['up one', 6, 5, 'before o5 at 5'],
  ['where it stands', 4, 4, null],
  ['right behind itself', 4, 5, null],
  ['up among the pinned is the first of its own', 6, 2, 'before o4 at 4'],
  ['up to the page’s own is the first of its own', 3, 0, 'before p2 at 2'],
  ['down out of the page’s own is the last of its own', 0, 6, 'after h1 at 1'],
  ['the last of its own cannot leave it', 1, 5, null],
  ['beyond what is known', 4, 9, null],
])('%s', (_, from, gap, wanted) => expect(drop(from, gap)).toBe(wanted));

it('draws its line at the edge that the row would have', () => {
  expect(dropAt(rows, 4, 6, geometry)?.line).toBe(6 * 76 + 2 * 36);
  expect(dropAt(rows, 6, 5, geometry)?.line).toBe(5 * 76 + 2 * 36);
});
