import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32 } from '../../../src/core/bytes';
import type { OtpParameters } from '../../../src/core/item';
import { codeAt } from '../../../src/core/otp/code';
import { cleanName } from '../../../src/core/otp/name';
import { formatOtpUri, parseOtpUri } from '../../../src/core/otp/uri';
import vectors from '../../vectors/otpauth-uris.json' with { type: 'json' };

describe('parseOtpUri', () => {
  it.each(vectors.accepted)('accepts: $note', (row) => {
    const parsed = parseOtpUri(row.uri);
    if (!parsed.ok) throw new Error(`${parsed.error.code} ${parsed.error.detail}`);
    const { issuer, account, issuerPrefix, otp, warnings } = parsed.value;
    const { secret, ...parameters } = otp;
    expect({ issuer, account, issuerPrefix, otp: parameters, secret: base32(secret), warnings }).toEqual({
      issuer: row.issuer,
      account: row.account,
      issuerPrefix: 'issuerPrefix' in row ? row.issuerPrefix : undefined,
      otp: row.otp,
      secret: row.secret,
      warnings: row.warnings,
    });
  });

  it.each(vectors.refused)('refuses: $note', (row) => {
    const parsed = parseOtpUri(row.uri);
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.error.code).toBe(row.code);
    if ('detail' in row) expect(parsed.error.detail).toBe(row.detail);
  });

  it('refuses more than 2 KB and shortens long names at a grapheme', () => {
    expect(parseOtpUri(`otpauth://totp/${'a'.repeat(2048)}?secret=JBSWY3DP`)).toMatchObject({ error: { code: 'too-long' } });
    const parsed = parseOtpUri(`otpauth://totp/${'é'.repeat(300)}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP`);
    expect(parsed).toMatchObject({ value: { account: 'é'.repeat(128), warnings: ['name-shortened'] } });
  });

  it('never throws, never leaves the ranges, never names a secret in an error', () => {
    const names = ['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder', 'steam', 'x'];
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.integer().map(String),
      fc.constantFrom('SHA1', 'sha512', 'JBSWY3DPEHPK3PXP', '%zz', ''),
    );
    const part = fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name}=${text}`);
    const uri = fc
      .tuple(
        fc.constantFrom('otpauth://totp/', 'otpauth://hotp/', 'otpauth://steam/', 'steam://', ''),
        fc.string(),
        fc.array(part, { maxLength: 8 }),
      )
      .map(([head, label, parts]) => `${head}${label}?${parts.join('&')}`);
    fc.assert(
      fc.property(uri, (text) => {
        const parsed = parseOtpUri(text);
        if (!parsed.ok) {
          const { code, detail } = parsed.error;
          if (code === 'bad-secret' || code === 'no-secret') expect([undefined, 'lookalike', 'too-long']).toContain(detail);
          return;
        }
        const { otp, issuer, account } = parsed.value;
        expect(otp.secret.length).toBeGreaterThan(0);
        if (otp.type !== 'steam') expect(otp.digits >= 1 && otp.digits <= 10).toBe(true);
        if (otp.type === 'totp') expect(otp.period >= 1 && otp.period <= 86_400).toBe(true);
        if (otp.type === 'hotp') expect(Number.isSafeInteger(otp.counter) && otp.counter >= 0).toBe(true);
        expect(codeAt(otp, 1e12).code.length).toBe(otp.type === 'steam' ? 5 : otp.digits);
        for (const name of [issuer, account]) expect(cleanName(name)).toEqual({ text: name, shortened: false });
      }),
      { numRuns: 5000 },
    );
  });
});

const name = fc
  .oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('Steam', 'a:b', ':', '%3A', 'Air+Canada', '?#&='),
  )
  .map((text) => cleanName(text).text);
const secret = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => new Uint8Array(bytes));
const algorithm = fc.constantFrom('SHA1' as const, 'SHA224' as const, 'SHA256' as const, 'SHA384' as const, 'SHA512' as const);
const digits = fc.integer({ min: 1, max: 10 });
const otp: fc.Arbitrary<OtpParameters> = fc.oneof(
  fc.record({ type: fc.constant('totp' as const), secret, algorithm, digits, period: fc.integer({ min: 1, max: 86_400 }) }),
  fc.record({ type: fc.constant('hotp' as const), secret, algorithm, digits, counter: fc.maxSafeNat() }),
  fc.record({ type: fc.constant('steam' as const), secret }),
);

describe('formatOtpUri', () => {
  it('is the mirror of parseOtpUri', () => {
    fc.assert(
      fc.property(name, name, otp, (issuer, account, parameters) => {
        const uri = formatOtpUri({ issuer, account, otp: parameters });
        fc.pre(new TextEncoder().encode(uri).length <= 2048);
        const parsed = parseOtpUri(uri);
        if (!parsed.ok) throw new Error(`${uri}: ${parsed.error.code}`);
        expect({ issuer: parsed.value.issuer, account: parsed.value.account, otp: parsed.value.otp }).toEqual({
          issuer,
          account,
          otp: parameters,
        });
        expect(parsed.value.warnings.filter((warning) => warning !== 'secret-short')).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });
});

// Foreign strings (GPL) stay outside the repository: compared when they are there.
const FOREIGN = new URL('../../../../shared/samples/uri-cases/uri-cases.json', import.meta.url);

/** Where we accept what the string's own application refuses, or the reverse, and why. */
const DISAGREEMENTS: ReadonlyMap<string, string> = new Map([
  ['invalid_algorthm_sha1_not_sha_hyphen_1', 'SHA-1 says what it means'],
  ['no_digit_length (Proton skips this one)', 'an empty parameter means the default'],
  ['No issuer username', 'the page where the code is captured names the account'],
  ['UnsafeSecretException (FreeOTP asks before accepting)', 'accepted with a warning'],
  ['UnsafeDigitsException (FreeOTP asks before accepting)', 'the codes are well defined'],
  ['InvalidColorException', 'colours are dropped'],
  ['OTPClient falls back silently: others reject', 'never a silent default'],
  ['KeeOtp string in the otp attribute, not a URI', 'belongs to the KeePass import'],
]);

describe.runIf(existsSync(FOREIGN))('foreign URI strings', () => {
  interface Case {
    readonly uri: string;
    readonly source_verdict: string;
    readonly note?: string;
    readonly expect?: Readonly<Record<string, unknown>>;
  }
  const cases: readonly Case[] = existsSync(FOREIGN) ? JSON.parse(readFileSync(FOREIGN, 'utf8')).cases : [];

  it.each(cases.map((row, index) => ({ ...row, index })))('$index: $source_verdict, $note', (row) => {
    const parsed = parseOtpUri(row.uri);
    const verdict = parsed.ok ? 'accept' : 'reject';
    if (row.source_verdict === 'accept' || row.source_verdict === 'reject') {
      if (!DISAGREEMENTS.has(row.note ?? '')) expect(`${verdict} ${parsed.ok ? '' : parsed.error.code}`.trim()).toMatch(row.source_verdict);
    }
    for (const [key, expected] of Object.entries(row.expect ?? {})) {
      const time = /^code_at_([0-9]+)$/.exec(key)?.[1];
      if (time !== undefined && parsed.ok) expect(codeAt(parsed.value.otp, Number(time) * 1000).code).toBe(expected);
    }
  });
});
