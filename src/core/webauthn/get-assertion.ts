// authenticatorGetAssertion (WebAuthn L3 §6.3.3) with one passkey after a person's consent, and what the client does around it.

import { base64url, concat, utf8 } from '../bytes';
import type { Env } from '../env';
import type { Passkey } from '../item';
import { ok, type Result } from '../result';
import { encodeAuthenticatorData } from './authenticator-data';
import { type Caller, clientDataJson } from './client-data';
import { sign } from './key';
import { MAX_LARGE_BLOB } from './limits';
import { sha256 } from './make-credential';
import type { RequestOptions } from './options';
import { evaluatePrf } from './prf';
import { type AuthenticationJson, credentialJson, type ExtensionResults, prfResultsJson } from './response-json';

export interface GetAssertion {
  readonly passkey: Passkey;
  readonly caller: Caller;
  readonly rpId: string;
  readonly options: RequestOptions;
  readonly userVerified: boolean;
  readonly backedUp: boolean;
}

export interface Assertion {
  /** The same object unless the page wrote its large blob. */
  readonly passkey: Passkey;
  readonly response: AuthenticationJson;
}

/** `bad-key`: the record holds no key that signs. The caller has checked that the request is about this passkey (match.ts). */
export async function getAssertion(env: Env, request: GetAssertion): Promise<Result<Assertion, 'bad-key'>> {
  const { passkey, caller, rpId, options, userVerified, backedUp } = request;
  const clientData = clientDataJson('webauthn.get', options.challenge, caller);
  const authData = encodeAuthenticatorData({
    rpIdHash: await sha256(env, utf8(rpId)),
    userPresent: true,
    userVerified,
    backupEligible: passkey.backupEligible,
    backedUp,
    counter: 0,
    attested: null,
  });
  const signature = await sign(env, passkey.algorithm, passkey.privateKey, concat(authData, await sha256(env, clientData)));
  if (!signature.ok) return signature;
  const { results, changed } = await extensionResults(env, options, passkey);
  const response = {
    clientDataJSON: base64url(clientData),
    authenticatorData: base64url(authData),
    signature: base64url(signature.value),
    userHandle: base64url(passkey.userHandle),
  };
  return ok({ passkey: changed, response: credentialJson(passkey.credentialId, response, results) });
}

async function extensionResults(
  env: Env,
  { extensions }: RequestOptions,
  passkey: Passkey,
): Promise<{ readonly results: ExtensionResults; readonly changed: Passkey }> {
  const { prf, largeBlob, getCredBlob } = extensions;
  const results: ExtensionResults = {};
  let changed = passkey;
  if (prf !== null) {
    // §10.1.4: the entry of this credential before the one for all.
    const values = prf.evalByCredential.get(base64url(passkey.credentialId)) ?? prf.eval;
    results.prf = values === null ? {} : { results: prfResultsJson(await evaluatePrf(env, passkey.prfSeed, values)) };
  }
  if (largeBlob !== null) {
    results.largeBlob = {};
    if (largeBlob.read && passkey.largeBlob !== null) results.largeBlob.blob = base64url(passkey.largeBlob);
    if (largeBlob.write !== null) {
      const fits = largeBlob.write.length <= MAX_LARGE_BLOB;
      results.largeBlob.written = fits;
      if (fits) changed = { ...passkey, largeBlob: largeBlob.write, changedAt: env.now() };
    }
  }
  // CTAP 2.2 §12.2: a credential without one answers with nothing in it.
  if (getCredBlob) results.getCredBlob = base64url(passkey.credBlob ?? new Uint8Array());
  return { results, changed };
}
