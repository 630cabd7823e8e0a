// What a field is known by on the next visit: where it stands and what its page calls it. Never what is in it.

import type { FieldFacts, PageFacts } from './facts';
import { plain } from './plain';

export interface FieldSignature {
  /** Of the document's path; see `pathPattern`. */
  readonly path: string;
  /** Empty where the page makes a new one up each time. */
  readonly name: string;
  readonly id: string;
  readonly autocomplete: string;
  /** Label, placeholder, or the words before it. They change with the page's language: the last resort, and the referee. */
  readonly words: string;
}

/** A person, or a reviewed list, said what a field is. */
export interface FieldRule extends FieldSignature {
  readonly is: 'code' | 'other';
}

const MAX_PATH = 200;
const MAX_NAME = 100;
const MAX_WORDS = 160;
/** Fewer letters are no name that tells fields apart. */
const MIN_LETTERS = 2;

/** A path with `*` for every part that names one person's thing: numbers, hashes, tokens. */
export function pathPattern(pathname: string): string {
  const parts = pathname.split('/').map((part) => (/^\d+$/.test(part) || part.length > 40 || looksRandom(part) ? '*' : part));
  return parts.join('/').replace(/\/+$/, '').slice(0, MAX_PATH);
}

export const signatureOf = (field: FieldFacts, pathname: string): FieldSignature => ({
  path: pathPattern(pathname),
  name: stable(field.name),
  id: stable(field.id),
  autocomplete: field.autocomplete.toLowerCase().slice(0, MAX_NAME),
  words: wordsOf(field),
});

/** Nothing on it that would be there again. */
export const isNameless = ({ name, id, words }: FieldSignature): boolean => name === '' && id === '' && words === '';

export const sameSignature = (a: FieldSignature, b: FieldSignature): boolean =>
  a.path === b.path && a.name === b.name && a.id === b.id && a.words === b.words && a.autocomplete === b.autocomplete;

/**
 * Indices of the page's fields that a rule speaks of, in document order. By name and id where there are any, which survive another
 * language; among several of one name, by the words on them.
 */
export function fieldsOfRule(facts: PageFacts, rule: FieldSignature, pathname: string): readonly number[] {
  if (isNameless(rule) || rule.path !== pathPattern(pathname)) return [];
  const seen = facts.fields.map((field) => signatureOf(field, pathname));
  const alike = [...seen.keys()].filter((index) => isAlike(rule, seen[index] as FieldSignature));
  const exact = alike.filter((index) => seen[index]?.words === rule.words);
  return exact.length > 0 ? exact : alike;
}

function isAlike(rule: FieldSignature, field: FieldSignature): boolean {
  const differs = (a: string, b: string) => a !== '' && b !== '' && a !== b;
  if (differs(rule.name, field.name)) return false;
  if (rule.name !== '' && rule.name === field.name) return !differs(rule.id, field.id) || rule.words === field.words;
  if (rule.id !== '' && rule.id === field.id) return true;
  // One of them has no name of its own: a page that names what it did not name before is another page.
  if (rule.name !== field.name || rule.id !== field.id) return false;
  return rule.words === field.words && rule.autocomplete === field.autocomplete;
}

/** Numbers are counted anew, and random pieces made anew, each time that the page is drawn. */
function stable(text: string): string {
  const kept = text
    .slice(0, MAX_NAME)
    .split(/([^\p{L}\p{N}]+)/u)
    .filter((piece) => !looksRandom(piece))
    .join('')
    .replace(/\d+/g, '#')
    .replace(/^[^\p{L}\p{N}#]+|[^\p{L}\p{N}#]+$/gu, '');
  return (kept.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS ? '' : kept;
}

/** Hashes, UUIDs and tokens: long enough, with digits and letters that take turns. */
function looksRandom(piece: string): boolean {
  if (piece.length < 6) return false;
  const turns = piece.match(/\d(?=[a-z])|[a-z](?=\d)/gi)?.length ?? 0;
  return turns >= 3 || (turns >= 2 && /^[\da-f]+$/i.test(piece)) || /^(?=.*\d)[\da-f-]{16,}$/i.test(piece);
}

function wordsOf({ labels, placeholder, ariaLabel, title, before }: FieldFacts): string {
  const written = [...labels, ariaLabel, placeholder, title].filter((text) => text !== '').join(' ');
  return plain(written === '' ? before.slice(-MAX_WORDS) : written)
    .replace(/\p{N}+/gu, '#')
    .slice(0, MAX_WORDS);
}
