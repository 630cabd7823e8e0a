// Relying parties that know nothing of us accept what the authenticator makes, for every algorithm: @simplewebauthn/server, then
// @passwordless-id/webauthn, then OpenSSL through node:crypto, which takes over where the second knows no EdDSA.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { server } from '@passwordless-id/webauthn';
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { describe, expect, test } from 'vitest';
import type { PasskeyAlgorithm } from '../../../src/core/item';
import type { Caller } from '../../../src/core/webauthn/client-data';
import { testEnv } from '../../support/test-env';
import { asserted, CALLER, CHALLENGE, fromText, made, RP_ID, takes } from './ceremony';

const ALGORITHMS: readonly PasskeyAlgorithm[] = [-7, -8, -257];
const ORIGIN = CALLER.origin;

/** As it crosses the wire: what JSON cannot say is lost here and not in production. */
const sent = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;

async function ceremonies(algorithm: PasskeyAlgorithm, userVerified: boolean, caller: Caller = CALLER) {
  const env = testEnv(algorithm + 1000);
  const registration = await made(env, takes(algorithm), { userVerified, caller });
  const { id } = registration.response;
  const allowed = { allowCredentials: [{ type: 'public-key', id }] };
  const assertion = await asserted(env, registration.passkey, allowed, { userVerified, caller, backedUp: true });
  return {
    registration: sent<RegistrationResponseJSON>(registration.response),
    assertion: sent<AuthenticationResponseJSON>(assertion.response),
  };
}

describe.each(ALGORITHMS)('algorithm %i', (algorithm) => {
  test.each([true, false])('@simplewebauthn/server, person verified: %s', async (userVerified) => {
    const { registration, assertion } = await ceremonies(algorithm, userVerified);
    const expected = { expectedChallenge: CHALLENGE, expectedOrigin: ORIGIN, expectedRPID: RP_ID, requireUserVerification: userVerified };
    const registered = await verifyRegistrationResponse({ response: registration, ...expected });
    expect(registered).toMatchObject({
      verified: true,
      registrationInfo: {
        fmt: 'none',
        aaguid: '19d40a89-639c-494e-9e97-5127468e779b',
        credential: { id: registration.id, counter: 0, transports: ['internal'] },
        credentialDeviceType: 'multiDevice',
        credentialBackedUp: false,
        userVerified,
      },
    });
    const credential = registered.registrationInfo?.credential;
    if (credential === undefined) throw new Error('no credential');
    const authenticated = await verifyAuthenticationResponse({ response: assertion, credential, ...expected });
    expect(authenticated).toMatchObject({ verified: true, authenticationInfo: { newCounter: 0, credentialBackedUp: true, userVerified } });
  });

  test('@simplewebauthn/server, in a frame of another origin', async () => {
    const caller = { origin: ORIGIN, crossOrigin: true, topOrigin: 'https://shop.example' };
    const { registration, assertion } = await ceremonies(algorithm, true, caller);
    const expected = {
      expectedChallenge: CHALLENGE,
      expectedOrigin: ORIGIN,
      expectedTopOrigin: 'https://shop.example',
      expectedRPID: RP_ID,
    };
    const registered = await verifyRegistrationResponse({ response: registration, ...expected });
    const credential = registered.registrationInfo?.credential;
    if (credential === undefined) throw new Error('no credential');
    expect((await verifyAuthenticationResponse({ response: assertion, credential, ...expected })).verified).toBe(true);
    const elsewhere = { ...expected, expectedTopOrigin: 'https://other.example' };
    await expect(verifyAuthenticationResponse({ response: assertion, credential, ...elsewhere })).rejects.toThrow('top');
  });

  test('@passwordless-id/webauthn', async () => {
    const { registration, assertion } = await ceremonies(algorithm, true);
    const expected = { challenge: CHALLENGE, origin: ORIGIN, userVerified: true };
    const registered = await server.verifyRegistration(
      { ...registration, user: { name: 'ann@example.org' } } as unknown as Parameters<typeof server.verifyRegistration>[0],
      expected,
    );
    expect(registered).toMatchObject({
      userVerified: true,
      authenticator: { aaguid: '19d40a89-639c-494e-9e97-5127468e779b' },
      credential: { id: registration.id, publicKey: registration.response.publicKey, transports: ['internal'] },
    });
    const signIn = server.verifyAuthentication(
      assertion as unknown as Parameters<typeof server.verifyAuthentication>[0],
      registered.credential,
      { ...expected, counter: -1 },
    );
    if (algorithm === -8) await expect(signIn).rejects.toThrow("Only 'RS256' and 'ES256' are supported");
    else expect(await signIn).toMatchObject({ credentialId: registration.id, userVerified: true, counter: 0 });
  });

  test('OpenSSL, by the key that the page is given', async () => {
    const { registration, assertion } = await ceremonies(algorithm, true);
    const { publicKey, publicKeyAlgorithm } = registration.response;
    expect(publicKeyAlgorithm).toBe(algorithm);
    const key = createPublicKey({ key: Buffer.from(fromText(publicKey as string)), format: 'der', type: 'spki' });
    const { authenticatorData, clientDataJSON, signature } = assertion.response;
    const hash = createHash('sha256').update(fromText(clientDataJSON)).digest();
    const data = Buffer.concat([fromText(authenticatorData), hash]);
    const digest = algorithm === -8 ? null : 'sha256';
    expect(verify(digest, data, key, fromText(signature))).toBe(true);
    data[40] = (data[40] as number) ^ 1;
    expect(verify(digest, data, key, fromText(signature))).toBe(false);
  });
});
