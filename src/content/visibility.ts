// IntersectionObserver v2 on the chip, asked anew while it matters. It reports changes only, and a stalled page delays even those:
// so while the pointer is on the chip, and once after the click, the target is taken off and put back, which always yields a record.
// It knows nothing of other windows: a popup of the page may lie over all this and go at the first half of a double click. So what was
// seen before the window got the focus proves nothing.

import { afterLeave, afterRecord, NO_PROOF, type VisibilityProof } from '../core/offer/visibility-proof';

export interface VisibilityWatch {
  proof(): VisibilityProof;
  /** Pointer or focus came: observe again and again until `disengage`. */
  engage(): void;
  disengage(): void;
  /** The chip stands somewhere else now: what was seen before proves nothing. */
  moved(): void;
  /** A record made at `since` (document clock) or later; false when none comes in time. */
  fresh(since: number): Promise<boolean>;
  stop(): void;
}

/** False in Firefox: there every click is confirmed in the extension's own interface. */
export const hasVisibilityObserver = (): boolean =>
  typeof IntersectionObserverEntry === 'function' && 'isVisible' in IntersectionObserverEntry.prototype;

/** The least that browsers accept, in milliseconds. */
const OBSERVER_DELAY_MS = 100;
const FRESH_TIMEOUT_MS = 500;
/** Nobody presses in another window and is done with it in less. */
const FOCUS_EVERY_MS = 100;

export function watchVisibility(target: Element, onRecord: () => void): VisibilityWatch {
  let proof: VisibilityProof = NO_PROOF;
  let engaged = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Records of before the last move are still on their way when it happens. */
  let countsFrom = 0;
  const waiting = new Set<(visible: boolean, at: number) => void>();

  const observer = hasVisibilityObserver() ? observe() : null;

  function observe(): IntersectionObserver {
    const options = { threshold: [0, 1], trackVisibility: true, delay: OBSERVER_DELAY_MS };
    return new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const visible = (entry as IntersectionObserverEntry & { isVisible?: boolean }).isVisible === true && entry.intersectionRatio === 1;
        for (const tell of [...waiting]) tell(visible, entry.time);
        if (!visible || entry.time >= countsFrom)
          proof = afterRecord(proof, { visible, at: entry.time, engaged: engaged && document.hasFocus() });
      }
      onRecord();
    }, options);
  }

  const again = (): void => {
    observer?.unobserve(target);
    observer?.observe(target);
  };

  /**
   * Quicker than a person can react to what comes up under the pointer, and irregular, so that a page cannot uncover the chip in step
   * with it. A target that was put back is looked at in the next frame, whatever the observer's delay.
   */
  const next = (): void => {
    timer = setTimeout(
      () => {
        again();
        next();
      },
      16 + Math.random() * 32,
    );
  };

  again();

  const watch: VisibilityWatch = {
    proof: () => proof,
    engage() {
      if (engaged) return;
      engaged = true;
      again();
      next();
    },
    disengage() {
      engaged = false;
      clearTimeout(timer);
      proof = afterLeave(proof);
      onRecord();
    },
    moved() {
      watch.disengage();
      proof = NO_PROOF;
      countsFrom = performance.now();
      again();
      onRecord();
    },
    fresh(since) {
      if (observer === null) return Promise.resolve(false);
      return new Promise((resolve) => {
        const finish = (visible: boolean): void => {
          clearTimeout(late);
          waiting.delete(tell);
          resolve(visible);
        };
        const tell = (visible: boolean, at: number): void => {
          if (at >= since) finish(visible);
        };
        const late = setTimeout(() => finish(false), FRESH_TIMEOUT_MS);
        waiting.add(tell);
        again();
      });
    },
    stop() {
      clearTimeout(timer);
      for (const tell of [...waiting]) tell(false, Number.POSITIVE_INFINITY);
      observer?.disconnect();
      clearInterval(looking);
      for (const type of ['focus', 'blur']) window.removeEventListener(type, lookAtFocus);
    },
  };
  let focused = document.hasFocus();
  function lookAtFocus(): void {
    if (focused === document.hasFocus()) return;
    focused = !focused;
    watch.moved();
  }
  for (const type of ['focus', 'blur']) window.addEventListener(type, lookAtFocus);
  // The page may keep those events from us.
  const looking = setInterval(lookAtFocus, FOCUS_EVERY_MS);
  return watch;
}
