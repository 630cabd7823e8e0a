// May this caller act for that relying party? WebAuthn L3 §5.1.3 steps 7–8 and §5.1.4.1 steps 6–7, by the public suffix list with its
// private part, as browsers do. Where we say no the browser is asked: so what is unusual is refused rather than repaired.

import type { Origin } from '../item';
import { isUnencrypted, parseOrigin } from '../matching/site';
import { fail, ok, type Result } from '../result';

/**
 * `opaque-origin`: NotAllowedError. `insecure`: pages of http have no WebAuthn, those of this very machine excepted. `no-domain`: an IP
 * address or a name that is no valid domain, SecurityError. `related-origin-needed`: another site's, SecurityError unless that site lists
 * the caller (§5.11), which only a browser may look up. `bad-rp-id`: SecurityError whoever asks.
 */
export type RpIdError = 'opaque-origin' | 'insecure' | 'no-domain' | 'related-origin-needed' | 'bad-rp-id';

/** Labels of letters, digits and hyphens in lower case; 253 characters at most. */
const NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?)*$/;

/**
 * The rpId that holds: `asked`, or the caller's host where it is null. Ports play no part.
 * Deviation: HTML's host parser would lower an rpId's case and decode its Unicode; nobody writes it so, and the browser still can.
 */
export function checkRpId(origin: Origin, asked: string | null): Result<string, RpIdError> {
  const caller = parseOrigin(origin);
  if (!caller.ok) return fail(caller.error.code === 'opaque' ? 'opaque-origin' : 'no-domain');
  const { host, domain } = caller.value;
  if (isUnencrypted(caller.value)) return fail('insecure');
  if (!isName(host)) return fail('no-domain');
  if (asked === null || asked === host) return ok(host);
  if (!isName(asked)) return fail('bad-rp-id');
  const site = parseOrigin(`https://${asked}`);
  const askedDomain = site.ok ? site.value.domain : null;
  // A public suffix, a single label, localhost: nobody owns what is below it.
  if (askedDomain === null) return fail('bad-rp-id');
  // The dot, because evilexample.com is not below example.com.
  if (askedDomain === domain && host.endsWith(`.${asked}`)) return ok(asked);
  // The list of related origins counts for https alone (§5.11).
  return caller.value.scheme === 'https' ? fail('related-origin-needed') : fail('bad-rp-id');
}

/** A number as the last label makes an IPv4 address of it (URL Standard §3.5). */
const isName = (host: string): boolean => NAME.test(host) && !/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(host);
