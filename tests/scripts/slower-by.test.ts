import { describe, expect, it } from 'vitest';
import { slowerBy, slowerRow } from '../bench/ratio';

describe('slowerBy', () => {
  it('gives the mean of ratios and where it lies', () => {
    // Logarithms 0 and −0.02: mean −0.01, standard error 0.01, t of one degree 12.706.
    const { low, mean, high } = slowerBy([1, Math.exp(-0.02)]);
    expect(mean).toBeCloseTo(100 * (1 - Math.exp(-0.01)), 6);
    expect(low).toBeCloseTo(100 * (1 - Math.exp(-0.01 + 0.12706)), 6);
    expect(high).toBeCloseTo(100 * (1 - Math.exp(-0.01 - 0.12706)), 6);
  });
  it('is sure where all pairs say the same', () => expect(slowerBy([0.99, 0.99, 0.99]).high).toBeCloseTo(1, 6));
  it('keeps a budget only with the whole interval', () => {
    expect(slowerRow('x', [0.995, 0.996, 0.994, 0.995], 2).median).toBeLessThan(2);
    expect(slowerRow('x', [0.9, 1.1], 2).median).toBeGreaterThan(2);
  });
});
