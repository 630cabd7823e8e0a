// Passkeys of the vault that a call is about: those that can answer it, those that forbid it, those that the new one would stand beside.

import { equalBytes } from '../../core/bytes';
import type { Passkey } from '../../core/item';
import type { IndexEntry, PasskeyEntry } from '../../core/vault/index-entry';
import type { OpenVault } from '../../core/vault/open-vault';
import { answersRequest, isExcluded } from '../../core/webauthn/match';
import type { RequestOptions } from '../../core/webauthn/options';
import type { Asked } from './asked';

/** By the index alone: the plan of every call asks. */
export const answeringEntries = (open: OpenVault, rpId: string, options: RequestOptions): readonly PasskeyEntry[] =>
  ofSite(open.index(), rpId).filter((entry) => answersRequest(entry, rpId, options));

/** Has the vault any passkey of this relying party? */
export const isKnownRp = (open: OpenVault, rpId: string): boolean => ofSite(open.index(), rpId).length > 0;

export interface Found {
  /** get: those that can answer. create: those of the same user. Newest first. */
  readonly passkeys: readonly Passkey[];
  /** create: one of the page's excluded credentials is here. */
  readonly excluded: boolean;
}

export async function passkeysFor(open: OpenVault, { wanted, rpId }: Pick<Asked, 'wanted' | 'rpId'>): Promise<Found> {
  const entries = wanted.kind === 'get' ? answeringEntries(open, rpId, wanted.options) : ofSite(open.index(), rpId);
  const read = await open.readMany(entries.map(({ id }) => id));
  const passkeys = read.flatMap((item) => (item.ok && item.value.kind === 'passkey' ? [item.value] : []));
  const newest = passkeys.toSorted((a, b) => b.createdAt - a.createdAt);
  if (wanted.kind === 'get') return { passkeys: newest, excluded: false };
  const { user } = wanted.options;
  return {
    passkeys: newest.filter(({ userHandle }) => equalBytes(userHandle, user.id)),
    excluded: entries.some((entry) => isExcluded(entry, rpId, wanted.options)),
  };
}

const ofSite = (index: readonly IndexEntry[], rpId: string): readonly PasskeyEntry[] =>
  index.filter((entry): entry is PasskeyEntry => entry.kind === 'passkey' && entry.trashedAt === null && entry.rpId === rpId);
