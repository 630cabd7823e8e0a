// Items for vault tests.

import { utf8 } from '../../src/core/bytes';
import type { Env } from '../../src/core/env';
import type { Item, OtpAccount, Passkey, RecoverySet } from '../../src/core/item';
import { newItemId } from '../../src/core/vault/item-id';

const base = (env: Env) => ({
  id: newItemId(env),
  sites: ['https://example.com'],
  note: '',
  tags: [],
  pinned: false,
  createdAt: env.now(),
  changedAt: env.now(),
  trashedAt: null,
});

export const otpAccount = (env: Env, over: Partial<OtpAccount> = {}): OtpAccount => ({
  ...base(env),
  kind: 'otp',
  issuer: 'Example',
  account: 'ann@example.com',
  otp: { type: 'totp', secret: env.random(20), algorithm: 'SHA1', digits: 6, period: 30 },
  verifiedAt: null,
  sentSteps: {},
  ...over,
});

export const recoverySet = (env: Env, over: Partial<RecoverySet> = {}): RecoverySet => ({
  ...base(env),
  kind: 'recovery',
  accountId: null,
  issuer: 'Example',
  account: 'ann@example.com',
  page: null,
  codes: [
    { text: 'abcd-efgh', usedAt: null, usedOn: null },
    { text: 'ijkl-mnop', usedAt: env.now(), usedOn: 'https://example.com' },
  ],
  ...over,
});

export const passkey = (env: Env, over: Partial<Passkey> = {}): Passkey => ({
  ...base(env),
  kind: 'passkey',
  rpId: 'example.com',
  rpName: 'Example',
  credentialId: env.random(32),
  userHandle: utf8('user-1'),
  userName: 'ann@example.com',
  displayName: 'Ann',
  algorithm: -7,
  privateKey: env.random(138),
  discoverable: true,
  backupEligible: true,
  prfSeed: env.random(32),
  largeBlob: null,
  credBlob: null,
  usedAt: null,
  ...over,
});

export const oneOfEach = (env: Env): Item[] => [otpAccount(env), recoverySet(env), passkey(env)];
