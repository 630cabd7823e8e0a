// Shadow roots, closed ones too: the browser shows them to content scripts.

const dom = (globalThis as unknown as { chrome?: { dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } } }).chrome?.dom;

/** A closed root is asked for only where nothing else would be in the element, or its name is an author's own. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot !== null) return element.shadowRoot;
  const name = element.localName;
  if (!name.includes('-') && (element.firstChild !== null || !/^(?:div|span|section|main|article)$/.test(name))) return null;
  return anyShadowRootOf(element);
}

/** As `shadowRootOf`, whatever the element is: for a look that nobody waits for. */
export function anyShadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot !== null) return element.shadowRoot;
  const firefox = element as Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };
  if (firefox.openOrClosedShadowRoot !== undefined) return firefox.openOrClosedShadowRoot;
  // Chromium throws for elements that are no HTMLElement.
  return dom !== undefined && element.namespaceURI === 'http://www.w3.org/1999/xhtml' ? dom.openOrClosedShadowRoot(element) : null;
}

/** A chip of ours (offer-chip.ts): a made-up element without content that is a manual popover. */
export const isOwnChip = (node: Node): boolean =>
  node instanceof HTMLElement && node.popover === 'manual' && node.localName.includes('-') && node.firstChild === null;
