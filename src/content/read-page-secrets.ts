// Set-up keys and otpauth URIs that stand in the page as text. They travel beside the facts, never in them.

/** Base32 keys: 16 characters (80 bit) to 128, in one piece or in groups. */
const MIN_KEY = 16;
const MAX_KEY = 128;
const PIECE = /(?<![A-Za-z0-9/+])(?:[A-Z2-7]{16,128}|[a-z2-7]{16,128})={0,6}(?![A-Za-z0-9/+])/g;
/** One separator throughout. */
const GROUPS =
  /(?<![A-Za-z0-9])(?:[A-Z2-7]{3,8}([ \u00a0-])[A-Z2-7]{1,8}(?:\1[A-Z2-7]{1,8}){1,30}|[a-z2-7]{3,8}([ \u00a0-])[a-z2-7]{1,8}(?:\2[a-z2-7]{1,8}){1,30})(?![A-Za-z0-9])/g;
const URI = /otpauth(?:-migration)?:\/\/[^\s"'<>`\\]+/gi;
const ENCODED_URI = /otpauth(?:-migration)?%3A%2F%2F[^\s"'<>`\\&#]+/gi;

export interface ShownKey {
  /** As written. */
  readonly text: string;
  readonly at: number;
}

/** Keys written in a text, with where they start. */
export function keysIn(text: string): readonly ShownKey[] {
  const found: ShownKey[] = [];
  for (const match of text.matchAll(PIECE)) if (keyLike(match[0])) found.push({ text: match[0], at: match.index });
  for (const match of text.matchAll(GROUPS)) if (evenGroups(match[0]) && keyLike(match[0])) found.push({ text: match[0], at: match.index });
  return found;
}

/** All groups but the last have one size: words do not. */
function evenGroups(text: string): boolean {
  const sizes = text.split(/[ \u00a0-]/).map((group) => group.length);
  const first = sizes[0] as number;
  return sizes.slice(0, -1).every((size) => size === first) && (sizes[sizes.length - 1] as number) <= first;
}

function keyLike(text: string): boolean {
  const letters = text.replace(/[^A-Za-z2-7]/g, '');
  return letters.length >= MIN_KEY && letters.length <= MAX_KEY && /[2-7]/.test(letters) && new Set(letters).size >= 6;
}

/** `otpauth:` URIs in a text or attribute, plain or percent-encoded inside another URL, that name a secret or are a migration. */
export function urisIn(text: string): readonly string[] {
  if (!/otpauth/i.test(text)) return [];
  const encoded = [...text.matchAll(ENCODED_URI)].map((match) => {
    try {
      return decodeURIComponent(match[0]);
    } catch {
      return '';
    }
  });
  const all = [...[...text.matchAll(URI)].map((match) => match[0].replace(/[.,;)\]]+$/, '')), ...encoded];
  return all.filter(
    (uri) => uri.length <= 4096 && (/[?&]secret=[A-Za-z2-7%\s=+-]{8,}/i.test(uri) || /migration:\/\/offline\?data=/i.test(uri)),
  );
}

/** A text without what a person would not show around: keys, URIs, codes, addresses. */
export function maskSecrets(text: string): string {
  let masked = text.replace(URI, '•').replace(ENCODED_URI, '•');
  for (const key of keysIn(masked)) masked = masked.replace(key.text, '•');
  return masked.replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, '•').replace(/\b\d{6,}\b|\b(?=[A-Za-z]*\d[A-Za-z]*\d)[A-Za-z0-9]{8,}\b/g, '•');
}
