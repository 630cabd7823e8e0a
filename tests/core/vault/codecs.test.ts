import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, hex } from '../../../src/core/bytes';
import { decodeCbor, encodeCbor } from '../../../src/core/vault/cbor';
import { indexEntry, pageToCbor, readPage } from '../../../src/core/vault/index-entry';
import { checkItem, itemToCbor, readItem } from '../../../src/core/vault/item-codec';
import { bytesOfId, idOfBytes } from '../../../src/core/vault/item-id';
import { leafToCbor, type Root, readLeaf, readRoot, rootToCbor } from '../../../src/core/vault/manifest';
import { pad, unpad } from '../../../src/core/vault/seal';
import { anyItem, bytes, itemId } from '../../support/arbitrary-items';
import { otpAccount } from '../../support/items';
import { testEnv } from '../../support/test-env';
import { codeOf, value } from '../../support/vault-world';

const seenRecord = fc.record({ revision: fc.integer({ min: 1, max: 1e9 }), schema: fc.integer({ min: 1, max: 9 }), hash: bytes(32, 32) });
const seen = fc.record({ revision: fc.integer({ min: 1, max: 1e9 }), hash: bytes(32, 32) });

describe('every codec has a mirror', () => {
  test('items', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        expect(value(decodeCbor(encodeCbor(itemToCbor(item)), readItem))).toEqual(item);
        expect(checkItem(item)).toEqual({ ok: true, value: item });
      }),
      { numRuns: 500 },
    );
  });

  test('index pages', () => {
    const entries = fc.array(
      fc.tuple(anyItem, fc.integer({ min: 1, max: 1e6 }), fc.nat()).map(([item, revision, order]) => indexEntry(item, revision, 1, order)),
      { maxLength: 8 },
    );
    fc.assert(fc.property(entries, (page) => void expect(value(decodeCbor(encodeCbor(pageToCbor(page)), readPage))).toEqual(page)));
  });

  test('leaves', () => {
    const kind = fc.constantFrom('otp' as const, 'recovery' as const, 'passkey' as const);
    const entry = fc.record({ id: itemId, kind, current: seenRecord, previous: fc.option(seenRecord, { nil: null }) });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 20 }),
        (leaf) => void expect(value(decodeCbor(encodeCbor(leafToCbor(leaf)), readLeaf))).toEqual(leaf),
      ),
    );
  });

  test('roots', () => {
    const root: fc.Arbitrary<Root> = fc.record({
      generation: fc.integer({ min: 1 }),
      headerHash: bytes(32, 32),
      facts: fc.record({
        createdAt: fc.maxSafeNat(),
        lastBackupAt: fc.option(fc.maxSafeNat(), { nil: null }),
        changesSinceBackup: fc.nat(),
      }),
      leaves: fc.array(
        fc.tuple(fc.integer({ min: 0, max: 256 }), seen).map(([count, one]) => ({ count, ...one })),
        { maxLength: 5 },
      ),
      pages: fc.array(seen, { maxLength: 5 }),
      extras: fc.array(fc.tuple(fc.string(), seen)).map((list) => new Map(list)),
    });
    fc.assert(fc.property(root, (one) => void expect(value(decodeCbor(encodeCbor(rootToCbor(one)), readRoot))).toEqual(one)));
  });

  test('padding and ids', () => {
    fc.assert(
      fc.property(bytes(0, 1000), (content) => {
        expect(pad(content).length % 256).toBe(0);
        expect(value(unpad(pad(content)))).toEqual(content);
      }),
    );
    fc.assert(fc.property(itemId, (id) => void expect(idOfBytes(bytesOfId(id))).toBe(id)));
  });
});

describe('CBOR', () => {
  test('is deterministic (RFC 8949 §4.2.1): shortest integers, keys in bytewise order', () => {
    const map = new Map<string, number>([
      ['b', 1],
      ['aa', 24],
      ['a', 256],
    ]);
    expect(hex(encodeCbor(map))).toBe('a36161190100616201626161' + '1818');
  });

  test.each([
    ['indefinite array', '9f01ff'],
    ['integer not in its shortest form', '1801'],
    ['float', 'fb3ff8000000000000'],
    ['NaN', 'f97e00'],
    ['undefined', 'f7'],
    ['tag', 'c100'],
    ['key twice', 'a2616101616102'],
    ['integer key', 'a10102'],
    ['integer above 2^53', '1b0020000000000000'],
    ['cut', '8301'],
    ['left over', '0000'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    const read = (one: unknown): unknown => readItem(one);
    expect(codeOf(decodeCbor(value(fromHex(text)), read))).toBe('malformed');
  });

  test('garbage never throws, nor gives an item', () => {
    fc.assert(
      fc.property(bytes(0, 200), (some) => void expect(decodeCbor(some, readItem).ok).toBe(false)),
      { numRuns: 2000 },
    );
  });

  test('an item with any one field replaced is refused or another valid item, never a throw', () => {
    const junk = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.boolean(), bytes(0, 5), fc.constant([]), fc.constant(new Map()));
    fc.assert(
      fc.property(anyItem, fc.nat(), junk, (item, at, other) => {
        const map = new Map(itemToCbor(item) as ReadonlyMap<string, never>);
        map.set([...map.keys()][at % map.size] as string, other as never);
        const read = decodeCbor(encodeCbor(map), readItem);
        if (read.ok) expect(checkItem(read.value).ok).toBe(true);
        else expect(read.error.code).toBe('malformed');
      }),
    );
  });

  test('unknown fields of a later version are passed over', () => {
    const item = otpAccount(testEnv());
    const map = new Map([...(itemToCbor(item) as ReadonlyMap<string, never>), ['colour', 'red' as never]]);
    expect(value(decodeCbor(encodeCbor(map), readItem))).toEqual(item);
  });
});

describe('what cannot come back is not written', () => {
  const env = testEnv();
  const item = otpAccount(env);
  test.each([
    ['half a second', { createdAt: 1.5 }, 'createdAt'],
    ['NaN', { changedAt: Number.NaN }, 'cbor'],
    ['eleven digits', { otp: { ...item.otp, digits: 11 } }, 'digits'],
    ['no period', { otp: { ...item.otp, period: 0 } }, 'period'],
    ['an empty secret', { otp: { ...item.otp, secret: new Uint8Array(0) } }, 'secret'],
    ['a bad id', { id: 'x' }, 'id'],
    ['two megabytes', { note: 'x'.repeat(2_000_000) }, 'size'],
  ])('%s', (_, over, field) => {
    const checked = checkItem({ ...item, ...over } as never);
    expect(checked.ok ? null : checked.error.detail).toBe(field);
  });
});
