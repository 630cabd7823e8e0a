// authenticatorMakeCredential (WebAuthn L3 §6.3.2) after a person's consent, with what the client does around it (§5.1.3 steps 9, 18–24).

import { type Bytes, base64url, utf8 } from '../bytes';
import type { Env } from '../env';
import type { Origin, Passkey } from '../item';
import { fail, ok, type Result } from '../result';
import { newItemId } from '../vault/item-id';
import { encodeAttestation } from './attestation';
import { AAGUID, encodeAuthenticatorData } from './authenticator-data';
import { type Caller, clientDataJson } from './client-data';
import { makeKey } from './key';
import { MAX_CRED_BLOB } from './limits';
import type { CreationOptions } from './options';
import { evaluatePrf } from './prf';
import { credentialJson, type ExtensionResults, prfResultsJson, type RegistrationJson } from './response-json';

export interface MakeCredential {
  readonly caller: Caller;
  readonly rpId: string;
  readonly options: CreationOptions;
  readonly userVerified: boolean;
  readonly backedUp: boolean;
  /** Origins that the passkey is listed under. */
  readonly createdSites: readonly Origin[];
}

const LONGEST_NAME = 512;

/** `unsupported`: none of the page's algorithms is ours. */
export async function makeCredential(
  env: Env,
  { caller, rpId, options, userVerified, backedUp, createdSites }: MakeCredential,
): Promise<Result<{ readonly passkey: Passkey; readonly response: RegistrationJson }, 'unsupported'>> {
  const { rp, user, challenge, algorithms, authenticatorSelection, extensions } = options;
  const algorithm = algorithms[0];
  if (algorithm === undefined) return fail('unsupported');
  const { privateKey, publicKey, spki } = await makeKey(env, algorithm);
  const now = env.now();
  const passkey: Passkey = {
    kind: 'passkey',
    id: newItemId(env),
    sites: createdSites,
    note: '',
    tags: [],
    pinned: false,
    createdAt: now,
    changedAt: now,
    trashedAt: null,
    rpId,
    rpName: rp.name.slice(0, LONGEST_NAME),
    credentialId: env.random(32),
    userHandle: user.id,
    userName: user.name.slice(0, LONGEST_NAME),
    displayName: user.displayName.slice(0, LONGEST_NAME),
    algorithm,
    privateKey,
    discoverable: authenticatorSelection.residentKey !== 'discouraged',
    backupEligible: true,
    prfSeed: env.random(32),
    largeBlob: null,
    credBlob: extensions.credBlob !== null && extensions.credBlob.length <= MAX_CRED_BLOB ? extensions.credBlob : null,
  };
  const { credentialId } = passkey;
  const authData = encodeAuthenticatorData({
    rpIdHash: await sha256(env, utf8(rpId)),
    userPresent: true,
    userVerified,
    backupEligible: true,
    backedUp,
    // Deviation: no counter (§6.1.1 allows it): a restored backup would count backwards.
    counter: 0,
    attested: { aaguid: AAGUID, credentialId, publicKey },
  });
  const response = {
    clientDataJSON: base64url(clientDataJson('webauthn.create', challenge, caller)),
    attestationObject: base64url(encodeAttestation(authData)),
    authenticatorData: base64url(authData),
    transports: ['internal'],
    publicKey: base64url(spki),
    publicKeyAlgorithm: algorithm,
  };
  return ok({ passkey, response: credentialJson(credentialId, response, await extensionResults(env, options, passkey)) });
}

/** §10.1.3, §10.1.4, §10.1.5; CTAP 2.2 §12.2, §12.7. */
async function extensionResults(env: Env, { extensions }: CreationOptions, passkey: Passkey): Promise<ExtensionResults> {
  const { credProps, prf, largeBlob, credBlob, hmacCreateSecret } = extensions;
  const results: ExtensionResults = {};
  if (credProps) results.credProps = { rk: passkey.discoverable };
  if (prf !== null) {
    results.prf = { enabled: true };
    if (prf.eval !== null) results.prf.results = prfResultsJson(await evaluatePrf(env, passkey.prfSeed, prf.eval));
  }
  if (largeBlob) results.largeBlob = { supported: true };
  if (credBlob !== null) results.credBlob = passkey.credBlob !== null;
  if (hmacCreateSecret) results.hmacCreateSecret = true;
  return results;
}

export const sha256 = async ({ subtle }: Pick<Env, 'subtle'>, bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await subtle.digest('SHA-256', bytes));
