// authenticatorGetAssertion and what the client does around it (WebAuthn L3 §6.3.3, §5.1.4.1 steps 9 and 19), once a person has approved.

import { base64url, concat, utf8 } from '../bytes';
import type { Env } from '../env';
import type { Passkey } from '../item';
import { fail, ok, type Result } from '../result';
import { sha256 } from '../vault/hash';
import { type ExtensionOutputs, encodeAuthenticatorData } from './authenticator-data';
import { type Caller, clientDataJson } from './client-data';
import { sign } from './key';
import { MAX_LARGE_BLOB } from './limits';
import { answersRequest } from './match';
import type { RequestOptions } from './options';
import { evaluatePrf, prfInputFor } from './prf';
import { type AuthenticationJson, type AuthenticationResults, authenticationJson, prfJson } from './response-json';

export interface GetAssertion {
  readonly passkey: Passkey;
  readonly caller: Caller;
  /** As `checkRpId` or the browser let it pass. */
  readonly rpId: string;
  readonly options: RequestOptions;
  /** The person was verified for this ceremony, not only present. */
  readonly userVerified: boolean;
  /** A copy is elsewhere. */
  readonly backedUp: boolean;
}

export interface MadeAssertion {
  /** The very one of the order, unless the page wrote its large blob: then to be kept before the response leaves. */
  readonly passkey: Passkey;
  readonly response: AuthenticationJson;
}

export type AssertionError = 'not-asked-for' | 'not-verified' | 'unsupported-algorithm' | 'damaged-key';

/** `not-asked-for`: another relying party's, or not on the page's list. To the page all of them are NotAllowedError. */
export async function getAssertion(env: Env, order: GetAssertion): Promise<Result<MadeAssertion, AssertionError>> {
  const { passkey, caller, rpId, options, userVerified } = order;
  if (!answersRequest(passkey, rpId, options)) return fail('not-asked-for');
  if (options.userVerification === 'required' && !userVerified) return fail('not-verified');
  const after = withLargeBlob(env, passkey, options);
  const { results, extensions } = await outputs(env, passkey, after, options);
  const authenticatorData = encodeAuthenticatorData({
    rpIdHash: await sha256(env.subtle, utf8(rpId)),
    userPresent: true,
    userVerified,
    backupEligible: passkey.backupEligible,
    backedUp: order.backedUp,
    // For ever (§6.1.1): it exists to betray copies of a key, and ours is meant to have some.
    signCount: 0,
    credential: null,
    extensions,
  });
  const clientData = clientDataJson('webauthn.get', options.challenge, caller);
  const signature = await sign(env, passkey, concat(authenticatorData, await sha256(env.subtle, clientData)));
  if (!signature.ok) return signature;
  const { credentialId, userHandle } = passkey;
  const response = authenticationJson({ credentialId, clientData, authenticatorData, signature: signature.value, userHandle, results });
  return ok({ passkey: after, response });
}

function withLargeBlob({ now }: Env, passkey: Passkey, { extensions }: RequestOptions): Passkey {
  const blob = extensions.largeBlob?.write ?? null;
  return blob === null || blob.length > MAX_LARGE_BLOB ? passkey : { ...passkey, largeBlob: blob, changedAt: now() };
}

async function outputs(
  env: Env,
  before: Passkey,
  after: Passkey,
  { extensions: asked }: RequestOptions,
): Promise<{ readonly results: AuthenticationResults; readonly extensions: ExtensionOutputs }> {
  const input = asked.prf === null ? null : prfInputFor(asked.prf, before.credentialId);
  const prf = input === null ? null : await evaluatePrf(env, before.prfSeed, input);
  const credBlob = before.credBlob ?? new Uint8Array(0);
  return {
    results: {
      ...(asked.appid ? { appid: false } : {}),
      ...(asked.prf === null ? {} : { prf: prf === null ? {} : { results: prfJson(prf) } }),
      ...(asked.largeBlob === null ? {} : { largeBlob: largeBlobResult(before, after, asked.largeBlob) }),
      ...(asked.getCredBlob ? { getCredBlob: base64url(credBlob) } : {}),
    },
    extensions: new Map(asked.getCredBlob ? [['credBlob', credBlob]] : []),
  };
}

function largeBlobResult(
  before: Passkey,
  after: Passkey,
  { read, write }: NonNullable<RequestOptions['extensions']['largeBlob']>,
): NonNullable<AuthenticationResults['largeBlob']> {
  if (write !== null) return { written: after !== before };
  return read && before.largeBlob !== null ? { blob: base64url(before.largeBlob) } : {};
}
