// The vault's store: a database that commits, and a shadow in another engine that follows. One act at a time.

import { type Bytes, base64 } from '../../core/bytes';
import { fail, ok, type Result } from '../../core/result';
import type { Commit, CommitFailure, ObjectKey, RawExport, Repair, StoreNotice, StoreState, VaultStore } from '../../core/vault/store';
import { type Databases, type Marker, type ObjectDatabase, type Shadow, sameMarker } from './copies';
import { type Reconciled, reconcile, same, wholeShadow, writeWhole } from './reconcile';
import { Silence } from './within';

/** QuotaExceededError everywhere; Chromium says FILE_ERROR_NO_SPACE in a message, Firefox NS_ERROR_DOM_INDEXEDDB_QUOTA_ERR or NS_ERROR_FILE_NO_DEVICE_SPACE. */
function failureOf(error: unknown): CommitFailure {
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  return /quota|no_?(device_?)?space/i.test(text) ? 'disk-full' : 'store-failed';
}

/** Objects of a damaged shadow that are asked for one by one before the rest of it is given up. */
const SEARCHED_FOR = 256;
/** Each of them full of something else, and not listed: more than one is not known to happen. */
const NUMBERS_TRIED = 4;

const EMPTY: Reconciled = { state: { kind: 'none' }, database: null, number: null, retired: [], shadowBehind: false };

export class TwoCopies implements VaultStore {
  readonly #databases: Databases;
  readonly #shadow: Shadow;
  #reconciled: Promise<Reconciled> | null = null;
  #marker: Marker | null = null;
  #shadowBehind = false;
  /** Where the next new vault begins; above 1 there is another beside it. */
  #firstNumber = 1;
  /** Another was put aside. */
  #beside = false;
  /** Its marker could be read, and then something of it could not: one page of its file is enough. */
  #shadowDoubtful = false;
  /** Something that was right could not be written into it. */
  #databaseDoubtful = false;
  /** How many objects of the shadow could not be read, each asked for by itself. */
  #shadowUnreadable = 0;
  /** The last commit failed for want of room. */
  #wasFull = false;
  /** Deleted while the shadow was behind. Forgotten with the worker: then `inspect` clears what is left over. */
  readonly #missedDeletes = new Set<ObjectKey>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(databases: Databases, shadow: Shadow) {
    this.#databases = databases;
    this.#shadow = shadow;
  }

  /** Tries again from the start: *Retry* after `trouble`. */
  async reload(): Promise<StoreState> {
    await this.#inTurn(async () => {
      const old = await this.#reconciled?.catch(() => EMPTY);
      old?.database?.close();
      for (const one of old?.retired ?? []) one.close();
      this.#reconciled = null;
    });
    return this.load();
  }

  async load(): Promise<StoreState> {
    return (await this.#loaded()).state;
  }

  #loaded(): Promise<Reconciled> {
    this.#reconciled ??= reconcile(this.#databases, this.#shadow).then(async (reconciled) => {
      const { state } = reconciled;
      this.#marker = state.kind === 'ready' ? { vaultId: state.vaultId, generation: state.generation } : null;
      this.#shadowBehind = reconciled.shadowBehind;
      // A shadow that is merely behind can wait for an idle moment; one that is gone leaves a single copy.
      const lost =
        state.kind === 'ready' && state.notices.some((notice) => notice === 'shadow-rebuilt' || notice === 'other-vault-in-shadow');
      if (!lost || (await this.#catchUpShadow(reconciled)).ok) return reconciled;
      return { ...reconciled, state: { ...state, notices: ['shadow-unusable'] } };
    });
    return this.#reconciled;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async keys(): Promise<readonly ObjectKey[]> {
    const { database } = await this.#loaded();
    if (database !== null) return database.keys().catch(() => []);
    return this.#marker === null ? [] : this.#shadow.keys(this.#marker.vaultId).catch(() => []);
  }

  async read(keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]> {
    const { database } = await this.#loaded();
    if (database !== null) return database.read(keys).catch(() => keys.map(() => null));
    return this.#readShadow(keys);
  }

  async #readShadow(keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]> {
    if (this.#marker === null) return keys.map(() => null);
    return this.#shadow.read(this.#marker.vaultId, keys).catch(async (error: unknown) => {
      this.#shadowDoubtful = true;
      if (keys.length < 2) this.#shadowUnreadable++;
      if (keys.length < 2 || error instanceof Silence || this.#shadowUnreadable > SEARCHED_FOR) return keys.map(() => null);
      // One that cannot be read does not take with it the others that were asked for.
      const middle = keys.length >> 1;
      return [...(await this.#readShadow(keys.slice(0, middle))), ...(await this.#readShadow(keys.slice(middle)))];
    });
  }

  async copies(keys: readonly ObjectKey[]): Promise<readonly (readonly (Bytes | null)[])[]> {
    const { retired } = await this.#loaded();
    const all = [await this.#readShadow(keys)];
    for (const database of retired) all.push(await database.read(keys).catch(() => keys.map(() => null)));
    return keys.map((_, i) => all.map((copy) => copy[i] ?? null));
  }

  commit(commit: Commit): Promise<Result<void, CommitFailure>> {
    return this.#inTurn(async () => {
      let current = await this.#loaded();
      const expect = commit.expectGeneration === null ? null : { vaultId: commit.vaultId, generation: commit.expectGeneration };
      const marker = { vaultId: commit.vaultId, generation: commit.generation };
      if (!sameMarker(expect, this.#marker)) return fail('conflict');
      try {
        if (expect === null) current = await this.#begin(current, marker);
        const { puts, deletes } = commit;
        if (current.database === null) await this.#shadow.write(marker, { puts, deletes });
        else if ((await current.database.write({ expect, marker, puts, deletes })) === 'conflict') return fail('conflict');
      } catch (error) {
        // Once the disk is full a browser has other words for it: Chromium's database does not open any more (measured).
        const failure = this.#wasFull ? 'disk-full' : failureOf(error);
        this.#wasFull = failure === 'disk-full';
        return fail(failure);
      }
      this.#wasFull = false;
      this.#marker = marker;
      const notices = current.state.kind === 'ready' ? current.state.notices : [];
      current = { ...current, state: { kind: 'ready', ...marker, notices } };
      this.#reconciled = Promise.resolve(current);
      if (current.database !== null) await this.#follow(marker, commit);
      return ok(undefined);
    });
  }

  /**
   * For a vault that does not open and a person who wants another: from now on there is none, and the next one is written beside it.
   * What can be read is not deleted: `exportRaw` still has every byte, and until a new vault is written the next start finds the old one.
   */
  putAside(): Promise<void> {
    return this.#inTurn(async () => {
      const current = await this.#loaded();
      // A list that cannot be had is no empty list.
      const numbers = await this.#databases.numbers().catch(() => [1]);
      this.#firstNumber = 1 + Math.max(0, ...numbers);
      this.#beside = true;
      const retired = current.database === null ? current.retired : [...current.retired, current.database];
      const old = await this.#shadow.marker().catch(() => null);
      if (old !== null) await this.#shadow.setAside(old).catch(() => undefined);
      this.#marker = null;
      this.#shadowBehind = false;
      this.#missedDeletes.clear();
      this.#reconciled = Promise.resolve({ ...EMPTY, retired });
    });
  }

  /**
   * A shadow that the browser cannot even read, or not all of it, or not write to, stays so. When the caller has found the database whole,
   * object by object, the shadow is written again, and where that is refused, elsewhere. Does nothing where it works.
   */
  renewShadow(): Promise<void> {
    return this.#inTurn(async () => {
      const current = await this.#loaded();
      const { state } = current;
      if (state.kind !== 'ready' || current.database === null) return;
      const unusable = state.notices.includes('shadow-unusable');
      if (!unusable && !this.#shadowDoubtful && !this.#shadowBehind) return;
      this.#shadowUnreadable = 0;
      let written = await this.#catchUpShadow(current);
      // Elsewhere there is no more room than here.
      if (!written.ok && written.error.code === 'disk-full') return;
      const moves = !written.ok || !(await this.#shadowReads());
      if (moves) {
        await this.#shadow.renew().catch(() => undefined);
        written = await this.#catchUpShadow(current);
      }
      this.#shadowDoubtful = false;
      const others = state.notices.filter((notice) => notice !== 'shadow-unusable' && notice !== 'shadow-rebuilt');
      const told: StoreNotice[] = !written.ok ? ['shadow-unusable'] : unusable || moves ? ['shadow-rebuilt'] : [];
      this.#reconciled = Promise.resolve({ ...current, state: { ...state, notices: [...others, ...told] } });
    });
  }

  /**
   * A database that takes no repair takes no later change of the same objects either. When the caller has found the shadow whole, object
   * by object, the next number takes over from it. Does nothing where repairs went through.
   */
  renewDatabase(): Promise<void> {
    return this.#inTurn(async () => {
      const current = await this.#loaded();
      const marker = this.#marker;
      const { state, database: old } = current;
      if (!this.#databaseDoubtful || state.kind !== 'ready' || old === null || marker === null) return;
      if (this.#shadowDoubtful || this.#shadowBehind || state.notices.includes('shadow-unusable')) return;
      const objects = await wholeShadow(this.#shadow, marker);
      if (objects === null) return;
      const numbers = await this.#databases.numbers().catch(() => [1]);
      const written = await writeWhole(this.#databases, [1 + Math.max(current.number ?? 0, ...numbers)], marker, objects);
      // The old one stays in use then: each object of it is still read from wherever it is right.
      if (written === null) return;
      this.#databaseDoubtful = false;
      const notices: StoreNotice[] = [...state.notices.filter((notice) => notice !== 'restored-from-shadow'), 'restored-from-shadow'];
      this.#reconciled = Promise.resolve({ ...current, ...written, retired: [...current.retired, old], state: { ...state, notices } });
    });
  }

  /**
   * Deletes the databases that another took over from. Only when the caller has found both copies whole, object by object. Those of
   * another vault, which was put aside because it does not open, stay until `others`: its key has been changed, and whatever lay here
   * before may be in wrong hands.
   */
  discardRetired(all: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const current = await this.#loaded();
      const own = this.#marker;
      if (own === null || current.number === null || this.#shadowBehind) return;
      for (const one of current.retired) one.close();
      this.#reconciled = Promise.resolve({ ...current, retired: [] });
      for (const number of await this.#databases.numbers().catch(() => [])) {
        if (number === current.number || (!all && !(await this.#isOlder(number, own)))) continue;
        // One that the browser does not give up is tried again after the next unlock.
        await this.#databases.delete(number).catch(() => undefined);
      }
      if (all) await this.#shadow.discardOthers(own.vaultId).catch(() => undefined);
    });
  }

  async #isOlder(number: number, own: Marker): Promise<boolean> {
    try {
      const database = await this.#databases.open(number);
      const marker = await database.marker().finally(() => database.close());
      return marker?.vaultId === own.vaultId && marker.generation <= own.generation;
    } catch {
      return false;
    }
  }

  #shadowReads(): Promise<boolean> {
    return Promise.all([this.#shadow.marker(), this.#shadow.dump()]).then(
      () => true,
      () => false,
    );
  }

  /** A new vault where there was no trace of one, or beside one that was put aside. */
  async #begin(current: Reconciled, marker: Marker): Promise<Reconciled> {
    if (current.state.kind !== 'none') throw new Error('a vault exists');
    const { database, number } = await this.#emptyDatabase();
    // Beside a vault of which neither store can be read there is no other place.
    if (database === null && this.#beside && !(await this.#shadowReads())) await this.#shadow.renew();
    return { ...current, database, number, state: { kind: 'ready', ...marker, notices: database === null ? ['database-unreadable'] : [] } };
  }

  /** Chromium may list no database and then open one full of an older vault (`CURRENT` gone): beside that, the next number is tried. */
  async #emptyDatabase(): Promise<
    { readonly database: ObjectDatabase; readonly number: number } | { readonly database: null; readonly number: null }
  > {
    for (let number = this.#firstNumber; number < this.#firstNumber + (this.#beside ? NUMBERS_TRIED : 1); number++) {
      try {
        const database = await this.#databases.open(number);
        if (!this.#beside || ((await database.marker()) === null && (await database.keys()).length === 0)) return { database, number };
        database.close();
      } catch {
        // One that does not open, or does not answer, is left as it is.
      }
    }
    return { database: null, number: null };
  }

  /** A shadow that has missed a commit keeps its old marker until `catchUp`: a marker never promises more than lies beside it. */
  async #follow(marker: Marker, { puts, deletes }: Commit): Promise<void> {
    try {
      if (!this.#shadowBehind) return await this.#shadow.write(marker, { puts, deletes });
    } catch {
      this.#shadowBehind = true;
    }
    for (const key of puts.keys()) this.#missedDeletes.delete(key);
    for (const key of deletes) this.#missedDeletes.add(key);
  }

  catchUp(): Promise<Result<'up-to-date' | 'caught-up', CommitFailure>> {
    return this.#inTurn(async () => {
      const current = await this.#loaded();
      if (!this.#shadowBehind || current.database === null) return ok('up-to-date');
      return this.#catchUpShadow(current);
    });
  }

  /** Only adds and replaces: what the database has lost unseen may live on in the shadow, and `inspect` knows which it is. */
  async #catchUpShadow({ database }: Reconciled): Promise<Result<'caught-up', CommitFailure>> {
    this.#shadowBehind = true;
    if (database === null || this.#marker === null) return fail('store-failed');
    try {
      const keys = await database.keys();
      const [ours, theirs] = [await database.read(keys), await this.#readShadow(keys)];
      const puts = new Map<ObjectKey, Bytes>();
      for (const [i, key] of keys.entries()) {
        const [mine, other] = [ours[i] ?? null, theirs[i] ?? null];
        if (mine !== null && (other === null || base64(mine) !== base64(other))) puts.set(key, mine);
      }
      await this.#shadow.write(this.#marker, { puts, deletes: [...this.#missedDeletes] });
      this.#missedDeletes.clear();
      this.#shadowBehind = false;
      return ok('caught-up');
    } catch (error) {
      return fail(failureOf(error));
    }
  }

  repair(repair: Repair): Promise<Result<void, CommitFailure>> {
    return this.#inTurn(async () => {
      const { database } = await this.#loaded();
      const marker = this.#marker;
      if (marker === null || marker.generation !== repair.generation) return fail('conflict');
      const { puts, deletes } = repair;
      try {
        if (repair.where === 'database' && database !== null) {
          if ((await database.write({ expect: marker, marker, puts, deletes })) === 'conflict') return fail('conflict');
          // What it took it must give back: a garbled file may not.
          const keys = [...puts.keys()];
          const read = await database.read(keys);
          if (!same(keys, read, puts)) throw new Error('what was written cannot be read');
          return ok(undefined);
        }
        const { keepOnly } = repair;
        const extra = keepOnly === undefined ? [] : (await this.#shadow.keys(marker.vaultId)).filter((key) => !keepOnly.has(key));
        if (puts.size > 0 || deletes.length + extra.length > 0) await this.#shadow.write(marker, { puts, deletes: [...deletes, ...extra] });
        return ok(undefined);
      } catch (error) {
        const failure = failureOf(error);
        if (failure !== 'disk-full' && repair.where === 'shadow') this.#shadowDoubtful = true;
        if (failure !== 'disk-full' && repair.where === 'database') this.#databaseDoubtful = true;
        return fail(failure);
      }
    });
  }

  async exportRaw(): Promise<RawExport> {
    await this.#loaded();
    const copies: { from: string; objects: Record<ObjectKey, string> }[] = [];
    for (const number of await this.#databases.numbers().catch(() => [1])) {
      const objects: Record<ObjectKey, string> = {};
      try {
        const database = await this.#databases.open(number);
        const keys = await database.keys();
        const values = await database.read(keys);
        for (const [i, key] of keys.entries()) if (values[i]) objects[key] = base64(values[i]);
      } catch {
        // What cannot be read is not there; the rest still is.
      }
      copies.push({ from: `database-${number}`, objects });
    }
    const shadow = await this.#shadow.dump().catch(() => ({}));
    return { format: 'countersign-raw', version: 1, copies: [...copies, { from: 'shadow', objects: shadow }] };
  }

  wipe(): Promise<Result<void, 'store-failed'>> {
    return this.#inTurn(async () => {
      const current = await this.#loaded().catch(() => EMPTY);
      current.database?.close();
      for (const one of current.retired) one.close();
      this.#reconciled = null;
      this.#marker = null;
      try {
        // Until the database is gone too, a vault is still there and the shadow would be written again.
        await this.#shadow.clear();
        for (const number of await this.#databases.numbers()) await this.#databases.delete(number);
        return ok(undefined);
      } catch {
        return fail('store-failed');
      }
    });
  }
}
