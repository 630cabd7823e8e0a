// The database: one IndexedDB of two object stores, `objects` (key → bytes) and `marker` (one value). Out-of-line keys, no indexes:
// nothing of an item is in clear. Runs in a worker.

import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { Bytes } from '../../core/bytes';
import type { ObjectKey } from '../../core/vault/store';
import { asMarker, type Databases, type Marker, type ObjectDatabase, type ObjectWrite, sameMarker } from './copies';
import { Silence, within } from './within';

const NAME = /^vault-(\d+)$/;
const nameOf = (number: number): string => `vault-${number}`;
const MARKER = 'marker';
const OBJECTS = 'objects';
/** A broken backing store may neither open nor fail. */
const OPEN_WITHIN_MS = 30_000;
/** Nor answer: Firefox, with pages of its file garbled, leaves a read open for ever (measured). The other copy is asked then. */
const READ_WITHIN_MS = 15_000;
const WRITE_WITHIN_MS = 60_000;
/** So long nobody waits again for one that has not answered. */
const SILENT_FOR_MS = 60_000;

class IdbDatabase implements ObjectDatabase {
  readonly #name: string;
  #connection: Promise<IDBPDatabase> | null = null;
  /** Unix ms. */
  #silentUntil = 0;

  constructor(name: string) {
    this.#name = name;
  }

  connect(): Promise<IDBPDatabase> {
    this.#connection ??= within(
      OPEN_WITHIN_MS,
      openDB(this.#name, 1, {
        upgrade: (database) => {
          database.createObjectStore(OBJECTS);
          database.createObjectStore(MARKER);
        },
        blocking: () => this.close(),
        terminated: () => {
          this.#connection = null;
        },
      }),
    ).catch((error: unknown) => {
      this.#connection = null;
      throw error;
    });
    return this.#connection;
  }

  async #answered<T>(ms: number, act: (database: IDBPDatabase) => Promise<T>): Promise<T> {
    if (Date.now() < this.#silentUntil) throw new Silence();
    const database = await this.connect();
    try {
      return await within(ms, act(database));
    } catch (error) {
      if (error instanceof Silence) this.#silentUntil = Date.now() + SILENT_FOR_MS;
      throw error;
    }
  }

  async marker(): Promise<Marker | null> {
    return asMarker(await this.#answered(READ_WITHIN_MS, (database) => database.get(MARKER, MARKER)));
  }

  async keys(): Promise<readonly ObjectKey[]> {
    const keys = await this.#answered(READ_WITHIN_MS, (database) => database.getAllKeys(OBJECTS));
    return keys.filter((key) => typeof key === 'string');
  }

  async read(keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]> {
    const values = await this.#answered(READ_WITHIN_MS, (database) => {
      const { store } = database.transaction(OBJECTS);
      return Promise.allSettled(keys.map((key) => store.get(key) as Promise<unknown>));
    });
    return values.map((one) => (one.status === 'fulfilled' && one.value instanceof Uint8Array ? (one.value as Bytes) : null));
  }

  async write(write: ObjectWrite): Promise<'written' | 'conflict'> {
    let written: IDBPTransaction<unknown, string[], 'readwrite'> | null = null;
    try {
      return await this.#answered(WRITE_WITHIN_MS, (database) => {
        written = database.transaction([OBJECTS, MARKER], 'readwrite', { durability: 'strict' });
        return this.#write(written, write);
      });
    } catch (error) {
      // What is said to have failed must not come true later.
      if (error instanceof Silence) abort(written);
      throw error;
    }
  }

  async #write(
    transaction: IDBPTransaction<unknown, string[], 'readwrite'>,
    { expect, marker, puts, deletes }: ObjectWrite,
  ): Promise<'written' | 'conflict'> {
    // The transaction as a whole says whether it succeeded; its requests need no ear of their own.
    const quiet = (request: Promise<unknown>): void => void request.catch(() => undefined);
    const done = transaction.done;
    quiet(done);
    const [objects, markers] = [transaction.objectStore(OBJECTS), transaction.objectStore(MARKER)];
    if (!sameMarker(asMarker(await markers.get(MARKER)), expect)) {
      transaction.abort();
      return 'conflict';
    }
    try {
      for (const key of deletes) quiet(objects.delete(key));
      for (const [key, bytes] of puts) quiet(objects.put(bytes, key));
      quiet(markers.put(marker, MARKER));
    } catch (error) {
      // Without this the requests made so far would be committed.
      transaction.abort();
      throw error;
    }
    await done;
    return 'written';
  }

  close(): void {
    this.#connection?.then((database) => database.close()).catch(() => undefined);
    this.#connection = null;
  }
}

function abort(transaction: IDBPTransaction<unknown, string[], 'readwrite'> | null): void {
  try {
    transaction?.abort();
  } catch {
    // It had ended.
  }
}

/** `vault-1`, `vault-2`, … of this extension's origin. */
export const idbDatabases: Databases = {
  async numbers() {
    const all = await within(OPEN_WITHIN_MS, indexedDB.databases());
    const numbers = all.flatMap(({ name }) => NAME.exec(name ?? '')?.[1] ?? []).map(Number);
    return numbers.sort((a, b) => a - b);
  },
  async open(number) {
    const database = new IdbDatabase(nameOf(number));
    await database.connect();
    return database;
  },
  delete: (number) => within(OPEN_WITHIN_MS, deleteDB(nameOf(number))),
};
