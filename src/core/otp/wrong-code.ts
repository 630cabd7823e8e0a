// Why a site may have refused a code, from what the vault knows: short advice, the likeliest first.

import type { OtpAccount } from '../item';
import { codeLength, periodSeconds } from './code';

export type WrongCodeReason =
  /** This step's code was sent there already: it counts once (RFC 6238 §5.2). */
  | { readonly why: 'used' }
  /** The page asks for a code of another length. */
  | { readonly why: 'digits'; readonly ours: number; readonly theirs: number }
  /** The site has other accounts of this vault. */
  | { readonly why: 'other-account'; readonly names: readonly string[] }
  /** Counter-based: this side has counted further, or less far. */
  | { readonly why: 'counter' }
  /** Not what sites use: 30 seconds. */
  | { readonly why: 'period'; readonly seconds: number }
  /** The key in the vault may not be the one that the site knows: mistyped, or replaced by setting up again. */
  | { readonly why: 'key' };

export interface WrongCodeFacts {
  readonly account: OtpAccount;
  /** The step that its clock is in; null for counters. */
  readonly step: number | null;
  /** As the page's boxes take it; null where it does not say. */
  readonly wantedDigits: number | null;
  /** Of other accounts that belong to this site. */
  readonly others: readonly string[];
}

const USUAL_PERIOD = 30;

export function wrongCodeReasons({ account, step, wantedDigits, others }: WrongCodeFacts): readonly WrongCodeReason[] {
  const { otp } = account;
  const found: WrongCodeReason[] = [];
  const ours = codeLength(otp);
  const lastSent = Math.max(-1, ...Object.values(account.sentSteps));
  if (step !== null && lastSent >= step) found.push({ why: 'used' });
  if (wantedDigits !== null && wantedDigits !== ours) found.push({ why: 'digits', ours, theirs: wantedDigits });
  if (others.length > 0) found.push({ why: 'other-account', names: others });
  if (otp.type === 'hotp') found.push({ why: 'counter' });
  if (otp.type !== 'hotp' && periodSeconds(otp) !== USUAL_PERIOD) found.push({ why: 'period', seconds: periodSeconds(otp) });
  return [...found, { why: 'key' }];
}
