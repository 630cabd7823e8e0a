import { expect, test } from 'vitest';
import type { OtpAccount } from '../../../src/core/item';
import { type WrongCodeFacts, wrongCodeReasons } from '../../../src/core/otp/wrong-code';
import { otpAccount } from '../../support/items';
import { testEnv } from '../../support/test-env';

const secret = new Uint8Array(20);
const account = otpAccount(testEnv(), {
  otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, period: 30 },
  sentSteps: {},
  verifiedAt: 5,
});
const why = (change: Partial<OtpAccount>, facts: Partial<WrongCodeFacts> = {}) =>
  wrongCodeReasons({ account: { ...account, ...change }, step: 100, wantedDigits: 6, others: [], ...facts }).map((reason) => reason.why);

test.each<[string, ReturnType<typeof why>, string[]]>([
  ['nothing stands out', why({}), ['key']],
  ['sent in this step', why({ sentSteps: { 'https://a.example': 100 } }), ['used', 'key']],
  ['sent in an earlier step', why({ sentSteps: { 'https://a.example': 99 } }), ['key']],
  ['a page that wants eight', why({}, { wantedDigits: 8 }), ['digits', 'key']],
  ['a page that does not say', why({}, { wantedDigits: null }), ['key']],
  ['two accounts at one site', why({}, { others: ['bob'] }), ['other-account', 'key']],
  ['a counter', why({ otp: { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter: 3 } }, { step: null }), ['counter', 'key']],
  ['an odd period', why({ otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, period: 60 } }), ['period', 'key']],
  ['Steam, whose five characters are its own', why({ otp: { type: 'steam', secret } }, { wantedDigits: 5 }), ['key']],
])('%s', (_, found, expected) => expect(found).toEqual(expected));
