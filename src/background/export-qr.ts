// One account as a QR code for a phone's camera. It holds the key: the password is asked for again, and what leaves is the picture's
// modules, to the extension's own page only.

/// <reference path="./qrcode-core.d.ts" />
import { create } from 'qrcode/lib/core/qrcode.js';
import type { ItemId, OtpParameters } from '../core/item';
import { formatOtpUri } from '../core/otp/uri';
import { fail, ok, type Result } from '../core/result';
import type { MoveQr } from '../messages/card-protocol';
import { otpAccountOf } from './otp-account';
import type { VaultService } from './vault-service';

export type MoveToPhone = (id: ItemId, password: string) => Promise<Result<MoveQr>>;

export const createMoveToPhone =
  (vault: Pick<VaultService, 'open' | 'verify'>, allowed: () => Promise<boolean>): MoveToPhone =>
  async (id, password) => {
    if (!(await allowed())) return fail('managed-exports-off');
    const key = await vault.verify(password);
    if (!key.ok) return key;
    key.value.fill(0);
    const account = await otpAccountOf(vault, id);
    if (!account.ok) return account;
    return ok({ ...modulesOf(formatOtpUri(account.value)), warnings: warningsOf(account.value.otp) });
  };

/** Error correction M: a screen is not torn, and fewer modules are read sooner. */
export function modulesOf(text: string): Pick<MoveQr, 'size' | 'modules'> {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  return { size, modules: Array.from(data, (dark) => (dark ? '1' : '0')).join('') };
}

/** Google Authenticator passes over algorithm, digits and period on some systems (formats.md §1.1); Steam's codes few apps know. */
function warningsOf(otp: OtpParameters): MoveQr['warnings'] {
  if (otp.type === 'steam') return ['unusual'];
  const usual = otp.algorithm === 'SHA1' && otp.digits === 6 && (otp.type === 'hotp' || otp.period === 30);
  return [...(otp.type === 'hotp' ? (['counter'] as const) : []), ...(usual ? [] : (['unusual'] as const))];
}
