// Sites: web origins, their registrable domains, and whether a page is one that an account belongs to (DESIGN §5).

import { getDomain } from 'tldts';
import type { Origin } from '../item';
import { ok, type Result } from '../result';
import { isAddress, isLocalhost, type OriginParts, readOrigin, type SiteError } from './origin';
import { unicodeHost } from './punycode';

export interface Site extends OriginParts {
  /**
   * eTLD+1 by the public suffix list with its private part, so `alice.github.io` is a site of its own. Null where only the exact origin
   * can match: IP addresses, localhost, single labels, public suffixes, names with a trailing dot.
   */
  readonly domain: string | null;
}

/** An origin (`readOrigin`) and its registrable domain. */
export function parseOrigin(text: string): Result<Site, SiteError> {
  const parts = readOrigin(text);
  return parts.ok ? ok({ ...parts.value, domain: domainOf(parts.value.host) }) : parts;
}

export type SiteMatch =
  | { readonly match: 'exact'; readonly site: Origin }
  /** Another host, port or scheme of the same registrable domain: needs the person's word once. */
  | { readonly match: 'same-domain'; readonly site: Origin }
  | { readonly match: 'none' }
  /** `insecure`: the account lives on https, the page is http. */
  | { readonly match: 'refused'; readonly code: SiteError | 'insecure'; readonly site?: Origin };

/** Whether the page's origin is one of the account's sites. An exact site wins over a refusal: an account may live on http. */
export function matchSite(origin: string, sites: readonly Origin[]): SiteMatch {
  const page = parseOrigin(origin);
  if (!page.ok) return { match: 'refused', code: page.error.code };
  if (sites.includes(origin)) return { match: 'exact', site: origin };
  let refused: Origin | null = null;
  let related: Origin | null = null;
  for (const text of sites) {
    const site = parseOrigin(text);
    if (!site.ok) continue;
    const downgrade = site.value.scheme === 'https' && page.value.scheme === 'http';
    if (downgrade && site.value.host === page.value.host) refused ??= text;
    if (page.value.domain === null || site.value.domain !== page.value.domain) continue;
    if (downgrade) refused ??= text;
    else related ??= text;
  }
  if (related !== null) return { match: 'same-domain', site: related };
  return refused === null ? { match: 'none' } : { match: 'refused', code: 'insecure', site: refused };
}

/** Schemefully same site (HTML Standard §7.1.1): scheme and registrable domain agree; exact origins where there is no domain. */
export function sameSite(a: Origin, b: Origin): boolean {
  if (a === b) return parseOrigin(a).ok;
  const [left, right] = [parseOrigin(a), parseOrigin(b)];
  if (!left.ok || !right.ok || left.value.scheme !== right.value.scheme) return false;
  return left.value.domain !== null && left.value.domain === right.value.domain;
}

export interface SiteName {
  /** Host and port as the browser compares them; the scheme only when it is http. */
  readonly ascii: string;
  /** The same in Unicode where it differs: shown beside, never instead. */
  readonly unicode: string | null;
}

/** How a site is written for a person. */
export function siteName(origin: Origin): SiteName {
  const site = parseOrigin(origin);
  if (!site.ok) return { ascii: origin, unicode: null };
  const port = site.value.port === null ? '' : `:${site.value.port}`;
  const scheme = site.value.scheme === 'http' ? 'http://' : '';
  const readable = unicodeHost(site.value.host);
  return { ascii: `${scheme}${site.value.host}${port}`, unicode: readable === site.value.host ? null : `${scheme}${readable}${port}` };
}

/** A page that others on the way can rewrite: http, but not on this very machine. */
export const isUnencrypted = (site: Site): boolean =>
  site.scheme === 'http' && !isLocalhost(site.host) && site.host !== '[::1]' && !/^127\.[0-9.]+$/.test(site.host);

function domainOf(host: string): string | null {
  if (isAddress(host) || isLocalhost(host) || host.endsWith('.')) return null;
  return getDomain(host, { allowPrivateDomains: true });
}
