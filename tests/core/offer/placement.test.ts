import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { around, type Box, overlaps, type PlacementQuestion, place } from '../../../src/core/offer/placement';

const chip = { width: 140, height: 40 };
const question = (anchor: Box, over: Partial<PlacementQuestion> = {}): PlacementQuestion => ({
  anchor,
  chip,
  viewport: { width: 1000, height: 700 },
  rightToLeft: false,
  taken: [],
  mayCover: false,
  costOf: () => 0,
  ...over,
});
const field: Box = { x: 400, y: 300, width: 200, height: 40 };

describe('place', () => {
  test.each([
    ['beside, at the end', question(field), { x: 608, y: 300 }],
    ['beside, at the other end where text runs from the right', question(field, { rightToLeft: true }), { x: 252, y: 300 }],
    ['below where beside has no room', question({ ...field, x: 10, width: 900 }), { x: 10, y: 348 }],
    ['above at the bottom, away from the label', question({ x: 10, y: 650, width: 900, height: 40 }), { x: 770, y: 602 }],
    ['never on a button while there is a free side', question(field, { costOf: (box) => (box.x > 600 ? 2 : 0) }), { x: 400, y: 348 }],
    ['on the first side where all are busy', question(field, { costOf: () => 2 }), { x: 608, y: 300 }],
    ['over words rather than over a button', question(field, { costOf: (box) => (box.y < 300 ? 1 : 2) }), { x: 460, y: 252 }],
    ['past another chip', question(field, { taken: [{ x: 600, y: 290, width: 300, height: 40 }] }), { x: 400, y: 348 }],
    ['in the viewport beside a tall anchor', question({ x: 400, y: -500, width: 200, height: 560 }), { x: 608, y: 4 }],
  ])('%s', (_, asked, expected) => {
    expect(place(asked)).toEqual({ ...chip, ...expected });
  });

  test('stays away from a field that fills the screen', () => {
    expect(place(question({ x: 0, y: 0, width: 1000, height: 700 }))).toBeNull();
  });

  test('on the lower edge of a picture that fills its frame', () => {
    const tight = { viewport: { width: 200, height: 200 }, mayCover: true };
    expect(place(question({ x: 0, y: 0, width: 200, height: 200 }, tight))).toEqual({ ...chip, x: 30, y: 156 });
  });

  test('nowhere in a frame that is smaller than itself', () => {
    expect(place(question({ x: 0, y: 0, width: 100, height: 100 }, { viewport: { width: 100, height: 100 }, mayCover: true }))).toBeNull();
  });

  const box = fc.record({
    x: fc.integer({ min: -200, max: 1100 }),
    y: fc.integer({ min: -200, max: 800 }),
    width: fc.integer({ min: 1, max: 1200 }),
    height: fc.integer({ min: 1, max: 900 }),
  });
  test('never covers the anchor or another chip, never leaves the viewport', () => {
    fc.assert(
      fc.property(box, fc.array(box, { maxLength: 3 }), fc.boolean(), fc.boolean(), (anchor, taken, rightToLeft, busy) => {
        const spot = place(question(anchor, { taken, rightToLeft, costOf: () => (busy ? 2 : 0) }));
        if (spot === null) return;
        expect(overlaps(spot, anchor)).toBe(false);
        expect(taken.some((other) => overlaps(spot, other))).toBe(false);
        expect(spot.x >= 0 && spot.y >= 0 && spot.x + spot.width <= 1000 && spot.y + spot.height <= 700).toBe(true);
      }),
    );
  });
});

test('around', () => {
  expect(around([field, { x: 700, y: 290, width: 20, height: 20 }])).toEqual({ x: 400, y: 290, width: 320, height: 50 });
});
