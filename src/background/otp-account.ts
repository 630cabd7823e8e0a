// The account that a code, a card or a QR square is asked for.

import type { ItemId, OtpAccount } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { VaultService } from './vault-service';

/** As `read` and the vault say, else `not-found`: of another kind, or in the trash. */
export async function otpAccountOf(vault: Pick<VaultService, 'open'>, id: ItemId): Promise<Result<OtpAccount>> {
  const open = await vault.open();
  if (!open.ok) return open;
  const item = await open.value.read(id);
  if (!item.ok) return item;
  return item.value.kind === 'otp' && item.value.trashedAt === null ? ok(item.value) : fail('not-found');
}
