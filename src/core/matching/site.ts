// Sites: web origins, their registrable domains, and whether a page is one that an account belongs to (DESIGN §5).

import { getDomain } from 'tldts';
import type { Origin } from '../item';
import { fail, ok, type Result } from '../result';
import { unicodeHost } from './punycode';

export interface Site {
  readonly origin: Origin;
  readonly scheme: 'http' | 'https';
  /** As the origin writes it: lower case, Punycode, IPv6 in brackets, no port. */
  readonly host: string;
  /** Null for the scheme's own. */
  readonly port: number | null;
  /**
   * eTLD+1 by the public suffix list with its private part, so `alice.github.io` is a site of its own. Null where only the exact origin
   * can match: IP addresses, localhost, single labels, public suffixes, names with a trailing dot.
   */
  readonly domain: string | null;
}

/** `opaque`: `"null"`, of sandboxed and `data:` documents. `not-web`: another scheme. `malformed`: no serialised origin. */
export type SiteError = 'opaque' | 'not-web' | 'malformed';

const ORIGIN = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::([1-9][0-9]{0,4}))?$/;
const IPV4 = /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/;

/**
 * Reads an origin exactly as browsers serialise it (`sender.origin`; HTML Standard §7.1.1). Anything more (path, userinfo, upper case,
 * Unicode, a default port) is `malformed`: never repaired, since the value decides who gets a code.
 */
export function parseOrigin(text: string): Result<Site, SiteError> {
  if (text === 'null') return fail('opaque');
  const parts = ORIGIN.exec(text);
  if (parts === null)
    return /^https?:/i.test(text) ? fail('malformed') : /^[a-z][a-z0-9+.-]*:/i.test(text) ? fail('not-web') : fail('malformed');
  const scheme = parts[1] as 'http' | 'https';
  const host = parts[2] as string;
  const port = parts[3] === undefined ? null : Number(parts[3]);
  if (port !== null && (port > 65_535 || port === (scheme === 'https' ? 443 : 80))) return fail('malformed');
  if (!host.startsWith('[') && !/^(?!\.)(?!.*\.\.)/.test(host)) return fail('malformed');
  return ok({ origin: text, scheme, host, port, domain: domainOf(host) });
}

/**
 * What a person types or a file holds (`example.com`, `https://example.com/login`) as an origin; https where no scheme is given, http for
 * localhost and IP addresses. Null when it names no web site.
 */
export function originOfAddress(text: string): Origin | null {
  const typed = text.trim();
  // `@`: an e-mail address, or userinfo that makes an address look like another.
  if (typed === '' || /[\s@\\]/.test(typed)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  try {
    const url = new URL(hasScheme ? typed : `https://${typed}`);
    const local = url.hostname.startsWith('[') || IPV4.test(url.hostname) || isLocalhost(url.hostname);
    const origin = !hasScheme && local ? new URL(`http://${typed}`).origin : url.origin;
    return parseOrigin(origin).ok ? origin : null;
  } catch {
    return null;
  }
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

const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

function domainOf(host: string): string | null {
  if (host.startsWith('[') || IPV4.test(host) || isLocalhost(host) || host.endsWith('.')) return null;
  return getDomain(host, { allowPrivateDomains: true });
}
