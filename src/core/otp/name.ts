// Issuer and account names come from strangers (QR codes, files, pages): cleaned once, here, before anything shows or keeps them.

/** Longest issuer or account name, in grapheme clusters (UAX #29). */
export const MAX_NAME_GRAPHEMES = 128;

const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/g;
// Lone surrogates; C0, DEL and C1 controls; bidi marks, embeddings and isolates; invisible characters without a shaping role.
// U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
const UNSEEN = /[\p{Cs}\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface CleanName {
  readonly text: string;
  /** The name was longer than `MAX_NAME_GRAPHEMES`. */
  readonly shortened: boolean;
}

/** NFC, without controls, bidi controls and outer space. Doing it twice changes nothing. */
export const stripUnseen = (raw: string): string => raw.replace(LINE_BREAKS, ' ').replace(UNSEEN, '').normalize('NFC').trim();

/** `stripUnseen`, and at most 128 graphemes. Cleaning twice changes nothing. */
export function cleanName(raw: string): CleanName {
  const text = stripUnseen(raw);
  if (text.length <= MAX_NAME_GRAPHEMES) return { text, shortened: false };
  let end = 0;
  let count = 0;
  for (const part of graphemes.segment(text)) {
    if (count++ === MAX_NAME_GRAPHEMES) return { text: text.slice(0, end).trimEnd(), shortened: true };
    end = part.index + part.segment.length;
  }
  return { text, shortened: false };
}
