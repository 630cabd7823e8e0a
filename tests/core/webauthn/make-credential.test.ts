// authenticatorMakeCredential, clause by clause (WebAuthn L3 §6.3.2, §5.1.3; webauthn.md §5.5).

import { describe, expect, test } from 'vitest';
import { equalBytes, hex } from '../../../src/core/bytes';
import type { Env } from '../../../src/core/env';
import { checkItem } from '../../../src/core/vault/item-codec';
import { decodeAttestation } from '../../../src/core/webauthn/attestation';
import { type AuthenticatorData, decodeAuthenticatorData } from '../../../src/core/webauthn/authenticator-data';
import { AAGUID, type MadeCredential, makeCredential } from '../../../src/core/webauthn/make-credential';
import { testEnv } from '../../support/test-env';
import { CALLER, creation, fromText, made, RP_ID, takes } from './ceremony';

const RP_HASH = 'bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b5';

function dataOf({ response }: MadeCredential): AuthenticatorData {
  const read = decodeAuthenticatorData(fromText(response.response.authenticatorData));
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

test('the passkey is what the page named, with bytes of its own, and fits into the vault', async () => {
  const env = testEnv();
  const { passkey } = await made(env);
  expect(passkey).toMatchObject({
    kind: 'passkey',
    rpId: RP_ID,
    rpName: 'Example',
    userName: 'ann@example.org',
    displayName: 'Ann',
    algorithm: -7,
    sites: ['https://example.org'],
    backupEligible: true,
    createdAt: env.now(),
    trashedAt: null,
    largeBlob: null,
    credBlob: null,
  });
  expect(Buffer.from(passkey.userHandle).toString()).toBe('user-1');
  expect(checkItem(passkey)).toEqual({ ok: true, value: passkey });
  const other = (await made(env)).passkey;
  for (const name of ['credentialId', 'prfSeed'] as const) {
    expect(passkey[name]).toHaveLength(32);
    expect(equalBytes(passkey[name], other[name])).toBe(false);
  }
  expect(equalBytes(passkey.privateKey, other.privateKey)).toBe(false);
  expect(passkey.id).not.toBe(other.id);
});

test('names of strangers are cleaned before they are kept; a nameless site has its rpId', async () => {
  const { passkey } = await made(testEnv(), {
    rp: { name: '\u202E ' },
    user: { id: 'AA', name: ' ann\u0000\n@x ', displayName: 'A'.repeat(1000) },
  });
  expect([passkey.rpName, passkey.userName, passkey.displayName]).toEqual([RP_ID, 'ann @x', 'A'.repeat(128)]);
});

test('the response is the JSON of §5.1, and its parts agree', async () => {
  const { passkey, response } = await made(testEnv());
  const id = Buffer.from(passkey.credentialId).toString('base64url');
  expect(response).toMatchObject({ id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {} });
  expect(Object.keys(response.response).toSorted()).toEqual([
    'attestationObject',
    'authenticatorData',
    'clientDataJSON',
    'publicKey',
    'publicKeyAlgorithm',
    'transports',
  ]);
  expect(response.response.transports).toEqual(['internal']);
  expect(JSON.parse(Buffer.from(fromText(response.response.clientDataJSON)).toString())).toEqual({
    type: 'webauthn.create',
    challenge: 'OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag',
    origin: 'https://example.org',
    crossOrigin: false,
  });
  const attestation = decodeAttestation(fromText(response.response.attestationObject));
  expect(attestation).toEqual({
    ok: true,
    value: { fmt: 'none', attStmt: new Map(), authData: fromText(response.response.authenticatorData) },
  });
});

test('authenticator data: hash of the rpId, counter 0, our make, the credential', async () => {
  const credential = await made(testEnv());
  const data = dataOf(credential);
  expect(hex(data.rpIdHash)).toBe(RP_HASH);
  expect(data).toMatchObject({ signCount: 0, userPresent: true, backupEligible: true, extensions: new Map() });
  expect(data.credential?.credentialId).toEqual(credential.passkey.credentialId);
  expect(data.credential?.aaguid).toEqual(AAGUID);
  expect(hex(AAGUID)).toBe('19d40a89639c494e9e975127468e779b');
});

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('verified %s and backed up %s are told as they are', async (userVerified, backedUp) => {
  expect(dataOf(await made(testEnv(), {}, { userVerified, backedUp }))).toMatchObject({ userVerified, backedUp });
});

describe('algorithms', () => {
  test.each([
    [[-7], -7],
    [[-8], -8],
    [[-257], -257],
    [[-8, -7, -257], -8],
    [[-35, -36, -257, -7], -257],
    [[], -7],
  ])('of %j the first of ours: %i', async (asked, expected) => {
    const { passkey, response } = await made(testEnv(), takes(...asked));
    expect([passkey.algorithm, response.response.publicKeyAlgorithm]).toEqual([expected, expected]);
  });

  const without = (...names: readonly string[]): Env => {
    const env = testEnv();
    const { subtle } = env;
    const generateKey = async (kind: { name: string }, ...rest: [boolean, ('sign' | 'verify')[]]) => {
      if (names.includes(kind.name)) throw new DOMException('Unrecognized name.', 'NotSupportedError');
      return subtle.generateKey(kind as EcKeyGenParams, ...rest);
    };
    const most: Partial<SubtleCrypto> = {
      generateKey: generateKey as typeof subtle.generateKey,
      exportKey: subtle.exportKey.bind(subtle) as typeof subtle.exportKey,
      digest: subtle.digest.bind(subtle),
    };
    return { ...env, subtle: most as SubtleCrypto };
  };
  const order = (asked: readonly number[]) => ({
    caller: CALLER,
    rpId: RP_ID,
    options: creation(takes(...asked)),
    userVerified: true,
    backedUp: false,
    createdSites: [],
  });

  test('a browser without Ed25519 makes the next', async () => {
    const done = await makeCredential(without('Ed25519'), order([-8, -7]));
    expect(done.ok && done.value.passkey.algorithm).toBe(-7);
  });

  test('and none where there is no next', async () => {
    expect(await makeCredential(without('Ed25519'), order([-8]))).toEqual({ ok: false, error: { code: 'unsupported-algorithm' } });
    expect(await makeCredential(testEnv(), order([-35]))).toEqual({ ok: false, error: { code: 'unsupported-algorithm' } });
  });

  test('any other failure of WebCrypto is a bug and is thrown', async () => {
    const env = testEnv();
    const subtle = { generateKey: () => Promise.reject(new DOMException('', 'OperationError')) } as unknown as SubtleCrypto;
    await expect(makeCredential({ ...env, subtle }, order([-7]))).rejects.toThrow();
  });
});

test.each([
  ['required', false, 'not-verified'],
  ['required', true, null],
  ['preferred', false, null],
  ['discouraged', false, null],
])('verification %s, verified %s: %s', async (userVerification, userVerified, code) => {
  const options = creation({ authenticatorSelection: { userVerification } });
  const done = await makeCredential(testEnv(), { caller: CALLER, rpId: RP_ID, options, userVerified, backedUp: false, createdSites: [] });
  expect(done.ok ? null : done.error.code).toBe(code);
});

describe('extensions', () => {
  const results = async (extensions: object, over: object = {}) =>
    (await made(testEnv(), { extensions, ...over })).response.clientExtensionResults;

  test('nothing asked, nothing answered', async () => {
    expect(await results({ minPinLength: true, uvm: true, made: 'up' })).toEqual({});
  });

  // CTAP 2.1 §6.1.2 step 17; WebAuthn L3 §5.4.4.
  test.each([
    [{ residentKey: 'required' }, true],
    [{ residentKey: 'preferred' }, true],
    [{ residentKey: 'discouraged' }, false],
    [{ residentKey: 'discouraged', requireResidentKey: true }, false],
    [{ requireResidentKey: true }, true],
    [{ residentKey: 'nonsense', requireResidentKey: true }, true],
    [{}, false],
  ])('credProps for %j: rk %s, as the passkey is kept', async (authenticatorSelection, rk) => {
    const { response, passkey } = await made(testEnv(), { authenticatorSelection, extensions: { credProps: true } });
    expect(response.clientExtensionResults).toEqual({ credProps: { rk } });
    expect(passkey.discoverable).toBe(rk);
  });

  test('prf: enabled, and evaluated at once where the page gives inputs', async () => {
    expect(await results({ prf: {} })).toEqual({ prf: { enabled: true } });
    const one = await results({ prf: { eval: { first: 'AQID' } } });
    expect(one).toEqual({ prf: { enabled: true, results: { first: expect.stringMatching(/^[\w-]{43}$/) } } });
    const two = await results({ prf: { eval: { first: 'AQID', second: 'AQIE' } } });
    expect(two.prf?.results?.first).toBe(one.prf?.results?.first);
    expect(two.prf?.results?.second).not.toBe(two.prf?.results?.first);
    expect(await results({ hmacCreateSecret: true })).toEqual({ hmacCreateSecret: true });
  });

  test.each([{ support: 'required' }, { support: 'preferred' }, { support: 'nonsense' }, {}])(
    'largeBlob %j is supported',
    async (largeBlob) => {
      expect(await results({ largeBlob })).toEqual({ largeBlob: { supported: true } });
    },
  );

  // CTAP 2.1 §12.2: signed too.
  test.each([
    ['an empty one', 0, true],
    ['32 bytes', 32, true],
    ['33 bytes', 33, false],
  ])('credBlob of %s: %i, kept %s', async (_name, length, kept) => {
    const credBlob = Buffer.alloc(length, 7).toString('base64url');
    const credential = await made(testEnv(), { extensions: { credBlob } });
    expect(credential.response.clientExtensionResults).toEqual({ credBlob: kept });
    expect(dataOf(credential).extensions).toEqual(new Map([['credBlob', kept]]));
    expect(credential.passkey.credBlob).toEqual(kept ? new Uint8Array(length).fill(7) : null);
  });
});
