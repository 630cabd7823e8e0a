// What an import would do with each entry, before it does it: nothing is overwritten, nothing is added twice.

import { hex } from '../bytes';
import type { Item } from '../item';
import { identityOf } from '../vault/merge';

/**
 * `new`. `duplicate`: the vault or an earlier entry has it. `second`: another key under the same names; both would be kept.
 * `same-key`: the vault has this key with other parameters; rarely meant.
 */
export type Verdict = 'new' | 'duplicate' | 'second' | 'same-key';

/** In the order of `incoming`. What lies in the trash is in nobody's way, except of what would go there itself. */
export function verdictsOn(existing: readonly Item[], incoming: readonly Item[]): readonly Verdict[] {
  const kept = existing.filter(({ trashedAt }) => trashedAt === null);
  const identities = new Set(kept.map(identityOf));
  const discarded = new Set(existing.map(identityOf));
  const keys = new Set(kept.flatMap(keyOf));
  const names = new Set(kept.flatMap(namesOf));
  return incoming.map((item): Verdict => {
    const identity = identityOf(item);
    const known = item.trashedAt === null ? identities.has(identity) : discarded.has(identity);
    const verdict = known
      ? 'duplicate'
      : keyOf(item).some((key) => keys.has(key))
        ? 'same-key'
        : namesOf(item).some((name) => names.has(name))
          ? 'second'
          : 'new';
    discarded.add(identity);
    if (item.trashedAt === null) identities.add(identity);
    return verdict;
  });
}

/** Of OTP accounts: the bare key, whatever is made of it. */
const keyOf = (item: Item): readonly string[] => (item.kind === 'otp' ? [hex(item.otp.secret)] : []);

const namesOf = (item: Item): readonly string[] =>
  item.kind !== 'otp' || (item.issuer === '' && item.account === '') ? [] : [JSON.stringify([item.issuer, item.account])];
