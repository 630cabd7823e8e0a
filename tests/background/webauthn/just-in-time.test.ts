// Tier J against a proxy that does what Chromium's does: attached for one call, detached whatever happens.

import { beforeEach, expect, test, vi } from 'vitest';
import { createJustInTime, type JustInTime, type Respond } from '../../../src/background/webauthn/just-in-time';
import type { Line } from '../../../src/background/webauthn/port';
import { base64url, utf8 } from '../../../src/core/bytes';
import { fail, ok } from '../../../src/core/result';
import type { ApprovedRequest, ProxiedRequest } from '../../../src/core/webauthn/request-match';

const approved: ApprovedRequest = {
  kind: 'get',
  origin: 'https://example.com',
  sameOriginWithAncestors: true,
  rpId: 'example.com',
  challenge: utf8('challenge'),
  credentialIds: [],
  userHandle: null,
};
const requestOf = (requestId: number, origin = 'https://example.com'): ProxiedRequest => ({
  kind: 'get',
  requestId,
  details: {
    rpId: 'example.com',
    challenge: base64url(utf8('challenge')),
    extensions: { remoteDesktopClientOverride: { origin, sameOriginWithAncestors: true } },
  },
});

let events: string[];
let heldByAnother: boolean;
let reaches: boolean;
let tier: JustInTime;

const lineThat = (onProxied: () => void, there = true): Line => ({
  sender: {} as Line['sender'],
  say({ act }) {
    events.push(act);
    if (there) queueMicrotask(onProxied);
    return there;
  },
  end: () => undefined,
});
const respond: Respond = async () => ok('response');

beforeEach(() => {
  vi.useFakeTimers();
  events = [];
  heldByAnother = false;
  reaches = true;
  tier = createJustInTime(
    {
      async attach() {
        events.push('attach');
        return !heldByAnother;
      },
      async detach() {
        events.push('detach');
      },
      async complete({ requestId }, answer) {
        events.push(`${requestId} ${'error' in answer ? answer.error.name : answer.response}`);
        if (!reaches) throw new Error('cancelled');
      },
    },
    (code) => events.push(`other: ${code}`),
    {
      after(ms, task) {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
    },
  );
  return () => vi.useRealTimers();
});

test('attached for one request only', async () => {
  const line = lineThat(() => tier.request(requestOf(1)));
  expect(await tier.deliver(line, approved, respond)).toBe('delivered');
  expect(events).toEqual(['attach', 'proxied', '1 response', 'detach']);
  tier.request(requestOf(2));
  expect(events.at(-1)).toBe('2 NotAllowedError');
});

test('another page’s request in between is denied, and ours still answered', async () => {
  const line = lineThat(() => {
    tier.request(requestOf(7, 'https://other.example'));
    tier.request(requestOf(8));
  });
  expect(await tier.deliver(line, approved, respond)).toBe('delivered');
  expect(events).toEqual(['attach', 'proxied', 'other: origin', '7 NotAllowedError', '8 response', 'detach']);
});

test('a second request of the same page is denied', async () => {
  const line = lineThat(() => {
    tier.request(requestOf(1));
    tier.request(requestOf(2));
  });
  expect(await tier.deliver(line, approved, respond)).toBe('delivered');
  expect(events).toContain('2 NotAllowedError');
});

test('another extension holds the proxy', async () => {
  heldByAnother = true;
  expect(
    await tier.deliver(
      lineThat(() => undefined),
      approved,
      respond,
    ),
  ).toBe('unused');
  expect(events).toEqual(['attach']);
});

test('nobody calls within half a second', async () => {
  const delivery = tier.deliver(
    lineThat(() => undefined),
    approved,
    respond,
  );
  await vi.advanceTimersByTimeAsync(499);
  expect(events).not.toContain('detach');
  await vi.advanceTimersByTimeAsync(1);
  expect(await delivery).toBe('unused');
  expect(events).toEqual(['attach', 'proxied', 'detach']);
});

test('the browser refuses the page itself: that is the last word', async () => {
  const line: Line = lineThat(() => tier.ended(line));
  expect(await tier.deliver(line, approved, respond)).toBe('ended');
  expect(events.at(-1)).toBe('detach');
});

test('the page is gone before it is told', async () => {
  expect(
    await tier.deliver(
      lineThat(() => undefined, false),
      approved,
      respond,
    ),
  ).toBe('ended');
  expect(events.at(-1)).toBe('detach');
});

test('what cannot be answered is denied', async () => {
  const line = lineThat(() => tier.request(requestOf(1)));
  expect(await tier.deliver(line, approved, async () => fail('locked'))).toBe('ended');
  expect(events).toContain('1 NotAllowedError');
});

test('a bug in between ends in a refusal too', async () => {
  const line = lineThat(() => tier.request(requestOf(1)));
  const bug: Respond = async () => {
    throw new Error('bug');
  };
  expect(await tier.deliver(line, approved, bug)).toBe('ended');
  expect(events).toEqual(['attach', 'proxied', '1 NotAllowedError', 'detach']);
});

test('taken back by the page while it was being answered', async () => {
  const line = lineThat(() => tier.request(requestOf(1)));
  const slow: Respond = async () => {
    tier.cancelled(1);
    return ok('response');
  };
  expect(await tier.deliver(line, approved, slow)).toBe('ended');
  expect(events.filter((event) => event === 'detach')).toHaveLength(1);
});

test('an answer that the browser no longer takes was not delivered', async () => {
  reaches = false;
  const line = lineThat(() => tier.request(requestOf(1)));
  expect(await tier.deliver(line, approved, respond)).toBe('ended');
});

test('the watchdog detaches after two seconds', async () => {
  const line = lineThat(() => tier.request(requestOf(1)));
  const delivery = tier.deliver(line, approved, () => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await delivery).toBe('ended');
  expect(events.at(-1)).toBe('detach');
});

test('two approvals take turns', async () => {
  const first = tier.deliver(
    lineThat(() => tier.request(requestOf(1))),
    approved,
    respond,
  );
  const second = tier.deliver(
    lineThat(() => tier.request(requestOf(2))),
    approved,
    respond,
  );
  expect(await Promise.all([first, second])).toEqual(['delivered', 'delivered']);
  expect(events).toEqual(['attach', 'proxied', '1 response', 'detach', 'attach', 'proxied', '2 response', 'detach']);
});
