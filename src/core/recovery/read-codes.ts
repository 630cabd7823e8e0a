// Recovery codes out of whatever a person pastes or a site's file holds: lists, numbered or not, several a line, with headings and dates
// around them. What is kept is what the site wrote, dashes and case included: sites compare as they please.

import { fail, ok, type Result } from '../result';
import { isMarkedUsed, withoutUsedMark } from './used-mark';

export interface ReadCode {
  readonly text: string;
  readonly used: boolean;
}

/** `no-codes`: nothing in it looks like one. `too-many-codes`, `text-too-long`: no site gives out that much. */
export type ReadCodesError = 'no-codes' | 'too-many-codes' | 'text-too-long';

const MAX_TEXT = 64 * 1024;
export const MAX_CODES = 100;
/** Letters and digits of one code, dashes not counted. */
const MIN_LENGTH = 6;
const MAX_LENGTH = 64;
/** Without a digit anywhere, fewer than this many words are no list of codes. */
const MIN_WORDS = 4;
/** The same where all are in groups of the same lengths, as prose hardly is. */
const MIN_GROUPED = 2;

const TOKEN = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;
/** `3.`, `3)`, `(3)`, `#3`, `3:` before a code; a bare number only where a whole code follows. */
const ORDINAL = /^(?:\(?#?\d{1,3}[.):]\)?\s*|#\d{1,3}\s+|\d{1,2}\s+(?=[A-Za-z0-9-]{6,}$))(?=[A-Za-z0-9])/;
const INNER_ORDINAL = /\s\(?#?\d{1,3}[.):]\)?\s+(?=[A-Za-z0-9])/g;
const BULLET = /^(?:[•·▪◦‣*–—☐☑✓✔]|-(?=\s))+\s*/;
const LABEL = /^[^:]{1,40}:\s+(?=\S)/;
const DATE = /^(?:(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-(?:19|20)?\d\d)$/;

export function readRecoveryCodes(text: string): Result<readonly ReadCode[], ReadCodesError> {
  if (text.length > MAX_TEXT) return fail('text-too-long');
  const found = text
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .flatMap(codesOfLine);
  const kept = alike(found);
  const codes = new Map<string, ReadCode>();
  for (const { text, used } of kept) codes.set(text, { text, used: used || codes.get(text)?.used === true });
  if (codes.size === 0) return fail('no-codes');
  return codes.size > MAX_CODES ? fail('too-many-codes', String(codes.size)) : ok([...codes.values()]);
}

/** Cells of a line that hold codes and nothing else; a cell of prose gives none. */
function codesOfLine(line: string): readonly ReadCode[] {
  // A comma inside a note would split it.
  const whole = line.replace(/\(([^)]*)\)/g, (note, inner: string) =>
    isMarkedUsed(inner) ? '(used)' : /^\d{1,3}$/.test(inner) ? note : ' ',
  );
  return whole
    .trim()
    .replace(INNER_ORDINAL, '\t')
    .split(/[,;|\t]|\s{2,}/)
    .flatMap(codesOfCell);
}

function codesOfCell(cell: string): readonly ReadCode[] {
  const used = isMarkedUsed(cell);
  const listed = cell.trim().replace(/^\((\d{1,3})\)\s*/, '$1. ');
  const bare = strip(withoutUsedMark(listed).trim());
  const labelled = bare.replace(LABEL, '');
  const texts = textsOf(bare) ?? (labelled === bare ? null : textsOf(strip(labelled)));
  return (texts ?? []).map((text) => ({ text, used }));
}

const strip = (text: string): string =>
  text
    .replace(BULLET, '')
    .replace(ORDINAL, '')
    .replace(BULLET, '')
    .trim()
    .replace(/^["'`]+|["'`.]+$/g, '');

/** null: something in it is no code. */
function textsOf(bare: string): readonly string[] | null {
  const parts = bare.split(/\s+/).filter((part) => part !== '');
  if (parts.length === 0 || parts.some((part) => !TOKEN.test(part))) return null;
  if (parts.every(isLongEnough)) return parts.every((part) => !DATE.test(part)) ? parts : null;
  // One code in groups, as `1234 5678`: groups of one length with a digit among them.
  const [first] = parts as [string, ...string[]];
  const even = parts.length <= 8 && first.length >= 3 && first.length <= 5 && parts.every((part) => part.length === first.length);
  return even && /\d/.test(bare) && parts.length > 1 && isLongEnough(bare) ? [parts.join(' ')] : null;
}

function isLongEnough(token: string): boolean {
  const { length } = token.replace(/[- ]/g, '');
  return length >= MIN_LENGTH && length <= MAX_LENGTH;
}

/** Where the groups are, and how long. */
const shapeOf = (text: string): string => text.replace(/[A-Za-z0-9]/g, 'x');
const groupsOf = (text: string): string => text.replace(/[A-Za-z0-9]+/g, 'x');
const hasDigit = (text: string): boolean => /\d/.test(text);

/** Codes of one set look alike: what stands alone among others (a date, a phone number, a customer number, a heading) is none. */
function alike(found: readonly ReadCode[]): readonly ReadCode[] {
  const counts = new Map<string, number>();
  for (const { text } of found) counts.set(shapeOf(text), (counts.get(shapeOf(text)) ?? 0) + 1);
  const digits = found.filter(({ text }) => hasDigit(text));
  if (digits.length === 0) {
    const first = found[0];
    const enough = found.every(({ text }) => text.includes('-')) ? MIN_GROUPED : MIN_WORDS;
    const list = found.length >= enough && first !== undefined && counts.size === 1 && !found.some(({ text }) => isWord(text));
    return list ? found : [];
  }
  const most = Math.max(...digits.map(({ text }) => counts.get(shapeOf(text)) ?? 0));
  const usual = digits.filter(({ text }) => (counts.get(shapeOf(text)) ?? 0) >= Math.min(2, most));
  return found.filter(({ text }) => {
    const same = usual.filter((other) => shapeOf(other.text) === shapeOf(text));
    if (hasDigit(text)) return same.length > 0 || usual.some((other) => isNear(text, other.text));
    return !isWord(text) && same.some((other) => wears(text, other.text));
  });
}

/** A word of a sentence or heading, as opposed to letters by chance. */
const isWord = (text: string): boolean => /^[A-Z][a-z]+$/.test(text);

/** Letters alone are a code only beside codes that have letters of the same case. */
const wears = (letters: string, code: string): boolean =>
  /[A-Za-z]/.test(code) && (/[a-z]/.test(letters) ? /[a-z]/.test(code) : true) && (/[A-Z]/.test(letters) ? /[A-Z]/.test(code) : true);

/** Some sites leave leading characters out: one character more or less, with the groups in the same places. */
const isNear = (a: string, b: string): boolean =>
  groupsOf(a) === groupsOf(b) && Math.abs(a.length - b.length) === 1 && /[A-Za-z]/.test(a) && /[A-Za-z]/.test(b);
