// The generator of the message battery: does it know every route, and does it write what the decoders take?

import { expect, test } from 'vitest';
import { messages, randomFrom, routesOf, validBody } from './requests';

const known = { ids: ['00112233445566778899aabbccddeeff'], password: 'a password', origin: 'https://example.com', tabId: 7 };

test.each(['page', 'content'] as const)('a good body for nearly every route of the %s audience', (audience) => {
  const random = randomFrom(1);
  const routes = routesOf(audience);
  const missing = routes.filter((route) => validBody(audience, route, random, known) === null);
  expect(missing.length, missing.join()).toBeLessThan(routes.length / 10);
});

test('the same seed writes the same, and every route of our pages is among it', () => {
  const once = messages(7, 400, known);
  expect(JSON.stringify(messages(7, 400, known))).toBe(JSON.stringify(once));
  const named = new Set(once.map((one) => (one as { route?: unknown } | null)?.route));
  expect(routesOf('page').filter((route) => !named.has(route))).toEqual([]);
});
