// The database: one IndexedDB of two object stores, `objects` (key → bytes) and `marker` (one value). Out-of-line keys, no indexes:
// nothing of an item is in clear. Runs in a worker.

import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Bytes } from '../../core/bytes';
import type { ObjectKey } from '../../core/vault/store';
import { asMarker, type Databases, type Marker, type ObjectDatabase, type ObjectWrite, sameMarker } from './copies';

const NAME = /^vault-(\d+)$/;
const nameOf = (number: number): string => `vault-${number}`;
const MARKER = 'marker';
const OBJECTS = 'objects';
/** A broken backing store may neither open nor fail. */
const OPEN_WITHIN_MS = 30_000;

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('IndexedDB does not answer')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

class IdbDatabase implements ObjectDatabase {
  readonly #name: string;
  #connection: Promise<IDBPDatabase> | null = null;

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

  async marker(): Promise<Marker | null> {
    return asMarker(await (await this.connect()).get(MARKER, MARKER));
  }

  async keys(): Promise<readonly ObjectKey[]> {
    const keys = await (await this.connect()).getAllKeys(OBJECTS);
    return keys.filter((key) => typeof key === 'string');
  }

  async read(keys: readonly ObjectKey[]): Promise<readonly (Bytes | null)[]> {
    const store = (await this.connect()).transaction(OBJECTS).store;
    const values = await Promise.allSettled(keys.map((key) => store.get(key) as Promise<unknown>));
    return values.map((one) => (one.status === 'fulfilled' && one.value instanceof Uint8Array ? (one.value as Bytes) : null));
  }

  async write({ expect, marker, puts, deletes }: ObjectWrite): Promise<'written' | 'conflict'> {
    const database = await this.connect();
    const transaction = database.transaction([OBJECTS, MARKER], 'readwrite', { durability: 'strict' });
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
