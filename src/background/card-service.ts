// One account on its card: everything about it but its key, and its edits.

import type { UnixMs } from '../core/env';
import type { ItemId, Origin, OtpAccount } from '../core/item';
import { lookalikeOf } from '../core/matching/lookalike';
import { originOfAddress } from '../core/matching/origin';
import { livesAtOrigin } from '../core/matching/passkey-site';
import { siteName } from '../core/matching/site';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry } from '../core/vault/index-entry';
import type { CardView, SiteView } from '../messages/card-protocol';
import type { PageProtocol } from '../messages/page-protocol';
import { type AccountService, nameOf } from './account-service';
import { edited } from './card-edit';
import { otpAccountOf } from './otp-account';
import type { UndoService } from './undo-service';
import type { UsesService } from './uses';
import type { VaultService } from './vault-service';

const STEAM = { algorithm: 'SHA1', digits: 5, period: 30 } as const;

export interface CardService {
  card(id: ItemId): Promise<Result<CardView>>;
  /** An address as typed, as it would be remembered; `bad-site`. */
  site(id: ItemId, address: string): Promise<Result<SiteView>>;
  /** `revision-conflict`: the account is no longer what the form was filled from. */
  edit(edit: PageProtocol['items/edit']['req']): Promise<Result<null>>;
}

export function createCardService(
  vault: Pick<VaultService, 'open' | 'edit'>,
  accounts: Pick<AccountService, 'codes'>,
  undo: Pick<UndoService, 'remember'>,
  uses: Pick<UsesService, 'read'>,
  now: () => UnixMs,
): CardService {
  return {
    async card(id) {
      const before = await vault.open();
      if (!before.ok) return before;
      // Asked for before the account is read: an edit in between makes the form's own edit a conflict, never the loss of that one.
      const revision = before.value.revisionOf(id) ?? 1;
      const account = await otpAccountOf(vault, id);
      if (!account.ok) return account;
      const open = await vault.open();
      if (!open.ok) return open;
      const codes = await accounts.codes([id]);
      if (!codes.ok) return codes;
      const copied = (await uses.read()).get(id)?.last ?? 0;
      const lastUsedAt = Math.max(copied, lastSent(account.value)) || null;
      return ok({ ...cardOf(account.value, open.value.index(), revision), lastUsedAt, code: codes.value[0] ?? null });
    },

    async site(id, address) {
      const account = await otpAccountOf(vault, id);
      if (!account.ok) return account;
      const origin = originOfAddress(address);
      return origin === null ? fail('bad-site', address.slice(0, 80)) : ok(newSite(origin, account.value));
    },

    async edit(edit) {
      const open = await vault.open();
      if (!open.ok) return open;
      let refused: Result<never> | null = null;
      let before: OtpAccount | null = null;
      const done = await vault.edit(edit.id, (item) => {
        if (item.kind !== 'otp' || item.trashedAt !== null || open.value.revisionOf(edit.id) !== edit.revision) {
          refused = fail(item.kind === 'otp' && item.trashedAt === null ? 'revision-conflict' : 'not-found');
          return null;
        }
        const next = edited(item, edit, now());
        if (!next.ok) refused = next;
        else before = item;
        return next.ok ? next.value : null;
      });
      if (refused !== null) return refused;
      if (!done.ok) return done;
      return before === null || done.value.kind !== 'otp' ? fail('not-found') : remember(before, done.value);
    },
  };

  function remember(before: OtpAccount, after: OtpAccount): Promise<Result<null>> {
    const counter = before.otp.type === 'hotp' && after.otp.type === 'hotp' && before.otp.counter !== after.otp.counter;
    const name = nameOf(after.issuer, after.account);
    return undo.remember({ act: 'edit', id: after.id, name, changedAt: before.changedAt, counter });
  }
}

export function cardOf(item: OtpAccount, index: readonly IndexEntry[], revision: number): Omit<CardView, 'code' | 'lastUsedAt'> {
  const { id, issuer, account, note, tags, pinned, createdAt, verifiedAt, otp } = item;
  const kept = index.filter(({ trashedAt }) => trashedAt === null);
  return {
    id,
    revision,
    issuer,
    account,
    // What the person has accepted is not called into question on every look.
    sites: item.sites.map((origin) => ({ origin, ...siteName(origin), warning: null })),
    note,
    tags,
    pinned,
    createdAt,
    verifiedAt,
    otp: {
      type: otp.type,
      algorithm: otp.type === 'steam' ? STEAM.algorithm : otp.algorithm,
      digits: otp.type === 'steam' ? STEAM.digits : otp.digits,
      period: otp.type === 'totp' ? otp.period : otp.type === 'steam' ? STEAM.period : null,
      counter: otp.type === 'hotp' ? otp.counter : null,
    },
    recovery: kept.flatMap((entry) =>
      entry.kind === 'recovery' && entry.accountId === id ? [{ id: entry.id, left: entry.left, total: entry.total }] : [],
    ),
    passkeys: kept.flatMap((entry) =>
      entry.kind === 'passkey' && item.sites.some((site) => livesAtOrigin(entry.rpId, site))
        ? [{ id: entry.id, rpId: entry.rpId, userName: entry.account }]
        : [],
    ),
  };
}

/** 0: no step of it went to a site. */
function lastSent({ otp, sentSteps }: OtpAccount): UnixMs {
  const steps = Object.values(sentSteps);
  if (otp.type === 'hotp' || steps.length === 0) return 0;
  return Math.max(...steps) * (otp.type === 'steam' ? STEAM.period : otp.period) * 1000;
}

/** The warning compares with the account's sites and with where its issuer is known to live. */
function newSite(origin: Origin, account: OtpAccount): SiteView {
  return { origin, ...siteName(origin), warning: lookalikeOf(origin, account)?.code ?? null };
}
