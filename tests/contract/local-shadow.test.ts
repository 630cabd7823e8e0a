// The second copy on an area of storage.local that is damaged as both browsers have them: what reads an old value in the damaged part
// fails, and listing, clearing and writing over do.

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bytes } from '../../src/core/bytes';
import type { Shadow } from '../../src/platform/store/copies';

const area = vi.hoisted(() => {
  const values = new Map<string, unknown>();
  const garbled = new Set<string>();
  /** Nothing of it at all. */
  const broken = { now: false };
  const touch = (names: readonly string[]): void => {
    if (broken.now || names.some((name) => garbled.has(name))) throw new Error('Corruption: block checksum mismatch');
  };
  const listOf = (names: string | readonly string[]): readonly string[] => (typeof names === 'string' ? [names] : names);
  return {
    values,
    garbled,
    broken,
    getKeys: async () => {
      touch([...garbled]);
      return [...values.keys()];
    },
    get: async (names: string | readonly string[] | null) => {
      const asked = names === null ? [...values.keys()] : listOf(names);
      touch(names === null ? [...garbled] : asked);
      return Object.fromEntries(asked.filter((name) => values.has(name)).map((name) => [name, values.get(name)]));
    },
    set: async (entries: Record<string, unknown>) => {
      touch(Object.keys(entries));
      for (const [name, value] of Object.entries(entries)) values.set(name, structuredClone(value));
    },
    remove: async (names: string | readonly string[]) => {
      touch(listOf(names));
      for (const name of listOf(names)) values.delete(name);
    },
    clear: async () => {
      touch([...garbled]);
      values.clear();
    },
  };
});
vi.mock('../../src/platform/browser', () => ({ browser: { storage: { local: area } } }));

const VAULT = '0123456789abcdef'.repeat(2);
const OTHER = 'fedcba9876543210'.repeat(2);
const bytes = (...values: readonly number[]): Bytes => Uint8Array.from(values);
const puts = (entries: Record<string, Bytes>) => ({ puts: new Map(Object.entries(entries)), deletes: [] });
const at = (generation: number, vaultId = VAULT) => ({ vaultId, generation });
const ALL = { header: bytes(1), root: bytes(2), 'record/a': bytes(3), 'record/b': bytes(4) };

/** As a browser starts. */
async function start(): Promise<Shadow> {
  vi.resetModules();
  return (await import('../../src/platform/store/local-shadow')).localShadow;
}

beforeEach(() => {
  area.values.clear();
  area.garbled.clear();
  area.broken.now = false;
});

test('without damage all of it lies in the first place, and the marker is as short as it was', async () => {
  const shadow = await start();
  await shadow.write(at(1), puts(ALL));
  expect([...area.values.keys()].toSorted()).toEqual(
    [...Object.keys(ALL).map((key) => `vault/${VAULT}/${key}`), 'vault/marker'].toSorted(),
  );
  expect(area.values.get('vault/marker')).toEqual(at(1));
});

describe('where a part is damaged', () => {
  async function moved(): Promise<Shadow> {
    const shadow = await start();
    await shadow.write(at(1), puts(ALL));
    area.garbled.add(`vault/${VAULT}/record/a`);
    await expect(shadow.write(at(2), puts(ALL))).rejects.toThrow();
    await expect(shadow.keys(VAULT)).rejects.toThrow();
    await shadow.renew();
    await shadow.write(at(2), puts(ALL));
    return shadow;
  }

  test('a new copy is whole beside it, and the next start finds it', async () => {
    for (const shadow of [await moved(), await start()]) {
      expect(await shadow.marker()).toEqual(at(2));
      expect((await shadow.keys(VAULT)).toSorted()).toEqual(Object.keys(ALL).toSorted());
      expect(await shadow.read(VAULT, ['record/a', 'record/b', 'record/c'])).toEqual([bytes(3), bytes(4), null]);
      expect(Object.keys(await shadow.dump()).toSorted()).toEqual(
        Object.keys(ALL)
          .map((key) => `${VAULT}/${key}`)
          .toSorted(),
      );
    }
  });

  test('it follows further commits, deletions too', async () => {
    await moved();
    const shadow = await start();
    await shadow.write(at(3), { puts: new Map([['record/c', bytes(5)]]), deletes: ['record/a'] });
    for (const one of [shadow, await start()]) {
      expect(await one.marker()).toEqual(at(3));
      expect((await one.keys(VAULT)).toSorted()).toEqual(['header', 'record/b', 'record/c', 'root']);
      expect(await one.read(VAULT, ['record/a', 'record/c'])).toEqual([null, bytes(5)]);
    }
  });

  test('it moves once more where its own place is damaged', async () => {
    const shadow = await moved();
    area.garbled.add(`vault~2/${VAULT}/root`);
    await shadow.renew();
    await shadow.write(at(3), puts(ALL));
    const again = await start();
    expect(await again.marker()).toEqual(at(3));
    expect(await again.read(VAULT, ['root'])).toEqual([bytes(2)]);
  });

  test('a marker that cannot be read is no reason to write over what is there', async () => {
    await moved();
    area.garbled.add('vault/marker').add('vault~2/marker');
    const shadow = await start();
    await expect(shadow.marker()).rejects.toThrow();
    await shadow.renew();
    await shadow.write(at(3), puts(ALL));
    expect(area.values.get(`vault~2/${VAULT}/root`)).toBeDefined();
    expect(await (await start()).marker()).toEqual(at(3));
  });

  test('what lay there before goes with a new key, but for what is damaged', async () => {
    const shadow = await moved();
    await shadow.write(at(1, OTHER), puts({ root: bytes(9) }));
    await shadow.write(at(3), puts({ root: bytes(7) }));
    await shadow.discardOthers(VAULT);
    const left = [...area.values.keys()].filter((name) => !name.startsWith(`vault~2/${VAULT}/`));
    expect(left.toSorted()).toEqual([`vault/${VAULT}/record/a`, 'vault~2/marker']);
    expect((await (await start()).keys(VAULT)).toSorted()).toEqual(Object.keys(ALL).toSorted());
  });

  test('once it can be listed again, a wipe takes all of it', async () => {
    const shadow = await moved();
    area.garbled.clear();
    await shadow.clear();
    expect([...area.values.keys()]).toEqual([]);
    expect(await shadow.hasTrace()).toBe(false);
  });
});

test('nothing moves where nothing can be written', async () => {
  const shadow = await start();
  await shadow.write(at(1), puts(ALL));
  area.broken.now = true;
  await expect(shadow.renew()).rejects.toThrow();
  area.broken.now = false;
  expect(await shadow.marker()).toEqual(at(1));
});
