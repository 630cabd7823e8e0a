// `otpauth:` lines, bare and with Ente's display part.

import type { OtpAccount } from '../../item';
import { formatOtpUri } from '../../otp/uri';

export const otpauthLines = (accounts: readonly OtpAccount[]): string => accounts.map((account) => `${formatOtpUri(account)}\n`).join('');

export const enteLines = (accounts: readonly OtpAccount[]): string => accounts.map((account) => `${enteLine(account)}\n`).join('');

/** Ente has a type of its own for Steam. */
function enteLine(account: OtpAccount): string {
  const uri = formatOtpUri(account);
  const typed = account.otp.type === 'steam' ? uri.replace('otpauth://totp/', 'otpauth://steam/').replace('&encoder=steam', '') : uri;
  const { pinned, tags, note } = account;
  const display = { pinned, trashed: false, lastUsedAt: 0, tapCount: 0, tags, note, position: 0, iconSrc: '', iconID: '' };
  return `${typed}&codeDisplay=${encodeURIComponent(JSON.stringify(display))}`;
}
