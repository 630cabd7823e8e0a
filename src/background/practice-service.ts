// Practice: one account by the real way from a picture to the vault, told apart by its tag and deleted for good at the end.

import { parseOtpUri } from '../core/otp/uri';
import { PRACTICE_TAG } from '../core/practice';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry } from '../core/vault/index-entry';
import type { PracticeState } from '../messages/practice-protocol';
import { decodeImage } from '../platform/worker-host';
import type { AccountService } from './account-service';
import { tellPages } from './push';
import type { VaultService } from './vault-service';

export interface PracticeService {
  state(): Promise<Result<PracticeState>>;
  /** `no-code`, `timeout` and others of the reader; `foreign`: a QR code that is no set-up code. */
  capture(dataUrl: string): Promise<Result<PracticeState>>;
  end(): Promise<Result<{ readonly deleted: number }>>;
}

export function createPracticeService(accounts: AccountService, vault: VaultService): PracticeService {
  async function practised(): Promise<Result<readonly IndexEntry[]>> {
    const open = await vault.open();
    return open.ok ? ok(open.value.index().filter(({ tags }) => tags.includes(PRACTICE_TAG))) : open;
  }

  async function state(): Promise<Result<PracticeState>> {
    const entries = await practised();
    if (!entries.ok) return entries;
    return ok({ accountId: entries.value.find(({ kind, trashedAt }) => kind === 'otp' && trashedAt === null)?.id ?? null });
  }

  return {
    state,

    async capture(dataUrl) {
      const texts = await decodeImage(dataUrl);
      if (!texts.ok) return texts;
      const parsed = texts.value.map(parseOtpUri).find((one) => one.ok);
      if (parsed?.ok !== true) return fail('foreign');
      const { issuer, account, otp } = parsed.value;
      const added = await accounts.add({ issuer, account, otp, sites: [] });
      if (!added.ok) return added;
      const tagged = await vault.edit(added.value.id, (item) =>
        item.tags.includes(PRACTICE_TAG) ? null : { ...item, tags: [...item.tags, PRACTICE_TAG] },
      );
      if (!tagged.ok) return tagged;
      tellPages('items-changed');
      return state();
    },

    async end() {
      const entries = await practised();
      if (!entries.ok) return entries;
      const deleted = await vault.change(entries.value.map(({ id }) => ({ delete: id })));
      if (!deleted.ok) return deleted;
      tellPages('items-changed');
      return ok({ deleted: entries.value.length });
    },
  };
}
