// Google Authenticator's export: ten accounts a QR code, as the app itself writes them.

import type { OtpAccount } from '../../item';
import { formatMigration } from '../../otp/migration';
import type { ExportEnv } from './export-env';
import { CODE_ROOM, sizeOf } from './target';

const AT_ONCE = 10;

/** Fewer where names are long: a camera has to read it. */
function pagesOf(accounts: readonly OtpAccount[]): readonly (readonly OtpAccount[])[] {
  const pages: OtpAccount[][] = [];
  let used = CODE_ROOM;
  for (const account of accounts) {
    const page = pages.at(-1);
    const size = sizeOf(account);
    used += size;
    if (page !== undefined && page.length < AT_ONCE && used <= CODE_ROOM) page.push(account);
    else {
      pages.push([account]);
      used = size;
    }
  }
  return pages;
}

/** One text a QR code. Only what `lossOf` lets through. */
export function googleCodes(accounts: readonly OtpAccount[], env: Pick<ExportEnv, 'random'>): readonly string[] {
  const pages = pagesOf(accounts);
  const size = pages.length;
  const batchId = new DataView(env.random(4).buffer).getInt32(0);
  return pages.map((page, index) => {
    const text = formatMigration(page, { batchId, size, index });
    if (!text.ok) throw new Error(text.error.code);
    return text.value;
  });
}
