// How many digits a field wants.

import type { FieldFacts } from './facts';

/** As many as fit. Seven says nothing: six with a space between, or really seven. */
export function digitsOf({ maxLength, pattern }: FieldFacts): number | null {
  if (maxLength !== null && maxLength >= 4 && maxLength <= 8) return maxLength === 7 ? null : maxLength;
  const counted = /\{(\d)\}/.exec(pattern);
  return counted === null || Number(counted[1]) < 4 ? null : Number(counted[1]);
}
