// How far this computer's clock is off, as a site's own Date header tells it. The header counts whole seconds (RFC 9110 §5.6.7) and the
// way takes time, so a sample gives an interval; two samples are cut with one another. A site controls its header, so what it says is
// bounded and confirmed by a person before it is used.

import type { UnixMs } from '../env';

export interface DateSample {
  /** This computer's clock just before the request, and just after the answer. */
  readonly sentAt: UnixMs;
  readonly receivedAt: UnixMs;
  /** The header as it came; null where there was none. */
  readonly date: string | null;
  /** Seconds that the answer had already waited in a cache (RFC 9111 §5.1); null where it says nothing. */
  readonly age: string | null;
}

/** Ms to add to this computer's clock: the true figure lies between them. */
export interface OffsetBounds {
  readonly low: number;
  readonly high: number;
}

export type ClockVerdict =
  /** Close enough: a wrong code has another reason. */
  | { readonly clock: 'right'; readonly offsetMs: number }
  /** Off, within what may be corrected for. */
  | { readonly clock: 'off'; readonly offsetMs: number; readonly plusMinusMs: number }
  /** Off by more than is ever corrected for: the clock has to be set. */
  | { readonly clock: 'far-off'; readonly offsetMs: number }
  /** No header, a slow way, or samples that cannot both be true. */
  | { readonly clock: 'unknown' };

/** DESIGN §6: a page controls its own header. */
export const MOST_CORRECTED_MS = 5 * 60_000;
/** Below this no site's code is refused for the clock. */
const CLOSE_ENOUGH_MS = 5_000;
/** An interval that is wider names no time step. */
const WIDEST_MS = 10_000;

export function boundsOf({ sentAt, receivedAt, date, age }: DateSample): OffsetBounds | null {
  const told = date === null ? Number.NaN : Date.parse(date);
  const waited = age === null ? 0 : Number(age);
  if (!Number.isFinite(told) || !Number.isInteger(waited) || waited < 0 || receivedAt < sentAt) return null;
  const theirs = told + waited * 1000;
  // Written somewhere between sending and receiving, and cut down to the second.
  return { low: theirs - receivedAt, high: theirs + 999 - sentAt + (age === null ? 0 : 1000) };
}

export function judgeClock(samples: readonly DateSample[]): ClockVerdict {
  const bounds = samples.map(boundsOf).filter((one) => one !== null);
  if (bounds.length === 0 || bounds.length < samples.length) return { clock: 'unknown' };
  const low = Math.max(...bounds.map((one) => one.low));
  const high = Math.min(...bounds.map((one) => one.high));
  if (low > high || high - low > WIDEST_MS) return { clock: 'unknown' };
  const offsetMs = Math.round((low + high) / 2);
  if (Math.abs(offsetMs) <= CLOSE_ENOUGH_MS || (low <= 0 && high >= 0)) return { clock: 'right', offsetMs };
  if (Math.abs(offsetMs) > MOST_CORRECTED_MS) return { clock: 'far-off', offsetMs };
  return { clock: 'off', offsetMs, plusMinusMs: Math.ceil((high - low) / 2) };
}

/** Off by whole hours, or half ones: the clock was set to the right time of the wrong place (RFC 9557 has zones of a quarter of an hour). */
export function isZoneMistake(offsetMs: number): boolean {
  const quarter = 15 * 60_000;
  const nearest = Math.round(offsetMs / quarter) * quarter;
  return nearest !== 0 && Math.abs(offsetMs - nearest) <= 60_000;
}
