// Some sites ask for one code of the printed list by its number.

const NAMED =
  /(?:codes?|código|codigo|codice|kod|tan|код)\s*(?:(?:number|no|nr|num|nº|n°|№)\.?\s*|#\s*)?(\d{1,2})(?![\d-]|\s*(?:digit|char|letter|stell|ziffer|zeich|of\b|\/))/giu;
const COUNTED = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)\s+(?:\S+\s+){0,2}?codes?\b/gi;

/** The number of the code that a recovery prompt's own words ask for, from 1; null where they ask for any, or are unclear. */
export function promptOrdinal(texts: readonly string[]): number | null {
  const asked = new Set<number>();
  for (const text of texts) for (const pattern of [NAMED, COUNTED]) for (const [, n] of text.matchAll(pattern)) asked.add(Number(n));
  asked.delete(0);
  const [only, ...others] = asked;
  return only === undefined || others.length > 0 ? null : only;
}
