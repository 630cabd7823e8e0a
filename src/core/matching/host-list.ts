// A list of host names, each with the hosts below it. Pure.

import type { Origin } from '../item';
import { parseOrigin } from './site';

/** `example.com` covers `https://example.com` and `http://a.example.com:8080`, not `https://notexample.com`. */
export function coversOrigin(hosts: readonly string[], origin: Origin): boolean {
  const site = parseOrigin(origin);
  if (!site.ok) return false;
  const { host } = site.value;
  return hosts.some((one) => {
    const name = one.toLowerCase().replace(/^\*?\.|\.$/g, '');
    return name !== '' && (host === name || host.endsWith(`.${name}`));
  });
}
