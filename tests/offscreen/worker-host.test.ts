import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeImage, serveWorkerHost } from '../../src/platform/worker-host';

type Listener = (message: unknown, sender: object) => unknown;

const fake = vi.hoisted(() => ({
  listeners: [] as Listener[],
  answer: undefined as unknown,
  exists: false,
  sent: [] as unknown[],
  created: 0,
}));

vi.mock('../../src/platform/browser', () => ({
  isFirefox: false,
  browser: {
    runtime: {
      id: 'own',
      getURL: (path: string) => path,
      onMessage: { addListener: (listener: Listener) => fake.listeners.push(listener) },
      sendMessage: async (message: unknown) => {
        fake.sent.push(message);
        if (!fake.exists) throw new Error('Could not establish connection. Receiving end does not exist.');
        return fake.answer;
      },
    },
    offscreen: {
      hasDocument: async () => fake.exists,
      createDocument: async () => {
        if (fake.exists) throw new Error('Only a single offscreen document may be created.');
        fake.created += 1;
        await Promise.resolve();
        fake.exists = true;
      },
    },
  },
}));

const DATA = 'data:image/png;base64,AAAA';
const REQUEST = { workerHost: 'decode-image', dataUrl: DATA };

beforeEach(() => Object.assign(fake, { listeners: [], answer: { ok: true, value: ['text'] }, exists: false, sent: [], created: 0 }));

describe('decodeImage', () => {
  it('makes the page once, however many ask at the same time', async () => {
    expect(await Promise.all([decodeImage(DATA), decodeImage(DATA), decodeImage(DATA)])).toEqual(
      Array(3).fill({ ok: true, value: ['text'] }),
    );
    expect(fake.created).toBe(1);
    expect(fake.sent).toEqual([REQUEST, REQUEST, REQUEST]);
  });

  it.each([
    [
      { ok: true, value: ['a', 'b'] },
      { ok: true, value: ['a', 'b'] },
    ],
    [
      { ok: false, error: { code: 'no-code' } },
      { ok: false, error: { code: 'no-code' } },
    ],
    [undefined, { ok: false, error: { code: 'timeout' } }],
    [
      { ok: true, value: [1] },
      { ok: false, error: { code: 'timeout' } },
    ],
    [
      { ok: false, error: { code: 'other' } },
      { ok: false, error: { code: 'timeout' } },
    ],
    ['text', { ok: false, error: { code: 'timeout' } }],
  ])('%j becomes %j', async (answer, expected) => {
    fake.answer = answer;
    expect(await decodeImage(DATA)).toEqual(expected);
  });

  it('sends nothing that is too large', async () => {
    expect(await decodeImage('x'.repeat(6_000_000))).toEqual({ ok: false, error: { code: 'too-large' } });
    expect(fake.sent).toEqual([]);
  });
});

describe('serveWorkerHost', () => {
  const decode = vi.fn(async () => ({ ok: true as const, value: ['text'] }));
  const ask = (message: unknown, sender: object) => (fake.listeners[0] as Listener)(message, sender);

  beforeEach(() => {
    decode.mockClear();
    serveWorkerHost(decode);
  });

  it('answers the background', async () => {
    expect(await ask(REQUEST, { id: 'own', url: 'chrome-extension://own/service-worker.js' })).toEqual({ ok: true, value: ['text'] });
  });

  it.each([
    ['a content script', REQUEST, { id: 'own', tab: { id: 1 }, url: 'https://example.com/' }],
    ['another extension', REQUEST, { id: 'other' }],
    ['a message for somebody else', { route: 'status', body: {} }, { id: 'own' }],
    ['another job', { ...REQUEST, workerHost: 'derive-key' }, { id: 'own' }],
    ['no data', { workerHost: 'decode-image' }, { id: 'own' }],
    ['nothing', null, { id: 'own' }],
  ])('leaves %s without an answer', (_, message, sender) => {
    expect(ask(message, sender)).toBeUndefined();
    expect(decode).not.toHaveBeenCalled();
  });
});
