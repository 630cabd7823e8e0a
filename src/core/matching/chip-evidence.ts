// What a click on a chip proves about what the person saw (DESIGN §5.4, research/security.md §2.1 with attacks 21 and 22).
// The content script measures; these limits decide.

/** Measured by the content script on the chip inside its closed root. Milliseconds. */
export interface ChipEvidence {
  /** `event.isTrusted` */
  readonly trusted: boolean;
  /** IntersectionObserver v2 exists here (not in Firefox). */
  readonly hasObserver: boolean;
  /** How long the observer has said visible without a break, at the click. */
  readonly visibleForMs: number;
  /** Age of its last record that said visible, taken while the pointer was on the chip, at the click. */
  readonly lastTrueRecordAgeMs: number;
  /** A new observation, made after the click, said visible. */
  readonly freshRecordTrue: boolean;
  /** Time from the event to its handling: a page that stalls and uncovers shows here. */
  readonly eventAgeMs: number;
  /** The host still matches `:popover-open`. */
  readonly popoverOpen: boolean;
  /** Size and place are those that the chip gave itself. */
  readonly boxAsExpected: boolean;
}

export const MIN_VISIBLE_MS = 500;
/**
 * Deviation: DESIGN §5.4 says 300. Measured against it (attack 29): a page that covers the chip, stalls for 290 ms and is pressed
 * 200 to 265 ms after the cover came was given the code in 7 of 10 tries. Nobody answers to what they see in less than this.
 */
export const MAX_TRUE_RECORD_AGE_MS = 150;
export const MAX_EVENT_AGE_MS = 100;

export type UnprovenFact =
  | 'subframe'
  | 'no-evidence'
  | 'untrusted'
  | 'no-observer'
  | 'seen-too-briefly'
  | 'stale-record'
  | 'covered-after'
  | 'late-event'
  | 'not-on-top'
  | 'moved';

/** Everything that is missing; empty when the click is proof. A number that is not finite or is negative proves nothing. */
export function unprovenFacts(evidence: ChipEvidence | null): readonly UnprovenFact[] {
  if (evidence === null) return ['no-evidence'];
  const facts: UnprovenFact[] = [];
  if (evidence.trusted !== true) facts.push('untrusted');
  if (evidence.hasObserver !== true) facts.push('no-observer');
  if (!(evidence.visibleForMs >= MIN_VISIBLE_MS && Number.isFinite(evidence.visibleForMs))) facts.push('seen-too-briefly');
  if (!isAge(evidence.lastTrueRecordAgeMs, MAX_TRUE_RECORD_AGE_MS)) facts.push('stale-record');
  if (evidence.freshRecordTrue !== true) facts.push('covered-after');
  if (!isAge(evidence.eventAgeMs, MAX_EVENT_AGE_MS)) facts.push('late-event');
  if (evidence.popoverOpen !== true) facts.push('not-on-top');
  if (evidence.boxAsExpected !== true) facts.push('moved');
  return facts;
}

export const isChipProven = (evidence: ChipEvidence | null): boolean => unprovenFacts(evidence).length === 0;

const isAge = (value: number, most: number): boolean => value >= 0 && value <= most;
