// How pages and people write that a code is spent.

const USED_WORDS =
  'used|already used|spent|redeemed|benutzt|verwendet|verbraucht|utilisé|utilise|usado|usada|utilizado|usato|utilizzato|gebruikt|użyty|использован|использовано|kullanıldı|使用済み|已使用|사용됨';

const WORD = new RegExp(`(?<![\\p{L}\\p{N}])(?:${USED_WORDS})(?![\\p{L}\\p{N}])`, 'iu');
const NEGATED = /\b(?:not|never|nicht|non|no) (?:yet )?$/i;
/** Combining strokes (U+0335 to U+0338), with which plain text is struck out. */
const STROKES = /[\u0335-\u0338]/;

/** `(used)`, `used on 3 May`, `~~code~~`, `[x] code` or struck letters; not `not used`. */
export function isMarkedUsed(text: string): boolean {
  if (STROKES.test(text) || /~~[^~]+~~/.test(text) || /^\s*[-*]?\s*\[[xX✓✔]\]/.test(text)) return true;
  const word = WORD.exec(text);
  return word !== null && !NEGATED.test(text.slice(0, word.index));
}

/** The text without such a mark and whatever follows or encloses it. */
export function withoutUsedMark(text: string): string {
  const bare = text
    .replaceAll(/[\u0335-\u0338]/g, '')
    .replaceAll('~~', ' ')
    .replace(/^\s*[-*]?\s*\[[ xX✓✔]?\]\s*/, '')
    .replace(/\b(?:(?:not|never)(?: yet)? used|unused)\b/gi, ' ')
    .replace(/[([{][^)\]}]*[)\]}]?/g, ' ');
  const word = WORD.exec(bare);
  if (word === null) return bare;
  const before = bare.slice(0, word.index).replace(/[\s:–—-]+$/, '');
  return before.trim() === '' ? bare.slice(word.index + word[0].length).replace(/^[\s:–—-]+/, '') : before;
}
