// What a code looks like and which one is current, from a CodeView and the clock. Pure.

/** A code and its validity in Unix milliseconds; null times where it does not expire (HOTP). */
export interface TimedCode {
  readonly code: string;
  readonly nextCode: string | null;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

/** Milliseconds before the turn in which the next code is shown too. */
export const NEXT_SHOWN_MS = 5_000;

/** `582041` → `582 041`, `12345678` → `1234 5678`, `1234567` → `123 4567`; up to five characters stay together. */
export function grouped(code: string): string {
  if (code.length < 6) return code;
  const half = Math.floor(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
}

/** `582041` → `5 8 2 0 4 1`: said digit by digit, where `582 041` would be two numbers. */
export const spelt = (code: string): string => [...code].join(' ');

/** The code at `now`: after its end the next one takes over at once, without asking. null: too old to know. */
export function codeAt(view: TimedCode, now: number): TimedCode | null {
  if (view.validFrom === null || view.validUntil === null || now < view.validUntil) return view;
  const period = view.validUntil - view.validFrom;
  if (view.nextCode === null || now >= view.validUntil + period) return null;
  return { code: view.nextCode, nextCode: null, validFrom: view.validUntil, validUntil: view.validUntil + period };
}

/** Whole seconds left, rounded up, so that it never says 0 of a code that is still good. */
export const secondsLeft = (view: TimedCode, now: number): number | null =>
  view.validUntil === null ? null : Math.max(0, Math.ceil((view.validUntil - now) / 1000));

/** When the next of these codes turns; Infinity where none does. */
export function nextTurn(views: Iterable<TimedCode | null>): number {
  let turn = Number.POSITIVE_INFINITY;
  for (const view of views) if (view?.validUntil != null && view.validUntil < turn) turn = view.validUntil;
  return turn;
}
