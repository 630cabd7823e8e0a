// *Wrong code?*: what may be the reason, and where it is this computer's clock, one corrected code, for the page that told the time.

import type { UnixMs } from '../core/env';
import type { ItemId, OtpAccount } from '../core/item';
import { siteName } from '../core/matching/site';
import { type DateSample, isZoneMistake, judgeClock } from '../core/otp/clock-offset';
import { wrongCodeReasons } from '../core/otp/wrong-code';
import { fail, ok, type Result } from '../core/result';
import type { ContentSender } from '../messages/audiences';
import type { Outcome } from '../messages/views';
import type { ClockReading, WrongCode, WrongCodeReplies } from '../messages/wrong-code-protocol';
import type { AccountService } from './account-service';
import type { FillService } from './fill-service';
import type { FrameReport, FrameReports } from './frame-reports';
import { otpAccountOf } from './otp-account';
import type { Refusals } from './refusals';
import type { Release } from './release';
import type { VaultService } from './vault-service';

/** A correction is for the moment: nothing remembers it longer. */
const HOLDS_MS = 2 * 60_000;

export interface WrongCodes {
  suspected(tabId: number): Promise<Result<WrongCodeReplies['wrong-code/suspected']>>;
  check(id: ItemId, tabId: number | null): Promise<Result<WrongCode>>;
  /** Into the document that told the time; `expired` where there was no check, or it is over. Uses the correction up. */
  fill(id: ItemId, tabId: number): Promise<Result<Outcome>>;
  copy(id: ItemId): Promise<Result<{ readonly code: string }>>;
}

export interface WrongCodeParts {
  readonly vault: Pick<VaultService, 'open'>;
  readonly accounts: Pick<AccountService, 'forPage'>;
  readonly release: Pick<Release, 'reasons' | 'corrected' | 'view'>;
  readonly fills: Pick<FillService, 'corrected'>;
  readonly reports: Pick<FrameReports, 'of'>;
  readonly refusals: Pick<Refusals, 'suspected'>;
  readonly documentIn: (tabId: number, frameId: number) => Promise<ContentSender | null>;
  readonly dateSamples: (target: ContentSender) => Promise<readonly DateSample[]>;
  readonly now: () => UnixMs;
}

interface Correction {
  readonly id: ItemId;
  readonly target: ContentSender;
  readonly offsetMs: number;
  readonly at: UnixMs;
}

export function createWrongCodes(parts: WrongCodeParts): WrongCodes {
  const { vault, accounts, release, fills, reports, refusals, now } = parts;
  let held: Correction | null = null;

  const promptIn = (tabId: number): FrameReport | undefined => reports.of(tabId).find(({ findings }) => findings.some(isPrompt));

  async function nameOf(id: ItemId): Promise<string> {
    const account = await otpAccountOf(vault, id);
    return account.ok ? account.value.account || account.value.issuer : '';
  }

  /** The time as the page tells it, only where the account may be used there without a further question. */
  async function read(account: OtpAccount, target: ContentSender): Promise<ClockReading | null> {
    const asked = await release.reasons(account.id, target);
    if (!asked.ok || target.origin === null) return null;
    const verdict = judgeClock(await parts.dateSamples(target));
    const offsetMs = verdict.clock === 'unknown' ? 0 : verdict.offsetMs;
    const canCorrect = verdict.clock === 'off' && account.otp.type !== 'hotp' && asked.value.length === 0;
    if (canCorrect) held = { id: account.id, target, offsetMs, at: now() };
    return {
      site: siteName(target.origin).ascii,
      clock: verdict.clock,
      offsetMs,
      plusMinusMs: verdict.clock === 'off' ? verdict.plusMinusMs : 0,
      zone: isZoneMistake(offsetMs),
      canCorrect,
    };
  }

  /** Once. A clock that jumped meanwhile makes it worthless, whichever way. */
  function take(id: ItemId): Correction | null {
    const correction = held;
    held = null;
    if (correction === null || correction.id !== id) return null;
    const age = now() - correction.at;
    return age >= 0 && age <= HOLDS_MS ? correction : null;
  }

  return {
    async suspected(tabId) {
      const id = refusals.suspected(tabId);
      const account = id === null ? null : await otpAccountOf(vault, id);
      if (account === null || !account.ok) return ok(null);
      return ok({ id: account.value.id, name: account.value.issuer || account.value.account });
    },

    async check(id, tabId) {
      held = null;
      const account = await otpAccountOf(vault, id);
      if (!account.ok) return account;
      const prompt = tabId === null ? undefined : promptIn(tabId);
      const target = prompt?.sender ?? (tabId === null ? null : await parts.documentIn(tabId, 0));
      const reading = target === null ? null : await read(account.value, target);
      const here = reading === null || target?.origin == null ? [] : await accounts.forPage(target.origin, null);
      const others = await Promise.all(here.filter((one) => one !== id).map(nameOf));
      const shown = release.view(account.value, 'show', 'popup');
      const reasons = wrongCodeReasons({
        account: account.value,
        step: shown.ok ? shown.value.step : null,
        wantedDigits: reading === null ? null : (prompt?.findings.find(isPrompt)?.digits ?? null),
        others: others.filter((name) => name !== ''),
      });
      return ok({ reading, reasons });
    },

    async fill(id, tabId) {
      const correction = take(id);
      return correction === null || correction.target.tabId !== tabId
        ? fail('expired')
        : fills.corrected(id, correction.target, correction.offsetMs);
    },

    async copy(id) {
      const correction = take(id);
      const code = correction === null ? fail('expired') : await release.corrected(id, correction.offsetMs);
      return code.ok ? ok({ code: code.value.code }) : code;
    },
  };
}

const isPrompt = (finding: FrameReport['findings'][number]): finding is Extract<typeof finding, { kind: 'code-prompt' }> =>
  finding.kind === 'code-prompt';
