// Ranks index entries for what is typed and for the page in front. Prepared once, then a query touches only short strings.

import type { Origin } from '../item';
import { fold } from './fold';
import { livesAt } from './passkey-site';
import { parseOrigin, type Site } from './site';
import { editsAllowed, nearRows, type Vocabulary, vocabularyOf } from './typo';

/** The part of an index entry that search looks at. */
export interface Searchable {
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly Origin[];
  readonly tags: readonly string[];
  readonly pinned: boolean;
  /** The person's own order; lower comes first. */
  readonly order: number;
  /** A passkey's relying party: where it may be used, in place of the sites where it was made. */
  readonly rpId?: string;
}

/** How an entry relates to the page in front. */
export type Belongs = 'exact' | 'same-domain' | 'none';

export interface Found<T> {
  readonly entry: T;
  readonly belongs: Belongs;
}

export interface SearchIndex<T extends Searchable> {
  readonly rows: readonly Row<T>[];
  /** Made at the first query that finds too little, or by `warmTypos`. */
  vocabulary: Vocabulary | null;
}

/** Where a query finds fewer than this by its letters, what was mistyped is looked for too. */
const FEW = 8;

interface Row<T> {
  readonly entry: T;
  /**
   * Folded texts by weight, heaviest first: issuer, account, hosts, tags. Each begins with a space, so that ` x` finds words. Made at the
   * first query that has words: a popup that only lists must not wait for it.
   */
  texts: readonly string[] | null;
}

/** Cheap; do it when the entries change. The first query with words costs about 2 µs an entry more, unless `warmSearch` went before. */
export const prepareSearch = <T extends Searchable>(entries: readonly T[]): SearchIndex<T> => ({
  rows: entries.map((entry) => ({ entry, texts: null })),
  vocabulary: null,
});

const BREAKS = /[\s\-_.@:/+()]+/g;

function textsOf<T extends Searchable>(row: Row<T>): readonly string[] {
  if (row.texts === null) {
    const { issuer, account, sites, tags, rpId } = row.entry;
    const texts = [issuer, account, [...(rpId === undefined ? [] : [rpId]), ...sites.map(hostOf)].join(' '), tags.join(' ')];
    row.texts = texts.map((text) => (text === '' ? '' : ` ${fold(text).replace(BREAKS, ' ')}`));
  }
  return row.texts;
}

/** What the first query with words would do first: for a moment when nobody waits. */
export function warmSearch<T extends Searchable>(index: SearchIndex<T>): void {
  for (const row of index.rows) textsOf(row);
}

/** As `warmSearch`, for the first query that has to guess what was meant. */
export function warmTypos<T extends Searchable>(index: SearchIndex<T>): void {
  index.vocabulary ??= vocabularyOf(index.rows.map(textsOf));
}

/**
 * Every word of the query must occur, or nearly so where few do: mistyped ones come after all others. Best first: where the match is
 * (issuer, account, site, tag) and whether it begins a word; then the page's own accounts, pinned ones, the person's order. An empty query
 * lists all, the page's own first.
 */
export function search<T extends Searchable>(index: SearchIndex<T>, query: string, page: Origin | null = null): readonly Found<T>[] {
  const words = fold(query)
    .split(BREAKS)
    .filter((word) => word !== '');
  const site = page === null ? null : parseOrigin(page);
  const here = site?.ok === true ? site.value : null;
  const found: Hit<T>[] = [];
  const hit = (row: Row<T>, score: number, edits: number): void => {
    const belongs = here === null ? 'none' : belongsTo(row, here);
    const key = score * 8 + (belongs === 'exact' ? 4 : belongs === 'same-domain' ? 2 : 0) + (row.entry.pinned ? 1 : 0);
    found.push({ row, belongs, key, edits });
  };
  for (const row of index.rows) {
    const score = words.length === 0 ? 1 : scoreOf(textsOf(row), words);
    if (score > 0) hit(row, score, 0);
  }
  if (found.length < FEW && words.some((word) => editsAllowed(word) > 0)) {
    const exact = new Set(found.map(({ row }) => row));
    for (const near of mistyped(index, words)) if (!exact.has(near.row)) hit(near.row, near.score, near.edits);
  }
  found.sort((a, b) => a.edits - b.edits || b.key - a.key || a.row.entry.order - b.row.entry.order);
  return found.map(({ row, belongs }) => ({ entry: row.entry, belongs }));
}

interface Hit<T extends Searchable> {
  readonly row: Row<T>;
  readonly belongs: Belongs;
  readonly key: number;
  readonly edits: number;
}

/** Rows where each word occurs or begins a word but for a typing error or two. */
function* mistyped<T extends Searchable>(
  index: SearchIndex<T>,
  words: readonly string[],
): Iterable<{ readonly row: Row<T>; readonly score: number; readonly edits: number }> {
  warmTypos(index);
  const vocabulary = index.vocabulary as Vocabulary;
  const near = words.map((word) => nearRows(vocabulary, word));
  // a row must be near in one word at least; from there the others are looked up
  const rows = near.length === 1 ? (near[0]?.keys() ?? []) : new Set(near.flatMap((found) => [...found.keys()]));
  for (const at of rows) {
    const row = index.rows[at] as Row<T>;
    const texts = textsOf(row);
    let score = 0;
    let edits = 0;
    const every = words.every((word, i) => {
      const exact = words.length === 1 ? 0 : scoreOf(texts, [word]);
      const close = near[i]?.get(at);
      if (exact === 0 && close === undefined) return false;
      score += exact > 0 ? exact : (texts.length - ((close as number) % vocabulary.places)) * 2;
      edits += exact > 0 ? 0 : Math.floor((close as number) / vocabulary.places);
      return true;
    });
    if (every) yield { row, score, edits };
  }
}

/** 0: a word is missing. Else the sum over the words of the best place where each occurs. */
function scoreOf(texts: readonly string[], words: readonly string[]): number {
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

function belongsTo<T extends Searchable>({ entry }: Row<T>, here: Site): Belongs {
  const { origin, domain } = here;
  if (entry.rpId !== undefined) return livesAt(entry.rpId, here) ? 'exact' : 'none';
  if (entry.sites.includes(origin)) return 'exact';
  if (domain === null) return 'none';
  const belongs = entry.sites.some((site) => {
    if (!site.includes(domain)) return false;
    const host = hostOf(site);
    return host === domain || host.endsWith(`.${domain}`);
  });
  return belongs ? 'same-domain' : 'none';
}

const hostOf = (origin: Origin): string => origin.replace(/^https?:\/\//, '').replace(/:[0-9]+$/, '');
