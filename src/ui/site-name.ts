// How an origin is shown to a person. Pure.

import { unicodeHost } from '../core/matching/punycode';

/** `https://id.heroku.com` → `id.heroku.com`; an origin that is not https keeps its scheme, since that is worth knowing. */
export const shownSite = (origin: string): string => origin.replace(/^https:\/\//, '');

/** The host of an origin, or a host itself, in Unicode; null where that is what it says already. To be shown beside it, never instead. */
export function readableHost(origin: string): string | null {
  const host = origin.replace(/^https?:\/\//, '').replace(/:[0-9]+$/, '');
  const readable = unicodeHost(host);
  return readable === host ? null : readable;
}
