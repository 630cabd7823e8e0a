// Reading sealed objects by the hash that the manifest gives them, from whichever copy still has the right bytes.

import { type Bytes, equalBytes } from '../bytes';
import { fail, ok, type Result } from '../result';
import { sha256 } from './hash';
import type { Seen } from './manifest';
import type { ObjectKey, VaultStore } from './store';

export type FetchFailure = 'missing' | 'damaged';

export interface Wanted {
  readonly key: ObjectKey;
  readonly hash: Bytes;
}

export class Objects {
  readonly #subtle: SubtleCrypto;
  readonly #store: VaultStore;
  /** Objects that the other copy put right. */
  healed = 0;

  constructor(subtle: SubtleCrypto, store: VaultStore) {
    this.#subtle = subtle;
    this.#store = store;
  }

  async hash(bytes: Bytes): Promise<Bytes> {
    return sha256(this.#subtle, bytes);
  }

  async seen(revision: number, bytes: Bytes): Promise<Seen> {
    return { revision, hash: await this.hash(bytes) };
  }

  /** In the order asked for. What the database has wrong or lost is taken from a copy that matches, and put back at `generation`. */
  async fetch(wanted: readonly Wanted[], generation: number): Promise<readonly Result<Bytes, FetchFailure>[]> {
    const found = await this.#store.read(wanted.map(({ key }) => key));
    const results = await Promise.all(wanted.map((one, i) => this.#judge(one, found[i] ?? null)));
    const wrong = wanted.filter((_, i) => results[i]?.ok === false);
    if (wrong.length === 0) return results;
    const right = await this.#fromCopies(wrong);
    if (right.size > 0) {
      this.healed += right.size;
      // A repair that fails or comes too late changes nothing: the bytes are right whatever becomes of it.
      await this.#store.repair({ where: 'database', generation, puts: right, deletes: [] });
    }
    return wanted.map(({ key }, i) => {
      const bytes = right.get(key);
      return bytes === undefined ? (results[i] as Result<Bytes, FetchFailure>) : ok(bytes);
    });
  }

  async fetchOne(wanted: Wanted, generation: number): Promise<Result<Bytes, FetchFailure>> {
    return (await this.fetch([wanted], generation))[0] as Result<Bytes, FetchFailure>;
  }

  async #judge({ key, hash }: Wanted, bytes: Bytes | null): Promise<Result<Bytes, FetchFailure>> {
    if (bytes === null) return fail('missing', key);
    return equalBytes(await this.hash(bytes), hash) ? ok(bytes) : fail('damaged', key);
  }

  async #fromCopies(wanted: readonly Wanted[]): Promise<Map<ObjectKey, Bytes>> {
    const right = new Map<ObjectKey, Bytes>();
    const copies = await this.#store.copies(wanted.map(({ key }) => key));
    for (const [i, one] of wanted.entries()) {
      for (const bytes of copies[i] ?? []) {
        if (bytes !== null && (await this.#judge(one, bytes)).ok) right.set(one.key, bytes);
      }
    }
    return right;
  }
}
