import { describe, expect, it } from 'vitest';
import { lookalikeOf, looksLike } from '../../../src/core/matching/lookalike';

const asOrigin = (host: string) => new URL(`https://${host}`).origin;

describe('looksLike', () => {
  it.each([
    ['gihtub.com', 'github.com'],
    ['g1thub.com', 'github.com'],
    ['github.co', 'github.com'],
    ['git-hub.com', 'github.com'],
    ['glthub.com', 'github.com'],
    ['paypa1.com', 'paypal.com'],
    ['paypai.com', 'paypal.com'],
    ['payypal.com', 'paypal.com'],
    ['rnicrosoft.com', 'microsoft.com'],
    ['micros0ft.com', 'microsoft.com'],
    ['goog1e.com', 'google.com'],
    ['gooogle.com', 'google.com'],
    ['facebok.com', 'facebook.com'],
    ['xn--pple-43d.com', 'apple.com'],
    ['xn--80ak6aa92e.com', 'apple.com'],
    ['xn--ggle-0qaa.com', 'google.com'],
    ['gıthüb.com', 'github.com'],
    ['раураl.com', 'paypal.com'],
    ['paypal-login.com', 'paypal.com'],
    ['mypaypal.net', 'paypal.com'],
  ])('%s is like %s', (name, home) => {
    expect(looksLike(new URL(`https://${name}`).hostname, home)).toBe(true);
  });

  it.each([
    ['github.com', 'github.com'],
    ['gitlab.com', 'github.com'],
    ['x.com', 't.co'],
    ['example.com', 'github.com'],
    ['npmjs.com', 'github.com'],
    ['amazon.com', 'paypal.com'],
  ])('%s is not like %s', (name, home) => {
    expect(looksLike(name, home)).toBe(false);
  });
});

describe('lookalikeOf', () => {
  it.each<[string, string, readonly string[], string | null, string?]>([
    ['githuh.com', 'GitHub', ['https://github.com'], 'look-alike', 'github.com'],
    ['github.com.evil.example', 'GitHub', [], 'look-alike', 'github.com'],
    ['github.io', 'GitHub', [], 'look-alike', 'github.com'],
    ['github.com-login.example', 'GitHub', [], 'look-alike', 'github.com'],
    ['login.evil.example', 'GitHub', [], 'unknown-domain', 'github.com'],
    ['gitlab.my-company.example', 'GitLab', [], 'unknown-domain', 'gitlab.com'],
    ['login.github.com.evil.example', 'GitHub', [], 'look-alike', 'github.com'],
    ['10.0.0.7', 'GitLab', ['https://10.0.0.1'], 'unknown-domain', 'gitlab.com'],
    ['gist.github.com', 'GitHub', [], null],
    ['evil.example', 'My own server', [], null],
    ['evil.example', 'My own server', ['https://home.example'], null],
    ['horne.example', 'My own server', ['https://home.example'], 'look-alike', 'home.example'],
  ])('%s asking for %s of %j: %s', (host, issuer, sites, code, expected) => {
    const warning = lookalikeOf(asOrigin(host), { issuer, sites });
    expect(warning === null ? null : [warning.code, warning.expected]).toEqual(code === null ? null : [code, expected]);
  });
});
