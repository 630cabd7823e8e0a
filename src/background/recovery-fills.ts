// From an accepted offer of a recovery code to a filled field, and to the mark that it is used up.

import { hex } from '../core/bytes';
import type { Env } from '../core/env';
import type { ItemId } from '../core/item';
import { FEW_LEFT } from '../core/recovery/set';
import { fail, ok, type Result } from '../core/result';
import type { ContentSender } from '../messages/audiences';
import type { Act, FillResult, FindingReport, Outcome } from '../messages/views';
import { injectOffers, tellFrame } from '../platform/frames';
import type { ConfirmationService, Pending } from './confirmation-service';
import type { FrameReport, FrameReports } from './frame-reports';
import { lookInTab } from './look-in-tab';
import { tellPages } from './push';
import type { RecoveryFillRelease, RecoveryFillRequest, RecoveryRelease } from './recovery-release';

export type PromptFinding = Extract<FindingReport, { kind: 'recovery-prompt' }>;

export interface RecoveryFills {
  /** A click on a chip. */
  fromChip(request: Omit<RecoveryFillRequest, 'path' | 'confirmed'>, offerId: string, findingId: number): Promise<Result<Act>>;
  /** From the popup's list. `no-field`: the page does not ask for one. */
  fromPopup(id: ItemId, tabId: number): Promise<Result<Outcome | { readonly confirming: true }>>;
  /** The yes in extension UI. */
  confirmed(pending: Pending, id: ItemId): Promise<Result<Outcome>>;
  /** null: no fill of ours. */
  report(fillId: string, result: FillResult, sender: ContentSender): Promise<Result<null> | null>;
}

type Released = Extract<RecoveryFillRelease, { decision: 'release' }>;

interface Sent extends Pick<Released, 'index' | 'left'> {
  readonly id: ItemId;
  readonly target: ContentSender;
}

export function createRecoveryFills(
  env: Env,
  release: RecoveryRelease,
  confirmations: ConfirmationService,
  reports: FrameReports,
): RecoveryFills {
  /** Memory only: a lost one leaves a code unmarked that the person can mark by hand. */
  const out = new Map<string, Sent>();

  async function settle({ id, index, left, target }: Sent, result: FillResult): Promise<Outcome> {
    await release.settle(id, index, result === 'taken', target);
    tellPages('items-changed');
    const keys = { 'not-taken': 'outcomeNotTaken', gone: 'outcomeFieldGone', 'not-empty': 'outcomeNotEmpty' } as const;
    return result === 'taken' ? takenWords(left) : { ok: false, key: keys[result], args: [] };
  }

  async function deliver(id: ItemId, target: ContentSender, released: Released, offerId: string | null, findingId: Pending['findingId']) {
    const { documentId, tabId, frameId, origin } = target;
    const { code, left } = released;
    const sent = { id, target, ...released };
    if (origin === null) return settle(sent, 'gone');
    await injectOffers(target);
    const push = { push: 'fill', offerId, findingId, origin, code, taken: takenWords(left) } as const;
    return settle(sent, (await tellFrame({ tabId, frameId, documentId }, push)) ?? 'gone');
  }

  return {
    async fromChip(request, offerId, findingId) {
      const released = await release.fill({ ...request, path: 'chip', confirmed: [] });
      if (!released.ok) return released;
      const { id, target, ordinal } = request;
      if (released.value.decision === 'confirm') {
        const recovery = { ordinal, codes: null };
        const asked = { kind: 'fill-recovery-code', target, offerId, findingId, itemIds: [id], captured: null, recovery } as const;
        return (await confirmations.ask(asked, true)) ? ok({ status: 'confirming' }) : fail('no-surface');
      }
      const fillId = hex(env.random(8));
      const { code, index, left } = released.value;
      out.set(fillId, { id, target, index, left });
      return ok({ status: 'fill', code, fillId, taken: takenWords(left) });
    },

    async fromPopup(id, tabId) {
      const report = await lookInTab(tabId, reports, ({ findings }: FrameReport) => findings.some(isPrompt));
      if (!report.ok) return fail(report.error.code === 'nothing-found' ? 'no-recovery-field' : report.error.code);
      const target = report.value.sender;
      const prompt = report.value.findings.find(isPrompt);
      const [ordinal, findingId] = [prompt?.ordinal ?? null, prompt?.id ?? null];
      const released = await release.fill({ id, path: 'popup', target, evidence: null, confirmed: [], ordinal });
      if (!released.ok) return released;
      if (released.value.decision === 'release') return ok(await deliver(id, target, released.value, null, findingId));
      const recovery = { ordinal, codes: null };
      await confirmations.ask(
        { kind: 'fill-recovery-code', target, offerId: null, findingId, itemIds: [id], captured: null, recovery },
        false,
      );
      return ok({ confirming: true });
    },

    async confirmed(pending, id) {
      const { target, offerId, findingId } = pending;
      const confirmed = pending.shown[id];
      if (confirmed === undefined) return fail('not-found');
      const ordinal = pending.recovery?.ordinal ?? null;
      const released = await release.fill({ id, path: 'confirmation', target, evidence: null, confirmed, ordinal });
      if (!released.ok) return released;
      return released.value.decision === 'release' ? ok(await deliver(id, target, released.value, offerId, findingId)) : fail('refused');
    },

    async report(fillId, result, sender) {
      const sent = out.get(fillId);
      if (sent === undefined) return null;
      if (sent.target.tabId !== sender.tabId || sent.target.frameId !== sender.frameId) return fail('expired');
      out.delete(fillId);
      await settle(sent, result);
      return ok(null);
    },
  };
}

const isPrompt = (finding: FindingReport): finding is PromptFinding => finding.kind === 'recovery-prompt';

/** Says what is left, and warns while there is still time. */
function takenWords(left: number): Outcome {
  if (left === 0) return { ok: true, key: 'outcomeRecoveryLast', args: [] };
  return { ok: true, key: left <= FEW_LEFT ? 'outcomeRecoveryFew' : 'outcomeRecoveryFilled', args: [String(left)] };
}
