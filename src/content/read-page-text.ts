// One walk over the page as it is rendered, through shadow roots: visible text in order, and the fields and pictures met on the way.

import type { TextFacts } from '../core/detect/facts';
import { isOwnChip, shadowRootOf } from './read-page-shadow';

/** An element on the way down, with the half-open range of texts inside it (`to` is set when the walk leaves it). */
export interface Ancestor {
  readonly element: Element;
  readonly from: number;
  to: number;
}

export interface Met {
  readonly element: Element;
  /** Outermost first. */
  readonly ancestors: readonly Ancestor[];
  /** The text right before it, unless another field came between. */
  readonly before: string;
}

export interface Walked {
  readonly texts: TextFacts[];
  readonly fields: Met[];
  readonly pictures: Met[];
  readonly roots: (Document | ShadowRoot)[];
}

const SKIP = new Set('script style noscript template option datalist video audio object embed title head iframe select'.split(' '));
/** Not code, kbd and samp: what stands there is a text of its own, a key more often than not. */
const INLINE = new Set('a abbr b bdi bdo cite del dfn em font i ins mark q s slot small span strong sub sup time u var wbr'.split(' '));
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'legend', 'caption']);

const MAX_TEXTS = 800;
const MAX_TEXT = 5000;
const MAX_ELEMENTS = 10_000;
const FIELD = 'input,textarea';
const MAX_PICTURES = 200;

export function walkPage(document: Document, picturesToo: boolean): Walked {
  const texts: TextFacts[] = [];
  const fields: Met[] = [];
  const pictures: Met[] = [];
  const roots: (Document | ShadowRoot)[] = [document];
  const ancestors: Ancestor[] = [];
  let run = '';
  let linkOnly = true;
  let elements = 0;
  /** Texts before this index were taken as `before` by a field. */
  let taken = 0;

  const flush = (kind: TextFacts['kind']) => {
    const text = run.replace(/\s+/g, ' ').trim();
    run = '';
    const action = kind === 'text' && linkOnly;
    linkOnly = true;
    if (text !== '' && texts.length < MAX_TEXTS) texts.push({ kind: action ? 'action' : kind, text: text.slice(0, MAX_TEXT) });
  };

  const met = (element: Element): Met => {
    const last = texts[texts.length - 1];
    const before = last !== undefined && last.kind !== 'action' && taken < texts.length ? last.text : '';
    return { element, ancestors: [...ancestors], before };
  };

  const children = (parent: ParentNode, kind: TextFacts['kind'], muted: boolean, link: boolean) => {
    for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (muted) continue;
        const text = node.nodeValue ?? '';
        if (text.trim() !== '' && !link) linkOnly = false;
        run += text;
      } else if (node.nodeType === Node.ELEMENT_NODE) visit(node as Element, kind, muted, link);
    }
  };

  const visit = (element: Element, kind: TextFacts['kind'], muted: boolean, link: boolean) => {
    const name = element.localName;
    if (SKIP.has(name) || isOwnChip(element)) return;
    // On a very long page only what leads to a field is still of interest.
    if (++elements > MAX_ELEMENTS && !element.matches(FIELD) && element.querySelector(FIELD) === null) return;
    if (!rendered(element)) return;
    if (name === 'input' || name === 'textarea') {
      flush(kind);
      fields.push(met(element));
      taken = texts.length;
      return;
    }
    if (name === 'img' || name === 'canvas' || name === 'svg') {
      if (picturesToo && pictures.length < MAX_PICTURES) pictures.push(met(element));
      return;
    }
    if (picturesToo && !muted && (element.firstChild === null || isGrid(element))) {
      if (pictures.length < MAX_PICTURES && shadowRootOf(element) === null) pictures.push(met(element));
      if (element.firstChild !== null) return;
    }
    const role = element.getAttribute('role');
    const inner =
      HEADINGS.has(name) || role === 'heading'
        ? 'heading'
        : name === 'button' || name === 'summary' || role === 'button'
          ? 'action'
          : name === 'label'
            ? 'label'
            : kind;
    const inline = inner === kind && INLINE.has(name);
    if (!inline) flush(kind);
    const mute = muted || name === 'nav' || name === 'footer' || (name === 'header' && element.parentElement?.localName === 'body');
    const frame: Ancestor = { element, from: texts.length, to: texts.length };
    ancestors.push(frame);
    const root = shadowRootOf(element);
    if (root !== null) {
      roots.push(root);
      children(root, inner, mute, link);
    }
    children(element, inner, mute, link || name === 'a');
    if (!inline) flush(inner);
    frame.to = texts.length;
    ancestors.pop();
  };

  if (document.body !== null) visit(document.body, 'text', false, false);
  return { texts, fields, pictures, roots };
}

/** A QR code built of elements: 21 rows or more, some hundred dark modules, no text. */
const isGrid = (element: Element): boolean =>
  element.childElementCount >= 21 && element.getElementsByTagName('*').length >= 200 && element.textContent?.trim() === '';

/** `display: contents` has no box of its own but shows its children. */
function rendered(element: Element): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) || getComputedStyle(element).display === 'contents'
  );
}

/** Characters that still belong to one matter. */
const NEAR = 1200;

/** The largest surrounding block whose text is still about the thing met. */
export function nearRange(texts: readonly TextFacts[], met: Met): readonly [number, number] {
  let range: readonly [number, number] = [0, 0];
  for (let i = met.ancestors.length - 1; i >= 0; i--) {
    const { element, from, to } = met.ancestors[i] as Ancestor;
    const length = texts.slice(from, to).reduce((sum, text) => sum + text.text.length, 0);
    if (length > NEAR) {
      if (range[1] > range[0]) return range;
      const at = Math.max(from, met.ancestors[met.ancestors.length - 1]?.from ?? from);
      return [Math.max(from, at - 6), Math.min(to, at + 6)];
    }
    range = [from, to];
    if (
      length > 30 &&
      (element.localName === 'dialog' || element.getAttribute('role') === 'dialog' || element.getAttribute('aria-modal') === 'true')
    )
      return range;
  }
  return range;
}
