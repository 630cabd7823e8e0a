import { describe, expect, it } from 'vitest';
import { otpDetail, type SignIn, signInHealth } from '../../../src/core/health/sign-in-health';
import type { Item, OtpAccount } from '../../../src/core/item';
import { indexEntry } from '../../../src/core/vault/index-entry';
import { otpAccount, passkey, recoverySet } from '../../support/items';
import { testEnv } from '../../support/test-env';

const env = testEnv(7);
const site = 'https://example.com';

/** Tried and unremarkable, so that only what a test changes is found. */
const account = (over: Partial<OtpAccount> = {}): OtpAccount =>
  otpAccount(env, {
    sites: [site],
    verifiedAt: 1,
    otp: { type: 'totp', secret: new Uint8Array(20), algorithm: 'SHA1', digits: 6, period: 30 },
    ...over,
  });
const set = (unused: number, over: Parameters<typeof recoverySet>[1] = {}) =>
  recoverySet(env, {
    codes: Array.from({ length: 8 }, (_, at) => ({ text: `c${at}`, usedAt: at < unused ? null : 1, usedOn: null })),
    ...over,
  });
const key = (over: Parameters<typeof passkey>[1] = {}) => passkey(env, { rpId: 'example.com', sites: [], ...over });

const health = (...items: Item[]): readonly SignIn[] =>
  signInHealth(
    items.map((item, at) => indexEntry(item, 1, 1, at)),
    new Map(items.flatMap((item) => (item.kind === 'otp' ? [[item.id, otpDetail(item)] as const] : []))),
  );
const issues = (...items: Item[]) => health(...items).map((one) => one.issues);

describe('a sign-in', () => {
  it('with codes alone has a single method', () => expect(issues(account())).toEqual([['single-method']]));

  it('with codes and recovery codes is well', () => {
    const otp = account();
    expect(issues(otp, set(8, { accountId: otp.id }))).toEqual([[]]);
  });

  it('takes recovery codes without an account by their site, and not those of another account', () => {
    const [one, two] = [account(), account()];
    expect(issues(one, set(8, { accountId: null, sites: [site] }))).toEqual([[]]);
    expect(issues(one, two, set(8, { accountId: one.id, sites: [site] }))).toEqual([[], ['single-method']]);
  });

  it.each([
    [3, []],
    [2, ['few-codes']],
    [1, ['few-codes']],
    [0, ['no-codes-left']],
  ])('with %i recovery codes left', (left, expected) => {
    const otp = account();
    expect(issues(otp, set(left, { accountId: otp.id }))).toEqual([expected]);
  });

  it('counts the codes of all its sets', () => {
    const otp = account();
    expect(issues(otp, set(2, { accountId: otp.id }), set(1, { accountId: otp.id }))).toEqual([[]]);
  });

  it.each([
    ['example.com', 'https://login.example.com', ['no-recovery']],
    ['login.example.com', 'https://example.com', ['single-method']],
    ['example.com', 'http://example.com', ['single-method']],
    ['example.org', 'https://example.com', ['single-method']],
    ['localhost', 'http://localhost:8080', ['no-recovery']],
  ])('with a passkey of %s at %s', (rpId, at, expected) =>
    expect(health(account({ sites: [at] }), key({ rpId }))[0]?.issues).toEqual(expected),
  );

  it('of passkeys alone is one a user, with a single method where there is one passkey', () => {
    expect(issues(key({ userName: 'ada' }), key({ userName: 'bob' }))).toEqual([['single-method'], ['single-method']]);
    expect(issues(key({ userName: 'ada' }), key({ userName: 'ada' }))).toEqual([['no-recovery']]);
    expect(health(key({ userName: 'ada' }))[0]).toMatchObject({ sites: ['https://example.com'], methods: { codes: false, passkeys: 1 } });
  });

  it('of recovery codes alone says only when they end', () =>
    expect(issues(set(8), set(1), set(0))).toEqual([[], ['few-codes'], ['no-codes-left']]));

  it('counts nothing that is in the trash', () => {
    const otp = account();
    expect(issues(otp, set(8, { accountId: otp.id, trashedAt: 5 }), account({ trashedAt: 5 }))).toEqual([['single-method']]);
  });
});

describe('an account', () => {
  const totp = { type: 'totp', secret: new Uint8Array(20), algorithm: 'SHA1', digits: 6, period: 30 } as const;
  it.each([
    ['a secret of 10 bytes', { otp: { ...totp, secret: new Uint8Array(10) } }, []],
    ['a secret of 9 bytes', { otp: { ...totp, secret: new Uint8Array(9) } }, ['weak-secret']],
    ['SHA256', { otp: { ...totp, algorithm: 'SHA256' } }, ['unusual-parameters']],
    ['eight digits', { otp: { ...totp, digits: 8 } }, ['unusual-parameters']],
    ['a period of a minute', { otp: { ...totp, period: 60 } }, ['unusual-parameters']],
    ['Steam’s codes', { otp: { type: 'steam', secret: new Uint8Array(20) } }, []],
    ['a counter that has not moved', { verifiedAt: null, sentSteps: {}, otp: { ...totp, type: 'hotp', counter: 0 } }, ['unverified']],
    ['a counter that has', { verifiedAt: null, sentSteps: {}, otp: { ...totp, type: 'hotp', counter: 3 } }, []],
    ['no code sent ever', { verifiedAt: null, sentSteps: {} }, ['unverified']],
    ['a code sent once', { verifiedAt: null, sentSteps: { [site]: 5 } }, []],
  ] as const)('with %s', (_, over, expected) => {
    const otp = account(over as Partial<OtpAccount>);
    expect(issues(otp, set(8, { accountId: otp.id }))[0]).toEqual(expected);
  });

  it('whose record is unreadable is judged by its methods', () => {
    const otp = account({ verifiedAt: null });
    expect(signInHealth([indexEntry(otp, 1, 1, 0)], new Map())[0]?.issues).toEqual(['single-method']);
  });
});

it('looks through 4,000 accounts in a blink', () => {
  const many = Array.from({ length: 4_000 }, (_, at) => account({ sites: [`https://host-${at}.example`] }));
  const sets = many.slice(0, 2_000).map((otp) => set(8, { accountId: otp.id }));
  const begun = performance.now();
  expect(issues(...many, ...sets).filter((found) => found.length > 0)).toHaveLength(2_000);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
