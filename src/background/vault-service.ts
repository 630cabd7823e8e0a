// The vault in the background: its only writer. Resumes from storage.session after a stopped worker, obeys the lock clock at every
// access, and is where every change goes through.

import { type Bytes, base64, fromBase64 } from '../core/bytes';
import type { Env } from '../core/env';
import type { Item, ItemId } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { Header } from '../core/vault/header';
import type { Kdf } from '../core/vault/kdf';
import { mergeBackup } from '../core/vault/merge';
import type { OpenVault } from '../core/vault/open-vault';
import { findHeaders } from '../core/vault/opening';
import type { Change } from '../core/vault/plan';
import type { RawExport, StoreNotice, VaultStore } from '../core/vault/store';
import { expiredTrash } from '../core/vault/trash';
import type { Secret, Through } from '../core/vault/unlocking';
import { createVault, openVault, unlockWith as proveWith, unlock } from '../core/vault/vault';
import { clearSession, readSession, removeSession, writeSession } from '../platform/session';
import type { VaultTrace } from '../platform/vault-trace';
import type { LockClock } from './lock-clock';
import { rotateVault } from './rotation';
import { NEXT_VAULT_KEY, PIN, VAULT_KEY } from './session-keys';
import { noteUse } from './slot-service';

/** Both copies are compared object by object once the person has had what they opened the vault for. */
const INSPECT_AFTER_MS = 10_000;
/** No password helps. */
const BROKEN: ReadonlySet<string> = new Set(['damaged-header', 'damaged-root']);

export interface VaultState {
  readonly vault: 'none' | 'locked' | 'open' | 'trouble';
  readonly trouble: string | null;
  readonly storeNotices: readonly StoreNotice[];
  /** Unix ms; only where the vault is `none`: there was one since then, and both copies of it are gone. */
  readonly lostSince: number | null;
  /** Objects that one copy has put right in the other since the vault was opened. */
  readonly healed: number;
}

export interface Merged {
  readonly added: number;
  readonly repaired: number;
  readonly skipped: number;
}

export interface VaultService {
  state(): Promise<VaultState>;
  /** `locked`, or why the vault cannot be opened. */
  open(): Promise<Result<OpenVault>>;
  create(password: string): Promise<Result<null>>;
  /** Beside a vault that does not open, whose bytes stay where they are. `vault-exists` where it does open. */
  createBeside(password: string): Promise<Result<null>>;
  unlock(password: string): Promise<Result<null>>;
  /** Is this the password? Writes nothing and opens nothing. */
  verify(password: string): Promise<Result<Bytes>>;
  lock(): Promise<void>;
  /** As it lies there, for what may be said of a locked vault; null where none can be read. */
  header(): Promise<Header | null>;
  unlockWith(secret: Secret): Promise<Result<null>>;
  /** With the key itself, which a PIN gave. It is zeroed. */
  unlockWithKey(vaultKey: Bytes): Promise<Result<null>>;
  /** Does this open the vault? Writes nothing and opens nothing; the caller zeroes the key. */
  prove(secret: Secret): Promise<Result<Through>>;
  /** `make` what is to be written, with the key that `secret` gave; nobody else writes in between. */
  changeSlots(secret: Secret, make: (vault: OpenVault, vaultKey: Bytes) => Promise<Result<readonly Change[]>>): Promise<Result<null>>;
  /** Everything under another key; no way in but the password is left. `onProgress` counts records. */
  rotate(password: string, onProgress: (done: number, total: number) => void): Promise<Result<null>>;
  change(changes: readonly Change[]): Promise<Result<null>>;
  /** Reads the item as it is now, applies `edit`, writes; nobody else writes it in between. null from `edit`: leave it. `minor`: not a version to go back to. */
  edit(id: ItemId, edit: (item: Item) => Item | null, minor?: boolean): Promise<Result<Item>>;
  /** As `edit`, for all of them in one transaction: the items that `edit` changed, as they are now. Ids that are there no more are passed over. */
  editMany(ids: readonly ItemId[], edit: (item: Item) => Item | null): Promise<Result<readonly Item[]>>;
  /**
   * Adds what is new among them, in one transaction, and puts back what no copy can give any more (`repaired`). What is in the trash of
   * one and not of the other stays apart.
   */
  merge(items: readonly Item[]): Promise<Result<Merged>>;
  exportRaw(): Promise<RawExport>;
  /** Forgets the key, then deletes both copies. */
  wipe(): Promise<Result<null>>;
  /** Makes the store look at the disk again. */
  retry(): Promise<void>;
}

export interface VaultParts {
  readonly env: Env;
  readonly kdf: Kdf;
  readonly store: VaultStore & {
    reload(): Promise<unknown>;
    putAside(): Promise<void>;
    renewShadow(): Promise<unknown>;
    renewDatabase(): Promise<unknown>;
    discardRetired(all: boolean): Promise<void>;
  };
  /** In neither of the two copies: both of them lost is no first run. */
  readonly trace: VaultTrace;
  readonly clock: LockClock;
  /** The vault was opened, locked, or became another one. */
  readonly onState: () => void;
  /** What is in the vault, as it is now: unlocked, changed. null: there is none any more. */
  readonly onContent: (vault: OpenVault | null) => void;
}

export function createVaultService({ env, kdf, store, trace, clock, onState, onContent }: VaultParts): VaultService {
  let opened: OpenVault | null = null;
  let opening: Promise<Result<OpenVault>> | null = null;
  let edits: Promise<unknown> = Promise.resolve();
  /** Why the store's vault does not open whatever the password: found out by trying. */
  let broken: string | null = null;
  let healedByInspection = 0;

  /** One at a time, in order. */
  function exclusive<T>(task: () => Promise<T>): Promise<T> {
    const turn = edits.then(task);
    edits = turn.catch(() => undefined);
    return turn;
  }

  /** `kept`: what outlives a lock. */
  async function forget(kept: readonly string[] = [PIN]): Promise<void> {
    opened = null;
    opening = null;
    await clearSession(kept);
    await clock.stop();
  }

  async function lock(): Promise<void> {
    await forget();
    onState();
  }

  async function resume(): Promise<Result<OpenVault>> {
    // A key without a clock would never lock again.
    if ((await clock.deadline()) === null) return fail('locked');
    let last: Result<OpenVault> = fail('locked');
    // Where a change of the key was interrupted, the next one opens what is there exactly if it was written.
    for (const name of [NEXT_VAULT_KEY, VAULT_KEY]) {
      const stored = await readSession(name);
      const key = typeof stored === 'string' ? fromBase64(stored) : null;
      if (key?.ok !== true) continue;
      last = await openVault(env, store, key.value);
      key.value.fill(0);
      if (!last.ok) continue;
      opened = last.value;
      if (name === NEXT_VAULT_KEY) await writeSession({ [VAULT_KEY]: stored });
      await removeSession(NEXT_VAULT_KEY);
      return last;
    }
    if (!last.ok && last.error.code !== 'locked') await forget();
    return last;
  }

  async function open(): Promise<Result<OpenVault>> {
    if (await clock.expired()) {
      await lock();
      return fail('locked');
    }
    if (opened !== null) return ok(opened);
    opening ??= resume().finally(() => {
      opening = null;
    });
    return opening;
  }

  function noteBroken<F extends { readonly ok: false; readonly error: { readonly code: string } }>(failure: F): F {
    if (BROKEN.has(failure.error.code)) {
      broken = failure.error.code;
      onState();
    }
    return failure;
  }

  async function openWith(key: Bytes, slotId: Bytes | null): Promise<Result<null>> {
    const vault = await openVault(env, store, key);
    return vault.ok ? take(vault.value, key, slotId) : noteBroken(vault);
  }

  /** `key` is zeroed. */
  async function take(vault: OpenVault, key: Bytes, slotId: Bytes | null): Promise<Result<null>> {
    opened = vault;
    broken = null;
    healedByInspection = 0;
    await clock.start();
    await writeSession({ [VAULT_KEY]: base64(key) });
    key.fill(0);
    onState();
    onContent(opened);
    housekeep(slotId).catch(() => undefined);
    return ok(null);
  }

  async function unlockWith(secret: Secret): Promise<Result<null>> {
    const through = await proveWith(env, kdf, store, secret);
    return through.ok ? openWith(through.value.vaultKey, through.value.slotId) : noteBroken(through);
  }

  /** What need not be done before the person sees the list. */
  async function housekeep(slotId: Bytes | null): Promise<void> {
    await trace.leave(env.now());
    await store.catchUp();
    await exclusive(async () => {
      const vault = await open();
      const expired = vault.ok ? expiredTrash(vault.value.index(), env.now()) : [];
      if (expired.length > 0) await change(expired.map((id) => ({ delete: id })));
      if (vault.ok && slotId !== null) await noteUse(vault.value, slotId, env.now());
    });
    await new Promise((resolve) => setTimeout(resolve, INSPECT_AFTER_MS));
    const inspection = await opened?.inspect();
    if (inspection) {
      healedByInspection += inspection.healed.database + inspection.healed.shadow;
      // Every object has been found right in one copy and offered to the other: only now may a copy that did not take it be made anew.
      if (inspection.damaged.length === 0) {
        await store.renewShadow();
        await store.renewDatabase();
        await store.discardRetired(false);
      }
    }
    onState();
  }

  async function change(changes: readonly Change[]): Promise<Result<null>> {
    const vault = await open();
    if (!vault.ok) return vault;
    const done = await vault.value.commit(changes);
    if (done.ok) onContent(vault.value);
    return done.ok ? ok(null) : done;
  }

  return {
    open,
    lock,
    change: (changes) => exclusive(() => change(changes)),

    async state() {
      const vault = await open();
      const storeState = await store.load();
      const storeNotices = storeState.kind === 'ready' ? storeState.notices : [];
      const healed = vault.ok ? vault.value.healed + healedByInspection : 0;
      const closed = (now: VaultState['vault'], trouble: string | null = null): VaultState => ({
        vault: now,
        trouble,
        storeNotices,
        lostSince: null,
        healed,
      });
      if (vault.ok) return closed('open');
      if (storeState.kind === 'none') return { ...closed('none'), lostSince: await trace.read() };
      if (storeState.kind === 'trouble') return closed('trouble', storeState.problem);
      if (broken !== null) return closed('trouble', broken);
      return vault.error.code === 'locked' ? closed('locked') : closed('trouble', vault.error.code);
    },

    create: (password) =>
      exclusive(async () => {
        const key = await createVault(env, kdf, store, password);
        return key.ok ? openWith(key.value, null) : key;
      }),

    createBeside: (password) =>
      exclusive(async () => {
        const vault = await open();
        const state = await store.load();
        if (vault.ok || (state.kind === 'ready' && broken === null)) return fail('vault-exists');
        await store.putAside();
        broken = null;
        const key = await createVault(env, kdf, store, password);
        return key.ok ? openWith(key.value, null) : key;
      }),

    unlock: (password) => unlockWith({ type: 'password', password }),
    unlockWith,

    async unlockWithKey(vaultKey) {
      const vault = await openVault(env, store, vaultKey);
      // A key from before a change of the key is no sign of damage.
      if (vault.ok) return take(vault.value, vaultKey, null);
      vaultKey.fill(0);
      return vault.error.code === 'damaged-root' ? fail('no-slot') : vault;
    },

    verify: (password) => unlock(env, kdf, store, password),
    prove: (secret) => proveWith(env, kdf, store, secret),

    async header() {
      const headers = await findHeaders(env, store);
      return headers.ok ? (headers.value[0]?.header ?? null) : null;
    },

    changeSlots: (secret, make) =>
      exclusive(async () => {
        const proved = await proveWith(env, kdf, store, secret);
        if (!proved.ok) return proved;
        const vault = await open();
        const changes = vault.ok ? await make(vault.value, proved.value.vaultKey) : vault;
        proved.value.vaultKey.fill(0);
        return changes.ok ? change(changes.value) : changes;
      }),

    rotate: (password, onProgress) =>
      exclusive(async () => {
        const proved = await proveWith(env, kdf, store, { type: 'password', password });
        if (!proved.ok) return proved;
        proved.value.vaultKey.fill(0);
        const vault = await open();
        if (!vault.ok) return vault;
        const done = await rotateVault(env, kdf, vault.value, password, onProgress, () => opened === vault.value);
        // The second copy must not stay behind under the old key.
        if (done.ok && (await store.catchUp()).ok) await store.discardRetired(true);
        return done;
      }),

    edit: (id, edit, minor = false) =>
      exclusive(async () => {
        const vault = await open();
        if (!vault.ok) return vault;
        const item = await vault.value.read(id);
        if (!item.ok) return item;
        const next = edit(item.value);
        if (next === null) return item;
        const done = await change([{ put: next, expectRevision: vault.value.revisionOf(id), minor }]);
        return done.ok ? ok(next) : done;
      }),

    editMany: (ids, edit) =>
      exclusive(async () => {
        const vault = await open();
        if (!vault.ok) return vault;
        const changed: Item[] = [];
        for (const item of await vault.value.readMany(ids)) {
          if (!item.ok && item.error.code !== 'missing') return item;
          const next = item.ok ? edit(item.value) : null;
          if (next !== null) changed.push(next);
        }
        const puts = changed.map((put) => ({ put, expectRevision: vault.value.revisionOf(put.id) }));
        const done = puts.length === 0 ? ok(null) : await change(puts);
        return done.ok ? ok(changed) : done;
      }),

    merge: (incoming) =>
      exclusive(async () => {
        const vault = await open();
        if (!vault.ok) return vault;
        const read = await vault.value.readMany(vault.value.index().map(({ id }) => id));
        const existing = read.flatMap((item) => (item.ok ? [item.value] : []));
        const { add, skipped } = mergeBackup(env, existing, incoming);
        // An id that is there and was not read is one that no copy can give: the backup's takes its place.
        const revisions = add.map(({ id }) => vault.value.revisionOf(id));
        const repaired = revisions.filter((revision) => revision !== null).length;
        const done = add.length === 0 ? ok(null) : await change(add.map((put, i) => ({ put, expectRevision: revisions[i] ?? null })));
        return done.ok ? ok({ added: add.length - repaired, repaired, skipped: skipped.length }) : done;
      }),

    exportRaw: () => store.exportRaw(),

    wipe: () =>
      exclusive(async () => {
        await forget([]);
        broken = null;
        const wiped = await store.wipe();
        onState();
        if (wiped.ok) {
          await trace.clear();
          onContent(null);
        }
        return wiped.ok ? ok(null) : wiped;
      }),

    async retry() {
      opened = null;
      broken = null;
      await store.reload();
      onState();
    },
  };
}
