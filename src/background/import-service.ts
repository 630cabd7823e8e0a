// Entries of foreign files against the vault: which are new, and then all of those in one transaction.

import { fromBase64 } from '../core/bytes';
import type { Env } from '../core/env';
import { type Verdict, verdictsOn } from '../core/formats/verdict';
import type { Item } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import { decodeCbor } from '../core/vault/cbor';
import { readItem } from '../core/vault/item-codec';
import { newItemId } from '../core/vault/item-id';
import type { ImportReplies } from '../messages/import-protocol';
import { nameOf } from './account-service';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

export interface ImportService {
  /** `bad-request`: one of the items is none. */
  check(packed: readonly string[]): Promise<Result<readonly Verdict[]>>;
  /** Looks again at what is new: the vault may have changed since the preview. */
  add(packed: readonly string[]): Promise<Result<ImportReplies['items/import']>>;
}

export function createImportService(env: Env, vault: VaultService, undo: Pick<UndoService, 'remember'>): ImportService {
  async function judged(packed: readonly string[]): Promise<Result<{ items: readonly Item[]; verdicts: readonly Verdict[] }>> {
    const items: Item[] = [];
    for (const text of packed) {
      const item = unpack(text);
      if (item === null) return fail('bad-request', 'items');
      items.push(item);
    }
    const open = await vault.open();
    if (!open.ok) return open;
    const existing = await open.value.readMany(open.value.index().map(({ id }) => id));
    return ok({
      items,
      verdicts: verdictsOn(
        existing.flatMap((item) => (item.ok ? [item.value] : [])),
        items,
      ),
    });
  }

  return {
    async check(packed) {
      const done = await judged(packed);
      return done.ok ? ok(done.value.verdicts) : done;
    },

    async add(packed) {
      const done = await judged(packed);
      if (!done.ok) return done;
      const now = env.now();
      const fresh = done.value.items
        .filter((_, i) => done.value.verdicts[i] !== 'duplicate')
        .map(
          (item): Item => ({
            ...item,
            id: newItemId(env),
            createdAt: now,
            changedAt: now,
            trashedAt: item.trashedAt === null ? null : now,
          }),
        );
      const added = fresh.length === 0 ? ok(null) : await vault.change(fresh.map((put) => ({ put, expectRevision: null })));
      if (!added.ok) return added;
      const [first] = fresh;
      if (first !== undefined) {
        const name = calledBy(first);
        // What went to the trash is already where undo would put it.
        const ids = fresh.filter(({ trashedAt }) => trashedAt === null).map(({ id }) => id);
        await undo.remember({ act: 'add', ids, name: fresh.length > 1 ? `${name} +${fresh.length - 1}` : name });
      }
      return ok({ added: fresh.length, skipped: packed.length - fresh.length });
    },
  };
}

function unpack(text: string): Item | null {
  const bytes = fromBase64(text);
  const item = bytes.ok ? decodeCbor(bytes.value, readItem) : null;
  return item?.ok === true ? item.value : null;
}

const calledBy = (item: Item): string =>
  item.kind === 'passkey' ? nameOf(item.rpName || item.rpId, item.userName) : nameOf(item.issuer, item.account);
