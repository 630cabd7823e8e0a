// Ranks index entries for what is typed and for the page in front. Prepared once, then a query touches only short strings.

import type { Origin } from '../item';
import { parseOrigin } from './site';

/** The part of an index entry that search looks at. */
export interface Searchable {
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly Origin[];
  readonly tags: readonly string[];
  readonly pinned: boolean;
  /** The person's own order; lower comes first. */
  readonly order: number;
}

/** How an entry relates to the page in front. */
export type Belongs = 'exact' | 'same-domain' | 'none';

export interface Found<T> {
  readonly entry: T;
  readonly belongs: Belongs;
}

export interface SearchIndex<T extends Searchable> {
  readonly rows: readonly Row<T>[];
}

interface Row<T> {
  readonly entry: T;
  /** Folded texts by weight, heaviest first: issuer, account, hosts, tags. Each begins with a space, so that ` x` finds words. */
  readonly texts: readonly string[];
  readonly hosts: readonly string[];
}

/** Case, accents and width do not matter: compatibility decomposition without marks (UAX #15), lower case. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** About 5 µs an entry: do it when the entries change, not when a key is pressed. */
export function prepareSearch<T extends Searchable>(entries: readonly T[]): SearchIndex<T> {
  return {
    rows: entries.map((entry) => {
      const hosts = entry.sites.map(hostOf);
      const texts = [entry.issuer, entry.account, hosts.join(' '), entry.tags.join(' ')];
      return { entry, hosts, texts: texts.map((text) => ` ${fold(text).replace(/[\s\-_.@:/+()]+/g, ' ')}`) };
    }),
  };
}

/**
 * Every word of the query must occur. Best first: where the match is (issuer, account, site, tag) and whether it begins a word; then the
 * page's own accounts, pinned ones, the person's order. An empty query lists all, the page's own first.
 */
export function search<T extends Searchable>(index: SearchIndex<T>, query: string, page: Origin | null = null): readonly Found<T>[] {
  const words = fold(query)
    .split(/[\s\-_.@:/+()]+/)
    .filter((word) => word !== '');
  const site = page === null ? null : parseOrigin(page);
  const here = site?.ok === true ? site.value : null;
  const found: { readonly row: Row<T>; readonly belongs: Belongs; readonly key: number }[] = [];
  for (const row of index.rows) {
    const score = scoreOf(row.texts, words);
    if (score === 0) continue;
    const belongs = here === null ? 'none' : belongsTo(row, here.origin, here.domain);
    found.push({
      row,
      belongs,
      key: score * 8 + (belongs === 'exact' ? 4 : belongs === 'same-domain' ? 2 : 0) + (row.entry.pinned ? 1 : 0),
    });
  }
  found.sort((a, b) => b.key - a.key || a.row.entry.order - b.row.entry.order);
  return found.map(({ row, belongs }) => ({ entry: row.entry, belongs }));
}

/** 0: a word is missing. Else the sum over the words of the best place where each occurs. */
function scoreOf(texts: readonly string[], words: readonly string[]): number {
  if (words.length === 0) return 1;
  let sum = 0;
  for (const word of words) {
    let best = 0;
    for (let i = 0; i < texts.length && best === 0; i++) {
      const at = (texts[i] as string).indexOf(word);
      if (at < 0) continue;
      const begins = (texts[i] as string).includes(` ${word}`);
      best = (texts.length - i) * 2 + (begins ? 2 * texts.length : 0) + (at === 1 ? 1 : 0);
    }
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

function belongsTo<T extends Searchable>(row: Row<T>, origin: Origin, domain: string | null): Belongs {
  if (row.entry.sites.includes(origin)) return 'exact';
  if (domain === null) return 'none';
  return row.hosts.some((host) => host === domain || host.endsWith(`.${domain}`)) ? 'same-domain' : 'none';
}

const hostOf = (origin: Origin): string => origin.replace(/^https?:\/\//, '').replace(/:[0-9]+$/, '');
