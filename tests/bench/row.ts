// One line of the table.

export interface Row {
  readonly what: string;
  readonly unit: 'ms' | 'KB gz' | 'KB' | '%';
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
  /** DESIGN §9; null where it names none. */
  readonly budget: number | null;
}

export interface BenchOptions {
  /** A corpus file with its render.mjs beside it; null: the ordinary pages of this folder. */
  readonly corpus: string | null;
  /** A checkout of Speedometer 3; null: that benchmark is left out. */
  readonly dir: string | null;
  /** How often, and how long each time, Speedometer is run. */
  readonly pairs: number;
  readonly iterations: number;
}

export function quantile(figures: readonly number[], q: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export function rowOf(what: string, unit: Row['unit'], figures: readonly number[], budget: number | null): Row {
  const spread = { least: Math.min(...figures), most: Math.max(...figures), runs: figures.length };
  return { what, unit, median: quantile(figures, 0.5), ...spread, budget };
}
