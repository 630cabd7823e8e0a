// When to look at the page again. One look a frame at most, nothing while nothing changes.

import { isOwnChip } from './read-page-shadow';

/** Between two looks, in milliseconds; more where looking is dear, so that it never takes more than a twentieth of the time. */
const PAUSE_MS = 100;
const SHARE = 20;
/** After a press something often appears or is redrawn that no mutation tells of (canvas). */
const AFTER_PRESS_MS = [150, 700];

const ATTRIBUTES = [
  'class',
  'style',
  'hidden',
  'type',
  'name',
  'id',
  'src',
  'href',
  'disabled',
  'readonly',
  'open',
  'aria-hidden',
  'aria-label',
  'placeholder',
  'autocomplete',
  'maxlength',
  'd',
];

export interface Watch {
  /** Ask for a look, `after` milliseconds from now at the earliest. */
  again(after?: number): void;
  /** Roots to observe besides the document. */
  follow(roots: readonly (Document | ShadowRoot)[]): void;
}

export function watchPage(signal: AbortSignal, look: () => void): Watch {
  let asked = false;
  let last = Number.NEGATIVE_INFINITY;
  let pause = PAUSE_MS;
  const followed = new WeakSet<Node>();

  const run = () => {
    if (signal.aborted || !asked) return;
    asked = false;
    const start = performance.now();
    look();
    last = performance.now();
    pause = Math.max(PAUSE_MS, SHARE * (last - start));
  };
  const again = (after = 0) => {
    if (signal.aborted) return;
    if (after > 0) {
      setTimeout(() => again(), after);
      return;
    }
    if (asked) return;
    asked = true;
    const wait = last + pause - performance.now();
    if (wait > 0 || document.hidden) setTimeout(run, Math.max(0, wait));
    else {
      // A frame of a background window never comes: the timer is the net under it.
      requestAnimationFrame(run);
      setTimeout(run, PAUSE_MS);
    }
  };

  const observer = new MutationObserver((records) => {
    if (records.some(matters)) again();
  });
  const options = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES };
  const follow = (roots: readonly (Document | ShadowRoot)[]) => {
    for (const root of roots) {
      if (followed.has(root)) continue;
      followed.add(root);
      observer.observe(root, options);
    }
  };
  follow([document]);

  const on = (target: EventTarget, type: string, listener: () => void) =>
    target.addEventListener(type, listener, { capture: true, passive: true, signal });
  const press = () => {
    for (const after of AFTER_PRESS_MS) again(after);
  };
  on(document, 'click', press);
  on(document, 'change', press);
  on(document, 'load', () => again());
  on(document, 'transitionend', () => again());
  on(window, 'pageshow', () => again());
  on(window, 'popstate', () => again());
  on(window, 'hashchange', () => again());
  on(document, 'visibilitychange', () => again());
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  return { again, follow };
}

/** Our own chips are no news. */
function matters(record: MutationRecord): boolean {
  return record.type !== 'childList' || ![...record.addedNodes, ...record.removedNodes].every(isOwnChip);
}
