// Fields whose own words settle that they ask for something else than a code.

import type { Candidate } from './candidate';
import { BY_EMAIL, BY_PHONE, CODE, KEEPS_KEY, OTHER_THING, RECOVERY, SECOND_FACTOR } from './words';

/** Autofill names of other things (HTML Standard, autofill detail tokens). */
const OTHER_AUTOFILL =
  /(?:^|\s)(?:cc-|postal-code|tel|username$|email|current-password|bday|country|street|address|given-name|family-name|name$|organization|url|photo|sex|language|transaction)/;

export function ofAnotherThing({ first, words, own, strong, oneTime }: Candidate): boolean {
  const autofill = first.autocomplete.toLowerCase();
  if (OTHER_AUTOFILL.test(autofill) && !oneTime) return true;
  if (!strong && (autofill.includes('new-password') || (first.type === 'password' && autofill.includes('password')))) return true;
  if (KEEPS_KEY.test(own) && !RECOVERY.test(own)) return true;
  // Where the code is to be sent, not the code.
  if ((BY_PHONE.test(own) || BY_EMAIL.test(own)) && !CODE.test(own) && !strong && !oneTime) return true;
  if (OTHER_THING.test(words.shown)) return !SECOND_FACTOR.test(words.shown);
  return OTHER_THING.test(words.names) && !strong && !oneTime;
}
