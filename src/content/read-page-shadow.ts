// Shadow roots, closed ones too: the browser shows them to content scripts.

/** Chromium's. Asked for only where it is needed: the browser makes it on the first question. */
declare const chrome: { readonly dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } };

/** Ordinary elements that may have one, and are empty otherwise. A list: the first pattern of a process is dear. */
export const PLAIN = ['div', 'span', 'section', 'main', 'article'];

/** A closed root is asked for only where nothing else would be in the element, or its name is an author's own. */
export const shadowRootOf = (element: Element): ShadowRoot | null =>
  element.shadowRoot ??
  (element.localName.includes('-') || (element.firstChild === null && PLAIN.includes(element.localName)) ? anyShadowRootOf(element) : null);

/** As `shadowRootOf`, whatever the element is: for a look that nobody waits for. */
export const anyShadowRootOf = (element: Element): ShadowRoot | null =>
  element.shadowRoot ??
  (__TARGET__ === 'firefox'
    ? ((element as Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null)
    : // Chromium throws for elements that are no HTMLElement.
      (element.namespaceURI === 'http://www.w3.org/1999/xhtml' && chrome.dom?.openOrClosedShadowRoot(element)) || null);

/** A chip of ours (offer-chip.ts): a made-up element without content that is a manual popover. */
export const isOwnChip = (node: Node): boolean =>
  node instanceof HTMLElement && node.popover === 'manual' && node.localName.includes('-') && node.firstChild === null;
