// Who may act for whom. HTML's "is a registrable domain suffix of or is equal to" and WebAuthn L3 §5.1.3 steps 7–8.

import { describe, expect, test } from 'vitest';
import { checkRpId } from '../../../src/core/webauthn/rp-id';

const verdict = (origin: string, rpId: string | null): string => {
  const checked = checkRpId(origin, rpId);
  return checked.ok ? `= ${checked.value}` : checked.error.code;
};

test.each([
  // Nothing asked: the host, without its port.
  ['https://example.org', null, '= example.org'],
  ['https://login.example.org:8443', null, '= login.example.org'],
  ['http://localhost:8080', null, '= localhost'],
  ['http://app.localhost', null, '= app.localhost'],
  ['https://intranet', null, '= intranet'],
  ['https://xn--bcher-kva.example', null, '= xn--bcher-kva.example'],
  ['https://my_app.example.org', null, '= my_app.example.org'],
  // The host itself.
  ['https://example.org', 'example.org', '= example.org'],
  ['http://localhost', 'localhost', '= localhost'],
  ['https://alice.github.io', 'alice.github.io', '= alice.github.io'],
  ['https://github.io', 'github.io', '= github.io'],
  // What it is below, down to what somebody can own.
  ['https://login.example.org', 'example.org', '= example.org'],
  ['https://a.b.c.example.co.uk', 'b.c.example.co.uk', '= b.c.example.co.uk'],
  ['https://a.b.c.example.co.uk', 'example.co.uk', '= example.co.uk'],
  ['https://www1.web-platform.test', 'web-platform.test', '= web-platform.test'],
  ['https://a.city.kawasaki.jp', 'city.kawasaki.jp', '= city.kawasaki.jp'],
])('%s asks for %s and gets it', (origin, rpId, expected) => {
  expect(verdict(origin, rpId)).toBe(expected);
});

describe('refused', () => {
  test.each([
    ['another site', 'https://example.org', 'example.com', 'related-origin-needed'],
    ['no dot between (passkey-rs #92, keepassxc #10287)', 'https://evilexample.org', 'example.org', 'related-origin-needed'],
    ['no dot between, within one site', 'https://xlogin.example.org', 'login.example.org', 'related-origin-needed'],
    ['what lies above its public suffix', 'https://a.s3.amazonaws.com', 'amazonaws.com', 'related-origin-needed'],
    ['below the caller', 'https://example.org', 'login.example.org', 'related-origin-needed'],
    ['beside the caller', 'https://a.example.org', 'b.example.org', 'related-origin-needed'],
    ['a neighbour under a private suffix', 'https://alice.github.io', 'bob.github.io', 'related-origin-needed'],
    ['the private suffix', 'https://alice.github.io', 'github.io', 'bad-rp-id'],
    ['the public suffix', 'https://example.co.uk', 'co.uk', 'bad-rp-id'],
    ['a whole top level', 'https://example.org', 'org', 'bad-rp-id'],
    ['a wildcard suffix', 'https://a.b.kawasaki.jp', 'b.kawasaki.jp', 'bad-rp-id'],
    ['localhost from below', 'http://app.localhost', 'localhost', 'bad-rp-id'],
    ['another site from this machine over http', 'http://localhost', 'example.org', 'bad-rp-id'],
    ['a port', 'https://example.org:8443', 'example.org:8443', 'bad-rp-id'],
    ['a scheme', 'https://example.org', 'https://example.org', 'bad-rp-id'],
    ['a trailing dot', 'https://example.org', 'example.org.', 'bad-rp-id'],
    ['a leading dot', 'https://example.org', '.example.org', 'bad-rp-id'],
    ['an empty label', 'https://a.example.org', 'example..org', 'bad-rp-id'],
    ['nothing', 'https://example.org', '', 'bad-rp-id'],
    ['upper case', 'https://example.org', 'Example.org', 'bad-rp-id'],
    ['Unicode', 'https://xn--bcher-kva.example', 'bücher.example', 'bad-rp-id'],
    ['a space', 'https://example.org', ' example.org', 'bad-rp-id'],
    ['a zero byte', 'https://example.org', 'example.org\u0000', 'bad-rp-id'],
    ['an address', 'https://example.org', '127.0.0.1', 'bad-rp-id'],
    ['a page’s null', 'https://example.org', 'null', 'bad-rp-id'],
    ['a very long name', 'https://example.org', `${'a.'.repeat(126)}org`, 'bad-rp-id'],
    ['a caller at an IPv4 address', 'https://127.0.0.1', null, 'no-domain'],
    ['even over http', 'http://127.0.0.1:8080', null, 'no-domain'],
    ['even by its own name', 'https://192.0.2.1', '192.0.2.1', 'no-domain'],
    ['the end of its address', 'https://192.0.2.1', '2.1', 'no-domain'],
    ['a caller at an IPv6 address', 'https://[::1]', null, 'no-domain'],
    ['a caller that ends in a number', 'https://example.0x7f', null, 'no-domain'],
    ['a caller with a trailing dot', 'https://example.org.', null, 'no-domain'],
    ['an unencrypted caller', 'http://example.org', null, 'insecure'],
    ['an unencrypted caller by name', 'http://example.org', 'example.org', 'insecure'],
    ['an opaque caller', 'null', null, 'opaque-origin'],
    ['an extension', 'chrome-extension://abcdefghijklmnop', null, 'no-domain'],
    ['no origin at all', 'https://example.org/path', null, 'no-domain'],
  ])('%s: %s for %j', (_name, origin, rpId, expected) => {
    expect(verdict(origin, rpId)).toBe(expected);
  });
});
