// Sealed for the way: what crosses says nothing, only the listener opens it, and only the speaker opens the answer.

import { expect, test } from 'vitest';
import { base64, fromBase64, utf8 } from '../../src/core/bytes';
import { createListener, type SealedRequest, sealFor } from '../../src/core/sealed-message';
import { testEnv } from '../support/test-env';
import { codeOf, value } from '../support/vault-world';

const message = { route: 'vault/unlock', body: { password: 'correct horse battery staple' } };

async function sent() {
  const env = testEnv(3);
  const listener = createListener(env);
  return { env, listener, sent: value(await sealFor(env, await listener.publicKey(), message)) };
}

test('comes out as it went in, and so does the answer', async () => {
  const { listener, sent: mine } = await sent();
  const opened = value(await listener.open(mine.request));
  expect(opened.message).toEqual(message);
  expect(await mine.open(await opened.reply({ ok: true, value: ['ä', 1] }))).toEqual({ ok: true, value: ['ä', 1] });
});

test('crosses without a word of it', async () => {
  const { listener, sent: mine } = await sent();
  const reply = await value(await listener.open(mine.request)).reply({ ok: true, value: 'staple' });
  const seen = [...Object.values(mine.request), reply.sealed].flatMap((text) => [text, Buffer.from(text, 'base64').toString('latin1')]);
  for (const one of seen) expect(one).not.toMatch(/staple|unlock/);
  expect(seen.join()).not.toContain(base64(utf8('staple')).slice(0, -1));
});

test('the same words are never the same bytes', async () => {
  const { env, listener } = await sent();
  const key = await listener.publicKey();
  const contents = await Promise.all([1, 2, 3].map(async () => value(await sealFor(env, key, message)).request.content));
  expect(new Set(contents).size).toBe(3);
});

const flip = (text: string): string => {
  const bytes = value(fromBase64(text)).slice();
  bytes[5] = (bytes[5] as number) ^ 1;
  return base64(bytes);
};

test.each<[string, (request: SealedRequest, other: SealedRequest) => SealedRequest]>([
  ['changed content', (request) => ({ ...request, content: flip(request.content) })],
  ['no point of the curve', (request) => ({ ...request, from: flip(request.from) })],
  ['another speaker', (request, other) => ({ ...request, from: other.from })],
  ['another listener', (request) => ({ ...request, sealedFor: flip(request.sealedFor) })],
  ['no Base64', (request) => ({ ...request, content: '*' })],
  ['nothing', () => ({ sealedFor: '', from: '', content: '' })],
])('%s is refused', async (_, change) => {
  const { env, listener, sent: mine } = await sent();
  const other = value(await sealFor(env, await listener.publicKey(), message));
  expect(codeOf(await listener.open(change(mine.request, other.request)))).toBe('not-sealed-for-us');
  expect((await listener.open(mine.request)).ok).toBe(true);
});

test('a listener that came after does not open it, nor another speaker the answer', async () => {
  const { env, listener, sent: mine } = await sent();
  expect(codeOf(await createListener(env).open(mine.request))).toBe('not-sealed-for-us');
  const reply = await value(await listener.open(mine.request)).reply('secret');
  const other = value(await sealFor(env, await listener.publicKey(), message));
  expect(await other.open(reply)).toBeNull();
});

test.each(['', 'AAAA', '*'])('no key, no message: "%s"', async (key) => {
  expect(codeOf(await sealFor(testEnv(3), key, message))).toBe('not-sealed-for-us');
});
