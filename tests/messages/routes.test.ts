// A message is only data until its audience has a route of that name and the route's decoder says yes.

import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { contentRequests } from '../../src/messages/content-protocol';
import { pageRequests } from '../../src/messages/page-protocol';
import { dispatch } from '../../src/messages/routes';

function table(decoders: object) {
  const handle = vi.fn(async () => ({ ok: true as const, value: 'handled' }));
  return { handle, handlers: Object.fromEntries(Object.keys(decoders).map((route) => [route, handle])) };
}

const sender = { audience: 'content' };
const silent = () => undefined;

describe('content audience', () => {
  test.each(Object.keys(pageRequests))('cannot name the page route %s', async (route) => {
    const { handle, handlers } = table(contentRequests);
    for (const body of [{}, { password: 'x' }, { id: '0'.repeat(32) }]) {
      expect(await dispatch(contentRequests, handlers, { route, body }, sender, silent)).toEqual({
        ok: false,
        error: { code: 'bad-request' },
      });
    }
    expect(handle).not.toHaveBeenCalled();
  });

  test('gets a handler only for what its decoder took: 5,000 made-up messages', async () => {
    const { handle, handlers } = table(contentRequests);
    const routes = [...Object.keys(contentRequests), ...Object.keys(pageRequests), '__proto__', 'constructor', 'toString', ''];
    const message = fc.oneof(
      fc.anything(),
      fc.record({ route: fc.constantFrom(...routes), body: fc.anything() }),
      fc.record({ route: fc.string(), body: fc.object({ maxDepth: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(message, async (raw) => {
        handle.mockClear();
        const reply = await dispatch(contentRequests, handlers, raw, sender, silent);
        expect(reply.ok).toBe(handle.mock.calls.length === 1);
      }),
      { numRuns: 5000 },
    );
  });
});

test('a handler that throws is an internal error without the error in it', async () => {
  const bug = vi.fn();
  const handlers = { status: async () => Promise.reject(new Error('JBSWY3DPEHPK3PXP')) };
  const reply = await dispatch(pageRequests, handlers, { route: 'status', body: {} }, sender, bug);
  expect(reply).toEqual({ ok: false, error: { code: 'internal', detail: 'status' } });
  expect(bug).toHaveBeenCalledOnce();
});

test('more than was asked for is refused, so that nothing rides along', async () => {
  const { handle, handlers } = table(pageRequests);
  const reply = await dispatch(
    pageRequests,
    handlers,
    { route: 'vault/unlock', body: { password: 'x', origin: 'https://a.example' } },
    sender,
    silent,
  );
  expect(reply).toEqual({ ok: false, error: { code: 'bad-request', detail: 'vault/unlock' } });
  expect(handle).not.toHaveBeenCalled();
});
