// Recovery codes have no type of their own in other formats: they travel as hidden fields under this label, and come back by it.

import { cleanName } from '../otp/name';
import type { Extras, Found } from './entry';
import { kept } from './found-otp';

export const RECOVERY_FIELD = 'Recovery code';

/** Longest code and most of them, as the vault takes them. */
const MAX_CODE = 128;
const MAX_CODES = 1000;

/** No entry without a code. */
export function recoveryFrom(names: { issuer: string; account: string }, texts: readonly string[], extras: Extras): readonly Found[] {
  const codes = [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '' && text.length <= MAX_CODE).slice(0, MAX_CODES);
  if (codes.length === 0) return [];
  const [issuer, account] = [cleanName(names.issuer).text, cleanName(names.account).text];
  return [{ kind: 'recovery', issuer, account, ...kept(extras), codes, warnings: extras.trashed === true ? ['trashed'] : [] }];
}
