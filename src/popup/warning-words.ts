// What the parser found odd about a new account, in words.

import { keyOf, t } from '../ui/words';

/** A code without words of its own is left out: the account itself was saved and can be looked at. */
export const warningWords = (codes: readonly string[]): readonly string[] =>
  codes.map((code) => keyOf('warning', code)).flatMap((key) => (t(key) === key ? [] : [t(key)]));
