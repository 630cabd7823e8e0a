// A sealed question asks no more than one in clear, and only pages may seal.

import { expect, test, vi } from 'vitest';
import { answerSealed, type Routes } from '../../src/background/router';
import { createListener, type SealedReply, sealFor } from '../../src/core/sealed-message';
import type { Sender } from '../../src/messages/audiences';
import { pageRequests } from '../../src/messages/page-protocol';
import { isSealedReply, isSecret, LISTENER_KEY } from '../../src/messages/sealed-wire';
import { testEnv } from '../support/test-env';
import { value } from '../support/vault-world';

vi.mock('../../src/platform/browser', () => ({ browser: {}, fireAndForget: () => undefined }));

const env = testEnv(4);
const page = { audience: 'page' } as Sender;
const content = { audience: 'content' } as Sender;
const unlock = vi.fn(async () => ({ ok: true, value: { outcome: null } }));
const routes = { page: { 'vault/unlock': unlock }, content: {} } as unknown as Routes;
const question = { route: 'vault/unlock', body: { password: 'staple' } };

test('a page asks for the key, asks sealed, and is answered sealed', async () => {
  const listener = createListener(env);
  const key = await answerSealed(listener, routes, { route: LISTENER_KEY }, page);
  const sent = value(await sealFor(env, value(key as { ok: true; value: string }), question));
  const reply = await answerSealed(listener, routes, sent.request, page);
  expect(isSealedReply(reply)).toBe(true);
  expect(await sent.open(reply as SealedReply)).toEqual({ ok: true, value: { outcome: null } });
  expect(unlock).toHaveBeenCalledWith({ password: 'staple' }, page);
});

test('what is inside is decoded as ever', async () => {
  const listener = createListener(env);
  const sent = value(await sealFor(env, await listener.publicKey(), { route: 'vault/unlock', body: { password: 5 } }));
  const reply = await answerSealed(listener, routes, sent.request, page);
  expect(await sent.open(reply as SealedReply)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
});

test('a content script can neither seal nor ask for the key', async () => {
  unlock.mockClear();
  const listener = createListener(env);
  const sent = value(await sealFor(env, await listener.publicKey(), question));
  for (const raw of [sent.request, { route: LISTENER_KEY }, question])
    expect(await answerSealed(listener, routes, raw, content)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  expect(unlock).not.toHaveBeenCalled();
});

test('one for a background that is no more is refused in clear', async () => {
  const sent = value(await sealFor(env, await createListener(env).publicKey(), question));
  const reply = await answerSealed(createListener(env), routes, sent.request, page);
  expect(reply).toMatchObject({ ok: false, error: { code: 'not-sealed-for-us' } });
});

const SECRET = ['password', 'secret', 'pin', 'filePassword', 'recoveryKey', 'uri'];

test.each(Object.entries(pageRequests))('%s is sealed where it carries a secret', (route, schema) => {
  const carries = Object.keys((schema as { entries?: object }).entries ?? {}).some((name) => SECRET.includes(name));
  expect(isSecret(route, {}) || !carries).toBe(true);
});

test('every question with a password is sealed, but a file too large to carry', () => {
  expect(isSecret('vault/unlock', { password: 'x' })).toBe(true);
  expect(isSecret('items/list', { query: '' })).toBe(false);
  expect(isSecret('vault/restore', { content: 'x'.repeat(17 << 20), password: 'x' })).toBe(false);
});
