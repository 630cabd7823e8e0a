// What the popup and the options page need to know before anything else: state, notices, deadline, what undo would undo.

import * as v from 'valibot';
import type { UnixMs } from '../core/env';
import type { ItemId } from '../core/item';
import { ok, type Result } from '../core/result';
import type { OpenVault } from '../core/vault/open-vault';
import type { StoreNotice } from '../core/vault/store';
import type { Notice, Status } from '../messages/views';
import { browser } from '../platform/browser';
import { readSession, removeSession, writeSession } from '../platform/session';
import type { LockClock } from './lock-clock';
import type { VaultService } from './vault-service';

const UNDO = 'undo';
/** Never backed up is worth a word once there is something to lose. */
const WORTH_A_BACKUP = 3;

const NOTICE_OF: Readonly<Record<StoreNotice, Notice['code']>> = {
  'restored-from-shadow': 'restoredFromShadow',
  'shadow-rebuilt': 'shadowRebuilt',
  'database-unreadable': 'databaseUnreadable',
  'shadow-unusable': 'shadowUnusable',
  'other-vault-in-shadow': 'otherVaultInShadow',
};

/** After that the person has gone on to something else. */
const UNDO_MS = 5 * 60_000;

const undoShape = v.object({ id: v.string(), name: v.string(), at: v.number() });

export interface StatusService {
  status(): Promise<Status>;
  rememberUndo(id: ItemId, name: string): Promise<Result<null>>;
  takeUndo(): Promise<ItemId | null>;
}

export function createStatusService(vault: VaultService, clock: LockClock, now: () => UnixMs): StatusService {
  async function undo(): Promise<v.InferOutput<typeof undoShape> | null> {
    const stored = v.safeParse(undoShape, await readSession(UNDO));
    return stored.success && now() - stored.output.at < UNDO_MS ? stored.output : null;
  }

  async function notices(storeNotices: readonly StoreNotice[], open: OpenVault | null): Promise<readonly Notice[]> {
    const found: Notice[] = [];
    const note = (code: Notice['code'], detail: string | null = null): number => found.push({ code, detail });
    for (const one of storeNotices) {
      // A database that was unreadable and has been made anew from the shadow is one story, not two.
      if (one !== 'database-unreadable' || !storeNotices.includes('restored-from-shadow')) note(NOTICE_OF[one]);
    }
    if (!(await browser.permissions.contains({ origins: ['<all_urls>'] }))) note('hostAccessMissing');
    if (open === null) return found;
    const damaged = open.damaged().length;
    if (damaged > 0) note('recordsDamaged', String(damaged));
    if (open.readOnly) note('readOnlyNewerFormat');
    if (open.facts.lastBackupAt === null && open.index().length >= WORTH_A_BACKUP) note('neverBackedUp');
    return found;
  }

  return {
    async status() {
      const state = await vault.state();
      const open = state.vault === 'open' ? await vault.open() : null;
      const last = state.vault === 'open' ? await undo() : null;
      return {
        vault: state.vault,
        trouble: state.trouble,
        notices: await notices(state.storeNotices, open?.ok === true ? open.value : null),
        lockAt: state.vault === 'open' ? await clock.deadline() : null,
        lastBackupAt: open?.ok === true ? open.value.facts.lastBackupAt : null,
        undo: last === null ? null : { key: 'undoTrashed', name: last.name },
      };
    },
    async rememberUndo(id, name) {
      await writeSession({ [UNDO]: { id, name, at: now() } });
      return ok(null);
    },
    async takeUndo() {
      const last = await undo();
      await removeSession(UNDO);
      return last?.id ?? null;
    },
  };
}
