// authenticatorMakeCredential and what the client does around it (WebAuthn L3 §6.3.2, §5.1.3 steps 12 and 25), once a person has approved.

import { type Bytes, utf8 } from '../bytes';
import type { Env } from '../env';
import type { Origin, Passkey } from '../item';
import { cleanName } from '../otp/name';
import { fail, ok, type Result } from '../result';
import { sha256 } from '../vault/hash';
import { newItemId } from '../vault/item-id';
import { encodeAttestation } from './attestation';
import { type ExtensionOutputs, encodeAuthenticatorData } from './authenticator-data';
import { type Caller, clientDataJson } from './client-data';
import { encodeCoseKey } from './cose';
import { generateKey, type NewKey } from './key';
import { MAX_CRED_BLOB } from './limits';
import type { CreationOptions } from './options';
import { evaluatePrf } from './prf';
import { prfJson, type RegistrationJson, type RegistrationResults, registrationJson } from './response-json';

/** Chosen at random, one for all installations: it says Countersign and nothing more. 19d40a89-639c-494e-9e97-5127468e779b. */
export const AAGUID: Bytes = Uint8Array.of(
  ...[0x19, 0xd4, 0x0a, 0x89, 0x63, 0x9c, 0x49, 0x4e],
  ...[0x9e, 0x97, 0x51, 0x27, 0x46, 0x8e, 0x77, 0x9b],
);

const CREDENTIAL_ID_LENGTH = 32;
const PRF_SEED_LENGTH = 32;

export interface MakeCredential {
  readonly caller: Caller;
  /** As `checkRpId` or the browser let it pass. */
  readonly rpId: string;
  readonly options: CreationOptions;
  /** The person was verified for this ceremony, not only present. */
  readonly userVerified: boolean;
  /** A copy is elsewhere already. */
  readonly backedUp: boolean;
  /** Sites of the new item. */
  readonly createdSites: readonly Origin[];
  /** Made beforehand, where time is short afterwards; of no use where the page does not take its algorithm. */
  readonly key?: NewKey | null;
}

export interface MadeCredential {
  /** To be kept before the response leaves. */
  readonly passkey: Passkey;
  readonly response: RegistrationJson;
}

/** `not-verified`: the page requires it. `unsupported-algorithm`: none of those that it takes. To the page both are NotAllowedError. */
export async function makeCredential(
  env: Env,
  order: MakeCredential,
): Promise<Result<MadeCredential, 'not-verified' | 'unsupported-algorithm'>> {
  const { caller, rpId, options, userVerified } = order;
  if (options.authenticatorSelection.userVerification === 'required' && !userVerified) return fail('not-verified');
  const { key: given = null } = order;
  const fits = given !== null && options.algorithms.includes(given.cose.algorithm);
  const key = fits ? ok(given) : await firstKey(env, options);
  if (!key.ok) return key;
  const { cose, spki } = key.value;
  const passkey = newPasskey(env, order, key.value);
  const { credentialId, algorithm } = passkey;
  const { results, extensions } = await outputs(env, passkey, options);
  const authenticatorData = encodeAuthenticatorData({
    rpIdHash: await sha256(env.subtle, utf8(rpId)),
    userPresent: true,
    userVerified,
    backupEligible: passkey.backupEligible,
    backedUp: order.backedUp,
    signCount: 0,
    credential: { aaguid: AAGUID, credentialId, publicKey: encodeCoseKey(cose) },
    extensions,
  });
  const clientData = clientDataJson('webauthn.create', options.challenge, caller);
  const attestation = encodeAttestation(authenticatorData);
  return ok({
    passkey,
    response: registrationJson({ credentialId, clientData, attestation, authenticatorData, spki, algorithm, results }),
  });
}

/** Of the first algorithm in the page's order that this browser can do. An RSA key may take seconds. */
export async function firstKey(
  env: Pick<Env, 'subtle'>,
  { algorithms }: Pick<CreationOptions, 'algorithms'>,
): Promise<Result<NewKey, 'unsupported-algorithm'>> {
  for (const algorithm of algorithms) {
    const key = await generateKey(env, algorithm);
    if (key.ok) return key;
  }
  return fail('unsupported-algorithm');
}

function newPasskey(env: Env, { rpId, options, createdSites }: MakeCredential, { cose, privateKey }: NewKey): Passkey {
  const { user, rp, extensions, authenticatorSelection } = options;
  const now = env.now();
  return {
    id: newItemId(env),
    kind: 'passkey',
    sites: createdSites,
    note: '',
    tags: [],
    pinned: false,
    createdAt: now,
    changedAt: now,
    trashedAt: null,
    rpId,
    rpName: cleanName(rp.name).text || rpId,
    credentialId: env.random(CREDENTIAL_ID_LENGTH),
    userHandle: user.id,
    userName: cleanName(user.name).text,
    displayName: cleanName(user.displayName).text,
    algorithm: cose.algorithm,
    privateKey,
    // Deviation: webauthn.md §5.5 would have every passkey discoverable. A page that wants none would be offered what it then refuses.
    discoverable: authenticatorSelection.residentKey !== 'discouraged',
    backupEligible: true,
    prfSeed: env.random(PRF_SEED_LENGTH),
    largeBlob: null,
    credBlob: extensions.credBlob !== null && extensions.credBlob.length <= MAX_CRED_BLOB ? extensions.credBlob : null,
    usedAt: null,
  };
}

async function outputs(
  env: Env,
  passkey: Passkey,
  { extensions: asked }: CreationOptions,
): Promise<{ readonly results: RegistrationResults; readonly extensions: ExtensionOutputs }> {
  const input = asked.prf?.eval ?? null;
  const prf = input === null ? null : await evaluatePrf(env, passkey.prfSeed, input);
  const kept = passkey.credBlob !== null;
  return {
    results: {
      ...(asked.credProps ? { credProps: { rk: passkey.discoverable } } : {}),
      ...(asked.prf === null ? {} : { prf: prf === null ? { enabled: true } : { enabled: true, results: prfJson(prf) } }),
      ...(asked.hmacCreateSecret ? { hmacCreateSecret: true } : {}),
      ...(asked.largeBlob ? { largeBlob: { supported: true } } : {}),
      ...(asked.credBlob === null ? {} : { credBlob: kept }),
    },
    extensions: new Map(asked.credBlob === null ? [] : [['credBlob', kept]]),
  };
}
