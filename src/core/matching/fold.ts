// Text as a search compares it. Pure.

/** Case, accents and width do not matter: compatibility decomposition without marks (UAX #15), lower case. */
export const fold = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
