// An entry whose record no copy has any more: what is still known of it, and the ways on that a person has.

import type { ItemId } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry } from '../core/vault/index-entry';
import type { OpenVault } from '../core/vault/open-vault';
import type { DamagedView } from '../messages/card-protocol';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

export interface DamagedEntries {
  /** null: it can be read, or can again. `not-found`. */
  view(id: ItemId): Promise<Result<DamagedView | null>>;
  /** The version before its last change takes its place. `missing`, `damaged`: there is none that can be read. */
  goBack(id: ItemId): Promise<Result<null>>;
  /** For good: there is nothing to put into the trash. `not-found` for what can be read: nothing else is deleted by this way. */
  remove(id: ItemId): Promise<Result<null>>;
}

interface Lost {
  readonly open: OpenVault;
  readonly entry: IndexEntry;
}

export function createDamagedEntries(vault: Pick<VaultService, 'open' | 'change'>, undo: Pick<UndoService, 'forget'>): DamagedEntries {
  /** Reading looks at every copy, and puts right the one that lacks it. */
  async function lost(id: ItemId): Promise<Result<Lost | null>> {
    const open = await vault.open();
    if (!open.ok) return open;
    const entry = open.value.entry(id);
    if (entry === null) return fail('not-found');
    const item = await open.value.read(id);
    return ok(item.ok ? null : { open: open.value, entry });
  }

  return {
    async view(id) {
      const found = await lost(id);
      if (!found.ok || found.value === null) return found.ok ? ok(null) : found;
      const { open, entry } = found.value;
      const before = await open.previous(id);
      const { kind, issuer, account } = entry;
      return ok({
        id,
        kind,
        issuer: issuer || (entry.kind === 'passkey' ? entry.rpId : ''),
        account,
        before: before.ok ? before.value.changedAt : null,
      });
    },

    async goBack(id) {
      const found = await lost(id);
      if (!found.ok || found.value === null) return found.ok ? ok(null) : found;
      const { open } = found.value;
      const before = await open.previous(id);
      if (!before.ok) return before;
      return vault.change([{ put: before.value, expectRevision: open.revisionOf(id) }]);
    },

    async remove(id) {
      const found = await lost(id);
      if (!found.ok) return found;
      if (found.value === null) return fail('not-found');
      const done = await vault.change([{ delete: id, expectRevision: found.value.entry.revision }]);
      if (done.ok) await undo.forget([id]);
      return done;
    },
  };
}
