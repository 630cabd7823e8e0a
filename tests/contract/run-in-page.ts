// Bundled into a page of a small extension: the contract on real IndexedDB and storage.local, damage done to the real thing, and the
// times that only a browser can tell. Tests call what hangs on `storeTests`.

import type { Item } from '../../src/core/item';
import { createVault, openVault, unlock } from '../../src/core/vault/vault';
import { argon2 } from '../../src/platform/argon2';
import { browser } from '../../src/platform/browser';
import { realEnv } from '../../src/platform/env';
import { browserStore } from '../../src/platform/store/browser-store';
import { otpAccount } from '../support/items';
import { storeContract } from './store';

const PASSWORD = 'correct horse battery staple';

function must<T>(result: { ok: true; value: T } | { ok: false; error: { code: string; detail?: string } }): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail ?? ''}`);
  return result.value;
}

const accounts = (count: number): Item[] =>
  Array.from({ length: count }, (_, i) =>
    otpAccount(realEnv, {
      issuer: `Issuer number ${i}`,
      account: `person${i}@mail${i}.example.com`,
      sites: [`https://site${i}.example.com`],
    }),
  );

async function newVault(count: number): Promise<Uint8Array<ArrayBuffer>> {
  must(await browserStore().wipe());
  const store = browserStore();
  const key = must(await createVault(realEnv, argon2, store, PASSWORD));
  must(await must(await openVault(realEnv, store, key)).commit(accounts(count).map((put) => ({ put }))));
  return key;
}

/** What a start finds: the store's words, and how many items can be read. */
async function look(key: Uint8Array<ArrayBuffer>): Promise<{ state: unknown; readable: number; damaged: number }> {
  const store = browserStore();
  const state = await store.load();
  const vault = await openVault(realEnv, store, key);
  if (!vault.ok) return { state, readable: 0, damaged: 0 };
  const read = await vault.value.readMany(vault.value.index().map(({ id }) => id));
  return { state, readable: read.filter(({ ok }) => ok).length, damaged: vault.value.damaged().length };
}

async function median(act: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  return Math.round((times.sort((a, b) => a - b)[3] ?? 0) * 10) / 10;
}

export interface Planted {
  readonly issuer: string;
  readonly account: string;
  readonly note: string;
  readonly site: string;
  readonly secret: readonly number[];
  readonly control: string;
}

export const storeTests = {
  /** The names of the cases, each with what went wrong, or null. */
  async contract(): Promise<[string, string | null][]> {
    const results: [string, string | null][] = [];
    for (const { name, run } of storeContract) {
      must(await browserStore().wipe());
      const failure = await run({ open: browserStore }).then(
        () => null,
        (error: unknown) => String(error),
      );
      results.push([name, failure]);
    }
    must(await browserStore().wipe());
    return results;
  },

  /** A vault of 50 items, one copy taken away, a start. */
  async losing(what: 'database' | 'shadow' | 'nothing') {
    const key = await newVault(50);
    if (what === 'database') for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? '');
    if (what === 'shadow') await browser.storage.local.clear();
    return look(key);
  },

  /** A vault of `count` items for a later start; its key as numbers. */
  async prepare(count: number): Promise<number[]> {
    return [...(await newVault(count))];
  },

  /** One item whose every word can be looked for on disk, and a word in clear that must be found there. Returns the vault key. */
  async plant(words: Planted): Promise<number[]> {
    const key = await newVault(0);
    const vault = must(await openVault(realEnv, browserStore(), key));
    const { issuer, account, note, site, secret } = words;
    const otp = { type: 'totp', secret: Uint8Array.from(secret), algorithm: 'SHA1', digits: 6, period: 30 } as const;
    const item = otpAccount(realEnv, { issuer, account, note, sites: [site], otp });
    must(await vault.commit([{ put: item }]));
    must(await vault.commit([{ put: { ...item, pinned: true } }]));
    await browser.storage.local.set({ control: words.control });
    return [...key];
  },

  /** What this start finds of it. */
  async look(key: readonly number[]) {
    return look(Uint8Array.from(key));
  },

  /** Adds and edits without end; `acknowledged` counts, and somebody ends the browser. */
  busy(key: readonly number[]): void {
    const run = async (): Promise<void> => {
      const vault = must(await openVault(realEnv, browserStore(), Uint8Array.from(key)));
      for (;;) {
        const item = otpAccount(realEnv);
        must(await vault.commit([{ put: item }]));
        storeTests.acknowledged.push(item.id);
        must(await vault.commit([{ put: { ...item, note: 'edited' }, expectRevision: 1 }]));
      }
    };
    void run();
  },
  acknowledged: [] as string[],

  /** Which of these cannot be read. */
  async missing(key: readonly number[], ids: readonly string[]): Promise<{ missing: number; damaged: unknown }> {
    const vault = must(await openVault(realEnv, browserStore(), Uint8Array.from(key)));
    const read = await vault.readMany(ids);
    const inspection = await vault.inspect();
    return { missing: read.filter(({ ok }) => !ok).length, damaged: inspection?.damaged };
  },

  /** Three starts of the store, 100 edits each, all at once: acknowledged ones must be there. */
  async racing(): Promise<{ acknowledged: number; found: number }> {
    const key = await newVault(0);
    let acknowledged = 0;
    const writer = async (): Promise<void> => {
      let left = 100;
      while (left > 0) {
        const vault = must(await openVault(realEnv, browserStore(), key));
        while (left > 0) {
          const done = await vault.commit([{ put: otpAccount(realEnv) }]);
          if (!done.ok) break;
          acknowledged++;
          left--;
        }
      }
    };
    await Promise.all([writer(), writer(), writer()]);
    return { acknowledged, found: must(await openVault(realEnv, browserStore(), key)).index().length };
  },

  /** Milliseconds, median of 7, on a vault of `count` accounts. */
  async times(count: number): Promise<Record<string, number>> {
    const start = performance.now();
    const key = await newVault(count);
    const fill = Math.round(performance.now() - start);
    const opening = await median(async () => void must(await openVault(realEnv, browserStore(), key)).index());
    const unlocking = await median(async () => void must(await unlock(realEnv, argon2, browserStore(), PASSWORD)));
    const vault = must(await openVault(realEnv, browserStore(), key));
    const id = vault.index()[0]?.id ?? '';
    const reading = await median(async () => void must(await vault.read(id)));
    const item = must(await vault.read(id));
    const editing = await median(async () => void must(await vault.commit([{ put: item }])));
    const inspectStart = performance.now();
    await vault.inspect();
    const inspecting = Math.round(performance.now() - inspectStart);
    return { count, fill, unlocking, opening, reading, editing, inspecting };
  },
};

export type StoreTests = typeof storeTests;

Object.assign(globalThis, { storeTests });
