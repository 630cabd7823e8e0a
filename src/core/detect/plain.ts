// Text as the word tables compare it. Pages and tables go through the same two functions, so spelling differences cancel out.

/** Lower case, no combining accents, full-width forms folded (NFKD), everything but letters and digits one space. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** An identifier (name, id, class, path) as words: `twoFactorCode` and `two_factor-code` are `two factor code`, `otp1` is `otp 1`. */
export function identifierWords(text: string): string {
  return plain(text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([a-zA-Z])(\d+)(?![a-zA-Z\d])/g, '$1 $2'));
}

/**
 * One pattern of many words. Words of Latin letters match at the start of a word (so that `authenticat` finds its whole family and
 * German compounds are found by their first part), `$` ends a word; in other scripts a word matches anywhere.
 */
export function wordPattern(...lists: readonly string[]): RegExp {
  const latin: string[] = [];
  const other: string[] = [];
  for (const word of lists.join('|').split('|')) {
    const whole = word.endsWith('$');
    const text = plain(word);
    if (text === '') continue;
    if (/^[\p{Script=Latin}\d ]+$/u.test(text)) latin.push(whole ? `${text}(?![a-z0-9])` : text);
    else other.push(whole ? `${text}(?![\\p{L}\\p{N}])` : text);
  }
  return new RegExp([...(latin.length ? [`(?<![a-z0-9])(?:${latin.join('|')})`] : []), ...other].join('|'), 'u');
}
