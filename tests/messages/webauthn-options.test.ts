// Options of a page, as the page-world script and the browser's proxy write them, against WebIDL §3.2 and WebAuthn L3 §5.4, §5.5, §10.1.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCreationOptions, decodeRequestOptions } from '../../src/messages/webauthn-options';

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);

const CREATION = {
  rp: { name: 'Example' },
  user: { id: 'AQID', name: 'ann', displayName: 'Ann' },
  challenge: 'AAEC_-8',
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
};
const REQUEST = { challenge: 'AAEC_-8' };
const ID = { type: 'public-key', id: 'AQID' };

const creation = (over: object = {}) => {
  const read = decodeCreationOptions({ ...CREATION, ...over });
  if (!read.ok) throw new Error(`${read.error.code} ${read.error.detail}`);
  return read.value;
};
const request = (over: object = {}) => {
  const read = decodeRequestOptions({ ...REQUEST, ...over });
  if (!read.ok) throw new Error(`${read.error.code} ${read.error.detail}`);
  return read.value;
};
const refusal = (read: ReturnType<typeof decodeCreationOptions> | ReturnType<typeof decodeRequestOptions>): string =>
  read.ok ? 'taken' : `${read.error.code} ${read.error.detail}`;

test('creation: the least that a page says, and the defaults', () => {
  expect(creation()).toEqual({
    rp: { id: null, name: 'Example' },
    user: { id: Uint8Array.of(1, 2, 3), name: 'ann', displayName: 'Ann' },
    challenge: Uint8Array.of(0, 1, 2, 255, 239),
    algorithms: [-7],
    timeout: null,
    excludeCredentials: [],
    authenticatorSelection: { authenticatorAttachment: null, residentKey: 'discouraged', userVerification: 'preferred' },
    hints: [],
    extensions: { credProps: false, prf: null, largeBlob: false, credBlob: null, hmacCreateSecret: false },
  });
});

test('request: the least that a page says, and the defaults', () => {
  expect(request()).toEqual({
    rpId: null,
    challenge: Uint8Array.of(0, 1, 2, 255, 239),
    timeout: null,
    allowCredentials: [],
    allowAny: true,
    userVerification: 'preferred',
    hints: [],
    extensions: { prf: null, largeBlob: null, getCredBlob: false, appid: false },
  });
});

test('as chrome.webAuthenticationProxy announces a creation', () => {
  const read = creation({
    rp: { id: 'example.org', name: 'Example' },
    attestation: 'none',
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ ...ID, transports: ['internal', 'hybrid'] }],
    hints: ['client-device'],
    extensions: {
      credProps: true,
      hmacCreateSecret: true,
      largeBlob: { support: 'preferred' },
      credBlob: 'AQID',
      minPinLength: true,
      credentialProtectionPolicy: 'userVerificationOptional',
      enforceCredentialProtectionPolicy: false,
      prf: { eval: { first: 'AQID', second: 'BAUG' } },
      remoteDesktopClientOverride: { origin: 'https://example.org', sameOriginWithAncestors: true },
    },
  });
  expect(read).toMatchObject({
    rp: { id: 'example.org' },
    excludeCredentials: [{ id: Uint8Array.of(1, 2, 3) }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    hints: ['client-device'],
    extensions: {
      credProps: true,
      prf: { eval: { first: Uint8Array.of(1, 2, 3), second: Uint8Array.of(4, 5, 6) } },
      largeBlob: true,
      credBlob: Uint8Array.of(1, 2, 3),
      hmacCreateSecret: true,
    },
  });
});

test('as chrome.webAuthenticationProxy announces a request', () => {
  const read = request({
    rpId: 'example.org',
    allowCredentials: [{ ...ID, transports: ['internal'] }],
    userVerification: 'discouraged',
    extensions: {
      appid: 'https://example.org/u2f.json',
      getCredBlob: true,
      largeBlob: { read: true },
      prf: { eval: { first: 'AQID' }, evalByCredential: { AQID: { first: 'BAUG' } } },
      remoteDesktopClientOverride: { origin: 'https://example.org', sameOriginWithAncestors: false },
    },
  });
  expect(read).toMatchObject({
    rpId: 'example.org',
    allowCredentials: [{ id: Uint8Array.of(1, 2, 3) }],
    allowAny: false,
    userVerification: 'discouraged',
    extensions: {
      prf: {
        eval: { first: Uint8Array.of(1, 2, 3), second: null },
        evalByCredential: new Map([['AQID', { first: Uint8Array.of(4, 5, 6), second: null }]]),
      },
      largeBlob: { read: true, write: null },
      getCredBlob: true,
      appid: true,
    },
  });
});

describe('what the page wrote is converted as WebIDL does', () => {
  test.each([
    ['an algorithm in words (Keycloak)', [{ type: 'public-key', alg: '-7' }], [-7]],
    ['an algorithm that comes round again: ToInt32', [{ type: 'public-key', alg: 4294967289 }], [-7]],
    ['an algorithm with a fraction', [{ type: 'public-key', alg: -7.9 }], [-7]],
    ['order and repetition', [-257, -7, -257, -8].map((alg) => ({ type: 'public-key', alg })), [-257, -7, -8]],
    ['none of ours', [{ type: 'public-key', alg: -35 }], []],
    ['an object that would have a say in it', [{ type: 'public-key', alg: { valueOf: 1, toString: 1 } }], []],
    ['no number at all', [{ type: 'public-key', alg: 'ES256' }], []],
    [
      'an unknown type beside a known',
      [
        { type: 'made-up', alg: -7 },
        { type: 'public-key', alg: -8 },
      ],
      [-8],
    ],
    ['the default of §5.4 for an empty list', [], [-7, -257]],
  ])('%s', (_name, pubKeyCredParams, expected) => {
    expect(creation({ pubKeyCredParams }).algorithms).toEqual(expected);
  });

  test.each([
    ['a number', 5, '5'],
    ['true', true, 'true'],
    ['null', null, 'null'],
    ['empty', '', ''],
  ])('a name that is %s', (_name, given, expected) => {
    expect(creation({ user: { id: 'AQ', name: given, displayName: 'Ann' }, rp: { id: given, name: given } })).toMatchObject({
      user: { name: expected },
      rp: { id: expected, name: expected },
    });
    expect(request({ rpId: given }).rpId).toBe(expected);
  });

  test.each([
    [60_000, 60_000],
    ['60000', 60_000],
    [-1, 2 ** 32 - 1],
    [null, 0],
    ['soon', 0],
  ])('a timeout of %j is %i', (given, expected) => {
    expect([creation({ timeout: given }).timeout, request({ timeout: given }).timeout]).toEqual([expected, expected]);
  });

  // §2.1.1, and Microsoft's authenticatorAttachment "none" (keepassxc #10374).
  test.each([
    [{ authenticatorAttachment: 'none', residentKey: 'sometimes', userVerification: 'maybe' }, [null, 'discouraged', 'preferred']],
    [{ authenticatorAttachment: null, residentKey: null, userVerification: null }, [null, 'discouraged', 'preferred']],
    [
      { authenticatorAttachment: 'platform', residentKey: 'preferred', userVerification: 'discouraged' },
      ['platform', 'preferred', 'discouraged'],
    ],
    [{ authenticatorAttachment: 'cross-platform', requireResidentKey: 1 }, ['cross-platform', 'required', 'preferred']],
    [{ residentKey: 'discouraged', requireResidentKey: true }, [null, 'discouraged', 'preferred']],
    [{ residentKey: 'nonsense', requireResidentKey: true }, [null, 'required', 'preferred']],
    [{ requireResidentKey: 0 }, [null, 'discouraged', 'preferred']],
    [{ authenticatorAttachment: {}, residentKey: [], userVerification: {} }, [null, 'discouraged', 'preferred']],
    [null, [null, 'discouraged', 'preferred']],
  ])('%j', (authenticatorSelection, expected) => {
    const read = creation({ authenticatorSelection }).authenticatorSelection;
    expect([read.authenticatorAttachment, read.residentKey, read.userVerification]).toEqual(expected);
  });

  test('hints keep their order, without unknown ones', () => {
    expect(creation({ hints: ['magic', 'hybrid', 'security-key', 5] }).hints).toEqual(['hybrid', 'security-key']);
    expect(request({ hints: ['client-device'] }).hints).toEqual(['client-device']);
  });

  test('unknown descriptors go, and the list stays a list', () => {
    expect(request({ allowCredentials: [{ type: 'made-up', id: 'AQID' }] })).toMatchObject({ allowCredentials: [], allowAny: false });
    expect(request({ allowCredentials: [] }).allowAny).toBe(true);
    expect(creation({ excludeCredentials: [{ type: 'made-up', id: 'AQID' }, ID] }).excludeCredentials).toHaveLength(1);
  });

  test('members that nobody knows, and extensions that are null or an empty buffer', () => {
    expect(creation({ extensions: '' }).extensions).toEqual(creation().extensions);
    expect(creation({ extensions: null, attestation: 5, attestationFormats: {}, surprise: [] }).extensions.prf).toBeNull();
    expect(creation({ extensions: { surprise: { deep: [] }, credProps: 'yes' } }).extensions.credProps).toBe(true);
  });
});

describe('refused as the browser refuses it', () => {
  test.each([
    ['no rp', { rp: undefined }, 'type-error rp'],
    ['rp is null', { rp: null }, 'type-error rp.name'],
    ['rp is text', { rp: 'Example' }, 'type-error rp'],
    ['rp without a name', { rp: { id: 'example.org' } }, 'type-error rp.name'],
    ['a name that is an object', { rp: { name: {} } }, 'type-error rp.name'],
    ['no user', { user: undefined }, 'type-error user'],
    ['user without an id', { user: { name: 'a', displayName: 'b' } }, 'type-error user.id'],
    ['an empty user id', { user: { id: '', name: 'a', displayName: 'b' } }, 'type-error user.id'],
    ['a user id of 65 bytes (bitwarden #8756)', { user: { id: 'A'.repeat(87), name: 'a', displayName: 'b' } }, 'type-error user.id'],
    ['a user id that is a number', { user: { id: 5, name: 'a', displayName: 'b' } }, 'type-error user.id'],
    ['user without a name', { user: { id: 'AQ', displayName: 'b' } }, 'type-error user.name'],
    ['user without a display name', { user: { id: 'AQ', name: 'b' } }, 'type-error user.displayName'],
    ['no challenge', { challenge: undefined }, 'type-error challenge'],
    ['a challenge that is text', { challenge: 'hi mom' }, 'type-error challenge'],
    ['a challenge with padding', { challenge: 'AQ==' }, 'type-error challenge'],
    ['a challenge of five sixths of a byte', { challenge: 'A' }, 'type-error challenge'],
    ['no algorithms', { pubKeyCredParams: undefined }, 'type-error pubKeyCredParams'],
    ['algorithms that are no list', { pubKeyCredParams: { length: 1 } }, 'type-error pubKeyCredParams'],
    ['an algorithm without a number', { pubKeyCredParams: [{ type: 'public-key' }] }, 'type-error pubKeyCredParams.0.alg'],
    ['an algorithm without a type', { pubKeyCredParams: [{ alg: -7 }] }, 'type-error pubKeyCredParams.0.type'],
    ['unknown types only', { pubKeyCredParams: [{ type: 'made-up', alg: -7 }] }, 'not-supported-error pubKeyCredParams'],
    ['a list that is null', { excludeCredentials: null }, 'type-error excludeCredentials'],
    ['a descriptor without an id', { excludeCredentials: [{ type: 'public-key' }] }, 'type-error excludeCredentials.0.id'],
    ['too many descriptors', { excludeCredentials: Array.from({ length: 4097 }, () => ID) }, 'type-error excludeCredentials'],
    ['extensions that are text', { extensions: 'hi mom' }, 'type-error extensions'],
    ['appid', { extensions: { appid: '' } }, 'not-supported-error appid'],
    ['appid null', { extensions: { appid: null } }, 'not-supported-error appid'],
    ['prf by credential', { extensions: { prf: { evalByCredential: {} } } }, 'not-supported-error prf'],
    ['prf without its first input', { extensions: { prf: { eval: {} } } }, 'type-error extensions.prf.eval.first'],
    ['reading a large blob', { extensions: { largeBlob: { read: false } } }, 'not-supported-error largeBlob'],
    ['writing a large blob', { extensions: { largeBlob: { write: '' } } }, 'not-supported-error largeBlob'],
    [
      'enforced protection',
      { extensions: { credentialProtectionPolicy: 'userVerificationRequired', enforceCredentialProtectionPolicy: true } },
      'unsupported-extension credentialProtectionPolicy',
    ],
    ['a payment', { extensions: { payment: { isPayment: true } } }, 'unsupported-extension payment'],
  ])('creation: %s', (_name, over, expected) => {
    expect(refusal(decodeCreationOptions(JSON.parse(JSON.stringify({ ...CREATION, ...over }))))).toBe(expected);
  });

  test.each([
    ['no challenge', { challenge: undefined }, 'type-error challenge'],
    ['a list that is text', { allowCredentials: 'AQID' }, 'type-error allowCredentials'],
    ['an id that is no base64url', { allowCredentials: [{ type: 'public-key', id: 'A+/=' }] }, 'type-error allowCredentials.0.id'],
    ['credProps', { extensions: { credProps: true } }, 'not-supported-error credProps'],
    ['prf by credential without a list', { extensions: { prf: { evalByCredential: { AQID: { first: '' } } } } }, 'not-supported-error prf'],
    [
      'prf by a credential that is no base64url',
      { allowCredentials: [ID], extensions: { prf: { evalByCredential: { 'Zm9v=': { first: '' } } } } },
      'syntax-error prf',
    ],
    [
      'prf by a nameless credential',
      { allowCredentials: [ID], extensions: { prf: { evalByCredential: { '': { first: '' } } } } },
      'syntax-error prf',
    ],
    [
      'prf by a credential that is not listed',
      { allowCredentials: [ID], extensions: { prf: { evalByCredential: { AQID: { first: '' }, Zm9v: { first: '' } } } } },
      'syntax-error prf',
    ],
    ['support for a large blob', { extensions: { largeBlob: { support: 'required' } } }, 'not-supported-error largeBlob'],
    [
      'reading and writing a large blob',
      { allowCredentials: [ID], extensions: { largeBlob: { read: true, write: '' } } },
      'not-supported-error largeBlob',
    ],
    ['writing a large blob to anyone', { extensions: { largeBlob: { write: '' } } }, 'not-supported-error largeBlob'],
    [
      'writing a large blob to two',
      { allowCredentials: [ID, ID], extensions: { largeBlob: { write: '' } } },
      'not-supported-error largeBlob',
    ],
    ['a payment', { extensions: { payment: { isPayment: true } } }, 'unsupported-extension payment'],
  ])('request: %s', (_name, over, expected) => {
    expect(refusal(decodeRequestOptions(JSON.parse(JSON.stringify({ ...REQUEST, ...over }))))).toBe(expected);
  });

  test('a credProps of false is none', () => {
    expect(request({ extensions: { credProps: false } })).toEqual(request());
  });

  test('reading a large blob, or writing one to its only credential, is not refused', () => {
    expect(request({ extensions: { largeBlob: { read: true } } }).extensions.largeBlob).toEqual({ read: true, write: null });
    const wrote = request({ allowCredentials: [ID], extensions: { largeBlob: { write: 'AQ', read: false } } });
    expect(wrote.extensions.largeBlob).toEqual({ read: false, write: Uint8Array.of(1) });
  });
});

describe(`no options make a decoder throw (seed ${seed})`, () => {
  const survives = (given: unknown): void => {
    for (const decode of [decodeCreationOptions, decodeRequestOptions]) {
      const read = decode(given);
      if (!read.ok) expect(read.error.code).toMatch(/^(type-error|not-supported-error|syntax-error|unsupported-extension)$/);
    }
  };

  test('any JSON', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), survives), { seed, numRuns: 500 });
  });

  test('any JSON in the place of any member, at any depth', () => {
    const whole = {
      ...CREATION,
      rpId: 'example.org',
      timeout: 1,
      hints: ['hybrid'],
      excludeCredentials: [ID],
      allowCredentials: [ID],
      userVerification: 'required',
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true },
      extensions: {
        appid: 'x',
        credProps: true,
        prf: { eval: { first: 'AQ', second: 'AQ' }, evalByCredential: { AQID: { first: 'AQ' } } },
        largeBlob: { read: true },
        credBlob: 'AQ',
        getCredBlob: true,
      },
    };
    const paths = [...pathsOf(whole)];
    expect(paths.length).toBeGreaterThan(40);
    const replaced = fc.tuple(fc.constantFrom(...paths), fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant(undefined)));
    fc.assert(
      fc.property(fc.array(replaced, { minLength: 1, maxLength: 3 }), (changes) => {
        const given: unknown = structuredClone(whole);
        for (const [path, value] of changes) put(given, path, value);
        survives(given);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test.each([
    ['64 KiB of text', 'A'.repeat(65_536)],
    ['64 KiB of challenge', { ...CREATION, challenge: 'A'.repeat(65_536) }],
    ['a list of ten thousand', { ...CREATION, allowCredentials: Array.from({ length: 10_000 }, () => ID) }],
    [
      'a thousand inputs',
      {
        ...REQUEST,
        extensions: { prf: { evalByCredential: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`AA${i}`, { first: 'AQ' }])) } },
      },
    ],
    ['a deep one', JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)],
    [
      'names of the language',
      JSON.parse(
        '{"__proto__":{"challenge":"AA"},"constructor":1,"challenge":"AA","extensions":{"prf":{"evalByCredential":{"__proto__":{"first":"AA"}}}}}',
      ),
    ],
    ['nothing', undefined],
  ])('%s', (_name, given) => {
    survives(given);
  });
});

type Path = readonly (string | number)[];

function* pathsOf(value: unknown, at: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const path = [...at, Array.isArray(value) ? Number(name) : name];
    yield path;
    yield* pathsOf(member, path);
  }
}

function put(into: unknown, [name, ...rest]: Path, value: unknown): void {
  if (typeof into !== 'object' || into === null || name === undefined) return;
  const members = into as Record<string | number, unknown>;
  if (rest.length > 0) put(members[name], rest, value);
  else if (value === undefined) delete members[name];
  else members[name] = value;
}
