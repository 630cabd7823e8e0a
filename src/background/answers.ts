// Confirmations as a page shows them, and what a yes does.

import type { Item, ItemId, Origin } from '../core/item';
import type { ConfirmReason } from '../core/matching/release-policy';
import { parseOrigin, siteName } from '../core/matching/site';
import { errorKey, fail, ok, type Result } from '../core/result';
import type { Confirmation, Outcome } from '../messages/views';
import { tellFrame } from '../platform/frames';
import type { AccountService } from './account-service';
import type { ConfirmationService, Pending } from './confirmation-service';
import type { FillService } from './fill-service';
import { tellAllTabs } from './push';
import type { RecoveryFills } from './recovery-fills';
import type { RecoveryOffers } from './recovery-offers';
import type { RecoveryService } from './recovery-service';
import type { Release } from './release';
import type { VaultService } from './vault-service';

export interface Answers {
  current(): Promise<Confirmation | null>;
  answer(id: string, accept: boolean, itemId: ItemId | null): Promise<Result<Outcome>>;
  /** After an unlock that a chip asked for: fills at once where exactly one account can be meant and nothing else is to be asked. */
  resume(): Promise<Outcome | null>;
}

interface Parts {
  readonly vault: VaultService;
  readonly accounts: AccountService;
  readonly release: Release;
  readonly confirmations: ConfirmationService;
  readonly fills: FillService;
  readonly recovery: { readonly sets: RecoveryService; readonly fills: RecoveryFills; readonly offers: RecoveryOffers };
}

export function createAnswers({ vault, accounts, release, confirmations, fills, recovery }: Parts): Answers {
  /** Accounts that may be chosen, each with what a yes to it covers. */
  async function choices(pending: Pending): Promise<ReadonlyMap<ItemId, readonly ConfirmReason[]>> {
    const { origin } = pending.target;
    const known = pending.recovery === null ? accounts.forPage(origin ?? '', null) : recovery.sets.forPage(origin ?? '');
    const ids = pending.itemIds ?? (origin === null ? [] : await known);
    const found = new Map<ItemId, readonly ConfirmReason[]>();
    for (const id of ids) {
      const reasons = await (pending.recovery === null ? release : release.recovery).reasons(id, pending.target);
      if (reasons.ok) found.set(id, reasons.value);
    }
    return found;
  }

  async function shown(pending: Pending): Promise<Confirmation | null> {
    const { id, kind, target, captured } = pending;
    const origin = target.origin as Origin;
    const base = { id, kind, origin, site: boldSite(origin), topOrigin: null, reasons: [], accounts: [], locked: false } as const;
    const open = await vault.open();
    if (!open.ok) return { ...base, locked: true };
    if (kind === 'save-account') {
      const account = captured === null ? [] : [{ id: '', issuer: captured.issuer, account: captured.account, sites: [origin] }];
      return { ...base, accounts: account, reasons: captured?.keyDiffers === true ? ['key-differs'] : [] };
    }
    if (kind === 'save-recovery-codes') {
      const named = await open.value.readMany(await recovery.sets.accountsOf(origin));
      return pending.recovery?.codes == null ? null : { ...base, accounts: named.flatMap(namesOf) };
    }
    const found = await choices(pending);
    if (found.size === 0) {
      await confirmations.take(id);
      return null;
    }
    await confirmations.showed(id, Object.fromEntries(found));
    const items = await open.value.readMany([...found.keys()]);
    const reasons = [...found.values()].flat();
    const embedded = reasons.find((reason) => reason.code === 'embedded');
    return {
      ...base,
      topOrigin: embedded?.code === 'embedded' ? (embedded.ancestor ?? '') : null,
      reasons: [...new Set(reasons.flatMap(wordsOf))],
      accounts: items.flatMap(namesOf),
    };
  }

  async function cancelled(pending: Pending): Promise<Outcome> {
    const outcome = { ok: false, key: 'outcomeCancelled', args: [] } as const;
    await tellAsker(pending, outcome);
    return outcome;
  }

  async function tellAsker({ target, offerId }: Pending, outcome: Outcome): Promise<void> {
    const { tabId, frameId, documentId } = target;
    if (offerId !== null) await tellFrame({ tabId, frameId, documentId }, { push: 'outcome', offerId, outcome });
  }

  async function carryOut(pending: Pending, itemId: ItemId | null): Promise<Result<Outcome>> {
    if (pending.kind === 'save-recovery-codes') return recovery.offers.confirmed(pending, itemId);
    if (pending.recovery !== null) return itemId === null ? fail('not-found') : recovery.fills.confirmed(pending, itemId);
    if (pending.kind !== 'save-account') return itemId === null ? fail('not-found') : fills.confirmed(pending, itemId);
    if (pending.captured === null) return fail('not-found');
    const saved = await accounts.saveCaptured(pending.captured, pending.target.origin);
    if (saved.ok) await tellAllTabs({ push: 'look-again' });
    return saved;
  }

  return {
    async current() {
      const pending = await confirmations.current();
      return pending === null || pending.target.origin === null ? null : shown(pending);
    },

    async answer(id, accept, itemId) {
      const pending = await confirmations.take(id);
      if (pending === null) return fail('expired');
      if (!accept) return ok(await cancelled(pending));
      const done = await carryOut(pending, itemId);
      await tellAsker(pending, done.ok ? done.value : { ok: false, key: errorKey(done.error.code), args: [] });
      return done;
    },

    async resume() {
      const pending = await confirmations.current();
      if (pending?.kind !== 'unlock') return null;
      const found = await choices(pending);
      const [only, ...others] = [...found];
      if (only === undefined || others.length > 0 || only[1].length > 0) return null;
      await confirmations.showed(pending.id, Object.fromEntries(found));
      const done = await this.answer(pending.id, true, only[0]);
      return done.ok ? done.value : null;
    },
  };
}

function namesOf(item: Result<Item>): Confirmation['accounts'] {
  if (!item.ok || item.value.kind === 'passkey') return [];
  const { id, issuer, account, sites } = item.value;
  return [{ id, issuer, account, sites }];
}

const boldSite = (origin: Origin): string => {
  const site = parseOrigin(origin);
  return site.ok && site.value.domain !== null ? site.value.domain : siteName(origin).ascii;
};

/** Reasons as `_locales` keys know them; a warning about the site's name is one of its own. */
function wordsOf(reason: ConfirmReason): readonly string[] {
  return reason.code === 'bind' && reason.warning !== null ? [reason.code, reason.warning.code] : [reason.code];
}
