import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Geometry, gapAt, headingTop, rowsInView, scrollToShow, topOf, totalHeight } from '../../src/ui/list-window';

const plain: Geometry = { rowHeight: 76, headingHeight: 36, headings: [] };
const grouped: Geometry = { ...plain, headings: [0, 2] };

describe('where rows stand', () => {
  it.each([
    [plain, 0, 0],
    [plain, 9_999, 9_999 * 76],
    [grouped, 0, 36],
    [grouped, 1, 112],
    [grouped, 2, 224],
  ])('%#', (geometry, index, top) => expect(topOf(geometry, index)).toBe(top));
  it('a heading stands right before its row', () => expect(headingTop(grouped, 2)).toBe(188));
  it('the list ends after the last row', () => expect(totalHeight(grouped, 3)).toBe(topOf(grouped, 2) + 76));
  it('headings beyond the last row take no room', () => expect(totalHeight(grouped, 2)).toBe(36 + 2 * 76));
  it('an empty list has no height', () => expect(totalHeight(grouped, 0)).toBe(0));
});

describe('the gap nearest to a point', () => {
  it.each([
    [plain, -50, 0],
    [plain, 37, 0],
    [plain, 39, 1],
    [plain, 9_999, 5],
    [grouped, 73, 0],
    [grouped, 75, 1],
    [grouped, 149, 1],
    [grouped, 260, 2],
    [grouped, 263, 3],
  ])('%#', (geometry, y, gap) => expect(gapAt(geometry, 5, y)).toBe(gap));
});

const geometries = fc.record({
  rowHeight: fc.integer({ min: 10, max: 100 }),
  headingHeight: fc.integer({ min: 0, max: 60 }),
  headings: fc.uniqueArray(fc.nat(50), { maxLength: 3 }).map((list) => list.sort((a, b) => a - b)),
});

it('every row that touches the view is among those in view', () => {
  fc.assert(
    fc.property(geometries, fc.nat(200), fc.nat(20_000), fc.integer({ min: 1, max: 900 }), (geometry, count, scrollTop, height) => {
      const { from, to } = rowsInView(geometry, count, scrollTop, height);
      for (let index = 0; index < count; index++) {
        const top = topOf(geometry, index);
        const touches = top < scrollTop + height && top + geometry.rowHeight > scrollTop;
        if (touches) expect(index >= from && index < to).toBe(true);
      }
      expect(to - from).toBeLessThanOrEqual(Math.ceil((height + 3 * geometry.headingHeight) / geometry.rowHeight) + 2);
    }),
  );
});

it('a chosen row ends up wholly in view', () => {
  fc.assert(
    fc.property(geometries, fc.nat(200), fc.nat(20_000), fc.integer({ min: 200, max: 900 }), (geometry, index, scrollTop, height) => {
      const scrolled = scrollToShow(geometry, index, scrollTop, height);
      expect(topOf(geometry, index)).toBeGreaterThanOrEqual(scrolled);
      expect(topOf(geometry, index) + geometry.rowHeight).toBeLessThanOrEqual(scrolled + height);
    }),
  );
});
