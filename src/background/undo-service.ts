// What undo would undo: the last destructive act, for as long as it is likely to be meant. It outlives a stopped worker.

import * as v from 'valibot';
import type { UnixMs } from '../core/env';
import type { Item, ItemId } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { Status } from '../messages/views';
import { readSession, removeSession, writeSession } from '../platform/session';
import { reverted } from './card-edit';
import type { ListOrderService } from './list-order';
import type { VaultService } from './vault-service';

const UNDO = 'undo';

/** After that the person has gone on to something else. */
const UNDO_MS = 5 * 60_000;

const undoable = v.variant('act', [
  /** Items went to the trash. */
  v.object({ act: v.literal('trash'), ids: v.array(v.string()), name: v.string() }),
  /** Items were pinned, or no longer; or all given a tag. Those that were so before are not among the ids. */
  v.object({ act: v.literal('pin'), ids: v.array(v.string()), name: v.string(), pinned: v.boolean() }),
  v.object({ act: v.literal('tag'), ids: v.array(v.string()), name: v.string(), tag: v.string() }),
  /** An account got another place in the list; it stood before or after `of`, where `page` was in front. */
  v.object({
    act: v.literal('place'),
    id: v.string(),
    name: v.string(),
    page: v.nullable(v.string()),
    side: v.picklist(['before', 'after']),
    of: v.string(),
  }),
  /** Items were added: undo sends them to the trash. */
  v.object({ act: v.literal('add'), ids: v.array(v.string()), name: v.string() }),
  /** A set of recovery codes was added; `old`, if any, went to the trash for it. */
  v.object({ act: v.literal('keep'), ids: v.array(v.string()), old: v.array(v.string()), name: v.string() }),
  /** `changedAt` of the version that was replaced: it must still be the one before. `counter`: the edit was about the HOTP counter too. */
  v.object({ act: v.literal('edit'), id: v.string(), name: v.string(), changedAt: v.number(), counter: v.boolean() }),
]);

export type Undoable = v.InferOutput<typeof undoable>;

const stored = v.object({ undoable, at: v.number() });

const WORDS = { trash: 'undoTrashed', add: 'undoAdded', keep: 'undoKept', edit: 'undoEdited', place: 'undoPlaced' } as const;

/** In their plural forms. */
function keyOfMany(what: Extract<Undoable, { act: 'trash' | 'pin' | 'tag' }>): string {
  if (what.act === 'trash') return 'undoTrashedMany';
  if (what.act === 'tag') return 'undoTagged';
  return what.pinned ? 'undoPinned' : 'undoUnpinned';
}

export interface UndoService {
  /** Takes the place of what undo would have undone before. */
  remember(undoable: Undoable): Promise<Result<null>>;
  /** These are gone for good: what was done to one of them cannot be undone any more. */
  forget(ids: readonly ItemId[]): Promise<void>;
  /** As a `_locales` key with its argument; null: nothing to undo. */
  shown(): Promise<Status['undo']>;
  /** `nothing-to-undo`, or `revision-conflict` where the item has been changed again since. */
  undo(): Promise<Result<null>>;
}

export function createUndoService(
  vault: Pick<VaultService, 'open' | 'edit' | 'editMany'>,
  now: () => UnixMs,
  place: ListOrderService['place'],
): UndoService {
  async function last(): Promise<Undoable | null> {
    const found = v.safeParse(stored, await readSession(UNDO));
    return found.success && now() - found.output.at < UNDO_MS ? found.output.undoable : null;
  }

  /** In one transaction: an import may have added thousands. */
  async function each(ids: readonly ItemId[], edit: (item: Item) => Item | null): Promise<Result<null>> {
    const done = await vault.editMany(ids, edit);
    return done.ok ? ok(null) : done;
  }

  /** What is there already, or there no more, is left as it is. */
  const move = (ids: readonly ItemId[], trashedAt: UnixMs | null): Promise<Result<null>> =>
    each(ids, (item) => ((item.trashedAt === null) === (trashedAt === null) ? null : { ...item, trashedAt, changedAt: now() }));

  async function revert({ id, changedAt, counter }: Extract<Undoable, { act: 'edit' }>): Promise<Result<null>> {
    const open = await vault.open();
    if (!open.ok) return open;
    const before = await open.value.previous(id);
    if (!before.ok) return before;
    if (before.value.changedAt !== changedAt) return fail('revision-conflict');
    const done = await vault.edit(id, (item) => reverted(item, before.value, counter, now()));
    return done.ok ? ok(null) : done;
  }

  return {
    async remember(what) {
      await writeSession({ [UNDO]: { undoable: what, at: now() } satisfies v.InferOutput<typeof stored> });
      return ok(null);
    },

    async forget(ids) {
      const what = await last();
      if (what === null) return;
      const about = 'id' in what ? [what.id] : what.act === 'keep' ? [...what.ids, ...what.old] : what.ids;
      if (about.some((id) => ids.includes(id))) await removeSession(UNDO);
    },

    async shown() {
      const what = await last();
      if (what === null) return null;
      if (what.act === 'pin' || what.act === 'tag' || (what.act === 'trash' && what.ids.length > 1)) {
        return { key: keyOfMany(what), count: what.ids.length, name: what.act === 'tag' ? what.tag : '' };
      }
      const key = what.act === 'keep' && what.old.length > 0 ? 'undoReplaced' : WORDS[what.act];
      return { key, count: null, name: what.name };
    },

    async undo() {
      const what = await last();
      await removeSession(UNDO);
      if (what === null) return fail('nothing-to-undo');
      if (what.act === 'edit') return revert(what);
      if (what.act === 'pin') return each(what.ids, (item) => ({ ...item, pinned: !what.pinned, changedAt: now() }));
      if (what.act === 'tag')
        return each(what.ids, (item) => ({ ...item, tags: item.tags.filter((tag) => tag !== what.tag), changedAt: now() }));
      if (what.act === 'place') {
        const back = await place(what.id, what.page, what);
        return back.ok ? ok(null) : back;
      }
      if (what.act === 'keep') {
        // First what must not be lost.
        const back = await move(what.old, null);
        return back.ok ? move(what.ids, now()) : back;
      }
      return move(what.ids, what.act === 'trash' ? null : now());
    },
  };
}
