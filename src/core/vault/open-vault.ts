// The vault while it is open: the index in memory, records read when needed, one commit at a time. The only writer is the background.

import type { Item, ItemId } from '../item';
import { fail, ok, type Result } from '../result';
import type { DamagedRecord } from './damage';
import type { Header } from './header';
import type { IndexEntry } from './index-entry';
import { type Inspection, inspectVault } from './inspect';
import { extraLabel } from './labels';
import type { LeafEntry, SeenRecord, VaultFacts } from './manifest';
import { type Opened, vaultIdText } from './opening';
import { type Change, type ChangeFailure, planCommit } from './plan';
import { planRotation, type RotationFailure } from './rotate';
import { createSealer, unseal, type VaultKey } from './seal';
import { openRecord, openRecords, readLeafObject, rebuildLeaf, type Sheet } from './sheet';
import { type CommitFailure, extraKey, HEADER_KEY, leafKey, previousKey, recordKey, type StoreNotice } from './store';

/** Records read in one go: memory stays small whatever is asked for. */
const READ_AT_ONCE = 1024;

const INSPECTION_ATTEMPTS = 5;

export type ReadFailure = 'missing' | 'damaged';

export interface Committed {
  readonly generation: number;
}

export class OpenVault {
  #opened: Opened;
  #root: Opened['root'];
  #header: Header;
  #index: readonly IndexEntry[] | null = null;
  #damage: DamagedRecord[];
  /** Commits wait for one another. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(opened: Opened) {
    this.#opened = opened;
    this.#root = opened.root;
    this.#header = opened.header;
    this.#damage = [...opened.damage];
  }

  get generation(): number {
    return this.#root.generation;
  }

  get header(): Header {
    return this.#header;
  }

  get facts(): VaultFacts {
    return this.#root.facts;
  }

  /** A newer Countersign wrote this vault: reading only. */
  get readOnly(): boolean {
    return this.#opened.readOnly;
  }

  /** What the store had to do at start; the person is told. */
  get notices(): readonly StoreNotice[] {
    return this.#opened.notices;
  }

  /** Every item, in the person's order, the trash too. The same array until the next commit. */
  index(): readonly IndexEntry[] {
    this.#index ??= this.#opened.sheets.flatMap(({ page }) => page).sort((a, b) => a.order - b.order);
    return this.#index;
  }

  entry(id: ItemId): IndexEntry | null {
    const n = this.#opened.where.get(id);
    return this.#opened.sheets[n ?? -1]?.page.find((entry) => entry.id === id) ?? null;
  }

  /** null: there is no such item. */
  revisionOf(id: ItemId): number | null {
    return this.entry(id)?.revision ?? null;
  }

  async read(id: ItemId): Promise<Result<Item, ReadFailure>> {
    return this.#readVersion(id, (entry) => ({ key: recordKey(id), seen: entry.current }));
  }

  /** In the order asked for. One read of the store for many records; whatever is wrong is read again by itself, and named there. */
  async readMany(ids: readonly ItemId[]): Promise<readonly Result<Item, ReadFailure>[]> {
    await this.#queue;
    const { reading, where } = this.#opened;
    const out: (Result<Item, ReadFailure> | null)[] = [];
    const leaves = new Map<number, Promise<readonly LeafEntry[]>>();
    const leaf = (n: number): Promise<readonly LeafEntry[]> => {
      const known = leaves.get(n) ?? this.#leaf(n);
      leaves.set(n, known);
      return known;
    };
    for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
      const wanted = await Promise.all(
        ids.slice(at, at + READ_AT_ONCE).map(async (id) => {
          const n = where.get(id);
          return { id, entry: n === undefined ? null : ((await leaf(n)).find((one) => one.id === id) ?? null) };
        }),
      );
      const known = wanted.flatMap(({ entry }) => entry ?? []);
      const items = new Map(await openRecords(reading, known, this.generation));
      out.push(...wanted.map(({ id }) => items.get(id) ?? null));
    }
    return Promise.all(ids.map((id, i) => (out[i]?.ok === true ? out[i] : this.read(id))));
  }

  /** What the last edit replaced. */
  async previous(id: ItemId): Promise<Result<Item, ReadFailure>> {
    return this.#readVersion(id, (entry) => (entry.previous === null ? null : { key: previousKey(id), seen: entry.previous }));
  }

  async #readVersion(
    id: ItemId,
    version: (entry: LeafEntry) => { readonly key: string; readonly seen: SeenRecord } | null,
  ): Promise<Result<Item, ReadFailure>> {
    for (;;) {
      await this.#queue;
      const generation = this.generation;
      const n = this.#opened.where.get(id);
      if (n === undefined) return fail('missing', id);
      const entry = (await this.#leaf(n)).find((one) => one.id === id);
      const wanted = entry === undefined ? null : version(entry);
      if (entry === undefined || wanted === null) return fail('missing', id);
      const item = await openRecord(this.#opened.reading, wanted.key, id, entry.kind, wanted.seen, generation);
      if (item.ok) return item;
      // A commit that goes through meanwhile explains a hash that no longer fits.
      await this.#queue;
      if (generation !== this.generation) continue;
      this.#name({ key: wanted.key, id, problem: item.error.code });
      return fail(item.error.code, id);
    }
  }

  /** A sealed value beside the items, as it was committed; the caller decodes it. */
  async readExtra(name: string): Promise<Result<unknown, ReadFailure>> {
    await this.#queue;
    const seen = this.#root.extras.get(name);
    if (seen === undefined) return fail('missing', name);
    const { objects, sealer } = this.#opened.reading;
    const bytes = await objects.fetchOne({ key: extraKey(name), hash: seen.hash }, this.generation);
    if (!bytes.ok) return bytes;
    const value = await unseal(sealer, extraLabel(name, seen.revision), bytes.value, (one) =>
      Array.isArray(one) ? (one[0] as unknown) : null,
    );
    return value.ok ? value : fail('damaged', name);
  }

  /** All or nothing, on disk when it resolves. On any failure nothing has changed, here or there. */
  commit(changes: readonly Change[]): Promise<Result<Committed, ChangeFailure | CommitFailure>> {
    const turn = this.#queue.then(() => this.#commit(changes));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #commit(changes: readonly Change[]): Promise<Result<Committed, ChangeFailure | CommitFailure>> {
    if (this.readOnly) return fail('newer-format');
    const { reading, sheets, where } = this.#opened;
    const plan = await planCommit(reading, { root: this.#root, sheets, where, leaf: (n) => this.#leaf(n) }, changes);
    if (!plan.ok) return plan;
    const { root, puts, deletes } = plan.value;
    const written = await reading.store.commit({
      vaultId: vaultIdText(this.#header),
      expectGeneration: this.generation,
      generation: root.generation,
      puts,
      deletes,
    });
    if (!written.ok) return written;
    this.#root = root;
    this.#header = plan.value.header ?? this.#header;
    this.#index = null;
    for (const [n, { leaf, page }] of plan.value.sheets) {
      for (const { id } of sheets[n]?.page ?? []) where.delete(id);
      sheets[n] = { leaf, page, leafRebuilt: false, pageRebuilt: false, lost: false };
    }
    for (const n of plan.value.sheets.keys()) for (const { id } of sheets[n]?.page ?? []) where.set(id, n);
    this.#damage = this.#damage.filter(({ key }) => !puts.has(key) && !deletes.includes(key));
    return ok({ generation: root.generation });
  }

  /** The names of the sealed values beside the items. */
  extras(): readonly string[] {
    return [...this.#root.extras.keys()];
  }

  /**
   * Everything under another key, in one commit: before it the vault is as it was, after it the old key opens nothing. `header` must hold
   * slots for the new key. Reading waits meanwhile.
   */
  rotate(
    vaultKey: VaultKey,
    header: Header,
    onProgress: (done: number, total: number) => void,
  ): Promise<Result<Committed, RotationFailure | CommitFailure>> {
    const turn = this.#queue.then(() => this.#rotate(vaultKey, header, onProgress));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #rotate(
    vaultKey: VaultKey,
    header: Header,
    onProgress: (done: number, total: number) => void,
  ): Promise<Result<Committed, RotationFailure | CommitFailure>> {
    if (this.readOnly) return fail('newer-format');
    const { reading, sheets, where } = this.#opened;
    const sealer = await createSealer(reading.env.subtle, vaultKey, header.vaultId);
    const plan = await planRotation(
      reading,
      { root: this.#root, sheets, where, leaf: (n) => this.#leaf(n) },
      { sealer, header, onProgress },
    );
    if (!plan.ok) return plan;
    const { root, puts, deletes, leaves } = plan.value;
    const written = await reading.store.commit({
      vaultId: vaultIdText(header),
      expectGeneration: this.generation,
      generation: root.generation,
      puts,
      deletes,
    });
    if (!written.ok) return written;
    this.#opened = { ...this.#opened, reading: { ...reading, sealer } };
    this.#root = root;
    this.#header = header;
    this.#damage = [];
    for (const [n, sheet] of sheets.entries()) {
      sheets[n] = { leaf: leaves[n] ?? sheet.leaf, page: sheet.page, leafRebuilt: false, pageRebuilt: false, lost: false };
    }
    return ok({ generation: root.generation });
  }

  async #leaf(n: number): Promise<readonly LeafEntry[]> {
    const sheet = this.#opened.sheets[n] as Sheet;
    if (sheet.leaf !== null) return sheet.leaf;
    const seen = this.#root.leaves[n];
    const leaf = seen === undefined ? fail('missing') : await readLeafObject(this.#opened.reading, n, seen, this.generation);
    if (leaf.ok) {
      sheet.leaf = leaf.value;
    } else {
      this.#name({ key: leafKey(n), id: null, problem: 'damaged' });
      sheet.leaf = await rebuildLeaf(this.#opened.reading, sheet.page);
      sheet.leafRebuilt = true;
    }
    return sheet.leaf;
  }

  /** What has been found wrong so far and could not be put right. `inspect` looks at everything. */
  damaged(): readonly DamagedRecord[] {
    return this.#damage;
  }

  /** Objects that the other copy has put right since opening. */
  get healed(): number {
    return this.#opened.reading.objects.healed;
  }

  #name(found: DamagedRecord): void {
    if (!this.#damage.some(({ key }) => key === found.key)) this.#damage.push(found);
  }

  /**
   * Compares every object of both copies with the manifest, puts right what one of them still has, and names the rest. For idle time:
   * commits go first, and it starts over after one; null when they never left it the time.
   */
  async inspect(): Promise<Inspection | null> {
    for (let attempt = 0; attempt < INSPECTION_ATTEMPTS; attempt++) {
      const inspection = await this.#inspectOnce();
      if (inspection === null) continue;
      const found = new Set(inspection.damaged.map(({ key }) => key));
      // A rolled back root and rebuilt sheets are not seen again by hash; they stay named until a commit writes them anew.
      const kept = this.#damage.filter(({ key, id }) => id === null && key !== HEADER_KEY && !found.has(key));
      this.#damage = [...kept, ...inspection.damaged];
      return inspection;
    }
    return null;
  }

  /** Deletes what an inspection has named `added`: the manifest does not know it, so nothing of the vault goes with it. */
  async discardAdded(): Promise<Result<void, CommitFailure>> {
    const deletes = this.#damage.flatMap(({ key, problem }) => (problem === 'added' ? [key] : []));
    for (const where of ['database', 'shadow'] as const) {
      const done = await this.#opened.reading.store.repair({ where, generation: this.generation, puts: new Map(), deletes });
      if (!done.ok) return done;
    }
    this.#damage = this.#damage.filter(({ key }) => !deletes.includes(key));
    return ok(undefined);
  }

  async #inspectOnce(): Promise<Inspection | null> {
    await this.#queue;
    const { sheets, reading } = this.#opened;
    const root = this.#root;
    const unchanged = async (): Promise<boolean> => {
      await this.#queue;
      return root === this.#root;
    };
    const leaves: (readonly LeafEntry[])[] = [];
    for (const [n, sheet] of sheets.entries()) leaves.push(sheet.lost ? [] : await this.#leaf(n));
    return inspectVault(reading, root, leaves, [...sheets], unchanged);
  }
}
