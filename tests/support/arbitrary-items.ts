// Any item that the vault may hold.

import fc from 'fast-check';
import type { Bytes } from '../../src/core/bytes';
import type { Item, OtpAccount, OtpParameters, Passkey, RecoverySet } from '../../src/core/item';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const origin = fc.webUrl({ validSchemes: ['https'] }).map((url) => new URL(url).origin);
const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

export const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength, maxLength }).map((some) => new Uint8Array(some));

export const itemId = bytes(16, 16).map((some) => Buffer.from(some).toString('hex'));

const base = {
  id: itemId,
  sites: fc.array(origin, { maxLength: 3 }),
  note: fc.string({ unit: 'grapheme', maxLength: 600 }),
  tags: fc.array(text, { maxLength: 3 }),
  pinned: fc.boolean(),
  createdAt: time,
  changedAt: time,
  trashedAt: maybe(time),
};

const secret = bytes(1, 128);
const algorithm = fc.constantFrom('SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512');
const digits = fc.integer({ min: 1, max: 10 });

const otp: fc.Arbitrary<OtpParameters> = fc.oneof(
  fc.record({ type: fc.constant('totp' as const), secret, algorithm, digits, period: fc.integer({ min: 1, max: 86_400 }) }),
  fc.record({ type: fc.constant('hotp' as const), secret, algorithm, digits, counter: fc.maxSafeNat() }),
  fc.record({ type: fc.constant('steam' as const), secret }),
);

export const anyOtpAccount: fc.Arbitrary<OtpAccount> = fc.record({
  ...base,
  kind: fc.constant('otp' as const),
  issuer: text,
  account: text,
  otp,
  verifiedAt: maybe(time),
  sentSteps: fc.dictionary(fc.oneof(origin, fc.constantFrom('__proto__', 'constructor')), fc.maxSafeNat(), { noNullPrototype: true }),
});

export const anyRecoverySet: fc.Arbitrary<RecoverySet> = fc.record({
  ...base,
  kind: fc.constant('recovery' as const),
  accountId: maybe(itemId),
  issuer: text,
  account: text,
  page: maybe(fc.webUrl({ validSchemes: ['https'] })),
  codes: fc.array(fc.record({ text, usedAt: maybe(time), usedOn: maybe(origin) }), { maxLength: 16 }),
});

export const anyPasskey: fc.Arbitrary<Passkey> = fc.record({
  ...base,
  kind: fc.constant('passkey' as const),
  rpId: fc.domain(),
  rpName: text,
  credentialId: bytes(32, 32),
  userHandle: bytes(1, 64),
  userName: text,
  displayName: text,
  algorithm: fc.constantFrom(-7, -8, -257),
  privateKey: bytes(48, 1300),
  discoverable: fc.boolean(),
  backupEligible: fc.boolean(),
  prfSeed: bytes(32, 32),
  largeBlob: maybe(bytes(0, 2000)),
  credBlob: maybe(bytes(0, 32)),
  usedAt: maybe(time),
});

export const anyItem: fc.Arbitrary<Item> = fc.oneof(anyOtpAccount, anyRecoverySet, anyPasskey);
