// Fills begun outside of the page: by a command, a menu, the address bar or a notification. Which frame, which account, and whether to ask first.

import type { ItemId } from '../core/item';
import type { ReleasePath } from '../core/matching/release-policy';
import { fail, ok, type Result } from '../core/result';
import type { ContentSender } from '../messages/audiences';
import type { Outcome } from '../messages/views';
import { documentIn } from '../platform/frame-document';
import { injectDetector } from '../platform/frames';
import { openConfirmationSurface } from '../platform/surfaces';
import type { AccountService } from './account-service';
import type { ConfirmationService, Pending } from './confirmation-service';
import type { FillService } from './fill-service';
import type { FrameReport, FrameReports } from './frame-reports';
import { lookInTab } from './look-in-tab';
import type { VaultService } from './vault-service';

/** null: the rest happens in extension UI, which is on screen. */
export type Done = Result<Outcome | null>;

export interface FillHere {
  /** This site's account, or this one, into the page's code prompt. */
  prompt(tabId: number, id: ItemId | null, path: ReleasePath): Promise<Done>;
  /** This site's account into the very field that the person pointed at. */
  field(tabId: number, frameId: number, path: ReleasePath): Promise<Done>;
  /** This site's account, or this one, into the code prompt of that very document. */
  document(target: ContentSender, id: ItemId | null, path: ReleasePath): Promise<Done>;
}

interface Parts {
  readonly vault: Pick<VaultService, 'state' | 'open'>;
  readonly accounts: Pick<AccountService, 'forPage'>;
  readonly fills: FillService;
  readonly confirmations: ConfirmationService;
  readonly reports: FrameReports;
}

export function createFillHere({ vault, accounts, fills, confirmations, reports }: Parts): FillHere {
  async function into(target: ContentSender, field: Pending['findingId'], id: ItemId | null, digits: number | null, path: ReleasePath) {
    if (target.origin === null) return fail('opaque');
    const asked = { target, offerId: null, findingId: field, captured: null } as const;
    const open = await vault.open();
    if (!open.ok && open.error.code !== 'locked') return open;
    if (!open.ok) return shown(await confirmations.ask({ ...asked, kind: 'unlock', itemIds: id === null ? null : [id] }, true));
    const itemIds = id === null ? await accounts.forPage(target.origin, digits) : [id];
    const [only, ...others] = itemIds;
    // None belongs here: the person may know better, and the list asks before it gives.
    if (only === undefined) return shown(await openConfirmationSurface(target.tabId, false));
    if (others.length === 0) return fills.fromOutside(only, path, target, field);
    return shown(await confirmations.ask({ ...asked, kind: 'fill-code', itemIds }, true));
  }

  return {
    async prompt(tabId, id, path) {
      const { vault: state } = await vault.state();
      if (state !== 'open' && state !== 'locked') return shown(await openConfirmationSurface(tabId, false));
      const report = await lookInTab(tabId, reports, hasPrompt);
      if (!report.ok) return fail(report.error.code === 'nothing-found' ? 'no-field' : report.error.code);
      const digits = report.value.findings.find((finding) => finding.kind === 'code-prompt')?.digits ?? null;
      return into(report.value.sender, null, id, digits, path);
    },

    async field(tabId, frameId, path) {
      const target = await documentIn(tabId, frameId);
      if (target === null) return fail('page-not-allowed');
      await injectDetector(target);
      return into(target, 'focused', null, null, path);
    },

    document: (target, id, path) => into(target, null, id, null, path),
  };
}

const shown = (there: boolean): Done => (there ? ok(null) : fail('no-surface'));

const hasPrompt = ({ findings }: FrameReport): boolean => findings.some(({ kind }) => kind === 'code-prompt');
