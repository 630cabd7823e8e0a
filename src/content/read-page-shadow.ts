// Shadow roots, closed ones too: the browser shows them to content scripts.

const dom = (globalThis as unknown as { chrome?: { dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } } }).chrome?.dom;

/** Elements that may carry one (DOM Standard, attachShadow). */
const HOSTS = new Set([
  'article',
  'aside',
  'blockquote',
  'body',
  'div',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'main',
  'nav',
  'p',
  'section',
  'span',
]);

export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot !== null) return element.shadowRoot;
  const name = element.localName;
  if (!HOSTS.has(name) && !name.includes('-')) return null;
  const firefox = element as Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };
  if (firefox.openOrClosedShadowRoot !== undefined) return firefox.openOrClosedShadowRoot;
  // Chromium throws for elements that are no HTMLElement.
  return dom !== undefined && element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : null;
}

/** A chip of ours (offer-chip.ts): a made-up element without content that is a manual popover. */
export const isOwnChip = (node: Node): boolean =>
  node instanceof HTMLElement && node.popover === 'manual' && node.localName.includes('-') && node.firstChild === null;
