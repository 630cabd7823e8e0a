// From the events of one press to what they prove. The numbers are taken at the press; the click must belong to it, and the chip is
// looked at once more after it.

import { NEVER_MS, proofAt } from '../core/offer/visibility-proof';
import type { ChipEvidence } from '../messages/views';
import { hasVisibilityObserver, type VisibilityWatch } from './visibility';

export interface PressSurroundings {
  readonly isOpen: () => boolean;
  readonly isBoxAsExpected: () => boolean;
}

interface Press {
  readonly trusted: boolean;
  readonly visibleForMs: number;
  readonly lastTrueRecordAgeMs: number;
  readonly visibleSince: number | null;
  readonly eventAgeMs: number;
  readonly isOpen: boolean;
  readonly isBoxAsExpected: boolean;
}

/** Calls `onPress` with the evidence of each click or key press on `target`. */
export function watchPresses(
  target: HTMLElement,
  watch: VisibilityWatch,
  around: PressSurroundings,
  onPress: (evidence: Promise<ChipEvidence>) => void,
  signal: AbortSignal,
): void {
  let press: Press | null = null;

  const take = (event: Event): void => {
    const proof = watch.proof();
    press = {
      trusted: event.isTrusted,
      ...proofAt(proof, event.timeStamp),
      visibleSince: proof.visibleSince,
      eventAgeMs: performance.now() - event.timeStamp,
      isOpen: around.isOpen(),
      isBoxAsExpected: around.isBoxAsExpected(),
    };
  };

  target.addEventListener(
    'pointerdown',
    (event) => {
      event.stopPropagation();
      take(event);
    },
    { signal },
  );
  // The focus stays in the field: no blur for the page to validate at, nothing outside to close a dialog for.
  target.addEventListener(
    'mousedown',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  target.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      // A key that was already down when the focus came here was not meant for us.
      if (event.repeat) event.preventDefault();
      else take(event);
    },
    { signal },
  );
  target.addEventListener(
    'click',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      const before = press;
      press = null;
      onPress(evidenceOf(event, before));
    },
    { signal },
  );
  // The rest is the chip's own business too.
  for (const type of ['mouseup', 'pointerup', 'dblclick', 'keyup'] as const)
    target.addEventListener(type, (event) => event.stopPropagation(), { signal });

  async function evidenceOf(click: MouseEvent, before: Press | null): Promise<ChipEvidence> {
    const eventAgeMs = Math.max(performance.now() - click.timeStamp, before?.eventAgeMs ?? NEVER_MS);
    const unbroken = before !== null && watch.proof().visibleSince === before.visibleSince;
    const isOpen = around.isOpen() && before?.isOpen === true;
    const isBoxAsExpected = around.isBoxAsExpected() && before?.isBoxAsExpected === true;
    const freshRecordTrue = await watch.fresh(click.timeStamp);
    return {
      trusted: click.isTrusted && before?.trusted !== false,
      hasObserver: hasVisibilityObserver(),
      visibleForMs: unbroken ? before.visibleForMs : 0,
      lastTrueRecordAgeMs: before?.lastTrueRecordAgeMs ?? NEVER_MS,
      freshRecordTrue,
      eventAgeMs,
      popoverOpen: isOpen && around.isOpen(),
      boxAsExpected: isBoxAsExpected && around.isBoxAsExpected(),
    };
  }
}
