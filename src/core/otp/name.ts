// Issuer and account names come from strangers (QR codes, files, pages): cleaned once, here, before anything shows or keeps them.

/** Longest issuer or account name, in grapheme clusters (UAX #29). */
export const MAX_NAME_GRAPHEMES = 128;

/** The same in UTF-16 code units: one grapheme may hold thousands of combining marks. */
const MAX_NAME_UNITS = 4096;
/** What is read of a name at all; a QR code holds less, a file or a paste may hold megabytes. */
const MAX_RAW_UNITS = 4 * MAX_NAME_UNITS;

const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/g;
// Lone surrogates; C0, DEL and C1 controls; noncharacters; what has no shape of its own (Default_Ignorable_Code_Point: bidi controls, zero
// width, fillers, tags), but for what shapes its neighbours: joiners, as Persian, Indic scripts and emoji need them, variation selectors,
// and the tags that make a flag of a region.
const UNSEEN =
  /[\p{Cs}\p{Cc}\p{NChar}\uFFF9-\uFFFB]|(?!\p{VS}|\u034F|\u200C|\u200D|[\u{E0000}-\u{E007F}])\p{DI}|(?<!\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6})[\u{E0000}-\u{E007F}]/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface CleanName {
  readonly text: string;
  /** The name was longer than `MAX_NAME_GRAPHEMES`. */
  readonly shortened: boolean;
}

/** A note keeps its lines and what stands in front of them. */
export const cleanNote = (raw: string): string =>
  raw
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map((line) => line.replace(LINE_BREAKS, ' ').replace(UNSEEN, '').normalize('NFC').trimEnd())
    .join('\n')
    .trim();

/** NFC, without controls, bidi controls and outer space. Doing it twice changes nothing. */
export const stripUnseen = (raw: string): string => raw.replace(LINE_BREAKS, ' ').replace(UNSEEN, '').normalize('NFC').trim();

/** `stripUnseen`, and at most 128 graphemes. Cleaning twice changes nothing. */
export function cleanName(raw: string): CleanName {
  const whole = stripUnseen(raw.slice(0, MAX_RAW_UNITS));
  const text = stripUnseen(whole.slice(0, MAX_NAME_UNITS));
  const cut = raw.length > MAX_RAW_UNITS || whole.length > MAX_NAME_UNITS;
  if (text.length <= MAX_NAME_GRAPHEMES) return { text, shortened: cut };
  let end = 0;
  let count = 0;
  for (const part of graphemes.segment(text)) {
    if (count++ === MAX_NAME_GRAPHEMES) return { text: text.slice(0, end).trimEnd(), shortened: true };
    end = part.index + part.segment.length;
  }
  return { text, shortened: cut };
}
