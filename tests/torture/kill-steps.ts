// A worker that dies at a write, in memory: every operation of the vault, ended before and after each write that it makes to either copy,
// and a start on what was left.

import type { Item } from '../../src/core/item';
import type { OpenVault } from '../../src/core/vault/open-vault';
import type { VaultStore } from '../../src/core/vault/store';
import { changePassword, rotatedHeader } from '../../src/core/vault/unlocking';
import { openVault, unlock } from '../../src/core/vault/vault';
import type { Databases, ObjectDatabase, Shadow } from '../../src/platform/store/copies';
import { TwoCopies } from '../../src/platform/store/two-copies';
import { otpAccount, recoverySet } from '../support/items';
import { MemoryProfile } from '../support/memory-store';
import { type TestEnv, testEnv } from '../support/test-env';
import { newWorld, PASSWORD, quickKdf, value } from '../support/vault-world';

const DEAD = new Error('the worker has ended');
const NEXT = 'another password';

/** Counts writes; from one on nothing happens any more. */
export class Mortal {
  writes = 0;
  #diesAt: number;
  #after: boolean;
  constructor(diesAt: number, after: boolean) {
    this.#diesAt = diesAt;
    this.#after = after;
  }
  get dead(): boolean {
    return this.writes > this.#diesAt || (this.writes === this.#diesAt && !this.#after);
  }
  async write<T>(act: () => Promise<T>): Promise<T> {
    if (this.dead) throw DEAD;
    this.writes++;
    if (this.dead) throw DEAD;
    const done = await act();
    if (this.writes >= this.#diesAt) {
      this.writes++;
      throw DEAD;
    }
    return done;
  }
}

/** The two ports of a profile, with a mortal hand. */
export function mortalStore(profile: MemoryProfile, life: Mortal): VaultStore {
  const { databases, shadow } = profile.ports();
  const own = (database: ObjectDatabase): ObjectDatabase => ({
    marker: () => database.marker(),
    keys: () => database.keys(),
    read: (keys) => database.read(keys),
    write: (write) => life.write(() => database.write(write)),
    close: () => database.close(),
  });
  const mortalDatabases: Databases = { ...databases, open: async (number) => own(await databases.open(number)) };
  const mortalShadow: Shadow = { ...shadow, write: (marker, changes) => life.write(() => shadow.write(marker, changes)) };
  return new TwoCopies(mortalDatabases, mortalShadow);
}

export interface Operation {
  readonly name: string;
  run(env: TestEnv, vault: OpenVault, store: VaultStore): Promise<unknown>;
}

export const operations: readonly Operation[] = [
  { name: 'add', run: async (env, vault) => vault.commit([{ put: otpAccount(env, { issuer: 'New' }) }]) },
  {
    name: 'edit',
    async run(_, vault) {
      const item = value(await vault.read(vault.index()[0]?.id as string));
      return vault.commit([{ put: { ...item, note: 'edited' } }]);
    },
  },
  {
    name: 'import',
    run: async (env, vault) => vault.commit(Array.from({ length: 30 }, (_, n) => ({ put: otpAccount(env, { issuer: `Imported ${n}` }) }))),
  },
  { name: 'delete', run: async (_, vault) => vault.commit([{ delete: vault.index()[0]?.id as string }]) },
  {
    name: 'password',
    async run(env, vault, store) {
      const key = value(await unlock(env, quickKdf, store, PASSWORD));
      return vault.commit([{ header: value(await changePassword(env, quickKdf, vault.header, key, NEXT)) }]);
    },
  },
  {
    name: 'rotation',
    async run(env, vault) {
      const key = env.random(32);
      return vault.rotate(key, value(await rotatedHeader(env, quickKdf, vault.header, key, PASSWORD)), () => undefined);
    },
  },
  { name: 'inspection', run: async (_, vault) => vault.inspect() },
  { name: 'catching up', run: async (_, __, store) => store.catchUp() },
];

/** Everything that can be read of a start, by either password; what is damaged counts against it. */
async function seen(env: TestEnv, profile: MemoryProfile): Promise<{ password: string; items: string; damaged: number }> {
  for (const password of [PASSWORD, NEXT]) {
    const key = await unlock(env, quickKdf, profile.start(), password);
    if (!key.ok) continue;
    const vault = value(await openVault(env, profile.start(), key.value));
    const read = await vault.readMany(vault.index().map(({ id }) => id));
    const items = read.map((one) => (one.ok ? describe(one.value) : 'lost')).join('\n');
    const inspection = await vault.inspect();
    return { password, items, damaged: vault.damaged().length + (inspection === null ? 1 : 0) };
  }
  return { password: 'none', items: '', damaged: 1 };
}

const describe = (item: Item): string => ('issuer' in item ? `${item.id} ${item.issuer} ${item.note}` : item.id);

export interface StepResult {
  readonly kills: number;
  /** What stood neither as before nor as after, or was damaged. */
  readonly torn: readonly string[];
}

/** `plant`: after each kill one record is taken out of both copies, as a loss that must be seen. */
export async function killAtEachWrite({ name, run }: Operation, plant: boolean): Promise<StepResult> {
  const fresh = async () => {
    const world = await newWorld((env) => [otpAccount(env), otpAccount(env, { issuer: 'Two' }), recoverySet(env)]);
    if (name === 'catching up') {
      world.profile.shadow.failWrites = new Error('full');
      value(await world.vault.commit([{ put: otpAccount(world.env, { issuer: 'Unshadowed' }) }]));
      world.profile.shadow.failWrites = null;
    }
    if (name === 'inspection')
      for (const key of [...world.profile.shadow.objects.keys()].slice(0, 3)) world.profile.shadow.objects.delete(key);
    return world;
  };
  const torn: string[] = [];
  let kills = 0;
  for (let at = 1; ; at++) {
    for (const after of [false, true]) {
      const world = await fresh();
      const before = await seen(testEnv(7), copyOf(world.profile));
      const life = new Mortal(at, after);
      const store = mortalStore(world.profile, life);
      const vault = value(await openVault(world.env, store, world.vaultKey));
      const outcome = await run(world.env, vault, store).then(
        (result) => result as { ok?: boolean } | null,
        () => null,
      );
      if (!life.dead && life.writes < at) return { kills, torn };
      kills++;
      if (plant)
        for (const objects of [world.profile.database.objects, world.profile.shadow.objects])
          objects.delete([...objects.keys()].find((key) => key.includes('record/')) as string);
      const now = await seen(testEnv(8), world.profile);
      const whole = await finished(world.profile, now.password);
      const unchanged = now.items === before.items && now.password === before.password;
      // Acknowledged means there; everything else is as before or as after.
      if (now.damaged > 0 || now.items.includes('lost') || !whole || (outcome?.ok === true && unchanged && CHANGES.has(name)))
        torn.push(`${name}: ended ${after ? 'after' : 'before'} write ${at}: ${now.damaged} damaged`);
    }
  }
}

const CHANGES: ReadonlySet<string> = new Set(['add', 'edit', 'import', 'delete', 'password']);

/** A second start agrees with the first, and takes a commit. */
async function finished(profile: MemoryProfile, password: string): Promise<boolean> {
  const env = testEnv(9);
  const key = await unlock(env, quickKdf, profile.start(), password);
  if (!key.ok) return false;
  const vault = await openVault(env, profile.start(), key.value);
  return vault.ok && (await vault.value.commit([{ put: otpAccount(env) }])).ok;
}

function copyOf(profile: MemoryProfile): MemoryProfile {
  const copy = new MemoryProfile();
  for (const [number, { marker, objects }] of profile.databases) {
    const database = copy.databaseOf(number);
    database.marker = marker;
    for (const [key, bytes] of objects) database.objects.set(key, bytes.slice());
  }
  copy.shadow.marker = profile.shadow.marker;
  for (const [key, bytes] of profile.shadow.objects) copy.shadow.objects.set(key, bytes.slice());
  return copy;
}
