// Where frames of other sites lie in the page: what is seen there is not this page's.

import type { FramesReply } from '../messages/push';
import { anyShadowRootOf } from './read-page-shadow';

type Box = NonNullable<FramesReply>['boxes'][number];

const FRAMES = 'iframe, frame, object, embed, fencedframe';
/** A page with more is covered by them. */
const MOST = 200;

/** Of the whole tab, in CSS px of its viewport; null in any frame but the top one. Frames of this very origin are looked into. */
export function foreignFrames(): FramesReply {
  if (window !== window.top) return null;
  const boxes = [...framesIn(document, 0, 0)];
  const { innerWidth: width, innerHeight: height } = window;
  return { width, boxes: boxes.length > MOST ? [{ x: 0, y: 0, width, height }] : boxes };
}

function* framesIn(root: Document | ShadowRoot, left: number, top: number): Generator<Box> {
  for (const element of root.querySelectorAll(FRAMES)) {
    const { x, y, width, height } = element.getBoundingClientRect();
    if (width < 1 || height < 1 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const inner = innerOf(element);
    if (inner === 'none') continue;
    if (inner === 'foreign') yield { x: left + x, y: top + y, width, height };
    else yield* framesIn(inner, left + x + element.clientLeft, top + y + element.clientTop);
  }
  for (const element of root.querySelectorAll('*')) {
    const shadow = anyShadowRootOf(element);
    if (shadow !== null) yield* framesIn(shadow, left, top);
  }
}

/** `none`: an object or embed that shows a picture. */
function innerOf(element: Element): Document | 'foreign' | 'none' {
  const { contentDocument, contentWindow } = element as Partial<HTMLObjectElement>;
  if (contentDocument != null) return contentDocument;
  return element.localName === 'object' && contentWindow === null ? 'none' : 'foreign';
}
