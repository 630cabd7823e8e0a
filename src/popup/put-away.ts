// Which notices the person has put away. A reminder comes back after a week.

import { remember, remembered } from '../ui/remembered';

const WEEK = 7 * 24 * 60 * 60 * 1000;

const keyOf = (code: string): string => `notice-put-away:${code}`;

export function isPutAway(code: string): boolean {
  const at = Number(remembered(keyOf(code)));
  return at > 0 && Date.now() - at < WEEK;
}

export const putAway = (code: string): void => remember(keyOf(code), String(Date.now()));
