// Text as the word tables compare it. Pages and tables go through the same two functions, so spelling differences cancel out.

/** Lower case, no combining accents, full-width forms folded (NFKD), everything but letters and digits one space. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ıłøđß]/g, (letter) => UNDIVIDED[letter] as string)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Letters that Unicode does not take apart, though people and word tables write them plainly. */
const UNDIVIDED: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ß: 'ss' };

/** An identifier (name, id, class, path) as words: `twoFactorCode` and `two_factor-code` are `two factor code`, `otp1` is `otp 1`. */
export function identifierWords(text: string): string {
  return plain(text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([a-zA-Z])(\d+)(?![a-zA-Z\d])/g, '$1 $2'));
}

/**
 * Words that are looked for, separated by `|`. Latin words match at the start of a word (so that `authenticat` finds its whole family
 * and German compounds are found by their first part), `$` ends a word; in other scripts a word matches anywhere.
 */
export type Words = string;

const START = '(?<![a-z0-9])';

function source(words: Words): string {
  const latin: string[] = [];
  const other: string[] = [];
  for (const word of words.split('|')) {
    const text = plain(word);
    if (text === '') continue;
    (/^[a-z\d]/.test(text) ? latin : other).push(word.endsWith('$') ? `${text}(?![\\p{L}\\p{N}])` : text);
  }
  return `(?:${[...(latin.length > 0 ? [`${START}(?:${latin.join('|')})`] : []), ...other].join('|')})`;
}

/** A table of words, ready to be looked for in plain text. */
export interface WordPattern {
  test(text: string): boolean;
}

/** Made when it is first asked: a background that is woken for something else has no time for the words of fifteen languages. */
function lazily(make: () => string): WordPattern {
  let pattern: RegExp | null = null;
  return {
    test: (text) => {
      pattern ??= new RegExp(make(), 'u');
      return pattern.test(text);
    },
  };
}

export const wordPattern = (words: Words): WordPattern => lazily(() => source(words));

/** One of `words`, or one of `first` and one of `second` beside each other, in this order or (`anyOrder`) in either. */
export const pairPattern = (words: Words, first: Words, second: Words, gap: number, anyOrder: boolean): WordPattern =>
  lazily(() => {
    const [a, b] = [source(first), source(second)];
    const between = gap === 0 ? ' ?' : `[^;]{0,${gap}}?`;
    // In compounds the second part does not start a word.
    const follows = (pattern: string) => pattern.replaceAll(START, gap === 0 ? '' : START);
    return [
      source(words),
      `${a}${anyOrder ? '\\p{L}*' : ''}${between}${follows(b)}`,
      ...(anyOrder ? [`${b}\\p{L}*${between}${follows(a)}`] : []),
    ].join('|');
  });
