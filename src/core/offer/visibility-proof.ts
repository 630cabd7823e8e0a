// What has been seen of a chip since it stands where it stands: pure bookkeeping over the records of IntersectionObserver v2
// (DESIGN §5.4). The records' own times count, not the time of their arrival: a page that stalls delays the second only.

import { MAX_TRUE_RECORD_AGE_MS, MIN_VISIBLE_MS } from '../matching/chip-evidence';

/** One observation. `at` in milliseconds of the document's clock (`performance.now()`). */
export interface VisibilityRecord {
  readonly visible: boolean;
  readonly at: number;
  /** Taken while the pointer was on the chip, or the keyboard focus in it, in a focused document. */
  readonly engaged: boolean;
}

export interface VisibilityProof {
  /** Time of the first true record since the last false one, the last move or the start. */
  readonly visibleSince: number | null;
  /** Times of the newest true records of the present engagement, oldest first. */
  readonly engagedAt: readonly number[];
}

/** Older than anything that counts, and finite: the decoder takes no infinity. */
export const NEVER_MS = 1e9;

/** Records may come in between a press and its handling, so that the last one before the press must still be known. */
const KEPT = 8;

export const NO_PROOF: VisibilityProof = { visibleSince: null, engagedAt: [] };

export function afterRecord(proof: VisibilityProof, record: VisibilityRecord): VisibilityProof {
  if (!record.visible) return NO_PROOF;
  return {
    visibleSince: proof.visibleSince ?? record.at,
    engagedAt: record.engaged ? [...proof.engagedAt, record.at].slice(-KEPT) : [],
  };
}

/** Pointer or focus left: what was seen under them proves nothing for the next one. */
export const afterLeave = (proof: VisibilityProof): VisibilityProof => ({ ...proof, engagedAt: [] });

/** Two durations at the press, in milliseconds: 0 and NEVER_MS where there is nothing to count from. */
export function proofAt(proof: VisibilityProof, pressAt: number): { readonly visibleForMs: number; readonly lastTrueRecordAgeMs: number } {
  const last = proof.engagedAt.filter((at) => at <= pressAt).at(-1);
  return {
    visibleForMs: proof.visibleSince === null ? 0 : Math.max(0, pressAt - proof.visibleSince),
    lastTrueRecordAgeMs: last === undefined ? NEVER_MS : pressAt - last,
  };
}

/** Whether a press now would be proof, apart from what only the event itself can show. */
export function isReady(proof: VisibilityProof, now: number): boolean {
  const { visibleForMs, lastTrueRecordAgeMs } = proofAt(proof, now);
  return visibleForMs >= MIN_VISIBLE_MS && lastTrueRecordAgeMs <= MAX_TRUE_RECORD_AGE_MS;
}
