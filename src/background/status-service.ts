// What the popup and the options page need to know before anything else: state, notices, deadline, what undo would undo.

import type { ItemId } from '../core/item';
import { MANY_CHANGES } from '../core/vault/backup-schedule';
import { damageReport } from '../core/vault/damage';
import type { OpenVault } from '../core/vault/open-vault';
import type { StoreNotice } from '../core/vault/store';
import type { Notice, Status } from '../messages/views';
import { browser } from '../platform/browser';
import { readPolicy } from '../platform/policy';
import { backupFailure } from './auto-backup-plan';
import type { LockClock } from './lock-clock';
import type { UndoService } from './undo-service';
import type { VaultService, VaultState } from './vault-service';

/** Never backed up is worth a word once there is something to lose. */
const WORTH_A_BACKUP = 3;

const NOTICE_OF: Readonly<Record<StoreNotice, Notice['code']>> = {
  'restored-from-shadow': 'restoredFromShadow',
  'shadow-rebuilt': 'shadowRebuilt',
  'database-unreadable': 'databaseUnreadable',
  'shadow-unusable': 'shadowUnusable',
  'other-vault-in-shadow': 'otherVaultInShadow',
};

/** More names than these are a number. */
const MOST_NAMES = 5;

function names(open: OpenVault, ids: readonly ItemId[]): string {
  const known = [...new Set(ids)].map((id) => {
    const entry = open.entry(id);
    if (entry === null) return '';
    return entry.issuer !== '' && entry.account !== '' ? `${entry.issuer} (${entry.account})` : entry.issuer + entry.account;
  });
  const shown = known.filter((name) => name !== '').slice(0, MOST_NAMES);
  const more = known.length - shown.length;
  return [...shown, ...(more > 0 ? [`+${more}`] : [])].join(', ');
}

export interface StatusService {
  status(): Promise<Status>;
}

export function createStatusService(vault: VaultService, clock: LockClock, undo: UndoService): StatusService {
  async function notices({ storeNotices, healed }: VaultState, open: OpenVault | null): Promise<readonly Notice[]> {
    const found: Notice[] = [];
    const note = (code: Notice['code'], detail: string | null = null): number => found.push({ code, detail });
    for (const one of storeNotices) {
      // A database that was unreadable and has been made anew from the shadow is one story, not two.
      if (one !== 'database-unreadable' || !storeNotices.includes('restored-from-shadow')) note(NOTICE_OF[one]);
    }
    if (!(await browser.permissions.contains({ origins: ['<all_urls>'] }))) note('hostAccessMissing');
    if (open === null) return found;
    const damage = damageReport(open.damaged());
    if (damage.unreadable.length > 0) note('recordsDamaged', names(open, damage.unreadable));
    if (damage.sheetLost) note('sheetLost');
    if (damage.waysChanged) note('waysChanged');
    if (damage.rolledBack) note('rolledBack');
    if (damage.versions.length > 0) note('versionsDamaged', names(open, damage.versions));
    if (damage.extras) note('extrasDamaged');
    if (damage.strangers) note('strangers');
    // A copy that was made anew is a story of its own.
    if (healed > 0 && storeNotices.length === 0) note('recordsHealed');
    if (open.readOnly) note('readOnlyNewerFormat');
    const { lastBackupAt, changesSinceBackup } = open.facts;
    const failing = await backupFailure(open);
    if (failing !== null) note(failing.startsWith('folder-') ? 'backupNeedsFolder' : 'backupFailing');
    else if (lastBackupAt === null && open.index().length >= ((await readPolicy()).backupRequired ? 1 : WORTH_A_BACKUP))
      note('neverBackedUp');
    else if (lastBackupAt !== null && changesSinceBackup >= MANY_CHANGES) note('manyChanges', String(changesSinceBackup));
    return found;
  }

  return {
    async status() {
      const state = await vault.state();
      const open = state.vault === 'open' ? await vault.open() : null;
      return {
        vault: state.vault,
        trouble: state.trouble,
        lostSince: state.lostSince,
        notices: await notices(state, open?.ok === true ? open.value : null),
        lockAt: state.vault === 'open' ? await clock.deadline() : null,
        lastBackupAt: open?.ok === true ? open.value.facts.lastBackupAt : null,
        undo: state.vault === 'open' ? await undo.shown() : null,
      };
    },
  };
}
