// Whoever can write to the disk but does not have the key: every change is detected and named, and the rest stays readable.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/core/bytes';
import type { ItemId } from '../../../src/core/item';
import type { OpenVault } from '../../../src/core/vault/open-vault';
import { openVault } from '../../../src/core/vault/vault';
import { oneOfEach, otpAccount } from '../../support/items';
import type { MemoryProfile } from '../../support/memory-store';
import { codeOf, newWorld, reopen, value, type World } from '../../support/vault-world';

const copyOf = (profile: MemoryProfile) => ({
  database: new Map(profile.database.objects),
  marker: profile.database.marker,
  shadow: new Map(profile.shadow.objects),
  shadowMarker: profile.shadow.marker,
});

function putBack(profile: MemoryProfile, copy: ReturnType<typeof copyOf>): void {
  profile.database.objects.clear();
  profile.shadow.objects.clear();
  for (const [key, bytes] of copy.database) profile.database.objects.set(key, bytes);
  for (const [key, bytes] of copy.shadow) profile.shadow.objects.set(key, bytes);
  profile.database.marker = copy.marker;
  profile.shadow.marker = copy.shadowMarker;
}

/** In both copies, as an attacker would. */
function write(profile: MemoryProfile, key: string, bytes: Bytes | null): void {
  const inShadow = `${profile.shadow.marker?.vaultId}/${key}`;
  for (const [objects, name] of [
    [profile.database.objects, key],
    [profile.shadow.objects, inShadow],
  ] as const) {
    if (bytes === null) objects.delete(name);
    else objects.set(name, bytes);
  }
}

const at = (profile: MemoryProfile, key: string): Bytes => profile.database.objects.get(key) as Bytes;

async function readable(vault: OpenVault): Promise<ItemId[]> {
  const ids = vault.index().map(({ id }) => id);
  const read = await vault.readMany(ids);
  return ids.filter((_, i) => read[i]?.ok);
}

let world: World;
let untouched: ReturnType<typeof copyOf>;
let ids: ItemId[];

beforeAll(async () => {
  world = await newWorld(oneOfEach);
  ids = world.vault.index().map(({ id }) => id);
  const first = value(await world.vault.read(ids[0] as string));
  value(await world.vault.commit([{ put: { ...first, note: 'edited' } }]));
  untouched = copyOf(world.profile);
});

const tampered = async (act: (profile: MemoryProfile) => void): Promise<OpenVault> => {
  putBack(world.profile, untouched);
  act(world.profile);
  return reopen(world);
};

describe('a vault whose disk was tampered with', () => {
  test('control: untouched, it names nothing', async () => {
    const vault = await tampered(() => {});
    expect(await vault.inspect()).toMatchObject({ damaged: [], healed: { database: 0, shadow: 0 } });
    expect(await readable(vault)).toEqual(ids);
  });

  test('each byte of each record: named damaged, the others readable', async () => {
    for (const id of ids) {
      const key = `record/${id}`;
      const sound = untouched.database.get(key) as Bytes;
      for (let i = 0; i < sound.length; i += 1) {
        const vault = await tampered((profile) =>
          write(
            profile,
            key,
            sound.map((byte, n) => (n === i ? byte ^ 0x80 : byte)),
          ),
        );
        expect(codeOf(await vault.read(id))).toBe('damaged');
        expect(vault.damaged()).toEqual([{ key, id, problem: 'damaged' }]);
        if (i % 97 === 0) expect(await readable(vault)).toEqual(ids.filter((other) => other !== id));
      }
    }
  });

  test('each byte of page and leaf: named, rebuilt from the other, every item readable', async () => {
    for (const key of ['page/0', 'leaf/0']) {
      const sound = untouched.database.get(key) as Bytes;
      for (let i = 0; i < sound.length; i += 3) {
        const vault = await tampered((profile) =>
          write(
            profile,
            key,
            sound.map((byte, n) => (n === i ? byte ^ 1 : byte)),
          ),
        );
        expect(await readable(vault)).toEqual(ids);
        expect(vault.damaged()).toEqual([{ key, id: null, problem: 'damaged' }]);
      }
    }
  });

  test('a rebuilt page and leaf are written by the next commit', async () => {
    for (const key of ['page/0', 'leaf/0']) {
      const vault = await tampered((profile) => write(profile, key, null));
      const third = value(await vault.read(ids[2] as string));
      value(await vault.commit([{ put: { ...third, pinned: true } }]));
      expect(vault.damaged()).toEqual([]);
      const again = await reopen(world);
      expect(await readable(again)).toEqual(ids);
      expect((await again.inspect())?.damaged).toEqual([]);
    }
  });

  test('page and leaf both gone: named, nothing overwritten, new items go elsewhere', async () => {
    const vault = await tampered((profile) => {
      write(profile, 'page/0', null);
      write(profile, 'leaf/0', null);
    });
    expect(vault.damaged().map(({ key }) => key)).toEqual(['leaf/0', 'page/0']);
    value(await vault.commit([{ put: otpAccount(world.env) }]));
    expect([...world.profile.database.objects.keys()]).toEqual(
      expect.arrayContaining([...ids.map((id) => `record/${id}`), 'leaf/1', 'page/1']),
    );
    expect((await reopen(world)).index()).toHaveLength(1);
  });

  test('each byte of the root: damaged-root, nothing written', async () => {
    const sound = untouched.database.get('root') as Bytes;
    for (let i = 0; i < sound.length; i += 3) {
      putBack(world.profile, untouched);
      write(
        world.profile,
        'root',
        sound.map((byte, n) => (n === i ? byte ^ 1 : byte)),
      );
      const code = codeOf(await openVault(world.env, world.profile.start(), world.vaultKey));
      expect(code).toBe('damaged-root');
    }
  });

  test('two records swapped', async () => {
    const [a, , c] = ids as [string, string, string];
    const vault = await tampered((profile) => {
      const [first, third] = [at(profile, `record/${a}`), at(profile, `record/${c}`)];
      write(profile, `record/${a}`, third);
      write(profile, `record/${c}`, first);
    });
    expect((await vault.inspect())?.damaged).toEqual([
      { key: `record/${a}`, id: a, problem: 'swapped' },
      { key: `record/${c}`, id: c, problem: 'swapped' },
    ]);
    expect(await readable(vault)).toEqual([ids[1]]);
  });

  test('an old record replayed', async () => {
    const [a] = ids as [string];
    const vault = await tampered((profile) => write(profile, `record/${a}`, at(profile, `previous/${a}`)));
    expect(codeOf(await vault.read(a))).toBe('damaged');
    expect((await vault.inspect())?.damaged).toEqual([{ key: `record/${a}`, id: a, problem: 'rolled-back' }]);
    expect((await vault.previous(a)).ok).toBe(true);
  });

  test('a record older than the one before it replayed', async () => {
    putBack(world.profile, untouched);
    const [a] = ids as [string];
    const vault = await reopen(world);
    const oldest = at(world.profile, `previous/${a}`);
    const item = value(await vault.read(a));
    value(await vault.commit([{ put: { ...item, note: 'third' } }]));
    write(world.profile, `record/${a}`, oldest);
    const again = await reopen(world);
    expect((await again.inspect())?.damaged).toEqual([{ key: `record/${a}`, id: a, problem: 'rolled-back' }]);
  });

  test('a record dropped, one added', async () => {
    const [a] = ids as [string];
    const strange = 'ab'.repeat(16);
    const vault = await tampered((profile) => {
      write(profile, `record/${strange}`, at(profile, `record/${a}`));
      write(profile, `record/${a}`, null);
    });
    expect(codeOf(await vault.read(a))).toBe('missing');
    expect((await vault.inspect())?.damaged).toEqual([
      { key: `record/${a}`, id: a, problem: 'missing' },
      { key: `record/${strange}`, id: strange, problem: 'added' },
    ]);
    expect(vault.index().map(({ id }) => id)).toEqual(ids);
    value(await vault.discardAdded());
    expect((await vault.inspect())?.damaged).toEqual([{ key: `record/${a}`, id: a, problem: 'missing' }]);
    expect(world.profile.database.objects.has(`record/${strange}`)).toBe(false);
  });

  test('the whole of root, leaf and page put back: the marker tells', async () => {
    putBack(world.profile, untouched);
    const old = copyOf(world.profile);
    const vault = await reopen(world);
    value(await vault.commit([{ put: otpAccount(world.env) }]));
    for (const key of ['root', 'leaf/0', 'page/0']) write(world.profile, key, old.database.get(key) as Bytes);
    const again = await reopen(world);
    expect(again.damaged()).toEqual([{ key: 'root', id: null, problem: 'rolled-back' }]);
    value(await again.commit([{ put: otpAccount(world.env) }]));
    expect((await reopen(world)).damaged()).toEqual([]);
  });

  test('one copy tampered with is put right from the other, and nobody need be told', async () => {
    for (const key of untouched.database.keys()) {
      const vault = await tampered((profile) =>
        profile.database.objects.set(
          key,
          (untouched.database.get(key) as Bytes).map((byte) => byte ^ 1),
        ),
      );
      expect(await readable(vault)).toEqual(ids);
      expect(vault.damaged()).toEqual([]);
      expect((await vault.inspect())?.damaged).toEqual([]);
      if (key !== 'root') expect(at(world.profile, key)).toEqual(untouched.database.get(key));
    }
  });

  test('the shadow tampered with is written again by an inspection', async () => {
    const prefix = `${untouched.shadowMarker?.vaultId}/`;
    for (const key of untouched.shadow.keys()) {
      if (key === `${prefix}root`) continue;
      const vault = await tampered((profile) => profile.shadow.objects.delete(key));
      expect((await vault.inspect())?.healed.shadow).toBe(1);
      expect(world.profile.shadow.objects.get(key)).toEqual(untouched.shadow.get(key));
    }
  });

  test('another vault key opens nothing', async () => {
    putBack(world.profile, untouched);
    expect(codeOf(await openVault(world.env, world.profile.start(), world.env.random(32)))).toBe('damaged-root');
  });
});
