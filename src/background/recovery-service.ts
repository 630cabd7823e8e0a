// Recovery sets in the vault: which belong to a page, saving, marking. A new set for the same account sends the old one to the trash.

import { hex } from '../core/bytes';
import type { Env } from '../core/env';
import type { ItemId, Origin, RecoverySet } from '../core/item';
import { matchSite, siteName } from '../core/matching/site';
import { newCodesPage } from '../core/recovery/display-page';
import { readRecoveryCodes } from '../core/recovery/read-codes';
import { markCode, unusedCodes } from '../core/recovery/set';
import { fail, ok, type Result } from '../core/result';
import type { IndexEntry, OtpEntry, RecoveryEntry } from '../core/vault/index-entry';
import { toTrash } from '../core/vault/trash';
import type { SetFacts, ShownCode } from '../messages/recovery-protocol';
import { nameOf, sitesOf } from './account-service';
import { createSiteIndex } from './site-index';
import type { VaultService } from './vault-service';

/** An account that was added so short a time ago is the one whose codes the next page shows. */
const JUST_ADDED_MS = 15 * 60_000;
/** Sets compared code by code. */
const COMPARED = 16;

export interface SavedSet {
  readonly id: ItemId;
  readonly count: number;
  /** Of the account, or the site where there is none. */
  readonly name: string;
  /** Older sets that went to the trash for it. */
  readonly replaced: readonly ItemId[];
  /** Nothing was added: they were there. */
  readonly known: boolean;
}

export interface RecoveryService {
  /** Sets with codes left for this page, those of the exact site first. */
  forPage(origin: Origin): Promise<readonly ItemId[]>;
  /** Accounts of exactly this site that codes shown there can belong to: the one just added, else all. */
  accountsOf(origin: Origin): Promise<readonly ItemId[]>;
  /** A set of this site holds all of them. */
  hasAll(codes: readonly ShownCode[], origin: Origin): Promise<boolean>;
  /** `page`: where they are shown; else that of the set they replace. */
  save(codes: readonly ShownCode[], origin: Origin | null, accountId: ItemId | null, page: string | null): Promise<Result<SavedSet>>;
  /** Codes out of a text that a person pasted or a file held; `site` as typed. */
  add(text: string, site: string | null): Promise<Result<SavedSet>>;
  mark(id: ItemId, ordinal: number, used: boolean): Promise<Result<null>>;
  /** Everything but the codes. `not-found`: no set of that id, or one in the trash. */
  about(id: ItemId): Promise<Result<SetFacts>>;
}

export function createRecoveryService(env: Env, vault: VaultService): RecoveryService {
  const hitsFor = createSiteIndex();

  async function entries(): Promise<readonly IndexEntry[]> {
    const open = await vault.open();
    return open.ok ? open.value.index() : [];
  }

  /** By the set's own sites, or by those of the account that it belongs to. */
  async function setsOf(origin: Origin): Promise<readonly RecoveryEntry[]> {
    const all = await entries();
    const hits = hitsFor(all, origin).map(({ entry }) => entry);
    const accounts = new Set(hits.filter(({ kind }) => kind === 'otp').map(({ id }) => id));
    const own = hits.filter(isSet);
    const through = accounts.size === 0 ? [] : all.filter(isSet).filter((set) => set.accountId !== null && accounts.has(set.accountId));
    return [...new Set([...own, ...through])];
  }

  async function read(ids: readonly ItemId[]): Promise<readonly RecoverySet[]> {
    const open = await vault.open();
    if (!open.ok) return [];
    const items = await open.value.readMany(ids);
    return items.flatMap((item) => (item.ok && item.value.kind === 'recovery' ? [item.value] : []));
  }

  async function accountsOf(origin: Origin): Promise<readonly ItemId[]> {
    const accounts = hitsFor(await entries(), origin)
      .filter(({ match }) => match === 'exact')
      .map(({ entry }) => entry)
      .filter((entry): entry is OtpEntry => entry.kind === 'otp');
    const fresh = accounts.filter(({ createdAt }) => env.now() - createdAt < JUST_ADDED_MS);
    return (fresh.length === 1 ? fresh : accounts).map(({ id }) => id);
  }

  /** What a new set takes the place of: the set of the same account, or the one without an account of the very same site. */
  async function replacedBy(origin: Origin | null, accountId: ItemId | null): Promise<readonly RecoverySet[]> {
    const all = (await entries()).filter(isSet);
    const old = all.filter((set) =>
      accountId === null
        ? set.accountId === null && origin !== null && matchSite(origin, set.sites).match === 'exact'
        : set.accountId === accountId,
    );
    return read(old.map(({ id }) => id));
  }

  async function namesOf(origin: Origin | null, accountId: ItemId | null): Promise<Pick<RecoverySet, 'issuer' | 'account' | 'sites'>> {
    const open = await vault.open();
    const item = accountId === null || !open.ok ? null : await open.value.read(accountId);
    const here = origin === null ? [] : [origin];
    if (item?.ok !== true || item.value.kind !== 'otp')
      return { issuer: origin === null ? '' : siteName(origin).ascii, account: '', sites: here };
    const { issuer, account, sites } = item.value;
    return { issuer, account, sites: [...new Set([...here, ...sites])] };
  }

  async function save(
    codes: readonly ShownCode[],
    origin: Origin | null,
    accountId: ItemId | null,
    page: string | null,
  ): Promise<Result<SavedSet>> {
    const open = await vault.open();
    if (!open.ok) return open;
    const names = await namesOf(origin, accountId);
    const name = nameOf(names.issuer, names.account);
    const old = await replacedBy(origin, accountId);
    const same = old.find((set) => holds(set, codes));
    if (same !== undefined) return ok({ id: same.id, count: same.codes.length, name, replaced: [], known: true });
    const now = env.now();
    const set: RecoverySet = {
      kind: 'recovery',
      id: hex(env.random(16)),
      accountId,
      ...names,
      page: page ?? old.findLast((one) => one.page !== null)?.page ?? null,
      note: '',
      tags: [],
      pinned: false,
      createdAt: now,
      changedAt: now,
      trashedAt: null,
      codes: codes.map(({ text, used }) => ({ text, usedAt: used ? now : null, usedOn: null })),
    };
    const changes = old.map((one) => ({ put: toTrash(one, now), expectRevision: open.value.revisionOf(one.id) }));
    const done = await vault.change([{ put: set, expectRevision: null }, ...changes]);
    return done.ok ? ok({ id: set.id, count: codes.length, name, replaced: old.map((one) => one.id), known: false }) : done;
  }

  return {
    accountsOf,
    save,

    async forPage(origin) {
      return (await setsOf(origin)).filter(({ left }) => left > 0).map(({ id }) => id);
    },

    async hasAll(codes, origin) {
      const sets = await read((await setsOf(origin)).slice(0, COMPARED).map(({ id }) => id));
      return sets.some((set) => holds(set, codes));
    },

    async add(text, site) {
      const codes = readRecoveryCodes(text);
      if (!codes.ok) return codes;
      const sites = sitesOf(site);
      if (!sites.ok) return sites;
      const origin = sites.value[0] ?? null;
      if (origin === null) return fail('no-site');
      const [only, ...others] = await accountsOf(origin);
      return save(codes.value, origin, only !== undefined && others.length === 0 ? only : null, null);
    },

    async mark(id, ordinal, used) {
      const done = await vault.edit(id, (item) => (item.kind === 'recovery' ? markCode(item, ordinal - 1, used, env.now(), null) : null));
      return done.ok ? ok(null) : done;
    },

    async about(id) {
      const [set] = await read([id]);
      if (set === undefined || set.trashedAt !== null) return fail('not-found');
      const { issuer, account, sites, codes } = set;
      return ok({ id, issuer, account, sites, left: unusedCodes(set), total: codes.length, newCodesAt: newCodesPage(set) });
    },
  };
}

const isSet = (entry: IndexEntry): entry is RecoveryEntry => entry.kind === 'recovery' && entry.trashedAt === null;

const holds = (set: RecoverySet, codes: readonly ShownCode[]): boolean => {
  const texts = new Set(set.codes.map(({ text }) => text));
  return codes.every(({ text }) => texts.has(text));
};
