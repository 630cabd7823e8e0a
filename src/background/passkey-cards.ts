// One passkey on its card: everything about it but its key, and the names that the person gives it.

import type { UnixMs } from '../core/env';
import type { ItemId, Passkey } from '../core/item';
import { livesAtOrigin } from '../core/matching/passkey-site';
import { unicodeHost } from '../core/matching/punycode';
import { siteName } from '../core/matching/site';
import { cleanName } from '../core/otp/name';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry } from '../core/vault/index-entry';
import type { PasskeyView } from '../messages/card-protocol';
import { passkeyName } from './account-service';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

export interface PasskeyCards {
  card(id: ItemId): Promise<Result<PasskeyView>>;
  rename(id: ItemId, userName: string, displayName: string): Promise<Result<null>>;
}

export function createPasskeyCards(
  vault: Pick<VaultService, 'open' | 'edit'>,
  undo: Pick<UndoService, 'remember'>,
  now: () => UnixMs,
): PasskeyCards {
  return {
    async card(id) {
      const open = await vault.open();
      if (!open.ok) return open;
      const item = await open.value.read(id);
      if (!item.ok) return item;
      if (item.value.kind !== 'passkey' || item.value.trashedAt !== null) return fail('not-found');
      return ok(passkeyView(item.value, open.value.index()));
    },

    async rename(id, userName, displayName) {
      let before: Passkey | null = null;
      const done = await vault.edit(id, (item) => {
        if (item.kind !== 'passkey' || item.trashedAt !== null) return null;
        before = item;
        return { ...item, userName: cleanName(userName).text, displayName: cleanName(displayName).text, changedAt: now() };
      });
      if (!done.ok) return done;
      if (before === null || done.value.kind !== 'passkey') return fail('not-found');
      const { changedAt } = before as Passkey;
      return undo.remember({ act: 'edit', id, name: passkeyName(done.value), changedAt, counter: false });
    },
  };
}

export function passkeyView(item: Passkey, index: readonly IndexEntry[]): PasskeyView {
  const { id, rpId, rpName, userName, displayName, algorithm, discoverable, createdAt, usedAt } = item;
  const readable = unicodeHost(rpId);
  return {
    id,
    rpId,
    unicode: readable === rpId ? null : readable,
    rpName,
    userName,
    displayName,
    sites: item.sites.map((origin) => ({ origin, ...siteName(origin), warning: null })),
    algorithm,
    discoverable,
    createdAt,
    lastUsedAt: usedAt,
    accounts: index.flatMap((entry) =>
      entry.kind === 'otp' && entry.trashedAt === null && entry.sites.some((site) => livesAtOrigin(rpId, site))
        ? [{ id: entry.id, issuer: entry.issuer, account: entry.account, otpType: entry.otpType }]
        : [],
    ),
  };
}
