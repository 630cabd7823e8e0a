// Google Authenticator's export: ten accounts a QR code, as the app itself writes them.

import type { OtpAccount } from '../../item';
import { formatMigration } from '../../otp/migration';
import type { ExportEnv } from './export-env';

const AT_ONCE = 10;

/** One text a QR code. Only what `lossOf` lets through. */
export function googleCodes(accounts: readonly OtpAccount[], env: Pick<ExportEnv, 'random'>): readonly string[] {
  const size = Math.ceil(accounts.length / AT_ONCE);
  const batchId = new DataView(env.random(4).buffer).getInt32(0);
  return Array.from({ length: size }, (_, index) => {
    const text = formatMigration(accounts.slice(index * AT_ONCE, (index + 1) * AT_ONCE), { batchId, size, index });
    if (!text.ok) throw new Error(text.error.code);
    return text.value;
  });
}
