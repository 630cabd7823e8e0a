// Lists of short opaque texts: saved recovery codes as sites print them.

import { isMarkedUsed, withoutUsedMark } from '../core/recovery/used-mark';

/** Fewer than this many alike are no list. */
const MIN_CODES = 4;
const MAX_CODES = 40;
/** A code with the words that it was used, and when. */
const MAX_MARKED = 100;
/** `3.`, `12:` before a code. */
const ORDINAL = /^(?:\d{1,2}[.:)]?\s+|\d{1,2}[.:)]\s*)(?=\S{4})/;
const CODE = /^[A-Za-z0-9]{2,32}(?:[-–][A-Za-z0-9]{2,12}){0,7}$/;
const SPACED = /^[A-Za-z0-9]{3,6}(?: [A-Za-z0-9]{3,6}){1,5}$/;

export interface CodeList {
  readonly codes: readonly string[];
  /** Those that the text calls used. */
  readonly used: readonly string[];
  /** Half-open range of the texts that hold it. */
  readonly from: number;
  readonly to: number;
}

/** Runs of neighbouring texts that are codes of one shape and nothing else. */
export function codeListsIn(texts: readonly string[]): readonly CodeList[] {
  const lists: CodeList[] = [];
  let codes: string[] = [];
  let used: string[] = [];
  let from = 0;
  const close = (to: number) => {
    const numbers = codes.some((code) => /\d/.test(code));
    // the button below the list: a word among codes
    const distinct = [...new Set(codes)].filter((code) => !(numbers && /^[A-Z][a-z]+$/.test(code)));
    if (distinct.length >= MIN_CODES && distinct.length <= MAX_CODES && /\d/.test(distinct.join('')))
      lists.push({ codes: distinct, used, from, to });
    codes = [];
    used = [];
  };
  texts.forEach((text, index) => {
    if (/^\d{1,2}[.:)]?$/.test(text) && codes.length > 0) return;
    const marked = text.length <= MAX_MARKED && isMarkedUsed(text);
    const here = codesOfText(marked ? withoutUsedMark(text) : text);
    const shape = here[0] === undefined ? null : shapeOf(here[0]);
    if (shape === null || (codes[0] !== undefined && shapeOf(codes[0]) !== shape)) close(index);
    if (shape === null) return;
    if (codes.length === 0) from = index;
    codes.push(...here);
    if (marked) used.push(...here);
  });
  close(texts.length);
  return lists;
}

/** All codes of a text that consists of nothing else; else none. */
function codesOfText(text: string): readonly string[] {
  const bare = text.replace(ORDINAL, '').trim();
  if (SPACED.test(bare) && /\d/.test(bare)) {
    const groups = bare.split(' ');
    if (groups.length <= 4 && new Set(groups.map((group) => group.length)).size === 1 && (groups[0] as string).length <= 5) return [bare];
  }
  const parts = bare.split(/[\s,;|]+/).filter((part) => part !== '');
  const first = parts[0];
  if (first === undefined || parts.some((part) => !CODE.test(part) || part.length < 6 || shapeOf(part) !== shapeOf(first))) return [];
  return parts;
}

/** Where the dashes are, and how long: codes of one list agree. */
const shapeOf = (code: string): string => code.replace(/[A-Za-z0-9]/g, 'x');
