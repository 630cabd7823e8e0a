// Every row of the plan: the fact that decides it, alone against a call that would otherwise be asked about.

import { describe, expect, test } from 'vitest';
import { type CallFacts, planCall } from '../../../src/core/webauthn/plan';

const create: CallFacts = {
  kind: 'create',
  conditional: false,
  bridgeOn: true,
  vault: 'open',
  browsersOwn: false,
  turnedDown: false,
  secure: true,
  focused: true,
  activation: true,
  invalid: false,
  elsewhere: false,
  crossOrigin: false,
  relatedOrigin: false,
  browserChecks: true,
  matches: 0,
  hinted: false,
  rpKnown: false,
  justSignedIn: false,
};
const get: CallFacts = { ...create, kind: 'get', matches: 1 };
const autofill: CallFacts = { ...get, conditional: true, activation: false, focused: false };
const unasked: CallFacts = { ...create, conditional: true, activation: false, justSignedIn: true };

const outcome = (facts: CallFacts): string => {
  const plan = planCall(facts);
  return plan.act === 'native' ? plan.why : plan.act;
};

describe('what is ours', () => {
  test.each([
    ['a passkey is to be made', create, 'ask'],
    ['one of ours can answer', get, 'ask'],
    ['passkey autofill with one of ours', autofill, 'parallel'],
    ['a site that we signed in to offers a passkey', unasked, 'ask'],
    ['a locked vault that has this site: sign-in', { ...get, vault: 'locked', matches: 0, hinted: true }, 'ask'],
    ['a locked vault that has this site: another passkey', { ...create, vault: 'locked', hinted: true }, 'ask'],
    ['a locked vault that has this site: autofill', { ...autofill, vault: 'locked', matches: 0, hinted: true }, 'parallel'],
    ['a create without a click', { ...create, activation: false }, 'ask'],
    ['a frame of another origin that signs in', { ...get, crossOrigin: true, browserChecks: false }, 'ask'],
    ['a frame of another origin that makes one, checked by the browser', { ...create, crossOrigin: true }, 'ask'],
    ['related origins, checked by the browser', { ...get, relatedOrigin: true }, 'ask'],
    ['related origins make one where the vault has the site', { ...create, relatedOrigin: true, rpKnown: true }, 'ask'],
  ] as const)('%s', (_, facts, expected) => expect(outcome(facts)).toBe(expected));
});

describe('what is the browser’s', () => {
  const each: readonly (readonly [string, Partial<CallFacts>])[] = [
    ['off', { bridgeOn: false }],
    ['no-vault', { vault: 'none' }],
    ['browsers-own', { browsersOwn: true }],
    ['insecure', { secure: false }],
    ['invalid', { invalid: true }],
    ['elsewhere', { elsewhere: true }],
    ['locked', { vault: 'locked', matches: 0 }],
    ['unchecked-caller', { relatedOrigin: true, browserChecks: false }],
  ];
  const calls: readonly (readonly [string, CallFacts])[] = [
    ['create', create],
    ['get', get],
    ['autofill', autofill],
    ['unasked', unasked],
  ];
  test.each(each.flatMap(([why, change]) => calls.map(([name, call]) => [why, name, { ...call, ...change }] as const)))(
    '%s: %s',
    (why, _, facts) => expect(outcome(facts)).toBe(why),
  );

  test.each([
    ['unfocused', { ...create, focused: false }],
    ['unfocused', { ...get, focused: false }],
    ['unchecked-caller', { ...create, crossOrigin: true, browserChecks: false }],
    ['no-activation', { ...create, crossOrigin: true, activation: false }],
    ['no-activation', { ...get, activation: false }],
    ['unknown-rp', { ...create, relatedOrigin: true }],
    ['no-match', { ...get, matches: 0 }],
    ['no-match', { ...autofill, matches: 0 }],
    ['no-sign-in', { ...unasked, justSignedIn: false }],
    ['no-sign-in', { ...unasked, crossOrigin: true, activation: true }],
    ['locked', { ...unasked, vault: 'locked', hinted: true }],
    ['turned-down', { ...create, turnedDown: true }],
    ['turned-down', { ...get, turnedDown: true }],
  ] as const)('%s', (why, facts) => expect(outcome(facts)).toBe(why));

  test('what was turned down does not take autofill away', () => {
    expect(outcome({ ...autofill, turnedDown: true })).toBe('parallel');
  });
});
