// An administrator's decisions: each for itself, so that one slip does not open the rest.

import { expect, test } from 'vitest';
import schema from '../../public/managed-schema.json';
import { policyOf, within } from '../../src/messages/policy';
import type { Settings } from '../../src/messages/views';

const free = { longestAutoLockMinutes: null, exports: true, backupRequired: false, sitesOff: [] };
const strict = { longestAutoLockMinutes: 5, exports: false, backupRequired: true, sitesOff: ['bank.example'] };

test.each([undefined, null, 'policy', 7, [], {}])('%j decides nothing', (stored) => expect(policyOf(stored)).toEqual(free));

test('decides what it says', () => expect(policyOf({ ...strict, laterOption: 1 })).toEqual(strict));

test.each([[{ longestAutoLockMinutes: 0 }], [{ longestAutoLockMinutes: 241 }], [{ longestAutoLockMinutes: '5' }]])(
  'a slip leaves the rest in force: %j',
  (slip) => expect(policyOf({ ...strict, ...slip })).toEqual({ ...strict, longestAutoLockMinutes: null }),
);

test('an odd site does not open the others', () =>
  expect(policyOf({ sitesOff: ['bank.example', 7, null, 'x'.repeat(300)] }).sitesOff).toEqual(['bank.example']));

test('is what the schema offers', () => expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(free).sort()));

test.each([
  [null, 60, 60],
  [5, 60, 5],
  [5, 3, 3],
])('a ceiling of %j makes %i minutes %i', (longestAutoLockMinutes, autoLockMinutes, expected) =>
  expect(within({ ...policyOf({}), longestAutoLockMinutes }, { autoLockMinutes } as Settings).autoLockMinutes).toBe(expected),
);
