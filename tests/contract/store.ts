// What every VaultStore must do, wherever it keeps its bytes. No test framework in here: vitest runs it on memory, an end-to-end test
// bundles it into an extension page and runs it on IndexedDB and storage.local.

import { type Bytes, equalBytes } from '../../src/core/bytes';
import type { Commit, VaultStore } from '../../src/core/vault/store';

/** One profile. Every `open` is a browser start on it. */
export interface Disk {
  open(): VaultStore;
}

export interface ContractCase {
  readonly name: string;
  /** Throws where the store does not keep the contract. `disk` is empty. */
  run(disk: Disk): Promise<void>;
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const same = (a: unknown, b: unknown, what: string): void =>
  check(JSON.stringify(a) === JSON.stringify(b), `${what}: ${JSON.stringify(a)}, expected ${JSON.stringify(b)}`);

const VAULT = '0123456789abcdef'.repeat(2);

const bytes = (...values: readonly number[]): Bytes => Uint8Array.from(values);

const commit = (generation: number, puts: Record<string, Bytes>, deletes: readonly string[] = []): Commit => ({
  vaultId: VAULT,
  expectGeneration: generation === 1 ? null : generation - 1,
  generation,
  puts: new Map(Object.entries(puts)),
  deletes,
});

const START = { header: bytes(1), root: bytes(2), 'record/a': bytes(3) };

async function begin(disk: Disk): Promise<VaultStore> {
  const store = disk.open();
  check((await store.commit(commit(1, START))).ok, 'first commit');
  return store;
}

async function expectBytes(store: VaultStore, key: string, expected: Bytes | null): Promise<void> {
  const [found] = await store.read([key]);
  const equal = found === null || found === undefined ? expected === null : expected !== null && equalBytes(found, expected);
  check(equal, `${key} is ${found}, expected ${expected}`);
}

const code = (result: Awaited<ReturnType<VaultStore['commit']>>): string | null => (result.ok ? null : result.error.code);

export const storeContract: readonly ContractCase[] = [
  {
    name: 'an empty profile has no vault and no keys',
    async run(disk) {
      const store = disk.open();
      same(await store.load(), { kind: 'none' }, 'state');
      same(await store.keys(), [], 'keys');
      await expectBytes(store, 'root', null);
    },
  },
  {
    name: 'what was committed is there at once and after a restart',
    async run(disk) {
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      const store = await begin(disk);
      check((await store.commit(commit(2, { 'record/b': all, root: bytes(9) }, ['record/a']))).ok, 'second commit');
      for (const one of [store, disk.open()]) {
        same(await one.load(), { kind: 'ready', vaultId: VAULT, generation: 2, notices: [] }, 'state');
        await expectBytes(one, 'record/b', all);
        await expectBytes(one, 'root', bytes(9));
        await expectBytes(one, 'record/a', null);
        same([...(await one.keys())].sort(), ['header', 'record/b', 'root'], 'keys');
      }
    },
  },
  {
    name: 'reads come in the order asked for, missing ones as null',
    async run(disk) {
      const store = await begin(disk);
      const read = await store.read(['root', 'nothing', 'header', 'root']);
      same(
        read.map((one) => one?.[0] ?? null),
        [2, null, 1, 2],
        'read',
      );
      same(await store.read([]), [], 'nothing read');
    },
  },
  {
    name: 'the shadow has every object too',
    async run(disk) {
      await begin(disk);
      const [[root], [nothing]] = (await disk.open().copies(['root', 'nothing'])) as [(Bytes | null)[], (Bytes | null)[]];
      check(root !== null && root !== undefined && equalBytes(root, bytes(2)), 'copy of root');
      check((nothing ?? null) === null, 'copy of nothing');
    },
  },
  {
    name: 'a commit on another generation, another vault, or a second first one is a conflict and changes nothing',
    async run(disk) {
      const store = await begin(disk);
      same(code(await store.commit({ ...commit(3, { root: bytes(7) }), expectGeneration: 2 })), 'conflict', 'generation ahead');
      same(code(await store.commit({ ...commit(2, { root: bytes(7) }), vaultId: 'f'.repeat(32) })), 'conflict', 'other vault');
      same(code(await store.commit(commit(1, { root: bytes(7) }))), 'conflict', 'second first');
      for (const one of [store, disk.open()]) await expectBytes(one, 'root', bytes(2));
    },
  },
  {
    name: 'of two writers that start from the same generation one wins',
    async run(disk) {
      const first = await begin(disk);
      const second = disk.open();
      await second.load();
      check((await first.commit(commit(2, { root: bytes(11) }))).ok, 'first writer');
      same(code(await second.commit(commit(2, { root: bytes(12) }))), 'conflict', 'second writer');
      await expectBytes(disk.open(), 'root', bytes(11));
    },
  },
  {
    name: '100 commits one after another, asked for at once',
    async run(disk) {
      const store = await begin(disk);
      const done = await Promise.all(Array.from({ length: 100 }, (_, i) => store.commit(commit(i + 2, { [`record/${i}`]: bytes(i) }))));
      same(done.filter(({ ok }) => !ok).length, 0, 'failures');
      const again = disk.open();
      for (let i = 0; i < 100; i++) await expectBytes(again, `record/${i}`, bytes(i));
    },
  },
  {
    name: '5,000 objects in one commit',
    async run(disk) {
      const store = await begin(disk);
      const puts = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`record/${i}`, new Uint8Array(300).fill(i % 251)]));
      check((await store.commit(commit(2, puts))).ok, 'commit');
      const again = disk.open();
      same((await again.keys()).length, 5003, 'keys');
      await expectBytes(again, 'record/4999', new Uint8Array(300).fill(4999 % 251));
    },
  },
  {
    name: 'a repair holds for its generation only, and for its own copy',
    async run(disk) {
      const store = await begin(disk);
      const repair = { puts: new Map([['root', bytes(20)]]), deletes: [] };
      check((await store.repair({ ...repair, where: 'database', generation: 1 })).ok, 'repair');
      same(code(await store.repair({ ...repair, where: 'database', generation: 2 })), 'conflict', 'late repair');
      await expectBytes(store, 'root', bytes(20));
      same((await store.copies(['root']))[0]?.[0]?.[0], 2, 'shadow untouched');
      check((await store.repair({ ...repair, where: 'shadow', generation: 1, keepOnly: new Set(['root']) })).ok, 'repair of the shadow');
      const copies = await disk.open().copies(['root', 'header']);
      same(
        copies.map((one) => one[0]?.[0] ?? null),
        [20, null],
        'shadow repaired and pruned',
      );
    },
  },
  {
    name: 'a wiped profile is an empty one',
    async run(disk) {
      const store = await begin(disk);
      check((await store.wipe()).ok, 'wipe');
      same(await store.load(), { kind: 'none' }, 'state here');
      same(await disk.open().load(), { kind: 'none' }, 'state after a restart');
      check((await disk.open().commit(commit(1, START))).ok, 'a new vault');
      same((await disk.open().load()).kind, 'ready', 'its state');
    },
  },
  {
    name: 'the raw export has every byte of both copies',
    async run(disk) {
      const raw = await (await begin(disk)).exportRaw();
      same(raw.copies.length, 2, 'copies');
      same(raw.copies[0]?.objects.root, 'Ag==', 'database');
      same(Object.values(raw.copies[1]?.objects ?? {}).includes('Ag=='), true, 'shadow');
    },
  },
];
