// How much slower, from pairs of scores.

import type { Row } from './row';

/** Student's t for 95 % between −t and t, by degrees of freedom from 1 on. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093,
];
const T_BEYOND = 2.093;

export interface Slower {
  /** Percent; negative where it is faster. The ends of the 95 % interval of the mean ratio, by its logarithm. */
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

/** From ratios of scores (with / without): at least two. */
export function slowerBy(ratios: readonly number[]): Slower {
  const logs = ratios.map((ratio) => Math.log(ratio));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  const half = (T[logs.length - 2] ?? T_BEYOND) * Math.sqrt(variance / logs.length);
  const percent = (log: number): number => 100 * (1 - Math.exp(log));
  return { low: percent(mean + half), mean: percent(mean), high: percent(mean - half) };
}

/** A line that keeps its budget when even the upper end of the interval does. */
export function slowerRow(what: string, ratios: readonly number[], budget: number | null): Row {
  const { low, mean, high } = slowerBy(ratios);
  const told = `${what}: ${mean.toFixed(1)} % slower, upper end of the 95 % interval`;
  return { what: told, unit: '%', median: high, least: low, most: high, runs: ratios.length, budget };
}
