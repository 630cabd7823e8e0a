// One chip from its first showing to its last word: where it stands, whether it may be believed, what happens when it is pressed.

import { around, type Box, isClear, overlaps, place } from '../core/offer/placement';
import { isReady } from '../core/offer/visibility-proof';
import type { ChipEvidence, OfferView } from '../messages/views';
import type { FindingTarget } from './finding-target';
import { followAnchor } from './follow-anchor';
import { buildChip } from './offer-chip';
import { watchPresses } from './press';
import { topLayer } from './top-layer';
import { hasVisibilityObserver, watchVisibility } from './visibility';

/** How long an outcome stays to be read, and how long it takes to go, in milliseconds. */
const OUTCOME_MS = 6_000;
const LEAVE_MS = 450;

export interface SessionHooks {
  /** The person pressed it. */
  onPress(evidence: Promise<ChipEvidence>): void;
  onDismiss(): void;
  /** It said its last word, or was fought off: forget it. */
  onEnd(): void;
  /** Boxes of the other chips. */
  taken(): readonly Box[];
}

export interface OfferSession {
  view(): OfferView;
  target(): FindingTarget;
  /** A newer offer for the same finding, or the same finding elsewhere in the document. */
  adopt(view: OfferView, target: FindingTarget): void;
  isBusy(): boolean;
  box(): Box | null;
  /** While something is under way. */
  wait(text: string): void;
  /** After a success the chip goes; after a failure it offers again. */
  finish(outcome: 'ok' | 'error', text: string): void;
  /** Back to the offer without a word. */
  reset(): void;
  end(): void;
}

export function openSession(first: OfferView, firstTarget: FindingTarget, hooks: SessionHooks, outer: AbortSignal): OfferSession {
  let view = first;
  let target = firstTarget;
  let at: Box | null = null;
  let offset: { readonly x: number; readonly y: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let following = new AbortController();
  const life = new AbortController();
  const { signal } = life;

  const chip = buildChip(view);
  const layer = topLayer(chip.host, end);
  const watch = watchVisibility(chip.body, refreshReady);

  function refreshReady(): void {
    const provable = !needsProof() || (isReady(watch.proof(), performance.now()) && isBoxAsExpected());
    chip.ready(chip.phase() === 'offer' && layer.isOpen() && provable);
  }

  /** Saving only adds, and where there is no observer every press is confirmed elsewhere: then a press counts as it comes. */
  const needsProof = (): boolean => hasVisibilityObserver() && view.kind !== 'save-account' && view.kind !== 'unlock';

  function isBoxAsExpected(): boolean {
    if (at === null || !layer.isOpen()) return false;
    const box = chip.host.getBoundingClientRect();
    const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1.5;
    const zoom = (chip.host as HTMLElement & { currentCSSZoom?: number }).currentCSSZoom ?? 1;
    return zoom === 1 && near(box.x, at.x) && near(box.y, at.y) && near(box.width, at.width) && near(box.height, 40) && box.width >= 72;
  }

  /** Puts the chip where it belongs; true when that changed. */
  function settle(): boolean {
    const anchors = anchorsOf(target);
    const box = visibleBox(anchors);
    if (box === null) {
      const was = at !== null;
      // An outcome is still to be read after the field has gone.
      if (chip.phase() === 'offer') leavePlace();
      return was && at === null;
    }
    layer.setParent(topParent(target.anchor));
    layer.show();
    const { width, height } = chip.host.getBoundingClientRect();
    const next = placeBy(box, { width, height });
    if (next === null) {
      const was = at !== null;
      if (chip.phase() === 'offer') leavePlace();
      return was && at === null;
    }
    if (at !== null && next.x === at.x && next.y === at.y && next.width === at.width) return false;
    at = next;
    chip.moveTo(next.x, next.y);
    watch.moved();
    return true;
  }

  /** Stays on its side of the anchor while there is room: nothing jumps under a scrolling hand. */
  function placeBy(anchor: Box, chipSize: { readonly width: number; readonly height: number }): Box | null {
    const viewport = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const taken = hooks.taken();
    const kept = offset === null ? null : { ...chipSize, x: Math.round(anchor.x + offset.x), y: Math.round(anchor.y + offset.y) };
    if (kept !== null && isClear(kept, anchor, viewport, taken)) return kept;
    const rightToLeft = getComputedStyle(target.anchor).direction === 'rtl';
    const isBusy = (spot: Box): boolean => isPressable(spot, chip.host);
    const found = place({ anchor, chip: chipSize, viewport, rightToLeft, taken, isBusy });
    if (found === null) return null;
    offset = { x: found.x - anchor.x, y: found.y - anchor.y };
    return { ...found, x: Math.round(found.x), y: Math.round(found.y) };
  }

  function leavePlace(): void {
    if (at === null) return;
    at = null;
    offset = null;
    layer.hide();
    watch.moved();
  }

  function follow(): void {
    following.abort();
    following = new AbortController();
    followAnchor(anchorsOf(target), settle, AbortSignal.any([signal, following.signal]));
  }

  function toOffer(): void {
    clearTimeout(timer);
    chip.offer(view);
    settle();
    refreshReady();
  }

  function end(): void {
    if (signal.aborted) return;
    clearTimeout(timer);
    life.abort();
    watch.stop();
    layer.stop();
    hooks.onEnd();
  }

  // What lies under a pointer that did not move was put there, not gone to: only a movement on the chip engages.
  chip.body.addEventListener('pointermove', (event) => event.isTrusted && watch.engage(), { signal });
  chip.body.addEventListener('pointerleave', () => watch.disengage(), { signal });
  chip.body.addEventListener('focusin', () => watch.engage(), { signal });
  chip.body.addEventListener('focusout', () => watch.disengage(), { signal });
  watchPresses(chip.act, watch, { isOpen: layer.isOpen, isBoxAsExpected }, hooks.onPress, signal);
  chip.close.addEventListener(
    'click',
    (event) => {
      event.stopPropagation();
      if (!event.isTrusted) return;
      hooks.onDismiss();
      end();
    },
    { signal },
  );
  chip.close.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
  outer.addEventListener('abort', end, { signal });
  follow();

  return {
    view: () => view,
    target: () => target,
    adopt(nextView, nextTarget) {
      const moved = nextTarget.anchor !== target.anchor || nextTarget.fields.some((field, i) => field !== target.fields[i]);
      view = nextView;
      target = nextTarget;
      if (chip.phase() === 'offer') chip.offer(view);
      if (moved) follow();
      refreshReady();
    },
    isBusy: () => chip.phase() !== 'offer',
    box: () => at,
    wait(text) {
      clearTimeout(timer);
      chip.say('busy', text);
      settle();
    },
    finish(outcome, text) {
      clearTimeout(timer);
      chip.say('outcome', text, outcome);
      settle();
      timer = setTimeout(() => {
        if (outcome === 'error') return toOffer();
        chip.say('leaving', '');
        timer = setTimeout(end, LEAVE_MS);
      }, OUTCOME_MS);
    },
    reset: toOffer,
    end,
  };
}

const anchorsOf = (target: FindingTarget): readonly Element[] => (target.fields.length > 1 ? target.fields : [target.anchor]);

/** The box around what can be seen of the anchors; null where that is nothing. */
function visibleBox(anchors: readonly Element[]): Box | null {
  const boxes = anchors
    .filter((anchor) => anchor.isConnected && anchor.checkVisibility({ visibilityProperty: true }))
    .map((anchor) => anchor.getBoundingClientRect())
    .filter((box) => box.width > 0 && box.height > 0);
  if (boxes.length === 0) return null;
  const box = around(boxes);
  const screen = { x: 0, y: 0, width: document.documentElement.clientWidth, height: window.innerHeight };
  return overlaps(box, screen) && !isScrolledOut(anchors[0] as Element, box) ? box : null;
}

/** Cut off whole by a scrolling container. */
function isScrolledOut(anchor: Element, box: Box): boolean {
  for (let parent = anchor.parentElement; parent !== null && parent !== document.body; parent = parent.parentElement) {
    if (parent.scrollHeight === parent.clientHeight && parent.scrollWidth === parent.clientWidth) continue;
    if (getComputedStyle(parent).overflow !== 'visible' && !overlaps(parent.getBoundingClientRect(), box)) return true;
  }
  return false;
}

/** Where a host is neither inert nor below: in the modal dialog around the anchor, if there is one. */
function topParent(anchor: Element): Element {
  for (let node: Node | null = anchor; node !== null; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
    if (node instanceof HTMLDialogElement && node.matches(':modal')) return node;
  }
  return document.documentElement;
}

/** Whether something to press lies under this box. */
function isPressable(box: Box, host: Element): boolean {
  const y = box.y + box.height / 2;
  return [0.08, 0.5, 0.92].some((part) => {
    const under = document.elementsFromPoint(box.x + box.width * part, y).find((element) => element !== host);
    return under?.closest('button,a[href],input,select,textarea,label,summary,[role=button],[role=link],[tabindex]') != null;
  });
}
