// What a chip offers beside shown recovery codes and beside a box that asks for one, and what becomes of it.

import type { ItemId, Origin } from '../core/item';
import { matchSite, siteName } from '../core/matching/site';
import { displayPage } from '../core/recovery/display-page';
import { fail, ok, type Result } from '../core/result';
import { type ContentSender, originOfUrl } from '../messages/audiences';
import type { ShownCode } from '../messages/recovery-protocol';
import type { Act, FindingReport, OfferView, Outcome } from '../messages/views';
import { framesOf } from '../platform/frames';
import type { ConfirmationService, Pending, RecoveryAsk } from './confirmation-service';
import { tellAllTabs, tellPages } from './push';
import type { PromptFinding } from './recovery-fills';
import type { RecoveryService, SavedSet } from './recovery-service';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

type DisplayFinding = Extract<FindingReport, { kind: 'recovery-display' }>;

export interface RecoveryOffer {
  readonly kind: OfferView['kind'];
  readonly key: string;
  readonly args: readonly string[];
  readonly itemIds: readonly ItemId[];
  readonly recovery: RecoveryAsk;
}

interface Asker {
  readonly target: ContentSender;
  readonly offerId: string;
  readonly findingId: number;
}

export interface RecoveryOffers {
  /** null: nothing to offer there. With a locked vault the codes cannot be compared, and are offered. */
  offer(finding: DisplayFinding | PromptFinding, origin: Origin, isOpen: boolean): Promise<RecoveryOffer | null>;
  /** Saves at once where one account at most can be meant, else asks which. */
  accept(ask: Asker, codes: readonly ShownCode[]): Promise<Result<Act>>;
  /** The yes in extension UI; `accountId` null: no account. */
  confirmed(pending: Pending, accountId: ItemId | null): Promise<Result<Outcome>>;
}

export const isRecovery = (finding: FindingReport): finding is DisplayFinding | PromptFinding =>
  finding.kind === 'recovery-display' || finding.kind === 'recovery-prompt';

interface Parts {
  readonly vault: VaultService;
  readonly sets: RecoveryService;
  readonly confirmations: ConfirmationService;
  readonly undo: Pick<UndoService, 'remember'>;
}

export function createRecoveryOffers({ vault, sets, confirmations, undo }: Parts): RecoveryOffers {
  async function save(codes: readonly ShownCode[], target: ContentSender, accountId: ItemId | null): Promise<Result<Outcome>> {
    const saved = await sets.save(codes, target.origin, accountId, await pageOf(target));
    if (!saved.ok) return saved;
    await rememberSaved(undo, saved.value);
    tellPages('items-changed');
    await tellAllTabs({ push: 'look-again' });
    return ok(savedWords(saved.value));
  }

  return {
    async offer(finding, origin, isOpen) {
      if (finding.kind === 'recovery-display') {
        const recovery = { ordinal: null, codes: finding.codes };
        if (isOpen && (await sets.hasAll(finding.codes, origin))) return null;
        return { kind: 'save-recovery-codes', key: 'offerSaveRecovery', args: [siteName(origin).ascii], itemIds: [], recovery };
      }
      const recovery = { ordinal: finding.ordinal, codes: null };
      if (!isOpen) return { kind: 'unlock', key: 'offerUnlock', args: [], itemIds: [], recovery };
      const itemIds = await sets.forPage(origin);
      return itemIds.length === 0 ? null : { kind: 'fill-recovery-code', key: 'offerFillRecovery', args: [], itemIds, recovery };
    },

    async accept(ask, codes) {
      const { target } = ask;
      const accounts = target.origin === null ? [] : await sets.accountsOf(target.origin);
      const open = await vault.open();
      if (open.ok && accounts.length <= 1) {
        const saved = await save(codes, target, accounts[0] ?? null);
        return saved.ok ? ok({ status: 'done', outcome: saved.value }) : saved;
      }
      const recovery = { ordinal: null, codes };
      const asked = { ...ask, kind: 'save-recovery-codes', itemIds: null, captured: null, recovery } as const;
      return (await confirmations.ask(asked, true)) ? ok({ status: 'confirming' }) : fail('no-surface');
    },

    async confirmed(pending, accountId) {
      const { recovery, target } = pending;
      if (recovery?.codes == null || target.origin === null) return fail('not-found');
      const accounts = await sets.accountsOf(target.origin);
      if (accountId !== null && !accounts.includes(accountId)) return fail('not-found');
      return save(recovery.codes, target, accountId ?? accounts[0] ?? null);
    },
  };
}

/** The page that shows them: the tab's own, also where a frame of the same site holds the codes. Private windows are not remembered. */
async function pageOf({ incognito, frameId, tabId, url, origin }: ContentSender): Promise<string | null> {
  if (incognito || origin === null) return null;
  const top = frameId === 0 ? url : ((await framesOf(tabId).catch(() => []))[0]?.url ?? url);
  const topOrigin = originOfUrl(top);
  const match = topOrigin === null ? 'none' : matchSite(topOrigin, [origin]).match;
  return displayPage(match === 'exact' || match === 'same-domain' ? top : url);
}

/** Undo takes the new set back, and brings the one that it replaced. */
export async function rememberSaved(undo: Pick<UndoService, 'remember'>, { id, name, known, replaced }: SavedSet): Promise<void> {
  if (known) return;
  await undo.remember({ act: 'keep', ids: [id], old: [...replaced], name });
}

/** How a set was kept, in words. */
export function savedWords({ count, name, known, replaced }: SavedSet): Outcome {
  const key = known ? 'outcomeRecoveryKnown' : replaced.length > 0 ? 'outcomeRecoveryReplaced' : 'outcomeRecoverySaved';
  return { ok: true, key, args: [String(count), name] };
}
