// Page routes of recovery codes. Shown only to who knows the vault's password at that moment.

import { fail, ok, type Result } from '../core/result';
import type { recoveryRequests } from '../messages/recovery-protocol';
import { openWebTab } from '../platform/web-tab';
import { tellAllTabs, tellPages } from './push';
import type { RecoveryFills } from './recovery-fills';
import { rememberSaved, savedWords } from './recovery-offers';
import type { RecoveryService } from './recovery-service';
import type { Release } from './release';
import type { PageRoutes } from './router';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

export interface RecoveryParts {
  readonly vault: VaultService;
  readonly release: Release;
  readonly sets: RecoveryService;
  readonly fills: RecoveryFills;
  readonly undo: Pick<UndoService, 'remember'>;
}

export type RecoveryRoutes = Pick<PageRoutes, keyof typeof recoveryRequests>;

export function createRecoveryRoutes({ vault, release, sets, fills, undo }: RecoveryParts): RecoveryRoutes {
  async function changed<T>(done: Result<T>): Promise<Result<T>> {
    if (!done.ok) return done;
    tellPages('items-changed');
    await tellAllTabs({ push: 'look-again' });
    return done;
  }
  return {
    async 'recovery/add'({ text, site }) {
      const saved = await changed(await sets.add(text, site));
      if (!saved.ok) return saved;
      await rememberSaved(undo, saved.value);
      return ok(savedWords(saved.value));
    },
    'recovery/about': ({ id }) => sets.about(id),
    async 'recovery/new-codes'({ id }) {
      const about = await sets.about(id);
      if (!about.ok) return about;
      if (about.value.newCodesAt === null) return fail('no-site');
      await openWebTab(about.value.newCodesAt);
      return ok(null);
    },
    'recovery/mark': async ({ id, ordinal, used }) => changed(await sets.mark(id, ordinal, used)),
    'recovery/fill': ({ id, tabId }) => fills.fromPopup(id, tabId),
    async 'recovery/reveal'({ id, password }) {
      const known = await vault.verify(password);
      if (!known.ok) return known;
      known.value.fill(0);
      const set = await release.recovery.reveal(id);
      if (!set.ok) return set;
      const { issuer, account, sites, createdAt, codes } = set.value;
      return ok({ id, issuer, account, sites, createdAt, codes });
    },
  };
}
