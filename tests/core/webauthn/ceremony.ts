// Ceremonies for the tests of the authenticator: options as a page writes them, orders as the background gives them.

import type { Env } from '../../../src/core/env';
import type { Passkey, PasskeyAlgorithm } from '../../../src/core/item';
import type { Caller } from '../../../src/core/webauthn/client-data';
import { type GetAssertion, getAssertion, type MadeAssertion } from '../../../src/core/webauthn/get-assertion';
import { type MadeCredential, type MakeCredential, makeCredential } from '../../../src/core/webauthn/make-credential';
import type { CreationOptions, RequestOptions } from '../../../src/core/webauthn/options';
import { decodeCreationOptions, decodeRequestOptions } from '../../../src/messages/webauthn-options';

export const CHALLENGE = 'OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag';
export const CALLER: Caller = { origin: 'https://example.org', crossOrigin: false, topOrigin: null };
export const RP_ID = 'example.org';

export const creationJson = (over: object = {}): object => ({
  rp: { name: 'Example' },
  user: { id: 'dXNlci0x', name: 'ann@example.org', displayName: 'Ann' },
  challenge: CHALLENGE,
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  ...over,
});

export const takes = (...algorithms: readonly number[]): object => ({
  pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
});

export const requestJson = (over: object = {}): object => ({ challenge: CHALLENGE, ...over });

export function creation(over: object = {}): CreationOptions {
  const options = decodeCreationOptions(creationJson(over));
  if (!options.ok) throw new Error(`${options.error.code} ${options.error.detail}`);
  return options.value;
}

export function request(over: object = {}): RequestOptions {
  const options = decodeRequestOptions(requestJson(over));
  if (!options.ok) throw new Error(`${options.error.code} ${options.error.detail}`);
  return options.value;
}

export async function made(env: Env, over: object = {}, order: Partial<MakeCredential> = {}): Promise<MadeCredential> {
  const done = await makeCredential(env, {
    caller: CALLER,
    rpId: RP_ID,
    options: creation(over),
    userVerified: true,
    backedUp: false,
    createdSites: [CALLER.origin],
    ...order,
  });
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

export const madeWith = (env: Env, algorithm: PasskeyAlgorithm): Promise<MadeCredential> => made(env, takes(algorithm));

export async function asserted(env: Env, passkey: Passkey, over: object = {}, order: Partial<GetAssertion> = {}): Promise<MadeAssertion> {
  const done = await getAssertion(env, {
    passkey,
    caller: CALLER,
    rpId: RP_ID,
    options: request(over),
    userVerified: true,
    backedUp: false,
    ...order,
  });
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

/** What a test hands in and reads back as base64url. */
export const fromText = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));
export const fromHex = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'hex'));
