import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pagePort, type RawPort, wordFor } from '../../../src/background/webauthn/page-port';

// What a build writes in.
vi.hoisted(() => Object.assign(globalThis, { __TARGET__: 'chromium' }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const heard = (act: Parameters<typeof wordFor>[0]) => JSON.parse(wordFor(act));

test('a refusal is in the browser’s own words', () => {
  expect(heard({ act: 'reject', name: 'NotAllowedError' })).toEqual({
    act: 'reject',
    name: 'NotAllowedError',
    message: expect.stringContaining('either timed out or was not allowed'),
  });
});

test('a credential comes as what toJSON() gives and, apart, what of it is bytes', () => {
  const credential = {
    id: 'AQ',
    rawId: 'AQ',
    clientExtensionResults: { prf: { results: { first: 'Ag' } } },
    response: { clientDataJSON: 'Aw', transports: ['internal'], publicKeyAlgorithm: -7 },
  };
  const word = heard({ act: 'result', credential });
  expect(JSON.parse(word.credential)).toEqual(credential);
  expect(JSON.parse(word.bytes)).toEqual({
    rawId: 'AQ',
    response: { clientDataJSON: 'Aw', publicKeyAlgorithm: -7, publicKey: null },
    results: { prf: { results: { first: 'Ag' } } },
  });
  const assertion = heard({ act: 'result', credential: { rawId: 'AQ', response: { signature: 'Ag' } } });
  expect(JSON.parse(assertion.bytes)).toEqual({ rawId: 'AQ', response: { signature: 'Ag', userHandle: null }, results: {} });
});

test('capabilities are names, none where there is nothing; so a script that only counts them may hear any other word', () => {
  expect(heard({ act: 'capabilities', on: true }).keys).toContain('passkeyPlatformAuthenticator');
  expect(heard({ act: 'capabilities', on: false }).keys).toEqual([]);
  expect(heard({ act: 'native' }).keys).toEqual([]);
});

test('it asks for a sign of life while the port is open', () => {
  const sent: string[] = [];
  let gone = (): void => undefined;
  const raw: RawPort = {
    postMessage: (word) => void sent.push(word),
    disconnect: () => undefined,
    onMessage: { addListener: () => undefined },
    onDisconnect: {
      addListener(listener) {
        gone = listener;
      },
    },
  };
  pagePort(raw);
  vi.advanceTimersByTime(45_000);
  expect(sent).toEqual(['', '']);
  gone();
  vi.advanceTimersByTime(45_000);
  expect(sent).toHaveLength(2);
});
