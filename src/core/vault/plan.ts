// From changes to the objects of one commit. Nothing is written here, and the open vault is not touched until the store has said yes.

import { type Bytes, equalBytes } from '../bytes';
import type { UnixMs } from '../env';
import type { Item, ItemId } from '../item';
import { fail, ok, type Result } from '../result';
import type { CborValue } from './cbor';
import { encodeHeader, type Header } from './header';
import { type IndexEntry, indexEntry, PAGE_SIZE, pageToCbor } from './index-entry';
import { checkItem, ITEM_SCHEMA, itemToCbor } from './item-codec';
import { extraLabel, leafLabel, pageLabel, ROOT_LABEL, recordLabel } from './labels';
import { type LeafEntry, leafToCbor, type Root, rootToCbor } from './manifest';
import { seal } from './seal';
import type { Reading, Sheet } from './sheet';
import { extraKey, HEADER_KEY, leafKey, type ObjectKey, pageKey, previousKey, ROOT_KEY, recordKey } from './store';

export type Change =
  /** `expectRevision`: the revision that the change was made from; null: it must be new; left out: whatever is there. `minor` (a counter, a sent step) leaves `previous` to the last real edit. */
  | { readonly put: Item; readonly expectRevision?: number | null; readonly minor?: boolean }
  /** For good. The trash is a field of the item. */
  | { readonly delete: ItemId; readonly expectRevision?: number }
  | { readonly move: ItemId; readonly order: number }
  /** A sealed value beside the items; null takes it away. */
  | { readonly extra: string; readonly value: CborValue }
  | { readonly header: Header }
  | { readonly backedUpAt: UnixMs };

export type ChangeFailure = 'missing' | 'revision-conflict' | 'invalid-item' | 'newer-format';

/** Signing in moves steps and counters: a backup without them is as good. */
const isWorthABackup = (change: Change): boolean => ('put' in change ? change.minor !== true : 'delete' in change || 'move' in change);

/** The part of an open vault that a plan starts from. */
export interface Base {
  readonly root: Root;
  readonly sheets: readonly Sheet[];
  readonly where: ReadonlyMap<ItemId, number>;
  /** Loads the leaf if it is not there yet. Not called for a lost sheet. */
  leaf(n: number): Promise<readonly LeafEntry[]>;
}

export interface Plan {
  readonly root: Root;
  readonly header: Header | null;
  readonly puts: ReadonlyMap<ObjectKey, Bytes>;
  readonly deletes: readonly ObjectKey[];
  /** The sheets that changed, as they will be. */
  readonly sheets: ReadonlyMap<number, { readonly leaf: readonly LeafEntry[]; readonly page: readonly IndexEntry[] }>;
}

interface Draft {
  readonly leaf: LeafEntry[];
  readonly page: IndexEntry[];
}

class Planner {
  readonly #reading: Reading;
  readonly #base: Base;
  readonly #generation: number;
  readonly #drafts = new Map<number, Draft>();
  readonly #counts: number[];
  readonly #touched = new Set<ItemId>();
  readonly #sealing: Promise<void>[] = [];
  readonly #puts = new Map<ObjectKey, Bytes>();
  readonly #deletes = new Set<ObjectKey>();
  #nextOrder: number;
  /** The first sheet that may have room. */
  #roomFrom = 0;

  constructor(reading: Reading, base: Base) {
    this.#reading = reading;
    this.#base = base;
    this.#generation = base.root.generation + 1;
    this.#counts = base.sheets.map((sheet) => (sheet.lost ? PAGE_SIZE : sheet.page.length));
    this.#nextOrder = 1 + base.sheets.reduce((most, { page }) => page.reduce((max, { order }) => Math.max(max, order), most), 0);
  }

  async #draft(n: number): Promise<Draft> {
    let draft = this.#drafts.get(n);
    if (draft === undefined) {
      const sheet = this.#base.sheets[n];
      draft = sheet === undefined ? { leaf: [], page: [] } : { leaf: [...(await this.#base.leaf(n))], page: [...sheet.page] };
      this.#drafts.set(n, draft);
    }
    return draft;
  }

  #sheetWithRoom(): number {
    while ((this.#counts[this.#roomFrom] ?? 0) >= PAGE_SIZE) this.#roomFrom++;
    return this.#roomFrom;
  }

  async put(item: Item, expectRevision: number | null | undefined, minor: boolean): Promise<Result<void, ChangeFailure>> {
    const checked = checkItem(item);
    if (!checked.ok) return checked;
    if (this.#touched.has(item.id)) return fail('invalid-item', 'twice');
    this.#touched.add(item.id);
    const n = this.#base.where.get(item.id);
    if (n === undefined) {
      if (typeof expectRevision === 'number') return fail('missing', item.id);
      return this.#add(item);
    }
    return this.#replace(n, item, expectRevision, minor);
  }

  async #add(item: Item): Promise<Result<void, never>> {
    const n = this.#sheetWithRoom();
    const draft = await this.#draft(n);
    this.#counts[n] = draft.page.length + 1;
    const at = draft.leaf.length;
    draft.page.push(indexEntry(item, 1, ITEM_SCHEMA, this.#nextOrder++));
    draft.leaf.push({
      id: item.id,
      kind: item.kind,
      current: { revision: 1, schema: ITEM_SCHEMA, hash: new Uint8Array(0) },
      previous: null,
    });
    this.#sealing.push(this.#sealRecord(item, 1, draft, at, null));
    return ok(undefined);
  }

  async #replace(n: number, item: Item, expectRevision: number | null | undefined, minor: boolean): Promise<Result<void, ChangeFailure>> {
    const draft = await this.#draft(n);
    const at = draft.leaf.findIndex(({ id }) => id === item.id);
    const [old, shown] = [draft.leaf[at] as LeafEntry, draft.page[draft.page.findIndex(({ id }) => id === item.id)] as IndexEntry];
    if (expectRevision !== undefined && expectRevision !== old.current.revision) return fail('revision-conflict', item.id);
    if (old.kind !== item.kind) return fail('invalid-item', 'kind');
    if (old.current.schema > ITEM_SCHEMA) return fail('newer-format', item.id);
    const revision = old.current.revision + 1;
    draft.page[draft.page.indexOf(shown)] = indexEntry(item, revision, ITEM_SCHEMA, shown.order);
    this.#sealing.push(this.#sealRecord(item, revision, draft, at, minor ? null : old));
    return ok(undefined);
  }

  /** `replaced`: the version that becomes `previous`, unless it is itself unreadable. */
  async #sealRecord(item: Item, revision: number, draft: Draft, at: number, replaced: LeafEntry | null): Promise<void> {
    const { env, sealer, objects } = this.#reading;
    const entry = draft.leaf[at] as LeafEntry;
    const label = recordLabel(item.id, item.kind, { revision, schema: ITEM_SCHEMA });
    const sealed = await seal(env, sealer, label, itemToCbor(item));
    this.#puts.set(recordKey(item.id), sealed);
    let previous = entry.previous;
    if (replaced !== null) {
      const wanted = { key: recordKey(item.id), hash: replaced.current.hash };
      const bytes = await objects.fetchOne(wanted, this.#base.root.generation);
      if (bytes.ok) {
        this.#puts.set(previousKey(item.id), bytes.value);
        previous = replaced.current;
      }
    }
    const current = { revision, schema: ITEM_SCHEMA, hash: await objects.hash(sealed) };
    // Deletions in the same commit move entries, so the place is looked up again.
    const place = draft.leaf.findIndex(({ id }) => id === item.id);
    draft.leaf[place] = { ...entry, current, previous };
  }

  async delete(id: ItemId, expectRevision: number | undefined): Promise<Result<void, ChangeFailure>> {
    const n = this.#base.where.get(id);
    if (n === undefined) return fail('missing', id);
    if (this.#touched.has(id)) return fail('invalid-item', 'twice');
    this.#touched.add(id);
    const draft = await this.#draft(n);
    const at = draft.leaf.findIndex((entry) => entry.id === id);
    const entry = draft.leaf[at] as LeafEntry;
    if (expectRevision !== undefined && expectRevision !== entry.current.revision) return fail('revision-conflict', id);
    draft.leaf.splice(at, 1);
    draft.page.splice(
      draft.page.findIndex((shown) => shown.id === id),
      1,
    );
    this.#counts[n] = draft.page.length;
    this.#roomFrom = Math.min(this.#roomFrom, n);
    this.#deletes.add(recordKey(id)).add(previousKey(id));
    return ok(undefined);
  }

  async move(id: ItemId, order: number): Promise<Result<void, ChangeFailure>> {
    const n = this.#base.where.get(id);
    if (n === undefined) return fail('missing', id);
    if (!Number.isSafeInteger(order) || order < 0) return fail('invalid-item', 'order');
    const { page } = await this.#draft(n);
    const at = page.findIndex((entry) => entry.id === id);
    if (at < 0) return fail('missing', id);
    page[at] = { ...(page[at] as IndexEntry), order };
    return ok(undefined);
  }

  async finish(changes: readonly Change[]): Promise<Plan> {
    const { env, sealer, objects } = this.#reading;
    await Promise.all(this.#sealing);
    for (const [n, sheet] of this.#base.sheets.entries()) if (sheet.leafRebuilt || sheet.pageRebuilt) await this.#draft(n);
    const leaves = [...this.#base.root.leaves];
    const pages = [...this.#base.root.pages];
    const extras = new Map(this.#base.root.extras);
    let { headerHash, facts } = this.#base.root;
    let header: Header | null = null;
    for (const [n, { leaf, page }] of this.#drafts) {
      const sealedLeaf = await seal(env, sealer, leafLabel(n, this.#generation), leafToCbor(leaf));
      const sealedPage = await seal(env, sealer, pageLabel(n, this.#generation), pageToCbor(page));
      this.#puts.set(leafKey(n), sealedLeaf).set(pageKey(n), sealedPage);
      leaves[n] = { count: leaf.length, ...(await objects.seen(this.#generation, sealedLeaf)) };
      pages[n] = await objects.seen(this.#generation, sealedPage);
    }
    if (changes.some(isWorthABackup)) facts = { ...facts, changesSinceBackup: facts.changesSinceBackup + 1 };
    for (const change of changes) {
      if ('extra' in change && change.value === null) {
        extras.delete(change.extra);
        this.#deletes.add(extraKey(change.extra));
      } else if ('extra' in change) {
        const sealed = await seal(env, sealer, extraLabel(change.extra, this.#generation), [change.value]);
        this.#puts.set(extraKey(change.extra), sealed);
        extras.set(change.extra, await objects.seen(this.#generation, sealed));
      } else if ('header' in change) {
        const bytes = await encodeHeader(env.subtle, change.header);
        this.#puts.set(HEADER_KEY, bytes);
        headerHash = await objects.hash(bytes);
        header = change.header;
      } else if ('backedUpAt' in change) {
        facts = { ...facts, lastBackupAt: change.backedUpAt, changesSinceBackup: 0 };
      }
    }
    const root: Root = { generation: this.#generation, headerHash, facts, leaves, pages, extras };
    this.#puts.set(ROOT_KEY, await seal(env, sealer, ROOT_LABEL, rootToCbor(root)));
    return { root, header, puts: this.#puts, deletes: [...this.#deletes].filter((key) => !this.#puts.has(key)), sheets: this.#drafts };
  }
}

export async function planCommit(reading: Reading, base: Base, changes: readonly Change[]): Promise<Result<Plan, ChangeFailure>> {
  const planner = new Planner(reading, base);
  for (const change of changes) {
    let done: Result<void, ChangeFailure> = ok(undefined);
    if ('put' in change) done = await planner.put(change.put, change.expectRevision, change.minor === true);
    else if ('delete' in change) done = await planner.delete(change.delete, change.expectRevision);
    else if ('move' in change) done = await planner.move(change.move, change.order);
    else if ('header' in change && !equalBytes(change.header.vaultId, reading.sealer.vaultId)) done = fail('invalid-item', 'header');
    if (!done.ok) return done;
  }
  return ok(await planner.finish(changes));
}
