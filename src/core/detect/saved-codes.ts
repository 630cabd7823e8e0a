// Recovery codes in a field of their own, or in one with the authenticator's.

import type { Candidate } from './candidate';
import { ALTERNATIVE, AUTHENTICATOR, CODE, OR, RECOVERY, SECOND_FACTOR } from './words';

/** True where the field takes saved codes and nothing else. */
export function takesSavedCodesOnly({ words, strong }: Candidate): boolean {
  const { shown, names, headings, before, sentences } = words;
  if (RECOVERY.test(shown)) return !(OR.test(shown) && (CODE.test(shown) || strong));
  if (RECOVERY.test(names)) return true;
  if (strong) return false;
  // A neutral field ("Code", "Token"): the first thing that is said about codes decides; ways out come later.
  for (const sentence of [headings, before, ...sentences]) {
    const app = AUTHENTICATOR.test(sentence);
    if (app || (SECOND_FACTOR.test(sentence) && CODE.test(sentence) && !RECOVERY.test(sentence))) return false;
    if (RECOVERY.test(sentence) && !ALTERNATIVE.test(sentence)) return true;
  }
  return false;
}
