// Which relying party a page may speak for: its own host, or a registrable suffix of it (WebAuthn L3 §5.1.3 steps 7–8, HTML §7.1.1).

import { getDomain } from 'tldts';
import type { Origin } from '../item';
import { parseOrigin } from '../matching/site';
import { fail, ok, type Result } from '../result';

/**
 * `security-error`: never, whatever a server says. `related-origin-needed`: only by the list of related origins (§5.11), which the
 * browser fetches and we do not.
 */
export type RpIdError = 'security-error' | 'related-origin-needed';

const DOMAIN = /^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;
/** Ends in a number: an IPv4 address to a URL parser (URL Standard §3.5). */
const ADDRESS = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

/** `rpId` null: the page leaves it to the host. What comes back is what is hashed and stored. */
export function checkRpId(origin: Origin, rpId: string | null): Result<string, RpIdError> {
  const site = parseOrigin(origin);
  if (!site.ok) return fail('security-error');
  const { host, scheme } = site.value;
  if (!isDomain(host)) return fail('security-error');
  if (rpId === null || rpId === host) return ok(host);
  if (!isDomain(rpId) || getDomain(rpId, { allowPrivateDomains: true }) === null) return fail('security-error');
  if (host.endsWith(`.${rpId}`)) return ok(rpId);
  return fail(scheme === 'https' ? 'related-origin-needed' : 'security-error');
}

const isDomain = (host: string): boolean => host.length <= 253 && DOMAIN.test(host) && !ADDRESS.test(host);
