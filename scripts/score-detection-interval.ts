// How sure a counted share is.

/** Share of trials above which as few events as these, or below which as many, happen once in forty times: 95 % between the two. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.025;

/** Clopper and Pearson (1934), the exact interval: it also holds where nothing, or everything, was counted. */
export function exactInterval(events: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  return {
    low: events === 0 ? 0 : solve((share) => 1 - atMost(events - 1, trials, share) - TAIL),
    high: events === trials ? 1 : solve((share) => TAIL - atMost(events, trials, share)),
  };
}

/** Probability of `events` or fewer in `trials`. */
function atMost(events: number, trials: number, share: number): number {
  let log = trials * Math.log1p(-share);
  let sum = 0;
  for (let i = 0; i <= events; i++) {
    sum += Math.exp(log);
    log += Math.log((trials - i) / (i + 1)) + Math.log(share) - Math.log1p(-share);
  }
  return Math.min(1, sum);
}

/** Where a function that rises over the shares is zero. */
function solve(rising: (share: number) => number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
