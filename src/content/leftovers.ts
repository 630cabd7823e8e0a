// Firefox takes an old version's scripts out of their pages when the extension is updated, and leaves what they drew: chips that nobody
// answers behind. In Chromium the old scripts live on, see that they are cut off and take their chips away themselves (lifetime.ts).

/** To be called before the first chip of this version is there. Only Firefox lets a content script look into closed roots by itself. */
export function removeLeftovers(): void {
  for (const host of document.querySelectorAll<HTMLElement & { readonly openOrClosedShadowRoot?: ShadowRoot | null }>('[popover]')) {
    if (host.openOrClosedShadowRoot?.querySelector('.cs-chip') != null) host.remove();
  }
}
