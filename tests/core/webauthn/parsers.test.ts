// COSE keys, attestation objects, authenticator data and DER signatures: what is written is read back, what is broken is refused, and no
// bytes at all make a reader throw.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, concat, hex } from '../../../src/core/bytes';
import { decodeAttestation, encodeAttestation } from '../../../src/core/webauthn/attestation';
import { type AuthenticatorData, decodeAuthenticatorData, encodeAuthenticatorData } from '../../../src/core/webauthn/authenticator-data';
import { encodeMap } from '../../../src/core/webauthn/cbor';
import { type CoseKey, coseKeyOfJwk, decodeCoseKey, encodeCoseKey, jwkOfCoseKey } from '../../../src/core/webauthn/cose';
import { derOfP1363, p1363OfDer } from '../../../src/core/webauthn/signature';
import { bytes } from '../../support/arbitrary-items';
import { fromHex } from './ceremony';

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
const KIB_64 = 64 * 1024;

const anyKey: fc.Arbitrary<CoseKey> = fc.oneof(
  fc.record({ algorithm: fc.constant(-7 as const), x: bytes(32, 32), y: bytes(32, 32) }),
  fc.record({ algorithm: fc.constant(-8 as const), x: bytes(32, 32) }),
  fc.record({ algorithm: fc.constant(-257 as const), n: bytes(256, 512), e: bytes(1, 8) }),
);

const anyData: fc.Arbitrary<AuthenticatorData> = fc
  .record({
    rpIdHash: bytes(32, 32),
    userPresent: fc.boolean(),
    userVerified: fc.boolean(),
    backupEligible: fc.boolean(),
    backedUp: fc.boolean(),
    signCount: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    credential: fc.option(fc.record({ aaguid: bytes(16, 16), credentialId: bytes(0, 1023), publicKey: anyKey.map(encodeCoseKey) }), {
      nil: null,
    }),
    extensions: fc
      .array(fc.tuple(fc.string({ maxLength: 20 }), fc.oneof(fc.boolean(), bytes(0, 40), fc.integer({ min: 0, max: 1000 }))), {
        maxLength: 3,
      })
      .map((entries) => new Map<string, unknown>(entries)),
  })
  .map((data) => ({ ...data, backedUp: data.backedUp && data.backupEligible }));

describe(`whatever is written is read back (seed ${seed})`, () => {
  test('COSE keys', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(decodeCoseKey(encodeCoseKey(key))).toEqual({ ok: true, value: key });
        expect(coseKeyOfJwk(key.algorithm, jwkOfCoseKey(key))).toEqual({ ok: true, value: key });
      }),
      { seed },
    );
  });

  test('authenticator data', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const written = encodeAuthenticatorData(data);
        expect(decodeAuthenticatorData(written)).toEqual({ ok: true, value: data });
        expect(decodeAttestation(encodeAttestation(written))).toEqual({
          ok: true,
          value: { fmt: 'none', attStmt: new Map(), authData: written },
        });
      }),
      { seed },
    );
  });

  test('authenticator data cut short or drawn out are none', () => {
    fc.assert(
      fc.property(anyData, fc.nat(), bytes(1, 3), (data, at, more) => {
        const written = encodeAuthenticatorData(data);
        expect(decodeAuthenticatorData(written.subarray(0, at % written.length)).ok).toBe(false);
        expect(decodeAuthenticatorData(concat(written, more)).ok).toBe(false);
      }),
      { seed },
    );
  });

  test('signatures', () => {
    fc.assert(
      fc.property(fc.tuple(small(), small()), ([r, s]) => {
        const der = derOfP1363(concat(r, s));
        expect(der.length).toBeLessThanOrEqual(72);
        const back = p1363OfDer(der);
        expect(back.ok && hex(back.value)).toBe(hex(concat(r, s)));
      }),
      { seed },
    );
  });
});

/** Numbers of 32 bytes, many of them with zeros in front. */
function small(): fc.Arbitrary<Bytes> {
  return fc.tuple(fc.nat(31), bytes(32, 32)).map(([zeros, number]) => concat(new Uint8Array(zeros), number.subarray(zeros)));
}

describe(`no bytes make a reader throw (seed ${seed})`, () => {
  const readers = [decodeCoseKey, decodeAttestation, decodeAuthenticatorData, p1363OfDer] as const;
  const whole = encodeAttestation(
    encodeAuthenticatorData({
      rpIdHash: new Uint8Array(32),
      userPresent: true,
      userVerified: true,
      backupEligible: true,
      backedUp: false,
      signCount: 0,
      credential: {
        aaguid: new Uint8Array(16),
        credentialId: new Uint8Array(32),
        publicKey: encodeCoseKey({ algorithm: -7, x: new Uint8Array(32), y: new Uint8Array(32) }),
      },
      extensions: new Map([['credBlob', true]]),
    }),
  );

  const survives = (given: Uint8Array): void => {
    for (const read of readers) expect(read(given)).toHaveProperty('ok');
  };

  test('made-up ones', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), survives), { seed, numRuns: 1000 });
  });

  test('good ones with one byte wrong', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.constantFrom(0, 38, 76), (at, byte, from) => {
        const broken = Uint8Array.from(whole);
        broken[at] = byte;
        survives(broken.subarray(from));
      }),
      { seed, numRuns: 1000 },
    );
  });

  test.each([
    ['zeros', new Uint8Array(KIB_64)],
    ['all ones', new Uint8Array(KIB_64).fill(0xff)],
    ['nested arrays', new Uint8Array(KIB_64).fill(0x81)],
    ['nested maps', new Uint8Array(KIB_64).fill(0xa1)],
    ['a map of four thousand million', concat(fromHex('baffffffff'), new Uint8Array(KIB_64))],
    ['bytes of four thousand million', concat(fromHex('5affffffff'), new Uint8Array(KIB_64))],
    ['text that is no UTF-8', concat(fromHex('7a0000fff0'), new Uint8Array(KIB_64).fill(0xc3))],
    ['every flag and nothing behind', concat(new Uint8Array(32), Uint8Array.of(0xff), new Uint8Array(KIB_64))],
  ])('64 KiB: %s', (_name, junk) => {
    for (const read of readers) expect(read(junk).ok).toBe(false);
  });
});

describe('COSE keys', () => {
  const x = new Uint8Array(32).fill(1);
  const y = new Uint8Array(32).fill(2);
  const key = (...entries: [number, unknown][]): Bytes => encodeMap(new Map(entries));

  test('canonical order: 1, 3, -1, -2, -3', () => {
    expect(hex(encodeCoseKey({ algorithm: -7, x, y }))).toMatch(/^a5010203262001215820(01){32}225820(02){32}$/);
    expect(hex(encodeCoseKey({ algorithm: -8, x }))).toMatch(/^a401010327200621582001/);
    expect(hex(encodeCoseKey({ algorithm: -257, n: x, e: Uint8Array.of(1, 0, 1) }))).toMatch(/^a401030339010020582001.*2143010001$/);
  });

  test.each([
    ['another algorithm', key([1, 2], [3, -35], [-1, 2], [-2, new Uint8Array(48)], [-3, new Uint8Array(48)]), 'unsupported-key'],
    ['another curve for EdDSA', key([1, 1], [3, -8], [-1, 7], [-2, new Uint8Array(57)]), 'unsupported-key'],
    ['another curve for ES256', key([1, 2], [3, -7], [-1, 2], [-2, x], [-3, y]), 'malformed'],
    ['another type', key([1, 3], [3, -7], [-1, 1], [-2, x], [-3, y]), 'malformed'],
    ['a short coordinate', key([1, 2], [3, -7], [-1, 1], [-2, x.subarray(1)], [-3, y]), 'malformed'],
    ['half a key', key([1, 2], [3, -7], [-1, 1], [-2, x]), 'malformed'],
    ['a parameter more (§6.5.1.1)', key([1, 2], [3, -7], [-1, 1], [-2, x], [-3, y], [2, x]), 'malformed'],
    ['a compressed point', key([1, 2], [3, -7], [-1, 1], [-2, x], [-3, true]), 'malformed'],
    ['no modulus', key([1, 3], [3, -257], [-1, new Uint8Array(0)], [-2, x]), 'malformed'],
    ['no algorithm', key([1, 2], [-1, 1], [-2, x], [-3, y]), 'malformed'],
    ['a name for a number', encodeMap(new Map([['kty', 2]])), 'malformed'],
    ['an array', fromHex('83010203'), 'malformed'],
    ['the same label twice', fromHex('a20102010203'), 'malformed'],
    ['bytes behind it', concat(encodeCoseKey({ algorithm: -8, x }), Uint8Array.of(0)), 'malformed'],
  ])('%s', (_name, given, code) => {
    expect(decodeCoseKey(given)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('authenticator data', () => {
  const head = (flags: number): Bytes => concat(new Uint8Array(32), Uint8Array.of(flags, 0, 0, 0, 0));
  const base = {
    rpIdHash: new Uint8Array(32),
    userPresent: true,
    userVerified: false,
    backupEligible: false,
    backedUp: false,
    signCount: 0,
    credential: null,
    extensions: new Map(),
  } satisfies AuthenticatorData;

  const attestedWith = (length: number): Bytes =>
    encodeAuthenticatorData({
      ...base,
      credential: {
        aaguid: new Uint8Array(16),
        credentialId: new Uint8Array(length),
        publicKey: encodeCoseKey({ algorithm: -8, x: new Uint8Array(32) }),
      },
    });

  test('the longest credential id has 1023 bytes', () => {
    expect(decodeAuthenticatorData(attestedWith(1023)).ok).toBe(true);
  });

  // §6.1: bit numbers.
  test.each([
    [{}, 0x01],
    [{ userPresent: false }, 0x00],
    [{ userVerified: true }, 0x05],
    [{ backupEligible: true }, 0x09],
    [{ backupEligible: true, backedUp: true }, 0x19],
    // §6.1.3: never BS alone.
    [{ backedUp: true }, 0x01],
    [{ extensions: new Map([['a', 1]]) }, 0x81],
  ])('%j has the flags %i', (over, flags) => {
    expect(encodeAuthenticatorData({ ...base, ...over })[32]).toBe(flags);
  });

  test('a counter is four bytes, the largest first', () => {
    expect(hex(encodeAuthenticatorData({ ...base, signCount: 0x89abcdef }).subarray(33))).toBe('89abcdef');
  });

  test.each([
    ['shorter than 37 bytes', new Uint8Array(36), 'length'],
    ['backed up without being eligible', head(0x11), 'backup'],
    ['a credential announced and not there', head(0x41), 'credential'],
    ['a credential id longer than 1023 bytes', attestedWith(1024), 'credential'],
    ['a key that is no map', concat(head(0x41), new Uint8Array(18), Uint8Array.of(1)), 'credential'],
    ['extensions announced and not there', head(0x81), 'extensions'],
    ['extensions that are no map', concat(head(0x81), Uint8Array.of(0x80)), 'extensions'],
    ['extensions with a number for a name', concat(head(0x81), fromHex('a10102')), 'extensions'],
    ['bytes that nothing announced', concat(head(0x01), Uint8Array.of(0)), 'trailing'],
  ])('%s', (_name, given, detail) => {
    expect(decodeAuthenticatorData(given)).toEqual({ ok: false, error: { code: 'malformed', detail } });
  });
});

test.each([
  ['no map', fromHex('80')],
  [
    'no statement',
    encodeMap(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['authData', new Uint8Array(37)],
      ]),
    ),
  ],
  [
    'no data',
    encodeMap(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
      ]),
    ),
  ],
  [
    'a format that is no text',
    encodeMap(
      new Map<string, unknown>([
        ['fmt', 1],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(37)],
      ]),
    ),
  ],
  ['bytes behind it', concat(encodeAttestation(new Uint8Array(37)), Uint8Array.of(0))],
])('attestation objects: %s', (_name, given) => {
  expect(decodeAttestation(given).ok).toBe(false);
});

// RFC 3279 §2.2.3, X.690 §8.3.
describe('ECDSA signatures', () => {
  const number = (...tail: number[]): Bytes => concat(new Uint8Array(32 - tail.length), Uint8Array.from(tail));

  test.each([
    ['one and two', number(1), number(2), '3006020101020102'],
    ['a high bit gets a zero', number(0x80), number(0x7f), '30070202008002017f'],
    ['zero is one byte', number(), number(1), '3006020100020101'],
    ['zeros in front go', number(0, 0, 1, 2), number(1), '300702020102020101'],
  ])('%s', (_name, r, s, expected) => {
    expect(hex(derOfP1363(concat(r, s)))).toBe(expected);
  });

  test('the longest is 72 bytes', () => {
    const der = derOfP1363(new Uint8Array(64).fill(0xff));
    expect([der.length, hex(der.subarray(0, 5))]).toEqual([72, '3046022100']);
  });

  test.each([
    ['a sequence of another length', '3007020101020102'],
    ['another type', '3106020101020102'],
    ['a negative number', '3006020180020101'],
    ['a zero too many', '300702020001020101'],
    ['a number of no bytes', '30050200020101'],
    ['one number', '3003020101'],
    ['three numbers', '3009020101020101020101'],
    ['a number too long', `3026022101${'00'.repeat(32)}020101`],
    ['nothing', ''],
  ])('%s is none', (_name, given) => {
    expect(p1363OfDer(fromHex(given)).ok).toBe(false);
  });
});
