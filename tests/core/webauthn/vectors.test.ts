// The test vectors of WebAuthn Level 3 §16: every attestation object and authenticator data is read, and written back to the same bytes;
// signatures verify; what has one right answer is compared with it.

import { describe, expect, test } from 'vitest';
import { type Bytes, concat, equalBytes, fromUtf8, hex, utf8 } from '../../../src/core/bytes';
import type { Passkey } from '../../../src/core/item';
import { decodeAttestation, encodeAttestation } from '../../../src/core/webauthn/attestation';
import { decodeAuthenticatorData, encodeAuthenticatorData } from '../../../src/core/webauthn/authenticator-data';
import { type Caller, type ClientDataType, clientDataJson } from '../../../src/core/webauthn/client-data';
import { type CoseKey, decodeCoseKey, encodeCoseKey, jwkOfCoseKey } from '../../../src/core/webauthn/cose';
import { sign } from '../../../src/core/webauthn/key';
import { evaluatePrf } from '../../../src/core/webauthn/prf';
import { p1363OfDer } from '../../../src/core/webauthn/signature';
import { passkey } from '../../support/items';
import { testEnv } from '../../support/test-env';
import vectors from '../../vectors/webauthn-l3.json';
import { asserted, fromHex, fromText } from './ceremony';

interface Vector {
  readonly name: string;
  readonly title: string;
  readonly privateKey?: string;
  readonly registration: {
    readonly challenge: string;
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly aaguid?: string;
    readonly credentialId: string;
  };
  readonly authentication: {
    readonly challenge: string;
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
  };
}

const all: readonly Vector[] = Object.entries(vectors.ceremonies).map(([name, vector]) => ({ name, ...vector }));
const OURS = all.filter(({ name }) => !/es384|es512|ed448/.test(name));
const THEIRS = all.filter(({ name }) => /es384|es512|ed448/.test(name));

function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: object }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const registered = ({ registration }: Vector) => value(decodeAttestation(fromHex(registration.attestationObject)));
const keyOf = (vector: Vector): CoseKey => {
  const { credential } = value(decodeAuthenticatorData(registered(vector).authData));
  return value(decodeCoseKey(credential?.publicKey ?? new Uint8Array()));
};

async function verifies(key: CoseKey, signature: Bytes, data: Bytes): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const kind = {
    [-7]: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
    [-8]: { name: 'Ed25519' },
    [-257]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  }[key.algorithm];
  const imported = await subtle.importKey('jwk', jwkOfCoseKey(key), kind, false, ['verify']);
  return subtle.verify(kind, imported, key.algorithm === -7 ? value(p1363OfDer(signature)) : signature, data);
}

const hashed = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));

async function signed({ authentication }: Vector): Promise<Bytes> {
  return concat(fromHex(authentication.authenticatorData), await hashed(fromHex(authentication.clientDataJSON)));
}

test('there are fifteen, with twelve keys that are ours', () => {
  expect([all.length, OURS.length]).toEqual([15, 12]);
});

describe.each(all)('$name', (vector) => {
  test('attestation object and authenticator data are read whole, and written back', () => {
    const { fmt, authData } = registered(vector);
    expect(fmt).toBe(vector.name.replace(/-(self|es|rs|ed).*/, ''));
    if (fmt === 'none') expect(hex(encodeAttestation(authData))).toBe(vector.registration.attestationObject);
    const data = value(decodeAuthenticatorData(authData));
    expect(hex(data.credential?.credentialId ?? new Uint8Array())).toBe(vector.registration.credentialId);
    if (vector.registration.aaguid !== undefined && fmt !== 'fido-u2f')
      expect(hex(data.credential?.aaguid ?? new Uint8Array())).toBe(vector.registration.aaguid);
    expect(equalBytes(encodeAuthenticatorData(data), authData)).toBe(true);
    const asserted = value(decodeAuthenticatorData(fromHex(vector.authentication.authenticatorData)));
    expect(hex(encodeAuthenticatorData(asserted))).toBe(vector.authentication.authenticatorData);
    expect(asserted.credential).toBeNull();
    expect(hex(data.rpIdHash)).toBe(hex(asserted.rpIdHash));
  });

  test.each(['registration', 'authentication'] as const)('client data of the %s begin as the standard’s serialiser writes them', (part) => {
    const { challenge, clientDataJSON } = vector[part];
    const text = value(fromUtf8(fromHex(clientDataJSON)));
    const given = JSON.parse(text) as { type: ClientDataType; extraData?: string } & Partial<Caller>;
    const { type, origin = '', crossOrigin = false, topOrigin = null } = given;
    const ours = value(fromUtf8(clientDataJson(type, fromHex(challenge), { origin, crossOrigin, topOrigin })));
    if (given.extraData === undefined) expect(text).toBe(ours);
    else expect(text.startsWith(`${ours.slice(0, -1)},"extraData":"`)).toBe(true);
  });
});

describe.each(OURS)('$name', (vector) => {
  test('its key is read, written back, and verifies the signature', async () => {
    const key = keyOf(vector);
    const { credential } = value(decodeAuthenticatorData(registered(vector).authData));
    expect(equalBytes(encodeCoseKey(key), credential?.publicKey ?? new Uint8Array())).toBe(true);
    const signature = fromHex(vector.authentication.signature);
    expect(await verifies(key, signature, await signed(vector))).toBe(true);
    expect(await verifies(key, signature, concat(await signed(vector), Uint8Array.of(0)))).toBe(false);
  });
});

describe.each(OURS.filter(({ privateKey }) => privateKey !== undefined))('$name', (vector) => {
  test('we sign with its private key what its public key verifies', async () => {
    const key = keyOf(vector);
    const data = await signed(vector);
    const signature = value(await sign(testEnv(), { algorithm: key.algorithm, privateKey: pkcs8(key, vector.privateKey as string) }, data));
    expect(await verifies(key, signature, data)).toBe(true);
    // EdDSA has no chance in it.
    if (key.algorithm === -8) expect(hex(signature)).toBe(vector.authentication.signature);
  });
});

test('an assertion made whole with the key of packed-eddsa has the very bytes of the standard', async () => {
  const vector = all.find(({ name }) => name === 'packed-eddsa') as Vector;
  const expected = value(decodeAuthenticatorData(fromHex(vector.authentication.authenticatorData)));
  const mine: Passkey = passkey(testEnv(), {
    rpId: 'example.org',
    credentialId: fromHex(vector.registration.credentialId),
    algorithm: -8,
    privateKey: pkcs8(keyOf(vector), vector.privateKey as string),
    backupEligible: expected.backupEligible,
  });
  const challenge = Buffer.from(vector.authentication.challenge, 'hex').toString('base64url');
  const { response } = (
    await asserted(testEnv(), mine, { challenge }, { userVerified: expected.userVerified, backedUp: expected.backedUp })
  ).response;
  expect(hex(fromText(response.authenticatorData))).toBe(vector.authentication.authenticatorData);
  expect(hex(fromText(response.clientDataJSON))).toBe(vector.authentication.clientDataJSON);
  expect(hex(fromText(response.signature))).toBe(vector.authentication.signature);
});

test.each(THEIRS)('the key of $name is another’s', (vector) => {
  const { credential } = value(decodeAuthenticatorData(registered(vector).authData));
  expect(decodeCoseKey(credential?.publicKey ?? new Uint8Array())).toEqual({ ok: false, error: { code: 'unsupported-key' } });
});

test('prf: both inputs of §16 give both results', async () => {
  const { credRandom, eval_first, eval_second, results_first, results_second } = vectors.prf;
  const inputs = { first: fromHex(eval_first), second: fromHex(eval_second) };
  const { first, second } = await evaluatePrf(testEnv(), fromHex(credRandom), inputs);
  expect([hex(first), hex(second ?? new Uint8Array())]).toEqual([results_first, results_second]);
  const alone = await evaluatePrf(testEnv(), fromHex(credRandom), { first: fromHex(eval_second), second: null });
  expect([hex(alone.first), alone.second]).toEqual([results_second, null]);
  const other = await evaluatePrf(testEnv(), fromHex(credRandom), { first: utf8(''), second: null });
  expect(hex(other.first)).not.toBe(results_first);
});

/** RFC 5208 around the bare numbers of RFC 5915 and RFC 8410. */
function pkcs8({ algorithm }: CoseKey, secret: string): Bytes {
  const head =
    algorithm === -8 ? '302e020100300506032b657004220420' : '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420';
  return concat(fromHex(head), fromHex(secret));
}
