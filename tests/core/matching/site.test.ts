import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originOfAddress } from '../../../src/core/matching/origin';
import { matchSite, parseOrigin, sameSite, siteName } from '../../../src/core/matching/site';

describe('parseOrigin', () => {
  it.each([
    ['https://example.com', 'example.com', null, 'example.com'],
    ['https://id.heroku.com', 'id.heroku.com', null, 'heroku.com'],
    ['https://a.b.example.co.uk', 'a.b.example.co.uk', null, 'example.co.uk'],
    ['https://alice.github.io', 'alice.github.io', null, 'alice.github.io'],
    ['https://github.io', 'github.io', null, null],
    ['https://co.uk', 'co.uk', null, null],
    ['https://app.herokuapp.com', 'app.herokuapp.com', null, 'app.herokuapp.com'],
    ['https://bucket.s3.amazonaws.com', 'bucket.s3.amazonaws.com', null, 'bucket.s3.amazonaws.com'],
    ['https://accounts.heroku.test', 'accounts.heroku.test', null, 'heroku.test'],
    ['http://localhost:8080', 'localhost', 8080, null],
    ['http://app.localhost', 'app.localhost', null, null],
    ['http://192.168.1.1', '192.168.1.1', null, null],
    ['https://[::1]:8443', '[::1]', 8443, null],
    ['http://router', 'router', null, null],
    ['https://example.com.', 'example.com.', null, null],
    ['https://xn--mnchen-3ya.de', 'xn--mnchen-3ya.de', null, 'xn--mnchen-3ya.de'],
    ['https://my_app.example.com', 'my_app.example.com', null, 'example.com'],
  ])('%s', (origin, host, port, domain) => {
    const site = parseOrigin(origin);
    expect(site.ok && [site.value.origin, site.value.host, site.value.port, site.value.domain]).toEqual([origin, host, port, domain]);
  });

  it.each([
    ['null', 'opaque'],
    ['', 'malformed'],
    ['example.com', 'malformed'],
    ['https://example.com/', 'malformed'],
    ['https://example.com/login', 'malformed'],
    ['https://user@example.com', 'malformed'],
    ['https://example.com@evil.example', 'malformed'],
    ['https://EXAMPLE.com', 'malformed'],
    ['https://münchen.de', 'malformed'],
    ['https://example.com:443', 'malformed'],
    ['http://example.com:80', 'malformed'],
    ['https://example.com:0', 'malformed'],
    ['https://example.com:65536', 'malformed'],
    ['https://exa mple.com', 'malformed'],
    ['https://.example.com', 'malformed'],
    ['https://a..example.com', 'malformed'],
    ['https:\\\\example.com', 'malformed'],
    ['https://example.com?x', 'malformed'],
    ['https://example.com#x', 'malformed'],
    ['https://example.com\n', 'malformed'],
    ['about:blank', 'not-web'],
    ['data:text/html,x', 'not-web'],
    ['blob:https://example.com/1', 'not-web'],
    ['file://', 'not-web'],
    ['javascript:alert(1)', 'not-web'],
    ['chrome-extension://jimppnjpkecmloipkdlbhclmjlpaehda', 'not-web'],
    ['moz-extension://0', 'not-web'],
    ['ftp://example.com', 'not-web'],
  ])('%j is %s', (text, code) => {
    const site = parseOrigin(text);
    expect(site.ok ? null : site.error.code).toBe(code);
  });

  it('takes what a browser serialises, and nothing that a browser would change', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
        const { origin } = new URL(address);
        expect(parseOrigin(origin).ok).toBe(true);
        if (address !== origin) expect(parseOrigin(address).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string(), (rest) => {
        const text = `https://${rest}`;
        if (!parseOrigin(text).ok) return;
        // IPv4 in other notations and overlong labels are refused by the browser before they become an origin.
        if (URL.canParse(text)) expect(new URL(text).protocol).toBe('https:');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('originOfAddress', () => {
  it.each([
    ['example.com', 'https://example.com'],
    ['  Example.COM/login?x#y ', 'https://example.com'],
    ['http://example.com:80/', 'http://example.com'],
    ['https://münchen.de', 'https://xn--mnchen-3ya.de'],
    ['localhost:3000', 'http://localhost:3000'],
    ['https://localhost', 'https://localhost'],
    ['192.168.1.1', 'http://192.168.1.1'],
    ['[::1]:8080/x', 'http://[::1]:8080'],
    ['', null],
    ['not a site', null],
    ['bob@example.com', null],
    ['https://github.com@evil.example', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['ftp://example.com', null],
    ['https://', null],
  ])('%j is %s', (text, origin) => {
    expect(originOfAddress(text)).toBe(origin);
  });
});

describe('matchSite', () => {
  it.each<[string, readonly string[], string, string?]>([
    ['https://example.com', ['https://example.com'], 'exact'],
    ['https://example.com', ['https://other.example', 'https://example.com'], 'exact'],
    ['https://www.example.com', ['https://example.com'], 'same-domain'],
    ['https://example.com', ['https://id.example.com'], 'same-domain'],
    ['https://example.com:8443', ['https://example.com'], 'same-domain'],
    ['https://example.com', ['http://example.com'], 'same-domain'],
    ['https://example.com', [], 'none'],
    ['https://example.org', ['https://example.com'], 'none'],
    ['https://notexample.com', ['https://example.com'], 'none'],
    ['https://example.com.evil.test', ['https://example.com'], 'none'],
    ['https://example.com.', ['https://example.com'], 'none'],
    ['https://bob.github.io', ['https://alice.github.io'], 'none'],
    ['https://www.alice.github.io', ['https://alice.github.io'], 'same-domain'],
    ['https://b.co.uk', ['https://a.co.uk'], 'none'],
    ['http://example.com', ['https://example.com'], 'refused', 'insecure'],
    ['http://www.example.com', ['https://example.com'], 'refused', 'insecure'],
    ['http://example.com', ['https://example.com', 'http://example.com'], 'exact'],
    ['http://example.com', ['http://example.com'], 'exact'],
    ['http://localhost:8080', ['http://localhost:8080'], 'exact'],
    ['http://localhost:8081', ['http://localhost:8080'], 'none'],
    ['http://localhost', ['https://localhost'], 'refused', 'insecure'],
    ['http://a.localhost', ['http://b.localhost'], 'none'],
    ['http://10.0.0.1', ['http://10.0.0.1'], 'exact'],
    ['http://10.0.0.1:81', ['http://10.0.0.1'], 'none'],
    ['http://10.0.0.2', ['http://10.0.0.1'], 'none'],
    ['http://10.0.0.1', ['https://10.0.0.1'], 'refused', 'insecure'],
    ['http://[::1]', ['http://[::1]'], 'exact'],
    ['null', ['https://example.com', 'null'], 'refused', 'opaque'],
    ['about:blank', ['https://example.com'], 'refused', 'not-web'],
    ['https://user@example.com', ['https://example.com'], 'refused', 'malformed'],
    ['https://example.com', ['null', 'garbage', ''], 'none'],
  ])('%s for %j: %s %s', (origin, sites, match, code) => {
    expect(matchSite(origin, sites)).toMatchObject(code === undefined ? { match } : { match, code });
  });
});

describe('sameSite', () => {
  it.each([
    ['https://a.example.com', 'https://b.example.com', true],
    ['https://a.example.com', 'https://a.example.com:444', true],
    ['https://a.example.com', 'http://a.example.com', false],
    ['https://a.github.io', 'https://b.github.io', false],
    ['http://localhost:1', 'http://localhost:2', false],
    ['http://localhost:1', 'http://localhost:1', true],
    ['https://router', 'https://router', true],
    ['null', 'null', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameSite(a, b)).toBe(same);
  });
});

describe('siteName', () => {
  it.each([
    ['https://example.com', 'example.com', null],
    ['http://example.com:8080', 'http://example.com:8080', null],
    ['https://xn--mnchen-3ya.de', 'xn--mnchen-3ya.de', 'münchen.de'],
    ['https://xn--80ak6aa92e.com:8443', 'xn--80ak6aa92e.com:8443', 'аррӏе.com:8443'],
    ['https://xn--fsqu00a.xn--0zwm56d', 'xn--fsqu00a.xn--0zwm56d', '例子.测试'],
    ['https://xn--.com', 'xn--.com', null],
    ['https://xn--99999999.com', 'xn--99999999.com', null],
  ])('%s', (origin, ascii, unicode) => {
    const name = siteName(origin);
    expect(name.ascii).toBe(ascii);
    expect(name.unicode).toBe(unicode);
  });

  it('decodes every host name that the platform encodes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (label) => {
        if (!URL.canParse(`https://${label}.com`)) return;
        const { origin, hostname } = new URL(`https://${label}.com`);
        // The URL Standard lets ! and the like through; no name in the DNS has them, and parseOrigin refuses them.
        if (!hostname.startsWith('xn--') || !parseOrigin(origin).ok) return;
        const { unicode } = siteName(origin);
        expect(new URL(`https://${unicode}`).origin).toBe(origin);
      }),
      { numRuns: 2000 },
    );
  });
});
