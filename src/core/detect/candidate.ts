// A field, or a row of boxes, that could take a code, with the words around it.

import type { FieldFacts, PageFacts } from './facts';
import { type FieldWords, fieldWords } from './field-words';
import { AUTHENTICATOR, CODE, SECOND_FACTOR } from './words';

export interface Candidate {
  readonly facts: PageFacts;
  readonly group: readonly number[];
  /** The field, or the first box. */
  readonly first: FieldFacts;
  readonly words: FieldWords;
  /** Everything written on the field, seen or not. */
  readonly own: string;
  readonly split: boolean;
  /** The field itself names a second factor. */
  readonly strong: boolean;
  /** The field itself, or the text just before it, asks for some code. */
  readonly code: boolean;
  /** `one-time-code` (HTML Standard, autofill): also on texted and mailed codes. */
  readonly oneTime: boolean;
  /** Form without a word on it: the only text field of its form that is open. */
  readonly onlyOpen: boolean;
}

export function candidate(facts: PageFacts, group: readonly number[]): Candidate {
  const first = facts.fields[group[0] as number] as FieldFacts;
  const words = fieldWords(facts, group);
  const written = `${words.shown} ; ${words.names}`;
  // Authorisation is a domain's, a payment's or another program's; `auth code` is short for either.
  const own = /authori[sz]ation code/.test(written) ? written.replaceAll('auth code', 'code') : written;
  const open = facts.fields.filter((other) => sameForm(other, first) && other.visible && other.editable && other.type !== 'password');
  return {
    facts,
    group,
    first,
    words,
    own,
    split: group.length > 1,
    strong: SECOND_FACTOR.test(own) || AUTHENTICATOR.test(own),
    // A password field has to say so itself: "your password and a code" stands before both.
    code: CODE.test(own) || (first.type !== 'password' && CODE.test(words.before)),
    oneTime: first.autocomplete.toLowerCase().includes('one-time-code'),
    onlyOpen: first.type !== 'password' && open.length === 1,
  };
}

export const sameForm = (a: FieldFacts, b: FieldFacts): boolean => a.form === b.form && a.root === b.root;
