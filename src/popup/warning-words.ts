// How a new account is announced: that it is there, and what was odd about it.

import { keyOf, t } from '../ui/words';

/** A code without words of its own is left out: the account itself can be looked at. */
export function addedWords(name: string, codes: readonly string[]): string {
  if (codes.includes('already-saved')) return t('outcomeAlreadySaved', name);
  const odd = codes.map((code) => keyOf('warning', code)).filter((key) => t(key) !== key);
  return [t('outcomeSaved', name), ...odd.map((key) => t(key))].join(' ');
}
