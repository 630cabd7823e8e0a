// Practice: an account by the real way from a picture to the vault, and recovery codes with it; told apart by their tag and deleted for
// good at the end.

import type { ItemId } from '../core/item';
import { parseOtpUri } from '../core/otp/uri';
import { PRACTICE_RECOVERY_CODES, PRACTICE_TAG } from '../core/practice';
import { readRecoveryCodes } from '../core/recovery/read-codes';
import { pickCode } from '../core/recovery/set';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry, RecoveryEntry } from '../core/vault/index-entry';
import type { PracticeReplies, PracticeState } from '../messages/practice-protocol';
import { decodeImage } from '../platform/worker-host';
import type { AccountService } from './account-service';
import { tellPages } from './push';
import type { RecoveryService } from './recovery-service';
import type { Release } from './release';
import type { VaultService } from './vault-service';

export interface PracticeService {
  state(): Promise<Result<PracticeState>>;
  /** `no-code`, `timeout` and others of the reader; `foreign`: a QR code that is no set-up code. */
  capture(dataUrl: string): Promise<Result<PracticeState>>;
  /** `not-found`: there is no practice account that they could belong to. */
  keepCodes(): Promise<Result<PracticeState>>;
  /** `not-found`: none were kept. `no-codes-left`. */
  useCode(): Promise<Result<PracticeReplies['practice/use-code']>>;
  end(): Promise<Result<{ readonly deleted: number }>>;
}

export interface PracticeParts {
  readonly vault: Pick<VaultService, 'open' | 'edit' | 'change'>;
  readonly accounts: Pick<AccountService, 'add'>;
  readonly sets: Pick<RecoveryService, 'save' | 'mark'>;
  readonly release: Pick<Release, 'recovery'>;
}

export function createPracticeService({ vault, accounts, sets, release }: PracticeParts): PracticeService {
  async function practised(): Promise<Result<readonly IndexEntry[]>> {
    const open = await vault.open();
    return open.ok ? ok(open.value.index().filter(({ tags }) => tags.includes(PRACTICE_TAG))) : open;
  }

  async function keptSet(): Promise<Result<RecoveryEntry | null>> {
    const entries = await practised();
    if (!entries.ok) return entries;
    return ok(entries.value.find((entry): entry is RecoveryEntry => entry.kind === 'recovery' && entry.trashedAt === null) ?? null);
  }

  async function state(): Promise<Result<PracticeState>> {
    const [entries, set] = [await practised(), await keptSet()];
    if (!entries.ok) return entries;
    if (!set.ok) return set;
    const codes = set.value === null ? null : { left: set.value.left, total: set.value.total };
    return ok({ accountId: entries.value.find(({ kind, trashedAt }) => kind === 'otp' && trashedAt === null)?.id ?? null, codes });
  }

  async function tagged(id: ItemId): Promise<Result<PracticeState>> {
    const done = await vault.edit(id, (item) =>
      item.tags.includes(PRACTICE_TAG) ? null : { ...item, tags: [...item.tags, PRACTICE_TAG] },
    );
    if (!done.ok) return done;
    tellPages('items-changed');
    return state();
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
      return added.ok ? tagged(added.value.id) : added;
    },

    async keepCodes() {
      const now = await state();
      if (!now.ok) return now;
      const codes = readRecoveryCodes(PRACTICE_RECOVERY_CODES.join('\n'));
      if (!codes.ok) return codes;
      if (now.value.accountId === null) return fail('not-found');
      const saved = await sets.save(codes.value, null, now.value.accountId, null);
      return saved.ok ? tagged(saved.value.id) : saved;
    },

    // Without the password: these codes stand in clear on the very page that asks, and open nothing.
    async useCode() {
      const entry = await keptSet();
      if (!entry.ok) return entry;
      if (entry.value === null) return fail('not-found');
      const set = await release.recovery.reveal(entry.value.id);
      if (!set.ok) return set;
      const picked = pickCode(set.value, null, new Set());
      if (!picked.ok) return picked;
      const { index, text, left } = picked.value;
      if (!(PRACTICE_RECOVERY_CODES as readonly string[]).includes(text)) return fail('refused');
      const marked = await sets.mark(set.value.id, index + 1, true);
      if (!marked.ok) return marked;
      tellPages('items-changed');
      return ok({ code: text, left });
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
