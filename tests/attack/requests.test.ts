// The generator of the message battery: does it know every route, and does it write what the decoders take?

import { expect, test } from 'vitest';
import { answer, type Routes } from '../../src/background/router';
import { ok } from '../../src/core/result';
import type { ContentSender } from '../../src/messages/audiences';
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

test('of five thousand messages of a content script not one reaches a route of our pages', async () => {
  const reached: string[] = [];
  const table = (audience: string): object =>
    Object.fromEntries(
      routesOf(audience as 'page').map((route) => [
        route,
        async () => {
          reached.push(`${audience} ${route}`);
          return ok(null);
        },
      ]),
    );
  const routes = { page: table('page'), content: table('content') } as unknown as Routes;
  const sender: ContentSender = {
    audience: 'content',
    origin: 'https://example.com',
    url: 'https://example.com/',
    tabId: 7,
    frameId: 0,
    documentId: null,
    incognito: false,
    active: true,
  };
  const replies = await Promise.all(messages(11, 5_000, known).map((message) => answer(routes, message, sender)));
  expect(reached.filter((one) => one.startsWith('page'))).toEqual([]);
  expect(reached.length).toBeGreaterThan(500);
  expect(replies.filter((reply) => !reply.ok && reply.error.code !== 'bad-request')).toEqual([]);
  // The probe: the same messages do reach them from a page of ours.
  await Promise.all(messages(11, 500, known).map((message) => answer(routes, message, { audience: 'page', page: 'popup' })));
  expect(reached.filter((one) => one.startsWith('page')).length).toBeGreaterThan(50);
});
