// Where a passkey may be used. Pure.

import type { Origin } from '../item';
import { isUnencrypted, parseOrigin, type Site } from './site';

/** On its relying party's host and those below it, never over an open connection (WebAuthn L3 §5.1.3, §13.4.9). */
export const livesAt = (rpId: string, site: Site): boolean =>
  (site.host === rpId || site.host.endsWith(`.${rpId}`)) && !isUnencrypted(site);

export function livesAtOrigin(rpId: string, origin: Origin): boolean {
  const site = parseOrigin(origin);
  return site.ok && livesAt(rpId, site.value);
}
