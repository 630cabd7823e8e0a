import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase32, utf8 } from '../../../src/core/bytes';
import type { OtpAlgorithm, OtpParameters } from '../../../src/core/item';
import { codeAt, codeLength, codeOfStep, hotpCode, STEAM_ALPHABET } from '../../../src/core/otp/code';
import odd from '../../vectors/odd-codes.json' with { type: 'json' };
import rfc4226 from '../../vectors/rfc4226.json' with { type: 'json' };
import rfc6238 from '../../vectors/rfc6238.json' with { type: 'json' };

const fromText = (base32: string) => {
  const bytes = fromBase32(base32);
  if (!bytes.ok) throw new Error(base32);
  return bytes.value;
};

describe('HOTP', () => {
  const secret = utf8(rfc4226.secretAscii);
  it.each(rfc4226.rows)('RFC 4226 App. D, count $counter is $code', ({ counter, code, truncated }) => {
    expect(hotpCode(secret, counter, 6)).toBe(code);
    expect(Number(hotpCode(secret, counter, 10))).toBe(truncated);
    expect(codeAt({ type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter }, 0)).toEqual({
      code,
      nextCode: null,
      step: null,
      validFrom: null,
      validUntil: null,
    });
  });

  it('counts beyond 2^32', () => {
    const at = (counter: number) => hotpCode(secret, counter, 8);
    expect(at(2 ** 32)).not.toBe(at(0));
    expect(at(Number.MAX_SAFE_INTEGER)).toMatch(/^[0-9]{8}$/);
    expect(at(Number.MAX_SAFE_INTEGER)).not.toBe(at(Number.MAX_SAFE_INTEGER - 1));
  });
});

describe('TOTP', () => {
  const seed = (bytes: number) => utf8('1234567890'.repeat(7).slice(0, bytes));
  const rows = rfc6238.rows.flatMap((row) =>
    (['SHA1', 'SHA256', 'SHA512'] as const).map((algorithm) => ({ ...row, algorithm, code: row[algorithm] })),
  );
  it.each(rows)('RFC 6238 App. B, $algorithm at $time is $code', ({ algorithm, time, step, code }) => {
    const otp: OtpParameters = { type: 'totp', secret: seed(rfc6238.seedBytes[algorithm]), algorithm, digits: 8, period: 30 };
    const current = codeAt(otp, time * 1000);
    expect(current.code).toBe(code);
    expect(current.step).toBe(Number.parseInt(step, 16));
    expect(codeOfStep(otp, Number.parseInt(step, 16))).toBe(code);
  });

  it.each(odd.totp)('$digits digits, $period s, $algorithm is $code', (row) => {
    const { digits, period } = row;
    const otp: OtpParameters = { type: 'totp', secret: fromText(row.secret), algorithm: row.algorithm as OtpAlgorithm, digits, period };
    expect(codeAt(otp, row.time * 1000).code).toBe(row.code);
  });

  it('changes exactly at the step, and announces the next code', () => {
    const otp: OtpParameters = { type: 'totp', secret: seed(20), algorithm: 'SHA1', digits: 6, period: 30 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
        const current = codeAt(otp, now);
        const { validFrom, validUntil } = current;
        if (validFrom === null || validUntil === null) throw new Error('no times');
        expect(validUntil - validFrom).toBe(30_000);
        expect(now).toBeGreaterThanOrEqual(validFrom);
        expect(now).toBeLessThan(validUntil);
        expect(codeAt(otp, validFrom).code).toBe(current.code);
        expect(codeAt(otp, validUntil - 1).code).toBe(current.code);
        expect(codeAt(otp, validUntil).code).toBe(current.nextCode);
      }),
      { numRuns: 200 },
    );
  });

  it('has a code even where the clock is before 1970', () => {
    const otp: OtpParameters = { type: 'totp', secret: seed(20), algorithm: 'SHA1', digits: 6, period: 30 };
    expect(codeAt(otp, -1).step).toBe(0);
  });

  it('knows the two hashes that only some exporters write', () => {
    const secret = seed(20);
    const codes = (['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'] as const).map((algorithm) => hotpCode(secret, 1, 8, algorithm));
    expect(new Set(codes).size).toBe(5);
  });
});

describe('Steam Guard', () => {
  it.each(odd.steam)('$secret at $time is $code', ({ secret, time, code }) => {
    const otp: OtpParameters = { type: 'steam', secret: fromText(secret) };
    const current = codeAt(otp, time * 1000);
    expect(current.code).toBe(code);
    expect(current.nextCode).toMatch(new RegExp(`^[${STEAM_ALPHABET}]{5}$`));
    expect(codeLength(otp)).toBe(5);
  });
});
