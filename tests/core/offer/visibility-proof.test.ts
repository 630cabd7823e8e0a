import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterLeave,
  afterRecord,
  isReady,
  NEVER_MS,
  NO_PROOF,
  proofAt,
  type VisibilityRecord,
} from '../../../src/core/offer/visibility-proof';

const seen = (at: number, engaged = true): VisibilityRecord => ({ visible: true, at, engaged });
const hidden = (at: number): VisibilityRecord => ({ visible: false, at, engaged: true });
const proofOf = (...records: VisibilityRecord[]) => records.reduce(afterRecord, NO_PROOF);

describe('proof of a press', () => {
  test.each([
    ['nothing seen', proofOf(), 1000, { visibleForMs: 0, lastTrueRecordAgeMs: NEVER_MS }],
    ['seen, never hovered', proofOf(seen(0, false)), 1000, { visibleForMs: 1000, lastTrueRecordAgeMs: NEVER_MS }],
    ['seen and hovered', proofOf(seen(0, false), seen(900)), 1000, { visibleForMs: 1000, lastTrueRecordAgeMs: 100 }],
    ['covered in between', proofOf(seen(0), hidden(500), seen(600)), 1000, { visibleForMs: 400, lastTrueRecordAgeMs: 400 }],
    ['covered now', proofOf(seen(0), hidden(990)), 1000, { visibleForMs: 0, lastTrueRecordAgeMs: NEVER_MS }],
    [
      'a record of after the press does not count for it',
      proofOf(seen(0), seen(800), seen(1010)),
      1000,
      { visibleForMs: 1000, lastTrueRecordAgeMs: 200 },
    ],
    ['first seen after the press', proofOf(seen(1001)), 1000, { visibleForMs: 0, lastTrueRecordAgeMs: NEVER_MS }],
    [
      'pointer left and came back',
      afterRecord(afterLeave(proofOf(seen(0), seen(800))), seen(950)),
      1000,
      { visibleForMs: 1000, lastTrueRecordAgeMs: 50 },
    ],
    ['pointer left', afterLeave(proofOf(seen(0), seen(990))), 1000, { visibleForMs: 1000, lastTrueRecordAgeMs: NEVER_MS }],
  ])('%s', (_, proof, press, expected) => {
    expect(proofAt(proof, press)).toEqual(expected);
  });

  test('a false record ends it, whatever came before and however much', () => {
    const record = fc.record({ visible: fc.boolean(), at: fc.nat(10_000), engaged: fc.boolean() });
    fc.assert(
      fc.property(fc.array(record), fc.nat(10_000), (records, at) => {
        const proof = afterRecord(records.reduce(afterRecord, NO_PROOF), hidden(at));
        expect(isReady(proof, at + 10_000)).toBe(false);
      }),
    );
  });

  test('ages and durations are finite and never negative', () => {
    const record = fc.record({ visible: fc.boolean(), at: fc.nat(10_000), engaged: fc.boolean() });
    fc.assert(
      fc.property(fc.array(record), fc.nat(10_000), (records, press) => {
        const sorted = [...records].sort((a, b) => a.at - b.at);
        const { visibleForMs, lastTrueRecordAgeMs } = proofAt(sorted.reduce(afterRecord, NO_PROOF), press);
        expect(visibleForMs).toBeGreaterThanOrEqual(0);
        expect(lastTrueRecordAgeMs).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(visibleForMs + lastTrueRecordAgeMs)).toBe(true);
      }),
    );
  });
});

describe('ready', () => {
  test.each([
    ['long enough and just looked at', proofOf(seen(0), seen(490)), 500, true],
    ['too short', proofOf(seen(0), seen(490)), 499, false],
    ['looked at too long ago', proofOf(seen(0), seen(490)), 641, false],
    ['never hovered', proofOf(seen(0, false)), 5000, false],
  ])('%s', (_, proof, now, expected) => {
    expect(isReady(proof, now)).toBe(expected);
  });
});
