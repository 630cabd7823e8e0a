// In every frame of every page: the smallest script that can say "nothing here". One message at most, then silence. It reads no
// layout, no field's value and no vault, and its observer looks at added inputs and pictures only.

import { isCodeField, isQrPicture, speaksOfSecondFactor } from '../core/detect/wake';
import { ask } from './messages';
import { shadowRootOf } from './read-page-shadow';

/** In the isolated world only: false once a look found nothing, true once the detector was asked for. */
const world = globalThis as unknown as { countersignSentinel?: boolean };

const THINGS = 'input,img,canvas,svg,a[href^="otpauth" i]';
/** A square from here on may be a QR code, in px by attribute or of the image file. */
const MIN_SIDE = 60;
/** An icon has fewer shapes and a shorter path than a QR code. */
const MODULES = 60;
const PATH = 800;
const MAX_HOSTS = 4000;
const MAX_THINGS = 150;
/** A text longer than this around a field is the page, not its form. */
const NEAR = 1500;

/** One look at all that there is, then at what is added. */
function watch(): void {
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (node.nodeType === 1 && look(node as Element)) return;
      }
    }
  });
  const { signal, abort } = stopper(observer);

  function look(root: ParentNode & Node): boolean {
    if (signal.aborted) return true;
    const found = (root as Element).matches?.(THINGS) === true ? [root as Element] : [];
    let left = MAX_THINGS;
    for (const thing of [...found, ...root.querySelectorAll(THINGS)]) if (left-- > 0 && matters(thing)) return wake();
    return hosts(root);
  }

  function hosts(root: ParentNode & Node): boolean {
    const all = (root as Element).getElementsByTagName?.('*') ?? root.querySelectorAll('*');
    const end = Math.min(all.length, MAX_HOSTS);
    for (let i = -1; i < end; i++) {
      const element = i < 0 ? root : (all[i] as Element);
      if (!(element instanceof Element)) continue;
      // A closed root is only asked for where nothing else would be in the element.
      const inner = element.shadowRoot ?? (element.firstChild === null || element.localName.includes('-') ? shadowRootOf(element) : null);
      if (inner !== null) {
        observer.observe(inner, { childList: true, subtree: true });
        if (look(inner)) return true;
      }
    }
    return false;
  }

  function wake(): boolean {
    abort();
    world.countersignSentinel = true;
    void ask('sentinel/evidence', {});
    return true;
  }

  world.countersignSentinel = false;
  if (!look(document)) observer.observe(document, { childList: true, subtree: true });
}

function stopper(observer: MutationObserver): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort() {
      controller.abort();
      observer.disconnect();
    },
  };
}

let spoken: string | null = null;
let speaks = false;

/** Address, title and headings; asked again only when they changed. */
function pageSpeaks(): boolean {
  const path = `${location.pathname}${location.hash.slice(0, 60)} ${location.search.slice(0, 100)} ${document.title}`;
  const text = `${path} ${[...document.querySelectorAll('h1,h2,h3,legend')]
    .slice(0, 12)
    .map((heading) => heading.textContent)
    .join(' ')}`;
  if (text !== spoken) {
    spoken = text;
    speaks = speaksOfSecondFactor(text);
  }
  return speaks;
}

/** The text of the largest small block around. */
function around(element: Element): string {
  let text = '';
  for (let at: Element | null = element.parentElement, i = 0; at !== null && i < 6; at = at.parentElement, i++) {
    const here = at.textContent ?? '';
    if (here.length > NEAR) break;
    text = here;
  }
  return text;
}

function matters(element: Element): boolean {
  const of = (...names: string[]) => names.map((name) => element.getAttribute(name) ?? '').join(' ');
  if (element.localName === 'a') return true;
  if (element.localName !== 'input') return pictureMatters(element, of('alt', 'class', 'id', 'aria-label'));
  const input = element as HTMLInputElement;
  if (!/^(?:text|tel|number|password)$/.test(input.type)) return /^otpauth/i.test(of('value'));
  if (/one-time-code/i.test(input.autocomplete)) return true;
  if (input.type === 'password' && !/otp|code|token|2fa|mfa|pin/i.test(of('name', 'id', 'autocomplete', 'placeholder', 'aria-label')))
    return false;
  const labels = [...(input.labels ?? [])].map((label) => label.textContent).join(' ');
  const numeric =
    input.type === 'number' ||
    input.type === 'tel' ||
    /numeric|decimal/.test(input.inputMode) ||
    (input.maxLength > 5 && input.maxLength < 9) ||
    input.maxLength === 1;
  return isCodeField(
    `${of('name', 'id', 'placeholder', 'aria-label', 'title', 'class')} ${labels}`,
    numeric,
    () => pageSpeaks() || speaksOfSecondFactor(around(input)),
  );
}

/** Sizes by attribute or of the file: layout is not asked. */
function pictureMatters(element: Element, own: string): boolean {
  const size = (name: 'width' | 'height') => Number.parseInt(element.getAttribute(name) ?? '', 10);
  let [width, height] = [size('width'), size('height')];
  if (element instanceof HTMLImageElement && element.naturalWidth > 1) [width, height] = [element.naturalWidth, element.naturalHeight];
  // A canvas of the initial size (300 × 150) has still to be drawn.
  const square = !(Math.abs(width - height) > 0.2 * height) && !(width < MIN_SIDE);
  if (!square && !(element.localName === 'canvas' && width === 300)) return false;
  if (
    element.localName === 'svg' &&
    element.getElementsByTagName('*').length < MODULES &&
    !((element.querySelector('path:last-of-type')?.getAttribute('d') ?? '').length > PATH)
  )
    return false;
  return isQrPicture(
    own,
    () => pageSpeaks(),
    () => around(element),
  );
}

if (world.countersignSentinel === undefined) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', watch, { once: true });
  else watch();
}
