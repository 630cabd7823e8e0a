// The two copies in memory, behind the same `TwoCopies` that the browser runs, with a hand to break them.

import { type Bytes, base64 } from '../../src/core/bytes';
import type { Databases, Marker, ObjectDatabase, ObjectWrite, Shadow } from '../../src/platform/store/copies';
import { sameMarker } from '../../src/platform/store/copies';
import { TwoCopies } from '../../src/platform/store/two-copies';

export interface MemoryCopy {
  marker: Marker | null;
  readonly objects: Map<string, Bytes>;
  /** Thrown by the next acts of that kind while set. */
  failReads: Error | null;
  failWrites: Error | null;
  failOpen: Error | null;
  /** A database in a garbled file: looks empty, takes everything, gives nothing back (Firefox, measured). */
  swallows: boolean;
}

const copy = (): MemoryCopy => ({ marker: null, objects: new Map(), failReads: null, failWrites: null, failOpen: null, swallows: false });

const raise = (error: Error | null): void => {
  if (error !== null) throw error;
};

const own = (bytes: Bytes | undefined): Bytes | null => (bytes === undefined ? null : bytes.slice());

class MemoryDatabase implements ObjectDatabase {
  readonly #data: MemoryCopy;
  constructor(data: MemoryCopy) {
    this.#data = data;
  }
  async marker() {
    raise(this.#data.failReads);
    return this.#data.swallows ? null : this.#data.marker;
  }
  async keys() {
    raise(this.#data.failReads);
    return this.#data.swallows ? [] : [...this.#data.objects.keys()];
  }
  async read(keys: readonly string[]) {
    raise(this.#data.failReads);
    return keys.map((key) => (this.#data.swallows ? null : own(this.#data.objects.get(key))));
  }
  async write({ expect, marker, puts, deletes }: ObjectWrite) {
    raise(this.#data.failWrites);
    if (this.#data.swallows) return expect === null ? 'written' : 'conflict';
    if (!sameMarker(expect, this.#data.marker)) return 'conflict';
    for (const key of deletes) this.#data.objects.delete(key);
    for (const [key, bytes] of puts) this.#data.objects.set(key, bytes.slice());
    this.#data.marker = marker;
    return 'written';
  }
  close() {}
}

/** What a profile keeps on disk. `start()` is a browser start on it. */
export class MemoryProfile {
  readonly databases = new Map<number, MemoryCopy>();
  /** Set: no database opens, whatever its name. */
  backingStoreBroken: Error | null = null;
  readonly shadow = copy();
  /** `<vaultId>/<key>` in a damaged part of the shadow's area: each can neither be read nor written over, and nothing be listed (measured). */
  readonly garbled = new Set<string>();
  /** In the way of a second copy that would move. */
  nowhereElse: Error | null = null;
  readonly otherVaults: Marker[] = [];
  /** What the browser lists, where that is not what there is. */
  listed: readonly number[] | null = null;

  /** The database that a fresh profile writes to. */
  get database(): MemoryCopy {
    return this.databaseOf(Math.max(1, ...this.databases.keys()));
  }

  databaseOf(number: number): MemoryCopy {
    let found = this.databases.get(number);
    if (found === undefined) {
      found = copy();
      this.databases.set(number, found);
    }
    return found;
  }

  start(): TwoCopies {
    const { databases, shadow } = this.ports();
    return new TwoCopies(databases, shadow);
  }

  /** For a test that puts something between the store and its copies. */
  ports(): { readonly databases: Databases; readonly shadow: Shadow } {
    return { databases: this.#databases(), shadow: this.#shadow() };
  }

  #databases(): Databases {
    return {
      numbers: async () => this.listed ?? [...this.databases.keys()].sort((a, b) => a - b),
      open: async (number) => {
        raise(this.backingStoreBroken);
        raise(this.databaseOf(number).failOpen);
        return new MemoryDatabase(this.databaseOf(number));
      },
      delete: async (number) => {
        this.databases.delete(number);
      },
    };
  }

  #shadow(): Shadow {
    const data = this.shadow;
    const damage = new Error('block checksum mismatch');
    const touch = (names: readonly string[]): void => raise(names.some((name) => this.garbled.has(name)) ? damage : null);
    const list = (): void => raise(data.failReads ?? (this.garbled.size > 0 ? damage : null));
    return {
      marker: async () => {
        raise(data.failReads);
        return data.marker;
      },
      hasTrace: async () => {
        list();
        return data.marker !== null || data.objects.size > 0 || this.otherVaults.length > 0;
      },
      keys: async (vaultId) => {
        list();
        return [...data.objects.keys()].filter((key) => key.startsWith(`${vaultId}/`)).map((key) => key.slice(vaultId.length + 1));
      },
      read: async (vaultId, keys) => {
        raise(data.failReads);
        touch(keys.map((key) => `${vaultId}/${key}`));
        return keys.map((key) => own(data.objects.get(`${vaultId}/${key}`)));
      },
      write: async (marker, { puts, deletes }) => {
        raise(data.failWrites);
        touch([...puts.keys(), ...deletes].map((key) => `${marker.vaultId}/${key}`));
        for (const key of deletes) data.objects.delete(`${marker.vaultId}/${key}`);
        for (const [key, bytes] of puts) data.objects.set(`${marker.vaultId}/${key}`, bytes.slice());
        data.marker = marker;
      },
      setAside: async (other) => {
        this.otherVaults.push(other);
      },
      discardOthers: async (vaultId) => {
        for (const key of [...data.objects.keys()]) if (!key.startsWith(`${vaultId}/`)) data.objects.delete(key);
        this.otherVaults.length = 0;
      },
      dump: async () => {
        list();
        return Object.fromEntries([...data.objects].map(([key, bytes]) => [key, base64(bytes)]));
      },
      clear: async () => {
        data.marker = null;
        data.objects.clear();
        this.otherVaults.length = 0;
      },
      renew: async () => {
        raise(this.nowhereElse);
        this.garbled.clear();
        data.failReads = null;
        data.failWrites = null;
        data.marker = null;
        data.objects.clear();
      },
    };
  }
}
