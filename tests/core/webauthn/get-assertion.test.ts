// authenticatorGetAssertion, clause by clause (WebAuthn L3 §6.3.3, §5.1.4.1; webauthn.md §5.5).

import { beforeAll, describe, expect, test } from 'vitest';
import { hex, utf8 } from '../../../src/core/bytes';
import type { Passkey } from '../../../src/core/item';
import { decodeAuthenticatorData } from '../../../src/core/webauthn/authenticator-data';
import { getAssertion, type MadeAssertion } from '../../../src/core/webauthn/get-assertion';
import { MAX_LARGE_BLOB } from '../../../src/core/webauthn/limits';
import { testEnv } from '../../support/test-env';
import { asserted, CALLER, fromText, made, RP_ID, request } from './ceremony';

let passkey: Passkey;
let named: { readonly allowCredentials: readonly object[] };
beforeAll(async () => {
  const registration = await made(testEnv(), { authenticatorSelection: { residentKey: 'required' } });
  passkey = registration.passkey;
  named = { allowCredentials: [{ type: 'public-key', id: registration.response.id }] };
});

const dataOf = ({ response }: MadeAssertion) => {
  const read = decodeAuthenticatorData(fromText(response.response.authenticatorData));
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
};

test('the response is the JSON of §5.1, and its parts agree', async () => {
  const done = await asserted(testEnv(), passkey);
  const id = Buffer.from(passkey.credentialId).toString('base64url');
  const { response } = done;
  expect(response).toMatchObject({ id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {} });
  expect(Object.keys(response.response).toSorted()).toEqual(['authenticatorData', 'clientDataJSON', 'signature', 'userHandle']);
  expect(fromText(response.response.userHandle)).toEqual(utf8('user-1'));
  expect(JSON.parse(Buffer.from(fromText(response.response.clientDataJSON)).toString())).toEqual({
    type: 'webauthn.get',
    challenge: 'OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag',
    origin: 'https://example.org',
    crossOrigin: false,
  });
});

test('authenticator data are 37 bytes: hash of the rpId, flags, counter 0', async () => {
  const done = await asserted(testEnv(), passkey);
  expect(fromText(done.response.response.authenticatorData)).toHaveLength(37);
  expect(dataOf(done)).toMatchObject({ signCount: 0, userPresent: true, credential: null, extensions: new Map() });
  expect(hex(dataOf(done).rpIdHash)).toBe('bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b5');
});

test('nothing of a passkey changes by being used', async () => {
  expect((await asserted(testEnv(), passkey, { extensions: { largeBlob: { read: true }, prf: {}, getCredBlob: true } })).passkey).toBe(
    passkey,
  );
});

test.each([
  [true, true, true],
  [true, true, false],
  [false, false, true],
  // §6.1.3: what was no copy's at creation never has one.
  [false, true, true],
])('eligible %s, backed up %s, verified %s', async (backupEligible, backedUp, userVerified) => {
  const done = await asserted(testEnv(), { ...passkey, backupEligible }, {}, { backedUp, userVerified });
  expect(dataOf(done)).toMatchObject({ backupEligible, backedUp: backupEligible && backedUp, userVerified });
});

describe('refused', () => {
  const refusal = async (mine: Passkey, over: object = {}, rpId = RP_ID, userVerified = true) => {
    const done = await getAssertion(testEnv(), {
      passkey: mine,
      caller: CALLER,
      rpId,
      options: request(over),
      userVerified,
      backedUp: false,
    });
    return done.ok ? null : done.error.code;
  };

  test('another relying party’s, whatever is on the list', async () => {
    expect(await refusal(passkey, {}, 'example.com')).toBe('not-asked-for');
    expect(await refusal(passkey, named, 'login.example.org')).toBe('not-asked-for');
  });

  test('one that is not on the list, or in the trash, or not to be found unnamed', async () => {
    expect(await refusal(passkey, { allowCredentials: [{ type: 'public-key', id: 'AAAA' }] })).toBe('not-asked-for');
    expect(await refusal({ ...passkey, trashedAt: 1 }, named)).toBe('not-asked-for');
    expect(await refusal({ ...passkey, discoverable: false })).toBe('not-asked-for');
    expect(await refusal({ ...passkey, discoverable: false }, named)).toBeNull();
  });

  test('an unverified person where the page requires one', async () => {
    expect(await refusal(passkey, { userVerification: 'required' }, RP_ID, false)).toBe('not-verified');
    expect(await refusal(passkey, { userVerification: 'required' })).toBeNull();
    expect(await refusal(passkey, { userVerification: 'preferred' }, RP_ID, false)).toBeNull();
  });

  test('a key that is none, or of another algorithm', async () => {
    expect(await refusal({ ...passkey, privateKey: new Uint8Array(138) })).toBe('damaged-key');
    expect(await refusal({ ...passkey, algorithm: -257 })).toBe('damaged-key');
    expect(await refusal({ ...passkey, algorithm: -8 })).toBe('damaged-key');
  });
});

describe('extensions', () => {
  const results = async (extensions: object, mine = passkey, more: readonly object[] = []) => {
    const allowCredentials = [...named.allowCredentials, ...more];
    return (await asserted(testEnv(), mine, { ...named, allowCredentials, extensions })).response.clientExtensionResults;
  };
  const other = Buffer.from('another').toString('base64url');
  const own = () => Buffer.from(passkey.credentialId).toString('base64url');

  test('prf: the credential’s own input before the one for all; none for it is no result', async () => {
    const forAll = await results({ prf: { eval: { first: 'AQID' } } });
    expect(forAll).toEqual({ prf: { results: { first: expect.stringMatching(/^[\w-]{43}$/) } } });
    expect(await results({ prf: { evalByCredential: { [own()]: { first: 'AQID' } } } })).toEqual(forAll);
    const both = await results({ prf: { eval: { first: 'BAUG' }, evalByCredential: { [own()]: { first: 'AQID' } } } });
    expect(both).toEqual(forAll);
    const withOther = (prf: object) => results({ prf }, passkey, [{ type: 'public-key', id: other }]);
    expect(await withOther({ eval: { first: 'AQID' }, evalByCredential: { [other]: { first: 'BAUG' } } })).toEqual(forAll);
    expect(await withOther({ evalByCredential: { [other]: { first: 'AQID' } } })).toEqual({ prf: {} });
    expect(await results({ prf: {} })).toEqual({ prf: {} });
  });

  test('prf: the same at creation and ever after, another for another credential', async () => {
    const extensions = { prf: { eval: { first: 'AQID', second: 'AQIE' } } };
    const registration = await made(testEnv(9), { extensions });
    const again = await asserted(testEnv(10), registration.passkey, {
      extensions,
      allowCredentials: [{ type: 'public-key', id: registration.response.id }],
    });
    expect(again.response.clientExtensionResults.prf?.results).toEqual(registration.response.clientExtensionResults.prf?.results);
    expect(await results(extensions)).not.toEqual(again.response.clientExtensionResults);
  });

  test('largeBlob: nothing there, written, read back', async () => {
    expect(await results({ largeBlob: { read: true } })).toEqual({ largeBlob: {} });
    const env = testEnv();
    env.advance(1000);
    const wrote = await asserted(env, passkey, { ...named, extensions: { largeBlob: { write: 'c2hpcmxleQ' } } });
    expect(wrote.response.clientExtensionResults).toEqual({ largeBlob: { written: true } });
    expect(wrote.passkey).toEqual({ ...passkey, largeBlob: utf8('shirley'), changedAt: env.now() });
    expect(await results({ largeBlob: { read: true } }, wrote.passkey)).toEqual({ largeBlob: { blob: 'c2hpcmxleQ' } });
    expect(await results({ largeBlob: {} }, wrote.passkey)).toEqual({ largeBlob: {} });
  });

  test.each([
    [0, true],
    [MAX_LARGE_BLOB, true],
    [MAX_LARGE_BLOB + 1, false],
  ])('largeBlob of %i bytes: written %s', async (length, written) => {
    const blob = new Uint8Array(length).fill(1);
    const write = Buffer.from(blob).toString('base64url');
    const done = await asserted(testEnv(), passkey, { ...named, extensions: { largeBlob: { write } } });
    expect(done.response.clientExtensionResults).toEqual({ largeBlob: { written } });
    if (written) expect(done.passkey.largeBlob).toEqual(blob);
    else expect(done.passkey).toBe(passkey);
  });

  test('credBlob: what was left at creation, signed; empty where nothing was', async () => {
    const credBlob = Uint8Array.of(1, 2, 3);
    const done = await asserted(testEnv(), { ...passkey, credBlob }, { extensions: { getCredBlob: true } });
    expect(done.response.clientExtensionResults).toEqual({ getCredBlob: 'AQID' });
    expect(dataOf(done).extensions).toEqual(new Map([['credBlob', credBlob]]));
    expect(await results({ getCredBlob: true })).toEqual({ getCredBlob: '' });
    expect(await results({ getCredBlob: false })).toEqual({});
  });

  test('appid: told that it was not used', async () => {
    expect(await results({ appid: 'https://example.org/u2f.json' })).toEqual({ appid: false });
  });
});
