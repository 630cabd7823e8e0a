// What the popup and the options page need to know before anything else: state, notices, deadline, what undo would undo.

import type { OpenVault } from '../core/vault/open-vault';
import type { StoreNotice } from '../core/vault/store';
import type { Notice, Status } from '../messages/views';
import { browser } from '../platform/browser';
import type { LockClock } from './lock-clock';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

/** Never backed up is worth a word once there is something to lose. */
const WORTH_A_BACKUP = 3;

const NOTICE_OF: Readonly<Record<StoreNotice, Notice['code']>> = {
  'restored-from-shadow': 'restoredFromShadow',
  'shadow-rebuilt': 'shadowRebuilt',
  'database-unreadable': 'databaseUnreadable',
  'shadow-unusable': 'shadowUnusable',
  'other-vault-in-shadow': 'otherVaultInShadow',
};

export interface StatusService {
  status(): Promise<Status>;
}

export function createStatusService(vault: VaultService, clock: LockClock, undo: UndoService): StatusService {
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
      return {
        vault: state.vault,
        trouble: state.trouble,
        notices: await notices(state.storeNotices, open?.ok === true ? open.value : null),
        lockAt: state.vault === 'open' ? await clock.deadline() : null,
        lastBackupAt: open?.ok === true ? open.value.facts.lastBackupAt : null,
        undo: state.vault === 'open' ? await undo.shown() : null,
      };
    },
  };
}
