// Looks at the page around a chip: what its anchor shows of itself, and where beside it there is room.

import { around, type Box, isClear, overlaps, place, type Size } from '../core/offer/placement';
import type { FindingTarget } from './finding-target';

export interface SpotFinder {
  /** Null where there is no room. Stays on its side of the anchor while it can: nothing jumps under a scrolling hand. */
  find(anchorBox: Box, size: Size, target: FindingTarget, taken: readonly Box[]): Box | null;
  /** The chip left its place: the next one is chosen anew. */
  forget(): void;
}

export function spotFinder(host: Element): SpotFinder {
  /** From the corner of an anchor of that size. */
  let offset: Box | null = null;
  return {
    find(anchorBox, size, { anchor, kind }, taken) {
      const viewport = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const isSame = offset?.width === anchorBox.width && offset.height === anchorBox.height;
      const kept =
        offset === null || !isSame ? null : { ...size, x: Math.round(anchorBox.x + offset.x), y: Math.round(anchorBox.y + offset.y) };
      if (kept !== null && isClear(kept, anchorBox, viewport, taken)) return kept;
      const rightToLeft = getComputedStyle(anchor).direction === 'rtl';
      const costOf = (box: Box): number => costOfCovering(box, host);
      const found = place({ anchor: anchorBox, chip: size, viewport, rightToLeft, taken, mayCover: kind === 'setup', costOf });
      if (found === null) return null;
      offset = { ...anchorBox, x: found.x - anchorBox.x, y: found.y - anchorBox.y };
      return { ...found, x: Math.round(found.x), y: Math.round(found.y) };
    },
    forget() {
      offset = null;
    },
  };
}

/** All boxes of a split code, else the one anchor. */
export const anchorsOf = (target: FindingTarget): readonly Element[] => (target.fields.length > 1 ? target.fields : [target.anchor]);

/** The box around what can be seen of the anchors; null where that is nothing. */
export function visibleBox(anchors: readonly Element[]): Box | null {
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
export function topParent(anchor: Element): Element {
  for (let node: Node | null = anchor; node !== null; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
    if (node instanceof HTMLDialogElement && node.matches(':modal')) return node;
  }
  return document.documentElement;
}

const TO_PRESS = 'button,a[href],input,select,textarea,summary,[role=button],[role=link],[tabindex]';
const TO_READ = 'label,p,legend,h1,h2,h3,[role=alert]';

/** 2 over something to press, 1 over something to read, else 0. Three points tell: a chip is low and not wide. */
function costOfCovering(box: Box, host: Element): number {
  const y = box.y + box.height / 2;
  const costs = [0.08, 0.5, 0.92].map((part) => {
    const under = document.elementsFromPoint(box.x + box.width * part, y).find((element) => element !== host);
    if (under?.closest(TO_PRESS) != null) return 2;
    return under?.closest(TO_READ) != null ? 1 : 0;
  });
  return Math.max(...costs);
}
