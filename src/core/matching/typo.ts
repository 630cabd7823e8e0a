// Words that were mistyped: which words of a vocabulary a typed one may have been meant for. Made once for an index, so that a query
// compares with each different word and not with each account.

import { editsToPrefix } from './edit-distance';

/** Where a word stands: row × places + place. */
type Spot = number;

export interface Vocabulary {
  /** Words of letters only: in a number every digit counts, and a wrong one is another number. */
  readonly words: readonly string[];
  /** Which letters occur in each, as bits. */
  readonly letters: Uint32Array;
  readonly spots: readonly (readonly Spot[])[];
  readonly places: number;
}

/** One edit from four letters on, two from eight: a shorter word is too near to too many. */
export const editsAllowed = (word: string): number => (!LETTERS.test(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

const LETTERS = /^\p{L}+$/u;

/** `texts` of each row by place, folded, words parted by spaces. */
export function vocabularyOf(rows: readonly (readonly string[])[]): Vocabulary {
  const spotsOf = new Map<string, Spot[] | null>();
  const places = rows[0]?.length ?? 1;
  for (const [row, texts] of rows.entries()) {
    for (const [place, text] of texts.entries()) {
      for (const word of text.split(' ')) {
        if (word.length < 3) continue;
        const spots = spotsOf.get(word);
        if (spots === undefined) spotsOf.set(word, LETTERS.test(word) ? [row * places + place] : null);
        else spots?.push(row * places + place);
      }
    }
  }
  const known = [...spotsOf].filter((entry): entry is [string, Spot[]] => entry[1] !== null);
  const words = known.map(([word]) => word);
  return { words, letters: Uint32Array.from(words, lettersOf), spots: known.map(([, spots]) => spots), places };
}

/** Rows in which a word begins nearly as `typed` is written → `edits × places + place` of the best such word: the lower the better. */
export function nearRows(vocabulary: Vocabulary, typed: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const most = editsAllowed(typed);
  if (most === 0) return found;
  const { words, letters, spots, places } = vocabulary;
  const wanted = lettersOf(typed);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    // each letter that the word lacks is one edit at least
    if (word.length < typed.length - most || bits(wanted & ~(letters[i] as number)) > most) continue;
    const edits = editsToPrefix(typed, word, most);
    if (edits > most) continue;
    for (const spot of spots[i] as readonly Spot[]) {
      const row = Math.floor(spot / places);
      const near = edits * places + (spot % places);
      const best = found.get(row);
      if (best === undefined || near < best) found.set(row, near);
    }
  }
  return found;
}

function lettersOf(word: string): number {
  let bitsSet = 0;
  for (let i = 0; i < word.length; i++) bitsSet |= 1 << (word.charCodeAt(i) & 31);
  return bitsSet >>> 0;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
