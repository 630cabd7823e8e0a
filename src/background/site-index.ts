// Which items belong to a page: a map from registrable domain (or bare origin) to index entries, made once for each generation of
// the vault, so that 10,000 accounts cost a look-up and not a parse each.

import type { Origin } from '../core/item';
import { matchSite, parseOrigin } from '../core/matching/site';
import type { IndexEntry } from '../core/vault/index-entry';

export interface SiteHit {
  readonly entry: IndexEntry;
  readonly match: 'exact' | 'same-domain';
}

const keyOf = (origin: Origin): string | null => {
  const site = parseOrigin(origin);
  return site.ok ? (site.value.domain ?? site.value.origin) : null;
};

/** Exact ones first, otherwise in the vault's order. Entries in the trash are not among them. */
export function createSiteIndex(): (entries: readonly IndexEntry[], origin: Origin) => readonly SiteHit[] {
  let of: readonly IndexEntry[] | null = null;
  let bySite = new Map<string, IndexEntry[]>();

  return (entries, origin) => {
    if (of !== entries) {
      of = entries;
      bySite = new Map();
      for (const entry of entries) {
        if (entry.trashedAt !== null) continue;
        for (const key of new Set(entry.sites.map(keyOf))) {
          if (key !== null) bySite.set(key, [...(bySite.get(key) ?? []), entry]);
        }
      }
    }
    const key = keyOf(origin);
    const hits = (key === null ? [] : (bySite.get(key) ?? [])).flatMap((entry): SiteHit[] => {
      const { match } = matchSite(origin, entry.sites);
      return match === 'exact' || match === 'same-domain' ? [{ entry, match }] : [];
    });
    return [...hits.filter((hit) => hit.match === 'exact'), ...hits.filter((hit) => hit.match === 'same-domain')];
  };
}
