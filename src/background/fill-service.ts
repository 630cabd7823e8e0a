// From an accepted offer to a filled field: release, delivery, what became of it, and the words for it.

import { hex } from '../core/bytes';
import type { Env } from '../core/env';
import type { ItemId, Origin } from '../core/item';
import type { ReleasePath } from '../core/matching/release-policy';
import { fail, ok, type Result } from '../core/result';
import type { ContentSender } from '../messages/audiences';
import type { Act, FillResult, Outcome } from '../messages/views';
import { injectOffers, tellFrame } from '../platform/frames';
import type { ConfirmationService, Pending } from './confirmation-service';
import type { FrameReport, FrameReports } from './frame-reports';
import { lookInTab } from './look-in-tab';
import { tellPages } from './push';
import type { FillRelease, FillRequest, Release } from './release';

export interface FillService {
  /** A click on a chip. The code goes back in the answer, to the very document that asked. */
  fromChip(request: Omit<FillRequest, 'path' | 'confirmed'>, offerId: string, findingId: number): Promise<Result<Act>>;
  /** From the popup's list. `{confirming: true}`: the popup is asked to show what waits for a yes. */
  fromPopup(id: ItemId, tabId: number): Promise<Result<Outcome | { confirming: true }>>;
  /** From *Wrong code?*, by a clock that the person has agreed to correct. Where anything else would have to be asked: `refused`. */
  corrected(id: ItemId, target: ContentSender, clockOffsetMs: number): Promise<Result<Outcome>>;
  /** Command, menu, address bar, notification: filled, or asked about in extension UI (null). */
  fromOutside(id: ItemId, path: ReleasePath, target: ContentSender, field: Pending['findingId']): Promise<Result<Outcome | null>>;
  /** The yes in extension UI. */
  confirmed(pending: Pending, id: ItemId): Promise<Result<Outcome>>;
  /** The content script's word on a code it got in an answer. */
  report(fillId: string, result: FillResult, sender: ContentSender): Promise<Result<null>>;
}

interface Sent {
  readonly id: ItemId;
  readonly target: ContentSender;
  readonly step: number | null;
}

/** `taken`: a page of this origin has taken a code into its field. */
export function createFillService(
  env: Env,
  release: Release,
  confirmations: ConfirmationService,
  reports: FrameReports,
  taken: (origin: Origin, id: ItemId, target: ContentSender) => void,
): FillService {
  /** Codes that are out and not yet reported on; memory only, a lost one costs at most the wait for one step. */
  const out = new Map<string, Sent>();

  async function settle(sent: Sent, result: FillResult): Promise<Outcome> {
    const seen = result === 'taken' || result === 'not-taken';
    if (!seen && sent.step !== null && sent.target.origin !== null) await release.unsend(sent.id, sent.target.origin, sent.step);
    if (result === 'taken') {
      await release.verified(sent.id);
      if (sent.target.origin !== null) taken(sent.target.origin, sent.id, sent.target);
    }
    tellPages('items-changed');
    const keys = {
      taken: 'outcomeFilled',
      'not-taken': 'outcomeNotTaken',
      gone: 'outcomeFieldGone',
      'not-empty': 'outcomeNotEmpty',
    } as const;
    return { ok: result === 'taken', key: keys[result], args: [] };
  }

  async function deliver(
    id: ItemId,
    target: ContentSender,
    released: Extract<FillRelease, { decision: 'release' }>,
    offerId: string | null,
    findingId: Pending['findingId'],
  ): Promise<Outcome> {
    const { documentId, tabId, frameId, origin } = target;
    if (origin === null) return settle({ id, target, step: released.step }, 'gone');
    const push = { push: 'fill', offerId, findingId, origin, code: released.code, taken: null } as const;
    await injectOffers(target);
    const reply = (await tellFrame({ tabId, frameId, documentId }, push)) ?? 'gone';
    return settle({ id, target, step: released.step }, reply);
  }

  return {
    async fromChip(request, offerId, findingId) {
      const released = await release.fill({ ...request, path: 'chip', confirmed: [] });
      if (!released.ok) return released;
      if (released.value.decision === 'confirm') {
        const asked = { kind: 'fill-code', target: request.target, offerId, findingId, itemIds: [request.id], captured: null } as const;
        return (await confirmations.ask(asked, true)) ? ok({ status: 'confirming' }) : fail('no-surface');
      }
      const fillId = hex(env.random(8));
      out.set(fillId, { id: request.id, target: request.target, step: released.value.step });
      return ok({ status: 'fill', code: released.value.code, fillId, taken: null });
    },

    async fromPopup(id, tabId) {
      const report = await lookInTab(tabId, reports, hasPrompt);
      if (!report.ok) return fail(report.error.code === 'nothing-found' ? 'no-field' : report.error.code);
      const target = report.value.sender;
      const released = await release.fill({ id, path: 'popup', target, evidence: null, confirmed: [] });
      if (!released.ok) return released;
      if (released.value.decision === 'release') return ok(await deliver(id, target, released.value, null, null));
      await confirmations.ask({ kind: 'fill-code', target, offerId: null, findingId: null, itemIds: [id], captured: null }, false);
      return ok({ confirming: true });
    },

    async corrected(id, target, clockOffsetMs) {
      const released = await release.fill({ id, path: 'popup', target, evidence: null, confirmed: [], clockOffsetMs });
      if (!released.ok) return released;
      return released.value.decision === 'release' ? ok(await deliver(id, target, released.value, null, null)) : fail('refused');
    },

    async fromOutside(id, path, target, field) {
      const released = await release.fill({ id, path, target, evidence: null, confirmed: [] });
      if (!released.ok) return released;
      if (released.value.decision === 'release') return ok(await deliver(id, target, released.value, null, field));
      const asked = { kind: 'fill-code', target, offerId: null, findingId: field, itemIds: [id], captured: null } as const;
      return (await confirmations.ask(asked, true)) ? ok(null) : fail('no-surface');
    },

    async confirmed(pending, id) {
      const { target, offerId, findingId } = pending;
      const confirmed = pending.shown[id];
      if (confirmed === undefined) return fail('not-found');
      const released = await release.fill({ id, path: 'confirmation', target, evidence: null, confirmed });
      if (!released.ok) return released;
      // Something became true that was not on screen when the person said yes: nothing is released on it.
      return released.value.decision === 'release' ? ok(await deliver(id, target, released.value, offerId, findingId)) : fail('refused');
    },

    async report(fillId, result, sender) {
      const sent = out.get(fillId);
      // Only the document that was given the code can say what became of it.
      if (sent === undefined || sent.target.tabId !== sender.tabId || sent.target.frameId !== sender.frameId) return fail('expired');
      out.delete(fillId);
      await settle(sent, result);
      return ok(null);
    },
  };
}

const hasPrompt = ({ findings }: FrameReport): boolean => findings.some((finding) => finding.kind === 'code-prompt');
