// From an entry that was found to an item of the vault.

import type { Env } from '../env';
import type { Item, ItemBase } from '../item';
import { newItemId } from '../vault/item-id';
import type { Found, Refused } from './entry';

export function itemFrom(found: Exclude<Found, Refused>, env: Pick<Env, 'now' | 'random'>): Item {
  const now = env.now();
  const { sites, note, tags, pinned, trashed, issuer, account } = found;
  const base: ItemBase = { id: newItemId(env), sites, note, tags, pinned, createdAt: now, changedAt: now, trashedAt: trashed ? now : null };
  switch (found.kind) {
    case 'otp':
      return { ...base, kind: 'otp', issuer, account, otp: found.otp, verifiedAt: null, sentSteps: {} };
    case 'recovery': {
      const codes = found.codes.map((text) => ({ text, usedAt: null, usedOn: null }));
      return { ...base, kind: 'recovery', accountId: null, issuer, account, codes, page: null };
    }
    case 'passkey': {
      const { rpId, credentialId, userHandle, displayName, algorithm, privateKey, discoverable } = found;
      const key = { rpId, credentialId, userHandle, displayName, algorithm, privateKey, discoverable };
      // It has left the device that made it, so it can be backed up, whatever it said then.
      const flags = { backupEligible: true, prfSeed: found.prfSeed ?? env.random(32), largeBlob: null, credBlob: null, usedAt: null };
      return { ...base, kind: 'passkey', rpName: issuer, userName: account, ...key, ...flags };
    }
  }
}
