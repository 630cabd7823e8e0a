// The one way to a code. Chip, popup, command, menu, omnibox and confirmation all end here; nothing else in the background asks
// core/otp for one. Pure decision: core/matching/release-policy.ts.

import type { UnixMs } from '../core/env';
import type { ItemId, Origin, OtpAccount, OtpParameters } from '../core/item';
import type { ChipEvidence } from '../core/matching/chip-evidence';
import {
  type ConfirmReason,
  decideRelease,
  type ReleaseDecision,
  type ReleasePath,
  type ReleaseTarget,
} from '../core/matching/release-policy';
import { MOST_CORRECTED_MS } from '../core/otp/clock-offset';
import { type CurrentCode, codeAt, codeOfStep, periodSeconds } from '../core/otp/code';
import { fail, ok, type Result } from '../core/result';
import { type ContentSender, originOfUrl } from '../messages/audiences';
import type { Settings } from '../messages/views';
import { otpAccountOf } from './otp-account';
import { createRecoveryRelease, type RecoveryRelease } from './recovery-release';
import type { VaultService } from './vault-service';

/** A code that is older than this when it arrives may be refused by the site: the next one is waited for. */
const LAST_MS = 3000;
/** Nobody waits longer than this for the next step. */
const LONGEST_WAIT_MS = 65_000;
const LONGEST_SLEEP_MS = 10_000;
/** A counter or a sent step is no version that somebody would go back to. */
const MINOR = true;

/** What the decision is about. */
type Named = Pick<OtpAccount, 'issuer' | 'sites'>;

export interface FillRequest {
  readonly id: ItemId;
  readonly path: ReleasePath;
  readonly target: ContentSender;
  readonly evidence: ChipEvidence | null;
  readonly confirmed: readonly ConfirmReason[];
  /** Ms to add to this computer's clock for this one code, as a person has just agreed to; 0 otherwise. */
  readonly clockOffsetMs?: number;
}

export type FillRelease =
  | { readonly decision: 'release'; readonly code: string; readonly step: number | null }
  | { readonly decision: 'confirm'; readonly reasons: readonly ConfirmReason[]; readonly account: OtpAccount };

export interface Release {
  /** For the extension's own pages: what the popup shows and copies. HOTP: only by `advance`. */
  view(account: OtpAccount, purpose: 'show' | 'copy', path: ReleasePath): Result<CurrentCode>;
  /** The code of now by a clock that a person has agreed to correct; `refused` beyond what is ever corrected for. */
  corrected(id: ItemId, clockOffsetMs: number): Promise<Result<CurrentCode>>;
  /** The next HOTP code, its counter stored before anybody sees it (RFC 4226 §7.2). */
  advance(id: ItemId, path: ReleasePath): Promise<Result<CurrentCode>>;
  /** What a yes in extension UI would have to cover for this account and page; nothing is released. */
  reasons(id: ItemId, target: ContentSender): Promise<Result<readonly ConfirmReason[]>>;
  /** For a page. Waits for the next step where the present one is about to end or was already sent to this site. */
  fill(request: FillRequest): Promise<Result<FillRelease>>;
  /** The page did not get to see the code of `step`: it may be sent again. */
  unsend(id: ItemId, origin: Origin, step: number): Promise<void>;
  /** A page took a code of it: the first time shows that key and clock are right. */
  verified(id: ItemId): Promise<void>;
  /** Codes that were printed once and count once each. */
  readonly recovery: RecoveryRelease;
}

export interface ReleaseParts {
  readonly vault: Pick<VaultService, 'open' | 'edit'>;
  readonly now: () => UnixMs;
  readonly settings: () => Promise<Pick<Settings, 'confirmInWindow'>>;
  /** URLs of the frames above, parent first; null where the frame is gone. */
  readonly ancestorUrls: (tabId: number, frameId: number) => Promise<readonly string[] | null>;
  readonly sleep: (ms: number) => Promise<void>;
}

export function createRelease({ vault, now, settings, ancestorUrls, sleep }: ReleaseParts): Release {
  /** Steps sent in this worker's life, also where the vault must not learn (private windows) or could not be written. */
  const sent = new Map<ItemId, number>();

  function allowed(account: Named, purpose: 'show' | 'copy', path: ReleasePath): boolean {
    const account_ = { issuer: account.issuer, sites: account.sites };
    const asked = { purpose, path, target: null, account: account_, evidence: null, confirmed: [], confirmInWindow: false };
    return decideRelease(asked).decision === 'release';
  }

  async function decide(account: Named, asked: Omit<FillRequest, 'id'>): Promise<ReleaseDecision> {
    const { path, target, evidence, confirmed } = asked;
    const { issuer, sites } = account;
    const { confirmInWindow } = await settings();
    const page = await targetOf(target);
    return decideRelease({ purpose: 'fill', path, target: page, account: { issuer, sites }, evidence, confirmed, confirmInWindow });
  }

  async function targetOf(target: ContentSender): Promise<ReleaseTarget> {
    const above = await ancestorUrls(target.tabId, target.frameId);
    return {
      origin: target.origin ?? 'null',
      isTopFrame: target.frameId === 0,
      ancestors: above === null ? [null] : above.map(originOfUrl),
      incognito: target.incognito,
      active: target.active,
    };
  }

  /** In short sleeps: a call into the extension API between them keeps the worker from being stopped meanwhile. */
  async function waitUntil(at: UnixMs): Promise<void> {
    for (let rest = at - now(); rest > 0; rest = at - now()) {
      await sleep(Math.min(rest, LONGEST_SLEEP_MS));
      if (rest > LONGEST_SLEEP_MS) await settings();
    }
  }

  /** The counter is stored before the code is known to anybody, in one exclusive step: no two get the same. */
  async function countUp(id: ItemId): Promise<Result<CurrentCode>> {
    let used: OtpParameters | null = null;
    const stored = await vault.edit(
      id,
      (item) => {
        if (item.kind !== 'otp' || item.otp.type !== 'hotp' || item.otp.counter >= Number.MAX_SAFE_INTEGER) return null;
        used = item.otp;
        return { ...item, otp: { ...item.otp, counter: item.otp.counter + 1 }, changedAt: now() };
      },
      MINOR,
    );
    if (!stored.ok) return stored;
    return used === null ? fail('not-found') : ok(codeAt(used, now()));
  }

  async function freshStep(account: OtpAccount, offset: number): Promise<Result<number>> {
    if (account.otp.type === 'hotp') return fail('not-found');
    const periodMs = periodSeconds(account.otp) * 1000;
    // Whichever of the account's origins it went to: one server checks them all and takes a step once.
    const before = [...Object.values(account.sentSteps), sent.get(account.id) ?? -1];
    const at = now() + offset;
    // Steps that are still to come by the corrected clock went out by a fast one: no site has taken them.
    const last = Math.max(-1, ...(offset === 0 ? before : before.filter((one) => one <= at / periodMs)));
    let step = Math.floor(at / periodMs);
    // A period of a few seconds has no end that could be waited for: a third of it is the end there.
    if ((step + 1) * periodMs - at < Math.min(LAST_MS, periodMs / 3)) step += 1;
    if (step <= last) step = last + 1;
    const wait = step * periodMs - at;
    if (wait > LONGEST_WAIT_MS) return fail('already-sent', String(Math.ceil(wait / 1000)));
    // Before the wait: a second click meanwhile must get a later step.
    sent.set(account.id, step);
    await waitUntil(step * periodMs - offset);
    return ok(step);
  }

  /** A full disk must not keep a person from logging in: the map above still holds for this worker's life. */
  async function remember(id: ItemId, origin: Origin, step: number | null, newSite: boolean): Promise<void> {
    await vault.edit(
      id,
      (item) => {
        if (item.kind !== 'otp') return null;
        const sites = item.sites.includes(origin) ? item.sites : [...item.sites, origin];
        const sentSteps = step === null ? item.sentSteps : { ...item.sentSteps, [origin]: step };
        return { ...item, sites, sentSteps, changedAt: now() };
      },
      !newSite,
    );
  }

  return {
    recovery: createRecoveryRelease({ vault, now, mayShow: (named) => allowed(named, 'show', 'popup'), decide }),

    view(account, purpose, path) {
      if (!allowed(account, purpose, path)) return fail('refused');
      return account.otp.type === 'hotp' ? fail('counter-based') : ok(codeAt(account.otp, now()));
    },

    async advance(id, path) {
      const account = await otpAccountOf(vault, id);
      if (!account.ok) return account;
      return allowed(account.value, 'show', path) ? countUp(id) : fail('refused');
    },

    async reasons(id, target) {
      const account = await otpAccountOf(vault, id);
      if (!account.ok) return account;
      const decision = await decide(account.value, { path: 'confirmation', target, evidence: null, confirmed: [] });
      if (decision.decision === 'refuse') return refused(decision);
      return ok(decision.decision === 'confirm' ? decision.reasons : []);
    },

    async corrected(id, clockOffsetMs) {
      const account = await otpAccountOf(vault, id);
      if (!account.ok) return account;
      const { otp } = account.value;
      if (otp.type === 'hotp' || !isCorrectable(clockOffsetMs) || !allowed(account.value, 'copy', 'popup')) return fail('refused');
      return ok(codeAt(otp, now() + clockOffsetMs));
    },

    async fill({ id, path, target, evidence, confirmed, clockOffsetMs = 0 }) {
      if (!isCorrectable(clockOffsetMs)) return fail('refused');
      const account = await otpAccountOf(vault, id);
      if (!account.ok) return account;
      const { sites } = account.value;
      const decision = await decide(account.value, { path, target, evidence, confirmed });
      if (decision.decision === 'refuse') return refused(decision);
      if (decision.decision === 'confirm') return ok({ decision: 'confirm', reasons: decision.reasons, account: account.value });
      const origin = target.origin as Origin;
      if (account.value.otp.type === 'hotp') {
        const counted = await countUp(id);
        if (!counted.ok) return counted;
        if (decision.learn && !sites.includes(origin)) await remember(id, origin, null, true);
        return ok({ decision: 'release', code: counted.value.code, step: null });
      }
      const step = await freshStep(account.value, clockOffsetMs);
      if (!step.ok) return step;
      // The wait may have been long: the vault must still be open and the account still there.
      const still = await otpAccountOf(vault, id);
      if (!still.ok) return still;
      if (decision.learn) await remember(id, origin, step.value, !sites.includes(origin));
      return ok({ decision: 'release', code: codeOfStep(still.value.otp, step.value), step: step.value });
    },

    async verified(id) {
      await vault.edit(id, (item) => (item.kind === 'otp' && item.verifiedAt === null ? { ...item, verifiedAt: now() } : null), MINOR);
    },

    async unsend(id, origin, step) {
      if (sent.get(id) === step) sent.delete(id);
      await vault.edit(
        id,
        (item) => {
          if (item.kind !== 'otp' || item.sentSteps[origin] !== step) return null;
          const { [origin]: _, ...sentSteps } = item.sentSteps;
          return { ...item, sentSteps };
        },
        MINOR,
      );
    },
  };
}

/** A page controls what it says of the time. */
const isCorrectable = (offset: number): boolean => Math.abs(offset) <= MOST_CORRECTED_MS;

/** A page that looks like a site of the account is named as such, not as just another one. */
const refused = ({ code, site, warning }: Extract<ReleaseDecision, { decision: 'refuse' }>): Result<never> =>
  fail(warning?.code === 'look-alike' ? 'look-alike' : code, site);
