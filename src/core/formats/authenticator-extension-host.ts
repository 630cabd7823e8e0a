// Authenticator-Extension writes the site into the issuer: `Name::host` means "Name, offered only on host".

import type { Found } from './entry';
import { sitesFrom } from './found-otp';

/** Splits the issuer where what follows `::` is a host; the host becomes a site. */
export function withHost(found: Found): Found {
  if (found.kind !== 'otp') return found;
  const cut = found.issuer.indexOf('::');
  if (cut < 0) return found;
  const host = found.issuer.slice(cut + 2).trim();
  const sites = sitesFrom([host]);
  if (sites.length === 0) return found;
  return {
    ...found,
    issuer: found.issuer.slice(0, cut).trim() || host,
    sites: [...new Set([...found.sites, ...sites])],
    warnings: [...found.warnings, 'bound-to-host'],
  };
}
