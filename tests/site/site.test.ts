// The site under test is itself tested: it must refuse what a real one refuses, or the end-to-end tests prove nothing.

import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from './certificate';
import { type Site, startSite } from './server';
import { base32, type Enrolment, hotp, matchingStep, stepAt } from './totp';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('totp', () => {
  // RFC 6238 appendix B
  const secrets = {
    SHA1: '12345678901234567890',
    SHA256: '12345678901234567890123456789012',
    SHA512: '1234567890123456789012345678901234567890123456789012345678901234',
  } as const;
  it.each([
    ['SHA1', 59, '94287082'],
    ['SHA256', 59, '46119246'],
    ['SHA512', 59, '90693936'],
    ['SHA1', 1111111109, '07081804'],
    ['SHA256', 2000000000, '90698825'],
    ['SHA512', 20000000000, '47863826'],
  ] as const)('%s at %i is %s', (algorithm, seconds, code) => {
    const enrolment: Enrolment = { secret: ascii(secrets[algorithm]), algorithm, digits: 8, period: 30 };
    expect(hotp(enrolment, stepAt(enrolment, seconds * 1000))).toBe(code);
  });

  it('takes one step of drift and no more', () => {
    const enrolment: Enrolment = { secret: ascii(secrets.SHA1), algorithm: 'SHA1', digits: 6, period: 30 };
    const now = 1_700_000_000_000;
    const step = stepAt(enrolment, now);
    expect([-2, -1, 0, 1, 2].map((drift) => matchingStep(enrolment, hotp(enrolment, step + drift), now))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ]);
  });

  it('writes base32 as RFC 4648 does', () => {
    expect(['f', 'fo', 'foobar'].map((text) => base32(ascii(text)))).toEqual(['MY', 'MZXQ', 'MZXW6YTBOI']);
  });
});

it('makes a certificate that OpenSSL reads and that names its hosts', () => {
  const certificate = new X509Certificate(selfSigned(['localhost', '*.heroku.test']).cert);
  expect(certificate.checkHost('accounts.heroku.test')).toBe('*.heroku.test');
  expect(certificate.checkHost('heroku.example')).toBeUndefined();
  expect(certificate.verify(certificate.publicKey)).toBe(true);
});

/** A visitor with a cookie jar and no browser. */
class Visitor {
  readonly #site: Site;
  #cookie = '';
  constructor(site: Site) {
    this.#site = site;
  }
  async go(path: string, form?: Record<string, string>): Promise<{ status: number; to: string | null; text: string }> {
    const response = await fetch(`${this.#site.url}${path}`, {
      redirect: 'manual',
      headers: { cookie: this.#cookie },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    return { status: response.status, to: response.headers.get('location'), text: await response.text() };
  }
}

describe('the flow', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('asks for a code after set-up and refuses wrong and used ones', async () => {
    const visitor = new Visitor(site);
    const person = { email: 'ada@example.com', password: 'difference engine' };
    expect((await visitor.go('/signup?period=10', person)).to).toBe('/account?period=10');
    await visitor.go('/account/mfa/setup?period=10');
    expect((await visitor.go('/account/mfa/setup?period=10', { code: '' })).status).toBe(400);
    const enrolled = await visitor.go('/account/mfa/setup?period=10&key=shown');
    const key = (enrolled.text.match(/id="secret-key">([A-Z2-7 ]+)</)?.[1] ?? '').replaceAll(' ', '');
    const bits = [...key].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
    const secret = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const enrolment: Enrolment = { secret, algorithm: 'SHA1', digits: 6, period: 10 };
    const step = stepAt(enrolment, Date.now());
    const confirmed = await visitor.go('/account/mfa/setup?period=10', { code: hotp(enrolment, step) });
    expect(confirmed.to).toBe('/account/mfa/done?period=10');

    await visitor.go('/logout', {});
    expect((await visitor.go('/account')).to).toBe('/login');
    expect((await visitor.go('/login', { ...person, password: 'wrong' })).status).toBe(400);
    expect((await visitor.go('/login', person)).to).toBe('/login/verify');
    expect((await visitor.go('/login/verify', { code: hotp(enrolment, step) })).text).toContain('has been used already');
    expect((await visitor.go('/login/verify', { code: hotp(enrolment, step + 5) })).text).toContain('not right');
    expect((await visitor.go('/account')).to).toBe('/login');
    expect((await visitor.go('/login/verify', { code: hotp(enrolment, step + 1) })).to).toBe('/account');
    expect(site.state.attempts.map((attempt) => attempt.verdict)).toEqual(['empty', 'accepted', 'reused', 'wrong', 'accepted']);
  });

  it('keeps people of different domains apart and hosts of one domain together', () => {
    site.state.addUser('accounts.heroku.test:1', 'eve@example.com', 'x');
    expect(site.state.user('id.heroku.test:2', 'EVE@example.com')).toBeDefined();
    expect(site.state.user('id.other.test', 'eve@example.com')).toBeUndefined();
  });

  it('sends codes, takes each once, and lets methods be added and removed', async () => {
    const visitor = new Visitor(site);
    const person = { email: 'grace@example.com', password: 'nanosecond' };
    const sent = (): string => site.state.messages.at(-1)?.code ?? '';
    await visitor.go('/signup', person);
    expect((await visitor.go('/account/mfa')).text).not.toContain('name="method" value="sms"');
    await visitor.go('/account/mfa/sms');
    expect((await visitor.go('/account/mfa/sms', { code: 'x' })).status).toBe(400);
    expect((await visitor.go('/account/mfa/sms', { code: sent() })).to).toBe('/account/mfa');
    expect((await visitor.go('/account/mfa')).text).toContain('name="method" value="sms"');

    await visitor.go('/logout', {});
    expect((await visitor.go('/login', person)).to).toBe('/login/sms');
    const old = sent();
    await visitor.go('/login/sms');
    expect((await visitor.go('/login/sms', { code: old })).status).toBe(400);
    expect((await visitor.go('/login/methods')).text).toContain('/login/sms');
    expect((await visitor.go('/login/sms', { code: sent() })).to).toBe('/account');
    expect((await visitor.go('/account/mfa/remove', { method: 'sms' })).to).toBe('/account/mfa');
    await visitor.go('/logout', {});
    expect((await visitor.go('/login', person)).to).toBe('/account');
  });

  it('escapes what a visitor types', async () => {
    const reply = await new Visitor(site).go('/login', { email: '"><script>alert(1)</script>', password: 'x' });
    expect(reply.text).not.toContain('<script>alert');
  });
});
