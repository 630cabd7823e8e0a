// Lists, finds, adds and trashes items for the extension's own pages and for offers. Codes come from `release` only.

import { hex } from '../core/bytes';
import type { Env } from '../core/env';
import type { ItemId, Origin, OtpAccount, OtpParameters, Passkey } from '../core/item';
import { originOfAddress } from '../core/matching/origin';
import { prepareSearch, type SearchIndex, search, warmSearch, warmTypos } from '../core/matching/search';
import { siteName } from '../core/matching/site';
import { fail, ok, type Result } from '../core/result';
import { damageReport } from '../core/vault/damage';
import type { IndexEntry, OtpEntry, RecoveryEntry } from '../core/vault/index-entry';
import { otpIdentity } from '../core/vault/merge';
import { toTrash } from '../core/vault/trash';
import type { ListPick } from '../messages/batch-protocol';
import type { CodeView, Outcome, Row, RowList } from '../messages/views';
import type { CapturedAccount } from './capture-service';
import { createListOrder, inOrder, type ListOrderService, type Ordering } from './list-order';
import { type RecoveryRows, recoveryRows } from './recovery-rows';
import type { Release } from './release';
import { createSiteIndex } from './site-index';
import type { VaultService } from './vault-service';

/** Milliseconds: the first letters come before that and should not wait for what only a mistyped word needs. */
const TYPOS_AFTER_MS = 2000;
/** Items compared key by key before one more is added; labels never decide. */
const COMPARED = 64;

export interface NewAccount {
  readonly issuer: string;
  readonly account: string;
  readonly otp: OtpParameters;
  readonly sites: readonly Origin[];
}

export interface AccountService {
  rows(query: string, page: Origin | null, offset: number, limit: number): Promise<Result<RowList>>;
  /** list-order.ts */
  move: ListOrderService['move'];
  place: ListOrderService['place'];
  /** OTP accounts by what is typed, best first, at most `most`; no codes. */
  named(query: string, page: Origin | null, most: number): Promise<Result<readonly OtpEntry[]>>;
  codes(ids: readonly ItemId[]): Promise<Result<readonly CodeView[]>>;
  /** The code for the clipboard. */
  copy(id: ItemId): Promise<Result<{ readonly code: string }>>;
  /** OTP accounts for this page whose codes fit the field, those of the exact site first. */
  forPage(origin: Origin, digits: number | null): Promise<readonly ItemId[]>;
  /** The account that has this very key, if it is one that this page or these names would lead to. */
  find(account: NewAccount): Promise<OtpAccount | null>;
  /** An account of exactly these names is there, whatever its key. */
  hasNames(names: Pick<NewAccount, 'issuer' | 'account'>): Promise<boolean>;
  /** Adds, never overwrites; the same key once more is the account that is there. */
  add(account: NewAccount): Promise<Result<{ readonly id: ItemId; readonly added: boolean }>>;
  /** As `add`, all in one commit; the ids of those that were new. */
  addAll(wanted: readonly NewAccount[]): Promise<Result<readonly ItemId[]>>;
  saveCaptured(captured: CapturedAccount, origin: Origin | null): Promise<Result<Outcome>>;
  trash(id: ItemId): Promise<Result<string>>;
  /** Rows `from` up to `to` of the list, without what they say. */
  picks(query: string, page: Origin | null, from: number, to: number): Promise<Result<readonly ListPick[]>>;
}

export function createAccountService(env: Env, vault: VaultService, release: Release, order: () => Promise<Ordering>): AccountService {
  const hitsFor = createSiteIndex();
  interface Prepared {
    readonly of: readonly IndexEntry[];
    readonly order: Ordering;
    readonly index: SearchIndex<IndexEntry>;
    readonly recovery: RecoveryRows;
  }
  let prepared: Prepared | null = null;

  async function index(): Promise<Result<readonly IndexEntry[]>> {
    const open = await vault.open();
    return open.ok ? ok(open.value.index()) : open;
  }

  function listed(entries: readonly IndexEntry[], recovery = recoveryRows(entries)): readonly IndexEntry[] {
    return entries.filter((entry) => entry.trashedAt === null && !recovery.isElsewhere(entry));
  }

  async function searchable(entries: readonly IndexEntry[]): Promise<Prepared> {
    const wanted = await order();
    if (prepared?.of !== entries || prepared.order !== wanted) {
      const recovery = recoveryRows(entries);
      const index = prepareSearch(inOrder(listed(entries, recovery), wanted));
      prepared = { of: entries, order: wanted, index, recovery };
      // After the list that is being asked for: the first keystroke should not pay for it.
      setTimeout(() => {
        warmSearch(index);
        setTimeout(() => warmTypos(index), TYPOS_AFTER_MS);
      });
    }
    return prepared;
  }

  async function codes(ids: readonly ItemId[]): Promise<Result<readonly CodeView[]>> {
    const open = await vault.open();
    if (!open.ok) return open;
    const items = await open.value.readMany(ids);
    return ok(
      items.flatMap((item): CodeView[] => {
        if (!item.ok || item.value.kind !== 'otp') return [];
        const code = release.view(item.value, 'show', 'popup');
        return code.ok ? [{ id: item.value.id, ...codeView(code.value) }] : [];
      }),
    );
  }

  /** Of those that somebody has tried to read; the others are looked at soon after an unlock. */
  async function unreadable(): Promise<ReadonlySet<ItemId>> {
    const open = await vault.open();
    return new Set(open.ok ? damageReport(open.value.damaged()).unreadable : []);
  }

  async function find({ issuer, account, otp, sites }: NewAccount): Promise<OtpAccount | null> {
    const open = await vault.open();
    if (!open.ok) return null;
    const entries = open.value.index();
    const likely = new Set<ItemId>(sites.flatMap((site) => hitsFor(entries, site)).map((hit) => hit.entry.id));
    for (const entry of entries) {
      if (likely.size >= COMPARED) break;
      if (entry.kind === 'otp' && entry.trashedAt === null && entry.issuer === issuer && entry.account === account) likely.add(entry.id);
    }
    const items = await open.value.readMany([...likely].slice(0, COMPARED));
    for (const item of items) {
      if (item.ok && item.value.kind === 'otp' && item.value.trashedAt === null && otpIdentity(item.value.otp) === otpIdentity(otp))
        return item.value;
    }
    return null;
  }

  const service: AccountService = {
    codes,
    find,
    ...createListOrder(vault, listed, order),

    async rows(query, page, offset, limit) {
      const entries = await index();
      if (!entries.ok) return entries;
      const { index: searched, recovery, order: ordering } = await searchable(entries.value);
      const found = search(searched, query, page);
      const windowed = found.slice(offset, offset + limit);
      const shown = await codes(windowed.filter(({ entry }) => entry.kind === 'otp').map(({ entry }) => entry.id));
      if (!shown.ok) return shown;
      const byId = new Map(shown.value.map((code) => [code.id, code]));
      const damaged = await unreadable();
      const rows = windowed.map(({ entry, belongs }) => {
        const set = entry.kind === 'recovery' ? entry : (recovery.ofAccount.get(entry.id) ?? null);
        return rowOf(entry, belongs === 'none' ? null : belongs, byId.get(entry.id) ?? null, set, damaged.has(entry.id));
      });
      return ok({ rows, total: found.length, site: page === null ? null : siteName(page).ascii, ownOrder: ordering.by === 'own' });
    },

    async picks(query, page, from, to) {
      const entries = await index();
      if (!entries.ok) return entries;
      const found = search((await searchable(entries.value)).index, query, page).slice(from, to);
      return ok(found.map(({ entry }) => ({ id: entry.id, pinned: entry.pinned })));
    },

    async named(query, page, most) {
      const entries = await index();
      if (!entries.ok) return entries;
      const found = search((await searchable(entries.value)).index, query, page).flatMap(({ entry }) =>
        entry.kind === 'otp' ? [entry] : [],
      );
      return ok(found.slice(0, most));
    },

    async copy(id) {
      const open = await vault.open();
      if (!open.ok) return open;
      const item = await open.value.read(id);
      if (!item.ok) return item;
      const code = item.value.kind === 'otp' ? release.view(item.value, 'copy', 'popup') : fail('not-found');
      return code.ok ? ok({ code: code.value.code }) : code;
    },

    async forPage(origin, digits) {
      const entries = await index();
      if (!entries.ok) return [];
      const accounts = hitsFor(entries.value, origin).filter((hit): hit is typeof hit & { entry: OtpEntry } => hit.entry.kind === 'otp');
      const exactly = accounts.filter(({ entry }) => entry.digits === digits);
      const fitting = digits === null || exactly.length > 0 ? exactly : accounts.filter(({ entry }) => entry.digits <= digits);
      return (digits === null ? accounts : fitting).map(({ entry }) => entry.id);
    },

    async hasNames({ issuer, account }) {
      const entries = await index();
      if (!entries.ok || (issuer === '' && account === '')) return false;
      const same = (entry: IndexEntry): boolean => entry.issuer === issuer && entry.account === account;
      return entries.value.some((entry) => entry.kind === 'otp' && entry.trashedAt === null && same(entry));
    },

    async add(account) {
      const known = await find(account);
      if (known !== null) return ok({ id: known.id, added: false });
      const item = newAccountItem(env, account);
      const added = await vault.change([{ put: item, expectRevision: null }]);
      return added.ok ? ok({ id: item.id, added: true }) : added;
    },

    async addAll(wanted) {
      const items = new Map<string, OtpAccount>();
      for (const account of wanted) {
        if ((await find(account)) === null) items.set(otpIdentity(account.otp), newAccountItem(env, account));
      }
      const puts = [...items.values()];
      const added = puts.length === 0 ? ok(null) : await vault.change(puts.map((put) => ({ put, expectRevision: null })));
      return added.ok ? ok(puts.map(({ id }) => id)) : added;
    },

    async saveCaptured(captured, origin) {
      const site = origin === null ? '' : siteName(origin).ascii;
      const issuer = captured.issuer === '' && captured.account === '' ? site : captured.issuer;
      const { account, otp } = captured;
      const added = await service.add({ issuer, account, otp, sites: origin === null ? [] : [origin] });
      if (!added.ok) return added;
      return ok({ ok: true, key: added.value.added ? 'outcomeSaved' : 'outcomeAlreadySaved', args: [nameOf(issuer, account)] });
    },

    async trash(id) {
      const done = await vault.edit(id, (item) => (item.trashedAt === null ? toTrash(item, env.now()) : null));
      if (!done.ok) return done;
      return ok(
        done.value.kind === 'passkey' ? done.value.rpName || passkeyName(done.value) : nameOf(done.value.issuer, done.value.account),
      );
    },
  };
  return service;
}

function newAccountItem(env: Env, account: NewAccount): OtpAccount {
  const now = env.now();
  return {
    kind: 'otp',
    id: hex(env.random(16)),
    ...account,
    note: '',
    tags: [],
    pinned: false,
    createdAt: now,
    changedAt: now,
    trashedAt: null,
    verifiedAt: null,
    sentSteps: {},
  };
}

/** How an account is called in a sentence. */
export const nameOf = (issuer: string, account: string): string => (issuer === '' ? account : issuer);

/** As `nameOf`, for a passkey: the user's name, else the site's. */
export const passkeyName = ({ rpId, userName }: Pick<Passkey, 'rpId' | 'userName'>): string => nameOf(userName, rpId);

/** An address as a person types it → sites; an empty one is no site, an unreadable one an error. */
export function sitesOf(address: string | null): Result<readonly Origin[], 'bad-site'> {
  if (address === null || address.trim() === '') return ok([]);
  const origin = originOfAddress(address);
  return origin === null ? fail('bad-site') : ok([origin]);
}

const codeView = ({ code, nextCode, validFrom, validUntil }: Omit<CodeView, 'id'>) => ({ code, nextCode, validFrom, validUntil });

function rowOf(entry: IndexEntry, here: Row['here'], code: CodeView | null, set: RecoveryEntry | null, damaged: boolean): Row {
  const { id, kind, issuer, account, sites, pinned } = entry;
  return {
    id,
    kind,
    issuer,
    account,
    sites,
    pinned,
    here,
    code,
    otpType: entry.kind === 'otp' ? entry.otpType : null,
    left: set?.left ?? null,
    total: set?.total ?? null,
    recoveryId: set?.id ?? null,
    rpId: entry.kind === 'passkey' ? entry.rpId : null,
    damaged,
  };
}
