// The same done to several accounts at once: one commit, one undo, whatever their number.

import type { UnixMs } from '../core/env';
import type { Item, ItemId } from '../core/item';
import { cleanName } from '../core/otp/name';
import { fail, ok, type Result } from '../core/result';
import { toTrash } from '../core/vault/trash';
import type { BatchAct, BatchReplies } from '../messages/batch-protocol';
import { nameOf, passkeyName } from './account-service';
import type { Undoable, UndoService } from './undo-service';
import type { VaultService } from './vault-service';

/** As the card's own form has it. */
const MOST_TAGS = 32;
const MOST_TAGS_LISTED = 200;

export interface BatchService {
  /** `bad-tag`: nothing is left of it without what nobody sees. */
  run(ids: readonly ItemId[], act: BatchAct): Promise<Result<BatchReplies['items/batch']>>;
  tags(): Promise<Result<readonly string[]>>;
}

export function createBatchService(
  vault: Pick<VaultService, 'open' | 'editMany'>,
  undo: Pick<UndoService, 'remember'>,
  now: () => UnixMs,
): BatchService {
  return {
    async run(ids, act) {
      const edit = editOf(act, now());
      if (!edit.ok) return edit;
      const done = await vault.editMany([...new Set(ids)], (item) => (item.trashedAt === null ? edit.value(item) : null));
      if (!done.ok) return done;
      const changed = done.value.map(({ id }) => id);
      const [only] = done.value;
      const name = done.value.length === 1 && only !== undefined ? calledAs(only) : '';
      if (changed.length > 0) await undo.remember(undoableOf(act, changed, name));
      return ok({ changed: changed.length, name });
    },

    async tags() {
      const open = await vault.open();
      if (!open.ok) return open;
      const counts = new Map<string, number>();
      for (const { tags, trashedAt } of open.value.index())
        if (trashedAt === null) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      const sorted = [...counts].toSorted(([a, one], [b, other]) => other - one || a.localeCompare(b));
      return ok(sorted.slice(0, MOST_TAGS_LISTED).map(([tag]) => tag));
    },
  };
}

function editOf(act: BatchAct, at: UnixMs): Result<(item: Item) => Item | null, 'bad-tag'> {
  if (act.do === 'trash') return ok((item) => toTrash(item, at));
  if (act.do === 'pin') return ok((item) => (item.pinned === act.pinned ? null : { ...item, pinned: act.pinned, changedAt: at }));
  const tag = cleanName(act.tag).text;
  if (tag === '') return fail('bad-tag');
  return ok((item) => {
    // Tags that differ in case only are one.
    const has = item.tags.some((one) => one.toLowerCase() === tag.toLowerCase());
    return has || item.tags.length >= MOST_TAGS ? null : { ...item, tags: [...item.tags, tag], changedAt: at };
  });
}

function undoableOf(act: BatchAct, ids: ItemId[], name: string): Undoable {
  if (act.do === 'trash') return { act: 'trash', ids, name };
  return act.do === 'pin' ? { act: 'pin', ids, name, pinned: act.pinned } : { act: 'tag', ids, name, tag: cleanName(act.tag).text };
}

export const calledAs = (item: Item): string =>
  item.kind === 'passkey' ? item.rpName || passkeyName(item) : nameOf(item.issuer, item.account);
