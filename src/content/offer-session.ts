// One chip from its first showing to its last word: where it stands, whether it may be believed, what happens when it is pressed.

import type { Box, Size } from '../core/offer/placement';
import { isReady } from '../core/offer/visibility-proof';
import type { ChipEvidence, OfferView } from '../messages/views';
import { anchorsOf, spotFinder, topParent, visibleBox } from './chip-spot';
import type { FindingTarget } from './finding-target';
import { followAnchor } from './follow-anchor';
import { buildChip, zoomOf } from './offer-chip';
import { watchPresses } from './press';
import { topLayer } from './top-layer';
import { hasVisibilityObserver, watchVisibility } from './visibility';
import { words } from './words';

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
  /** A newer offer for the same finding, or the same finding elsewhere in the document; taken over once nothing is under way. */
  adopt(view: OfferView, target: FindingTarget): void;
  /** Resolves with true once `adopt` brought another offer, which is taken over in the middle of the act; false after `withinMs`. */
  renewed(withinMs: number): Promise<boolean>;
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
  let upcoming: { readonly view: OfferView; readonly target: FindingTarget } | null = null;
  let renewal: (() => void) | null = null;
  let at: Box | null = null;
  /** Null: the words changed since it was measured. */
  let size: Size | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let following = new AbortController();
  const life = new AbortController();
  const { signal } = life;

  const chip = buildChip(view);
  const layer = topLayer(chip.host, () => watch.moved(), end);
  const watch = watchVisibility(chip.body, refreshReady);
  const spot = spotFinder(chip.host);

  function refreshReady(): void {
    const provable = !needsProof() || (isReady(watch.proof(), performance.now()) && isBoxAsExpected());
    chip.ready(chip.phase() === 'offer' && layer.isOpen() && provable);
  }

  /** Saving only adds, unlock and passkeys only open the popup, and without an observer every press is confirmed: a press counts as it comes. */
  const needsProof = (): boolean =>
    hasVisibilityObserver() && !view.kind.startsWith('save-') && view.kind !== 'unlock' && view.kind !== 'passkey';

  function isBoxAsExpected(): boolean {
    if (at === null || !layer.isOpen()) return false;
    const box = chip.host.getBoundingClientRect();
    const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1.5;
    return (
      Math.abs(zoomOf(chip.host) - 1) < 0.01 &&
      near(box.x, at.x) &&
      near(box.y, at.y) &&
      near(box.width, at.width) &&
      near(box.height, 40) &&
      box.width >= 72
    );
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
    if (size === null) size = measure();
    const next = spot.find(box, size, target, hooks.taken());
    if (next === null) {
      const was = at !== null;
      if (chip.phase() === 'offer') leavePlace();
      return was && at === null;
    }
    layer.show();
    if (at !== null && next.x === at.x && next.y === at.y && next.width === at.width) return false;
    at = next;
    chip.moveTo(next.x, next.y);
    watch.moved();
    return true;
  }

  function leavePlace(): void {
    layer.hide();
    if (at === null) return;
    at = null;
    spot.forget();
    watch.moved();
  }

  /** A popover has a size only while it is shown; nothing is painted in between. */
  function measure(): Size {
    layer.show();
    const { width, height } = chip.host.getBoundingClientRect();
    return { width, height };
  }

  function follow(): void {
    following.abort();
    following = new AbortController();
    followAnchor(anchorsOf(target), settle, AbortSignal.any([signal, following.signal]));
  }

  function toOffer(): void {
    clearTimeout(timer);
    // Outlived its extension: there are no words left to offer anything with.
    if (words(view.key, view.args) === '') {
      end();
      return;
    }
    const before = target;
    if (upcoming !== null) ({ view, target } = upcoming);
    upcoming = null;
    chip.offer(view);
    size = null;
    if (target.anchor !== before.anchor || target.fields.some((field, i) => field !== before.fields[i])) follow();
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
      // An act that is under way goes on under the id that it began with.
      upcoming = { view: nextView, target: nextTarget };
      if (chip.phase() === 'offer') toOffer();
      else if (nextView.offerId !== view.offerId) renewal?.();
    },
    renewed(withinMs) {
      return new Promise((resolve) => {
        const done = (isNew: boolean): void => {
          clearTimeout(late);
          renewal = null;
          resolve(isNew);
        };
        const late = setTimeout(() => done(false), withinMs);
        renewal = () => {
          if (upcoming !== null) ({ view, target } = upcoming);
          done(true);
        };
      });
    },
    isBusy: () => chip.phase() !== 'offer',
    box: () => at,
    wait(text) {
      clearTimeout(timer);
      chip.say('busy', text);
      size = null;
      settle();
    },
    finish(outcome, text) {
      clearTimeout(timer);
      chip.say('outcome', text, outcome);
      size = null;
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
