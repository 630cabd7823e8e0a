// The trash as the person sees it: newest first, with the days that are left; back, or gone for good.

import type { UnixMs } from '../core/env';
import type { ItemId } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry } from '../core/vault/index-entry';
import { fromTrash, TRASH_DAYS } from '../core/vault/trash';
import type { CardReplies, TrashedRow } from '../messages/card-protocol';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

const DAY_MS = 24 * 60 * 60_000;

export interface TrashService {
  list(offset: number, limit: number): Promise<Result<CardReplies['trash/list']>>;
  restore(id: ItemId): Promise<Result<null>>;
  /** For good. `not-found` for what is not in the trash: nothing else is deleted by this way. */
  remove(id: ItemId): Promise<Result<null>>;
  empty(): Promise<Result<CardReplies['trash/empty']>>;
}

type Trashed = IndexEntry & { readonly trashedAt: UnixMs };

const trashedOf = (index: readonly IndexEntry[]): readonly Trashed[] => index.filter((entry): entry is Trashed => entry.trashedAt !== null);

/** A date in the future (the clock was wrong then) counts as now. */
export const daysLeft = (trashedAt: UnixMs, now: UnixMs): number =>
  Math.min(TRASH_DAYS, Math.max(0, Math.ceil((trashedAt + TRASH_DAYS * DAY_MS - now) / DAY_MS)));

export function createTrashService(
  vault: Pick<VaultService, 'open' | 'edit' | 'change'>,
  undo: Pick<UndoService, 'forget'>,
  now: () => UnixMs,
): TrashService {
  /** By the revision that was looked at: what comes back meanwhile is not deleted. */
  async function removeAll(entries: readonly Trashed[]): Promise<Result<null>> {
    if (entries.length === 0) return ok(null);
    const done = await vault.change(entries.map(({ id, revision }) => ({ delete: id, expectRevision: revision })));
    if (done.ok) await undo.forget(entries.map(({ id }) => id));
    return done;
  }

  return {
    async list(offset, limit) {
      const open = await vault.open();
      if (!open.ok) return open;
      const found = trashedOf(open.value.index()).toSorted((a, b) => b.trashedAt - a.trashedAt);
      const rows = found.slice(offset, offset + limit).map(
        (entry): TrashedRow => ({
          id: entry.id,
          kind: entry.kind,
          issuer: entry.issuer || (entry.kind === 'passkey' ? entry.rpId : ''),
          account: entry.account,
          trashedAt: entry.trashedAt,
          daysLeft: daysLeft(entry.trashedAt, now()),
        }),
      );
      return ok({ rows, total: found.length });
    },

    async restore(id) {
      const done = await vault.edit(id, (item) => (item.trashedAt === null ? null : fromTrash(item, now())));
      return done.ok ? ok(null) : done;
    },

    async remove(id) {
      const open = await vault.open();
      if (!open.ok) return open;
      const entry = open.value.entry(id);
      return entry === null || entry.trashedAt === null ? fail('not-found') : removeAll(trashedOf([entry]));
    },

    async empty() {
      const open = await vault.open();
      if (!open.ok) return open;
      const entries = trashedOf(open.value.index());
      const done = await removeAll(entries);
      return done.ok ? ok({ deleted: entries.length }) : done;
    },
  };
}
