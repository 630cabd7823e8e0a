// The battery of look-alike names before the pure policy, without a browser.

import { expect, test } from 'vitest';
import { hostFixtures, judge } from './hosts';

test.each(hostFixtures)('$kind: $url is $expected', (fixture) => {
  expect(judge(fixture, 8080, 8081)).toBe(fixture.expected);
});

test('there are more than fifty that are not the bank, and some that are', () => {
  expect(hostFixtures.filter(({ expected }) => expected !== 'own').length).toBeGreaterThanOrEqual(50);
  expect(hostFixtures.filter(({ expected }) => expected === 'own').length).toBeGreaterThan(4);
});
