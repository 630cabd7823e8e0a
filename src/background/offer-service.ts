// Findings → offers → acts. Decides what a chip may say, which is never more than that there is something to do here.

import { hex } from '../core/bytes';
import type { Env } from '../core/env';
import type { ItemId, Origin } from '../core/item';
import type { ChipEvidence } from '../core/matching/chip-evidence';
import { parseOrigin, siteName } from '../core/matching/site';
import { fail, ok, type Result } from '../core/result';
import type { ContentSender } from '../messages/audiences';
import type { Act, FindingReport, OfferView } from '../messages/views';
import { tellFrame } from '../platform/frames';
import { readSession, writeSession } from '../platform/session';
import { readSettings } from '../platform/settings-store';
import { openConfirmationSurface } from '../platform/surfaces';
import type { AccountService } from './account-service';
import { type HeldText, heldTexts } from './capture-entries';
import { type CapturedAccount, capture, type SetupFinding } from './capture-service';
import type { CaptureTray } from './capture-tray';
import type { ConfirmationService, RecoveryAsk } from './confirmation-service';
import type { FillService } from './fill-service';
import type { FrameReports } from './frame-reports';
import { isNeverOffered } from './never-offer';
import { tellAllTabs } from './push';
import type { RecoveryFills } from './recovery-fills';
import { isRecovery, type RecoveryOffers } from './recovery-offers';
import { createSetUpFrames, NO_SET_UP, type SetUp } from './set-up-frames';
import type { VaultService } from './vault-service';

type PromptFinding = Extract<FindingReport, { kind: 'code-prompt' }>;

const DISMISSED = 'dismissedUnlock';

interface Offer {
  readonly view: OfferView;
  readonly target: ContentSender;
  readonly itemIds: readonly ItemId[];
  readonly captured: CapturedAccount | null;
  /** Captured, and something is to be chosen among it. */
  readonly found: readonly HeldText[];
  readonly recovery: RecoveryAsk | null;
}

export interface OfferService {
  offersFor(findings: readonly FindingReport[], sender: ContentSender): Promise<readonly OfferView[]>;
  accept(offerId: string, evidence: ChipEvidence, sender: ContentSender): Promise<Result<Act>>;
  dismiss(offerId: string, sender: ContentSender): Promise<void>;
  /** The vault was locked: what was captured for offers is dropped. The frames report again what they still show. */
  forget(): void;
}

interface Parts {
  readonly env: Env;
  readonly vault: VaultService;
  readonly accounts: AccountService;
  readonly fills: FillService;
  readonly confirmations: ConfirmationService;
  readonly reports: FrameReports;
  readonly tray: CaptureTray;
  readonly recoveryOffers: RecoveryOffers;
  readonly recoveryFills: RecoveryFills;
  /** A document was offered a code. */
  readonly codeOffered: (target: ContentSender, itemIds: readonly ItemId[]) => void;
}

export function createOfferService({
  env,
  vault,
  accounts,
  fills,
  confirmations,
  reports,
  tray,
  recoveryOffers,
  recoveryFills,
  codeOffered,
}: Parts): OfferService {
  /** The latest offers of each frame. Memory only: after a stopped worker `expired` makes the content script report again. */
  const live = new Map<string, Offer>();
  const setUps = createSetUpFrames(reports);

  function make(
    target: ContentSender,
    findingId: number,
    kind: OfferView['kind'],
    key: string,
    args: readonly string[],
    rest: Partial<Offer>,
  ): Offer {
    const view: OfferView = { offerId: hex(env.random(8)), findingId, kind, key, args };
    return { view, target, itemIds: [], captured: null, found: [], recovery: null, ...rest };
  }

  async function setupOffer(finding: SetupFinding, sender: ContentSender, origin: Origin): Promise<Offer | readonly ItemId[] | null> {
    const captured = await capture(finding, sender.tabId);
    const site = siteName(origin).ascii;
    const { failure } = captured;
    if (captured.accounts.length + captured.exports.length === 0) {
      // Only a page that speaks of a second factor gets told that its image is not understood: elsewhere it was just an image.
      const told = finding.words && failure !== 'nothing-found';
      return told ? make(sender, finding.id, 'save-account', captureKey(failure), [site], {}) : null;
    }
    const same = ({ issuer, account, otp }: CapturedAccount) => accounts.find({ issuer, account, otp, sites: [origin] });
    const known = await Promise.all(captured.accounts.map(same));
    const fresh = captured.accounts.filter((_, index) => known[index] === null);
    const [only] = fresh;
    if (only === undefined && captured.exports.length === 0) return known.flatMap((one) => one?.id ?? []);
    if (only === undefined || fresh.length > 1 || captured.exports.length > 0 || (await accounts.hasNames(only))) {
      const found = heldTexts({ ...captured, accounts: fresh }, origin);
      const key = captured.exports.length > 0 ? 'offerSaveExport' : fresh.length > 1 ? 'offerSaveSeveral' : 'offerSaveAccount';
      return make(sender, finding.id, 'save-account', key, [site], { captured: only ?? null, found });
    }
    const key = only.keyDiffers ? 'offerKeyMismatch' : 'offerSaveAccount';
    return make(sender, finding.id, 'save-account', key, [site], { captured: only });
  }

  /** `setUp`: accounts whose set-up this very page shows, in any frame of the same site; its confirmation box is for them. */
  async function promptOffer(
    finding: PromptFinding,
    sender: ContentSender,
    origin: Origin,
    setUp: readonly ItemId[],
  ): Promise<Offer | null> {
    const itemIds = setUp.length > 0 ? setUp : await accounts.forPage(origin, finding.digits);
    return itemIds.length === 0 ? null : make(sender, finding.id, 'fill-code', 'offerFillCode', [], { itemIds });
  }

  async function unlockOffer(finding: PromptFinding, sender: ContentSender, origin: Origin): Promise<Offer | null> {
    return (await dismissed()).includes(siteOf(origin)) ? null : make(sender, finding.id, 'unlock', 'offerUnlock', [], {});
  }

  /** The frames around it have other offers then. */
  function noteSetUp(sender: ContentSender, shown: SetUp): void {
    for (const other of setUps.note(sender, shown)) void tellFrame(other, { push: 'look-again' });
  }

  async function offersOf(findings: readonly FindingReport[], sender: ContentSender, origin: Origin): Promise<readonly Offer[]> {
    const { vault: state } = await vault.state();
    if (state !== 'open' && state !== 'locked') return [];
    const setups = findings.filter((finding): finding is SetupFinding => finding.kind === 'setup');
    const captures = await Promise.all(setups.map((finding) => setupOffer(finding, sender, origin)));
    const offers = captures.filter((one): one is Offer => one !== null && 'view' in one);
    const here = captures.filter((one): one is readonly ItemId[] => one !== null && !('view' in one)).flat();
    const unsaved = offers.some((offer) => offer.captured !== null || offer.found.length > 0);
    noteSetUp(sender, { ids: here, unsaved });
    const elsewhere = setUps.elsewhere(sender, origin);
    // While there is a new account to save, an older account's code in its confirmation box would only be refused.
    if (unsaved || elsewhere.unsaved) return offers;
    const setUp = here.length > 0 ? here : elsewhere.ids;
    for (const finding of findings.filter(takesOurCode)) {
      const offer = state === 'open' ? await promptOffer(finding, sender, origin, setUp) : await unlockOffer(finding, sender, origin);
      if (offer !== null) offers.push(offer);
    }
    for (const finding of findings.filter(isRecovery)) {
      const found = await recoveryOffers.offer(finding, origin, state === 'open');
      if (found === null || (found.kind === 'unlock' && (await dismissed()).includes(siteOf(origin)))) continue;
      const { kind, key, args, itemIds, recovery } = found;
      offers.push(make(sender, finding.id, kind, key, args, { itemIds, recovery }));
    }
    return offers;
  }

  function offered(offerId: string, sender: ContentSender): Offer | null {
    const offer = live.get(offerId);
    if (offer === undefined) return null;
    const { tabId, frameId, origin, documentId } = offer.target;
    const same = tabId === sender.tabId && frameId === sender.frameId && origin === sender.origin && documentId === sender.documentId;
    return same ? offer : null;
  }

  return {
    async offersFor(findings, sender) {
      reports.keep({ sender, findings });
      const { origin } = sender;
      for (const [id, offer] of live) if (offer.target.tabId === sender.tabId && offer.target.frameId === sender.frameId) live.delete(id);
      if (findings.length === 0) noteSetUp(sender, NO_SET_UP);
      if (origin === null || !sender.active || findings.length === 0) return [];
      if (!(await readSettings()).pageOffers || (await isNeverOffered(origin))) return [];
      const offers = await offersOf(findings, sender, origin);
      for (const offer of offers) live.set(offer.view.offerId, offer);
      const code = offers.find((offer) => offer.view.kind === 'fill-code');
      if (code !== undefined) codeOffered(sender, code.itemIds);
      return offers.map((offer) => offer.view);
    },

    async accept(offerId, evidence, sender) {
      const offer = offered(offerId, sender);
      if (offer === null) return fail('expired');
      if (!evidence.trusted) return fail('untrusted-event');
      const { kind, findingId } = offer.view;
      const ask = { target: sender, offerId, findingId, captured: offer.captured, recovery: offer.recovery };
      if (kind === 'save-recovery-codes') return recoveryOffers.accept(ask, offer.recovery?.codes ?? []);
      if (kind === 'fill-code') {
        const [only, ...others] = offer.itemIds;
        if (only !== undefined && others.length === 0) return fills.fromChip({ id: only, target: sender, evidence }, offerId, findingId);
        return confirming(await confirmations.ask({ ...ask, kind: 'fill-code', itemIds: offer.itemIds }, true));
      }
      if (kind === 'fill-recovery-code') {
        const [only, ...others] = offer.itemIds;
        if (only === undefined || others.length > 0)
          return confirming(await confirmations.ask({ ...ask, kind: 'fill-recovery-code', itemIds: offer.itemIds }, true));
        const ordinal = offer.recovery?.ordinal ?? null;
        return recoveryFills.fromChip({ id: only, target: sender, evidence, ordinal }, offerId, findingId);
      }
      if (kind === 'unlock') return confirming(await confirmations.ask({ ...ask, kind: 'unlock', itemIds: null }, true));
      if (offer.found.length > 0) {
        await tray.take(offer.found, true, { target: sender, offerId });
        return confirming(await openConfirmationSurface(sender.tabId, (await readSettings()).confirmInWindow));
      }
      if (offer.captured === null) {
        // The chip only said that the picture is not understood: what helps is the popup, where the key can be typed.
        await openConfirmationSurface(sender.tabId, (await readSettings()).confirmInWindow);
        return ok({ status: 'done', outcome: { ok: false, key: offer.view.key, args: [] } });
      }
      const open = await vault.open();
      if (!open.ok || offer.captured.keyDiffers)
        return confirming(await confirmations.ask({ ...ask, kind: 'save-account', itemIds: [] }, true));
      const saved = await accounts.saveCaptured(offer.captured, sender.origin);
      if (!saved.ok) return saved;
      await tellAllTabs({ push: 'look-again' });
      return ok({ status: 'done', outcome: saved.value });
    },

    forget: () => live.clear(),

    async dismiss(offerId, sender) {
      const offer = offered(offerId, sender);
      if (offer === null) return;
      live.delete(offerId);
      if (offer.view.kind === 'unlock' && sender.origin !== null)
        await writeSession({ [DISMISSED]: [...(await dismissed()), siteOf(sender.origin)] });
    },
  };
}

/** SMS, e-mailed, hardware and device codes are not ours to fill. */
const takesOurCode = (finding: FindingReport): finding is PromptFinding =>
  finding.kind === 'code-prompt' && (finding.channel === 'authenticator' || finding.channel === 'unknown');

const confirming = (shown: boolean): Result<Act> => (shown ? ok({ status: 'confirming' }) : fail('no-surface'));

const siteOf = (origin: Origin): string => {
  const site = parseOrigin(origin);
  return site.ok ? (site.value.domain ?? origin) : origin;
};

async function dismissed(): Promise<readonly string[]> {
  const stored = await readSession(DISMISSED);
  return Array.isArray(stored) ? stored.filter((site) => typeof site === 'string') : [];
}

/** What is wrong with the QR code that the page shows, in words on the chip. */
function captureKey(code: string): string {
  if (code === 'unreadable') return 'offerQrUnreadable';
  if (code === 'foreign') return 'offerQrForeign';
  return 'offerQrAbsurd';
}
