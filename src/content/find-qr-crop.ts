// Where an element lies in the visible tab: known in the top frame and in frames whose ancestors are all of its origin.

import type { CandidateImage } from '../messages/views';

/** A quiet zone's worth of the page around it, in CSS px. */
const MARGIN = 8;

/** CSS px of the top viewport; null where that is unknown or the element is not wholly in view. */
export function cropOf(element: Element): CandidateImage | null {
  const box = element.getBoundingClientRect();
  let [x, y] = [box.x, box.y];
  let view: Window = window;
  try {
    while (view !== view.parent) {
      const frame = view.frameElement;
      if (frame === null) return null;
      const outer = frame.getBoundingClientRect();
      x += outer.x + frame.clientLeft;
      y += outer.y + frame.clientTop;
      view = view.parent;
    }
    const { innerWidth, innerHeight, devicePixelRatio } = view;
    if (x < 0 || y < 0 || x + box.width > innerWidth || y + box.height > innerHeight) return null;
    const left = Math.max(0, x - MARGIN);
    const top = Math.max(0, y - MARGIN);
    return {
      how: 'crop',
      x: left,
      y: top,
      width: Math.min(innerWidth, x + box.width + MARGIN) - left,
      height: Math.min(innerHeight, y + box.height + MARGIN) - top,
      ratio: devicePixelRatio,
    };
  } catch {
    return null;
  }
}
