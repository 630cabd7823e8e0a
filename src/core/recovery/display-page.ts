// Where a site shows its recovery codes: the page to go back to when few are left.

import type { Origin, RecoverySet } from '../item';
import { parseOrigin } from '../matching/site';

/** Longer addresses are no page that somebody goes back to. */
const MOST = 2048;

/** Origin and path of a web page; query and fragment may name a session or a person. null: no web address, or too long a one. */
export function displayPage(url: string): string | null {
  try {
    const { origin, pathname } = new URL(url);
    // A blob: has its page's origin, and a path that is none.
    const page = /^https?:/i.test(url) && parseOrigin(origin).ok ? origin + pathname : null;
    return page === null || page.length > MOST ? null : page;
  } catch {
    return null;
  }
}

/** Where new codes are made: that page, else the set's first site. null: it has neither. What is kept is looked at anew: a file may hold anything. */
export function newCodesPage({ page, sites }: Pick<RecoverySet, 'page' | 'sites'>): string | null {
  const kept = page === null ? null : displayPage(page);
  return kept ?? sites.find((site: Origin) => parseOrigin(site).ok) ?? null;
}
