// The site must refuse what a real one refuses, or the end-to-end tests prove nothing.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from './server';
import { Device, type Wrong } from './webauthn-device';
import { type Assertion, lookAtAssertion, lookAtRegistration, type Registration } from './webauthn-second-look';

interface Answer {
  readonly status: number;
  readonly to: string | null;
  readonly json: { readonly ok?: boolean; readonly trouble?: string; readonly to?: string; readonly challenge: string };
}

class Visitor {
  readonly #site: Site;
  #cookie = '';
  constructor(site: Site) {
    this.#site = site;
  }
  async page(path: string): Promise<string> {
    return (await fetch(`${this.#site.url}${path}`, { headers: { cookie: this.#cookie } })).text();
  }
  async post(path: string, fields: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.#site.url}${path}`, {
      redirect: 'manual',
      method: 'POST',
      headers: { cookie: this.#cookie },
      body: new URLSearchParams(fields),
    });
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    const isJson = response.headers.get('content-type') === 'application/json';
    return { status: response.status, to: response.headers.get('location'), json: isJson ? await response.json() : { challenge: '' } };
  }
}

describe('security keys, built-in authenticators and passkeys', () => {
  let site: Site;
  let serial = 0;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  async function signedUp(): Promise<{ visitor: Visitor; person: { email: string; password: string } }> {
    serial += 1;
    const person = { email: `ada${serial}@example.com`, password: 'difference engine' };
    const visitor = new Visitor(site);
    await visitor.post('/signup', person);
    return { visitor, person };
  }
  async function register(visitor: Visitor, kind: string, device: Device, wrong: Wrong = {}): Promise<Answer> {
    const { json } = await visitor.post('/webauthn/register/options', { kind });
    return visitor.post('/webauthn/register', { response: device.create(json, site.url, wrong), name: kind });
  }
  async function signIn(visitor: Visitor, device: Device, wrong: Wrong = {}): Promise<Answer> {
    const { json } = await visitor.post('/webauthn/login/options');
    return visitor.post('/webauthn/login', { response: device.get(json, site.url, wrong) });
  }

  it('takes a passkey and signs in with it, without a password', async () => {
    const { visitor, person } = await signedUp();
    const device = new Device();
    expect(await visitor.page('/login')).toContain('if (false) offer()');
    expect((await register(visitor, 'passkey', device)).json).toEqual({ ok: true, to: '/account/mfa' });
    const stranger = new Visitor(site);
    expect(await stranger.page('/login')).toContain('if (true) offer()');
    expect((await signIn(stranger, device)).json).toEqual({ ok: true, to: '/account' });
    expect(await stranger.page('/account')).toContain(person.email);
    expect(site.state.webauthn.judged.slice(-2)).toMatchObject([
      { ceremony: 'create', ok: true, origin: site.url, expectedOrigin: site.url, uv: true, email: person.email },
      { ceremony: 'get', ok: true, origin: site.url, uv: true, email: person.email },
    ]);
  });

  it.each<[string, Wrong]>([
    ['another origin', { origin: 'http://localhost.evil.test' }],
    ['another rpId', { rpId: 'evil.test' }],
    ['no verification of the user', { uv: false }],
    ['a challenge that was never given', { challenge: 'x'.repeat(43) }],
  ])('refuses a passkey with %s', async (_what, wrong) => {
    const { visitor } = await signedUp();
    expect((await register(visitor, 'passkey', new Device(), wrong)).status).toBe(400);
    expect(site.state.webauthn.judged.at(-1)?.ok).toBe(false);
  });

  it.each<[string, Wrong]>([
    ['another origin', { origin: 'http://app.localhost' }],
    ['another rpId', { rpId: 'app.localhost' }],
    ['no verification of the user', { uv: false }],
    ['a challenge that was never given', { challenge: 'x'.repeat(43) }],
    ['the handle of somebody else', { userHandle: 'AAAA' }],
    ['a signature of somebody else', { signature: Buffer.alloc(70, 1) }],
    ['a counter that stands still', { counter: 5 }],
  ])('refuses to sign in with %s', async (_what, wrong) => {
    const { visitor } = await signedUp();
    const device = new Device();
    await register(visitor, 'passkey', device);
    expect((await signIn(new Visitor(site), device, { counter: 5 })).json.ok).toBe(true);
    expect((await signIn(new Visitor(site), device, { counter: 6, ...wrong })).status).toBe(400);
  });

  it('takes a challenge once, and only from the visitor who got it', async () => {
    const { visitor } = await signedUp();
    const device = new Device();
    await register(visitor, 'passkey', device);
    const stranger = new Visitor(site);
    const { json } = await stranger.post('/webauthn/login/options');
    const response = device.get(json, site.url);
    expect((await stranger.post('/webauthn/login', { response })).json.ok).toBe(true);
    expect((await stranger.post('/webauthn/login', { response })).json.trouble).toBe('no such challenge');
    const { json: other } = await stranger.post('/webauthn/login/options');
    const stolen = await new Visitor(site).post('/webauthn/login', { response: device.get(other, site.url) });
    expect(stolen.json.trouble).toBe('no such challenge');
  });

  it('asks for a key after the password, lists methods, names a lonely one, and lets them go', async () => {
    const { visitor, person } = await signedUp();
    const device = new Device();
    await register(visitor, 'built-in', device, { uv: false });
    const methods = await visitor.page('/account/mfa');
    expect(methods).toContain(`data-key="${device.id}"`);
    expect(methods).toContain('backup-hint');
    await register(visitor, 'security-key', new Device(), { uv: false });
    expect(await visitor.page('/account/mfa')).not.toContain('backup-hint');

    await visitor.post('/logout');
    expect((await visitor.post('/login', person)).to).toBe('/login/key');
    expect(await visitor.page('/login/methods')).toContain('/login/key');
    const { json } = await visitor.post('/webauthn/second-step/options');
    const answer = await visitor.post('/webauthn/second-step', { response: device.get(json, site.url, { uv: false }) });
    expect(answer.json).toEqual({ ok: true, to: '/account' });

    await visitor.post('/account/mfa/remove', { method: 'built-in', key: device.id });
    expect(await visitor.page('/account/mfa')).not.toContain(device.id);
  });

  it('bends the options of an experiment by the query', async () => {
    const query = '?alg=-8,-257&rk=required&uv=required&attachment=platform&hints=client-device&prf=1&largeBlob=required&timeout=1000';
    const { json } = await new Visitor(site).post(`/webauthn/experiments/create/options${query}`);
    expect(json).toMatchObject({
      pubKeyCredParams: [{ alg: -8 }, { alg: -257 }],
      authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'required', userVerification: 'required' },
      hints: ['client-device'],
      timeout: 1000,
      extensions: { prf: { eval: {} }, largeBlob: { support: 'required' } },
    });
    const { json: get } = await new Visitor(site).post('/webauthn/experiments/get/options?allow=unknown&rpId=other.test');
    expect(get).toMatchObject({ rpId: 'other.test', allowCredentials: [{ type: 'public-key' }] });
    const { json: blob } = await new Visitor(site).post('/webauthn/experiments/get/options?largeBlob=1&blob=kept');
    expect(blob).toMatchObject({ extensions: { largeBlob: { write: Buffer.from('kept').toString('base64url') } } });
  });

  it('names the origins that may use its passkeys', async () => {
    site.state.webauthn.related.push('https://other.test');
    expect(JSON.parse(await new Visitor(site).page('/.well-known/webauthn'))).toEqual({ origins: ['https://other.test'] });
  });
});

describe('the second look', () => {
  const expected = { rpId: 'localhost', origin: 'http://localhost:1', challenge: 'AAAA' } as const;
  const asked = { challenge: 'AAAA', rpId: 'localhost', rp: { id: 'localhost' }, user: { id: 'AQ' } };
  const device = new Device();
  const registration = (wrong: Wrong = {}): Registration => JSON.parse(device.create(asked, expected.origin, wrong));
  const assertion = (wrong: Wrong = {}): Assertion => JSON.parse(device.get(asked, expected.origin, wrong));
  const cose = (): Uint8Array => {
    const authData = Buffer.from(registration().response.authenticatorData ?? '', 'base64url');
    return authData.subarray(37 + 18 + 32);
  };
  const look = (wrong: Wrong = {}): string | null => lookAtAssertion(assertion(wrong), cose(), { ...expected, type: 'webauthn.get' });

  it('accepts what is right', () => {
    expect(lookAtRegistration(registration(), { ...expected, type: 'webauthn.create' })).toBeNull();
    expect(look()).toBeNull();
  });

  it('names what is wrong', () => {
    expect(look({ origin: 'http://evil.test' })).toContain('origin');
    expect(look({ rpId: 'evil.test' })).toBe('rpIdHash');
    expect(look({ challenge: 'BBBB' })).toBe('challenge');
    expect(look({ signature: Buffer.alloc(70, 1) })).toBe('the signature is wrong');
    expect(lookAtAssertion(assertion(), cose(), { ...expected, type: 'webauthn.create' })).toContain('type');
    const other = { ...registration(), id: new Device().id };
    expect(lookAtRegistration(other, { ...expected, type: 'webauthn.create' })).toContain('the id differs');
  });
});
