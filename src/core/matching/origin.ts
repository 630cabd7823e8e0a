// Web origins as text: read exactly, or out of what people type. No public suffix list, so that small scripts can use it.

import type { Origin } from '../item';
import { fail, ok, type Result } from '../result';

export interface OriginParts {
  readonly origin: Origin;
  readonly scheme: 'http' | 'https';
  /** As the origin writes it: lower case, Punycode, IPv6 in brackets, no port. */
  readonly host: string;
  /** Null for the scheme's own. */
  readonly port: number | null;
}

/** `opaque`: `"null"`, of sandboxed and `data:` documents. `not-web`: another scheme. `malformed`: no serialised origin. */
export type SiteError = 'opaque' | 'not-web' | 'malformed';

const ORIGIN = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::([1-9][0-9]{0,4}))?$/;
const IPV4 = /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/;

/**
 * Reads an origin exactly as browsers serialise it (`sender.origin`; HTML Standard §7.1.1). Anything more (path, userinfo, upper case,
 * Unicode, a default port) is `malformed`: never repaired, since the value decides who gets a code.
 */
export function readOrigin(text: string): Result<OriginParts, SiteError> {
  if (text === 'null') return fail('opaque');
  const parts = ORIGIN.exec(text);
  if (parts === null)
    return /^https?:/i.test(text) ? fail('malformed') : /^[a-z][a-z0-9+.-]*:/i.test(text) ? fail('not-web') : fail('malformed');
  const scheme = parts[1] as 'http' | 'https';
  const host = parts[2] as string;
  const port = parts[3] === undefined ? null : Number(parts[3]);
  if (port !== null && (port > 65_535 || port === (scheme === 'https' ? 443 : 80))) return fail('malformed');
  if (!host.startsWith('[') && !/^(?!\.)(?!.*\.\.)/.test(host)) return fail('malformed');
  return ok({ origin: text, scheme, host, port });
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
    const local = isAddress(url.hostname) || isLocalhost(url.hostname);
    const origin = !hasScheme && local ? new URL(`http://${typed}`).origin : url.origin;
    return readOrigin(origin).ok ? origin : null;
  } catch {
    return null;
  }
}

export const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** IPv6 in brackets, or four numbers. */
export const isAddress = (host: string): boolean => host.startsWith('[') || IPV4.test(host);
