// Recovery codes on their way out: the same decision as for every other code (release.ts builds this part), and each is sent once until
// the page has said what became of it.

import type { UnixMs } from '../core/env';
import type { ItemId, Origin, RecoverySet } from '../core/item';
import type { ConfirmReason, ReleaseDecision } from '../core/matching/release-policy';
import { markCode, pickCode } from '../core/recovery/set';
import { fail, ok, type Result } from '../core/result';
import type { ContentSender } from '../messages/audiences';
import type { FillRequest, ReleaseParts } from './release';

export interface RecoveryFillRequest extends FillRequest {
  /** The number that the page asks for, from 1; null where any unused code will do. */
  readonly ordinal: number | null;
}

export type RecoveryFillRelease =
  | {
      readonly decision: 'release';
      readonly code: string;
      readonly index: number;
      /** Unused codes once this one is spent. */
      readonly left: number;
    }
  | { readonly decision: 'confirm'; readonly reasons: readonly ConfirmReason[] };

export interface RecoveryRelease {
  /** The whole set for a page of the extension, whose caller has just been given the vault's password. */
  reveal(id: ItemId): Promise<Result<RecoverySet>>;
  /** What a yes in extension UI would have to cover; nothing is released. */
  reasons(id: ItemId, target: ContentSender): Promise<Result<readonly ConfirmReason[]>>;
  /** For a page. Codes: those of `pickCode`, and the refusals of the release policy. */
  fill(request: RecoveryFillRequest): Promise<Result<RecoveryFillRelease>>;
  /** What became of a code that `fill` let go: taken, it is used up. */
  settle(id: ItemId, index: number, taken: boolean, target: ContentSender): Promise<void>;
}

interface Named {
  readonly issuer: string;
  readonly sites: readonly Origin[];
}

interface Parts {
  readonly vault: ReleaseParts['vault'];
  readonly now: () => UnixMs;
  /** May the extension's own page show it? */
  readonly mayShow: (named: Named) => boolean;
  readonly decide: (named: Named, asked: Omit<FillRequest, 'id'>) => Promise<ReleaseDecision>;
}

export function createRecoveryRelease({ vault, now, mayShow, decide }: Parts): RecoveryRelease {
  /** Positions that are out and not yet reported on; two clicks get two codes. */
  const out = new Map<ItemId, Set<number>>();

  async function find(id: ItemId): Promise<Result<{ readonly set: RecoverySet; readonly named: Named }>> {
    const open = await vault.open();
    if (!open.ok) return open;
    const item = await open.value.read(id);
    if (!item.ok) return item;
    const set = item.value;
    if (set.kind !== 'recovery' || set.trashedAt !== null) return fail('not-found');
    // What its account has learnt counts for the set.
    const account = set.accountId === null ? null : await open.value.read(set.accountId);
    const more = account?.ok === true && account.value.trashedAt === null ? account.value.sites : [];
    return ok({ set, named: { issuer: set.issuer, sites: [...new Set([...set.sites, ...more])] } });
  }

  return {
    async reveal(id) {
      const found = await find(id);
      if (!found.ok) return found;
      return mayShow(found.value.named) ? ok(found.value.set) : fail('refused');
    },

    async reasons(id, target) {
      const found = await find(id);
      if (!found.ok) return found;
      const decision = await decide(found.value.named, { path: 'confirmation', target, evidence: null, confirmed: [] });
      if (decision.decision === 'refuse') return fail(decision.code, decision.site);
      return ok(decision.decision === 'confirm' ? decision.reasons : []);
    },

    async fill({ id, ordinal, ...asked }) {
      const found = await find(id);
      if (!found.ok) return found;
      const decision = await decide(found.value.named, asked);
      if (decision.decision === 'refuse') return fail(decision.code, decision.site);
      if (decision.decision === 'confirm') return ok({ decision: 'confirm', reasons: decision.reasons });
      const busy = out.get(id) ?? new Set();
      const picked = pickCode(found.value.set, ordinal, busy);
      if (!picked.ok) return picked;
      out.set(id, busy.add(picked.value.index));
      return ok({ decision: 'release', code: picked.value.text, index: picked.value.index, left: picked.value.left });
    },

    async settle(id, index, taken, target) {
      out.get(id)?.delete(index);
      if (!taken) return;
      const origin = target.incognito ? null : target.origin;
      await vault.edit(id, (item) => {
        if (item.kind !== 'recovery') return null;
        const marked = markCode(item, index, true, now(), origin);
        if (marked === null || origin === null || marked.sites.includes(origin)) return marked;
        return { ...marked, sites: [...marked.sites, origin] };
      });
    },
  };
}
