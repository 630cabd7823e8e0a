import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32, base64, utf8 } from '../../../src/core/bytes';
import { formatMigration, type MigrationEntry, type MigrationPart, parseMigration } from '../../../src/core/otp/migration';
import { batchesOf, isWhole } from '../../../src/core/otp/migration-batches';
import { cleanName } from '../../../src/core/otp/name';

const data = (...bytes: number[]): string => `otpauth-migration://offline?data=${encodeURIComponent(base64(Uint8Array.from(bytes)))}`;

function partOf(text: string): MigrationPart {
  const part = parseMigration(text);
  if (!part.ok) throw new Error(part.error.code);
  return part.value;
}

function written(entries: readonly MigrationEntry[], batch?: Pick<MigrationPart, 'batchId' | 'size' | 'index'>): string {
  const text = formatMigration(entries, batch);
  if (!text.ok) throw new Error(text.error.code);
  return text.value;
}

/** One entry of only a secret, a type and more. */
const entry = (...more: number[]): number[] => {
  const inner = [0x0a, 1, 0xff, 0x30, 2, ...more];
  return [0x0a, inner.length, ...inner];
};

// From Google's own format, as Aegis' tests have it: secret JBSWY3DPEHPK3PXP.
const PLAIN = 'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTACEAEYASAA';

describe('parseMigration', () => {
  it('reads an export, and drops the issuer that the name repeats', () => {
    const { entries, size, index } = partOf(PLAIN);
    expect({ size, index }).toEqual({ size: 1, index: 0 });
    expect(entries).toHaveLength(1);
    const [first] = entries;
    if (first?.ok !== true) throw new Error('refused');
    expect({ ...first.value, otp: { ...first.value.otp, secret: base32(first.value.otp.secret) } }).toEqual({
      issuer: 'Example',
      account: 'alice@google.com',
      otp: { type: 'totp', secret: 'JBSWY3DPEHPK3PXP', algorithm: 'SHA1', digits: 6, period: 30 },
      warnings: ['secret-short'],
    });
  });

  it.each([
    ['upper case scheme', PLAIN.replace('otpauth', 'OTPAUTH')],
    ['spaces around', `  ${PLAIN}\n`],
    ['twice escaped', PLAIN.replace(/data=.*/, (all) => `data=${encodeURIComponent(encodeURIComponent(all.slice(5)))}`)],
  ])('reads it with %s', (_note, text) => {
    expect(partOf(text).payload).toBe(partOf(PLAIN).payload);
  });

  it('takes a raw plus, missing padding and %3D', () => {
    const plus = data(0x78, 1, 0x0a, 10, 0x0a, 6, 0xfb, 0xef, 0xbe, 0xfb, 0xef, 0xbe, 0x30, 2);
    expect(plus).toMatch(/%2B.*%3D/);
    const raw = plus.replaceAll('%2B', '+').replaceAll('%2F', '/').replaceAll('%3D', '');
    expect(parseMigration(raw)).toEqual(parseMigration(plus));
  });

  it('reads a negative batch id, and skips unknown fields by their wire type', () => {
    const negative = data(...entry(), 0x18, 2, 0x20, 1, 0x28, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
    expect(partOf(negative)).toMatchObject({ batchId: -1, size: 2, index: 1 });
    const unknown = [0x78, 0x96, 0x01, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x7a, 2, 9, 9, 0x7d, 1, 2, 3, 4];
    expect(partOf(data(...unknown, ...entry(0x42, 2, 0x61, 0x62))).entries).toHaveLength(1);
  });

  it.each([
    ['MD5', entry(0x20, 4), 'bad-algorithm'],
    ['an unknown algorithm', entry(0x20, 9), 'bad-algorithm'],
    ['unknown digits', entry(0x28, 3), 'bad-digits'],
    ['no type', [0x0a, 3, 0x0a, 1, 0xff], 'unsupported-type'],
    ['no secret', [0x0a, 2, 0x30, 2], 'no-secret'],
    ['an absurd counter', entry(0x30, 1, 0x38, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f), 'bad-counter'],
  ])('names an entry with %s and keeps the others', (_note, bytes, code) => {
    const { entries, refused } = partOf(data(...bytes, ...entry()));
    expect(entries[0]).toMatchObject({ ok: false, error: { code } });
    expect(refused.get(0)?.code).toBe(code);
    expect(entries[1]?.ok).toBe(true);
  });

  it.each([
    ['another scheme', 'otpauth://totp/x?secret=JBSWY3DP', 'not-otpauth'],
    ['no data', 'otpauth-migration://offline', 'malformed-migration'],
    ['empty data', 'otpauth-migration://offline?data=', 'malformed-migration'],
    ['no Base64', 'otpauth-migration://offline?data=%C3%A4', 'malformed-migration'],
    ['a length beyond the end', data(0x0a, 0x7f, 1), 'malformed-migration'],
    ['a varint without end', data(...Array(11).fill(0xff)), 'malformed-migration'],
    ['a group', data(0x0b, 0x0c), 'malformed-migration'],
    ['field number 0', data(0x00, 0x00), 'malformed-migration'],
    ['an index beyond the size', data(0x18, 2, 0x20, 2), 'malformed-migration'],
    ['a thousand parts', data(0x18, 0xe8, 0x07), 'malformed-migration'],
    ['too many entries', data(...Array.from({ length: 101 }, () => entry()).flat()), 'malformed-migration'],
    ['too much text', `otpauth-migration://offline?data=${'A'.repeat(9000)}`, 'malformed-migration'],
  ])('refuses %s', (_note, text, code) => {
    expect(parseMigration(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('never throws, and never names a secret in an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const part = parseMigration(data(...bytes));
        if (!part.ok) expect(Object.keys(part.error)).toEqual(['code']);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (text) => typeof parseMigration(`otpauth-migration:${text}`).ok === 'boolean',
      ),
    );
  });

  const samples = '/work/shared/samples/';
  const rows = existsSync(`${samples}EXPECTED.json`)
    ? (JSON.parse(readFileSync(`${samples}EXPECTED.json`, 'utf8')).files as { path: string; format: string; expected_count: number }[])
    : [];
  const texts = rows.filter(({ format, path }) => format === 'otpauth-migration' && path.endsWith('.txt') && existsSync(samples + path));
  it.runIf(texts.length > 0)('reads the samples of other projects', () => {
    for (const { path, expected_count } of texts) {
      const lines = readFileSync(samples + path, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('otpauth-migration:'));
      const read = lines.flatMap((line) => parseMigration(line)).flatMap((part) => (part.ok ? part.value.entries : []));
      expect(
        read.filter(({ ok }) => ok),
        path,
      ).toHaveLength(expected_count);
    }
  });
});

const name = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => cleanName(text).text);
const arbitraryEntry: fc.Arbitrary<MigrationEntry> = fc.record({
  issuer: name,
  account: name,
  otp: fc
    .record({
      secret: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      algorithm: fc.constantFrom('SHA1', 'SHA256', 'SHA512'),
      digits: fc.constantFrom(6, 8),
      counter: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      isCounter: fc.boolean(),
    })
    .map(({ secret, algorithm, digits, counter, isCounter }) =>
      isCounter
        ? { type: 'hotp' as const, secret: Uint8Array.from(secret), algorithm, digits, counter }
        : { type: 'totp' as const, secret: Uint8Array.from(secret), algorithm, digits, period: 30 },
    ),
});

describe('formatMigration', () => {
  it('is read back as it was', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEntry, { maxLength: 10 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (entries, batchId) => {
        const part = partOf(written(entries, { batchId, size: 3, index: 2 }));
        expect(part).toMatchObject({ batchId, size: 3, index: 2 });
        const back = part.entries.map((one) =>
          one.ok ? { issuer: one.value.issuer, account: one.value.account, otp: one.value.otp } : null,
        );
        // A name that begins with its own issuer is taken for the app's habit of repeating it.
        const expected = entries.map(({ issuer, account, otp }) => ({
          issuer,
          account: issuer !== '' && account.startsWith(`${issuer}:`) ? cleanName(account.slice(issuer.length + 1)).text : account,
          otp,
        }));
        expect(back).toEqual(expected);
      }),
    );
  });

  it('refuses what the format has no word for', () => {
    const totp = { type: 'totp', secret: utf8('12345678901234567890'), algorithm: 'SHA1', digits: 6, period: 30 } as const;
    const refused = (otp: MigrationEntry['otp']) => formatMigration([{ issuer: 'A', account: 'b', otp }]);
    expect(refused({ ...totp, period: 60 })).toMatchObject({ error: { code: 'bad-period' } });
    expect(refused({ ...totp, digits: 7 })).toMatchObject({ error: { code: 'bad-digits' } });
    expect(refused({ ...totp, algorithm: 'SHA384' })).toMatchObject({ error: { code: 'bad-algorithm' } });
    expect(refused({ type: 'steam', secret: totp.secret })).toMatchObject({ error: { code: 'bad-type' } });
  });
});

describe('batchesOf', () => {
  const secret = utf8('12345678901234567890');
  const part = (batchId: number, size: number, index: number, account = `${batchId}/${index}`): MigrationPart =>
    partOf(
      written([{ issuer: 'A', account, otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, period: 30 } }], {
        batchId,
        size,
        index,
      }),
    );
  const shape = (parts: readonly MigrationPart[]) =>
    batchesOf(parts).map((batch) => [isWhole(batch), batch.parts.map(({ index }) => index)]);

  it('takes parts in any order, repeats included', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 0, 1, 2, 3], { minLength: 8 }), (order) => {
        expect(shape(order.map((index) => part(7, 4, index)))).toEqual([[true, [0, 1, 2, 3]]]);
      }),
    );
  });

  it('knows what is missing', () => {
    expect(shape([part(7, 3, 2), part(7, 3, 0)])).toEqual([[false, [0, 2]]]);
  });

  it('keeps exports apart: by their ids, by their sizes, by a place that is taken', () => {
    expect(shape([part(7, 2, 0), part(8, 2, 1)])).toEqual([
      [false, [0]],
      [false, [1]],
    ]);
    expect(shape([part(0, 2, 0), part(0, 3, 1), part(0, 2, 1), part(0, 2, 1, 'another')])).toEqual([
      [true, [0, 1]],
      [false, [1]],
      [false, [1]],
    ]);
  });
});
