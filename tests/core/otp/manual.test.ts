import { describe, expect, it } from 'vitest';
import { base32 } from '../../../src/core/bytes';
import { type ManualEntry, readManualEntry } from '../../../src/core/otp/manual';

const KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

describe('readManualEntry', () => {
  it.each<[ManualEntry, Record<string, unknown>, string | null]>([
    [{ secret: KEY }, { type: 'totp', algorithm: 'SHA1', digits: 6, period: 30 }, null],
    [{ secret: KEY, digits: '', period: '' }, { type: 'totp', algorithm: 'SHA1', digits: 6, period: 30 }, null],
    [{ secret: KEY, digits: 8, period: '60', algorithm: 'SHA256' }, { type: 'totp', algorithm: 'SHA256', digits: 8, period: 60 }, null],
    [{ secret: KEY, type: 'hotp', counter: 7 }, { type: 'hotp', algorithm: 'SHA1', digits: 6, counter: 7 }, null],
    [{ secret: KEY, type: 'steam' }, { type: 'steam' }, null],
    [{ secret: KEY, site: 'example.com' }, { type: 'totp', algorithm: 'SHA1', digits: 6, period: 30 }, 'https://example.com'],
    [
      { secret: KEY, site: 'https://id.example.com/login?x=1' },
      { type: 'totp', algorithm: 'SHA1', digits: 6, period: 30 },
      'https://id.example.com',
    ],
    [{ secret: `otpauth://hotp/x?secret=${KEY}&counter=3` }, { type: 'hotp', algorithm: 'SHA1', digits: 6, counter: 3 }, null],
  ])('%j', (entry, otp, site) => {
    const read = readManualEntry({ issuer: ' ACME ', account: 'bob', ...entry });
    if (!read.ok) throw new Error(read.error.code);
    const { secret, ...parameters } = read.value.otp;
    expect([read.value.issuer, read.value.account, read.value.site, parameters]).toEqual(['ACME', 'bob', site, otp]);
    expect(base32(secret)).toBe(KEY);
  });

  it('takes the names of a pasted URI where the form has none', () => {
    expect(readManualEntry({ secret: `otpauth://totp/ACME:bob?secret=${KEY}` })).toMatchObject({
      value: { issuer: 'ACME', account: 'bob' },
    });
  });

  it.each<[ManualEntry, string]>([
    [{ secret: '' }, 'no-secret'],
    [{ secret: 'hello0' }, 'bad-secret'],
    [{ secret: KEY, digits: 0 }, 'bad-digits'],
    [{ secret: KEY, digits: 6.5 }, 'bad-digits'],
    [{ secret: KEY, period: '-30' }, 'bad-period'],
    [{ secret: KEY, period: 1e21 }, 'bad-period'],
    [{ secret: KEY, type: 'hotp', counter: 2 ** 53 }, 'bad-counter'],
    [{ secret: KEY, algorithm: 'MD5' }, 'bad-algorithm'],
    [{ secret: KEY, type: 'steam', digits: 6 }, 'bad-digits'],
    [{ secret: KEY, type: 'steam', algorithm: 'SHA512' }, 'bad-algorithm'],
    [{ secret: KEY, site: 'not a site' }, 'bad-site'],
    [{ secret: KEY, site: 'javascript:alert(1)' }, 'bad-site'],
    [{ secret: KEY, site: 'https://github.com@evil.example' }, 'bad-site'],
    [{ secret: 'otpauth-migration://offline?data=AAAA' }, 'migration'],
  ])('refuses %j: %s', (entry, code) => {
    const read = readManualEntry(entry);
    expect(read.ok ? null : read.error.code).toBe(code);
  });
});
