// authenticatorMakeCredential and what the client makes of it: a new passkey, and the page's answer. WebAuthn L3 §5.1.3, §6.3.2.

import { type Bytes, base64url } from '../bytes';
import type { Env } from '../env';
import type { Origin, Passkey } from '../item';
import { fail, ok, type Result } from '../result';
import { newItemId } from '../vault/item-id';
import { authenticatorData } from './authenticator-data';
import { encodeKeyed } from './cbor';
import { type Caller, clientDataJson } from './client-data';
import { newKey } from './key';
import type { CreationOptions } from './options';
import { prfResults } from './prf';

export interface MakeCredential {
  readonly caller: Caller;
  readonly rpId: string;
  readonly options: CreationOptions;
  readonly userVerified: boolean;
  readonly backedUp: boolean;
  /** Sites that the new item belongs to. */
  readonly createdSites: readonly Origin[];
}

export interface MadeCredential {
  readonly passkey: Passkey;
  /** RegistrationResponseJSON (§5.1). */
  readonly response: unknown;
}

const CREDENTIAL_ID_BYTES = 32;
/** CTAP 2.1 §12.2: more is not stored. */
const CRED_BLOB_BYTES = 32;

/** `unsupported-algorithm`: none of the page's is ours. */
export async function makeCredential(
  env: Env,
  { caller, rpId, options, userVerified, backedUp, createdSites }: MakeCredential,
): Promise<Result<MadeCredential, 'unsupported-algorithm'>> {
  const [algorithm] = options.algorithms;
  if (algorithm === undefined) return fail('unsupported-algorithm');
  const { subtle } = env;
  const { rp, user, extensions } = options;
  const { privateKey, spki, cose } = await newKey(subtle, algorithm);
  const now = env.now();
  const credBlob = extensions.credBlob !== null && extensions.credBlob.length <= CRED_BLOB_BYTES ? extensions.credBlob : null;
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
    rpName: rp.name,
    credentialId: env.random(CREDENTIAL_ID_BYTES),
    userHandle: user.id,
    userName: user.name,
    displayName: user.displayName,
    algorithm,
    privateKey,
    discoverable: true,
    backupEligible: true,
    prfSeed: env.random(32),
    largeBlob: null,
    credBlob,
  };
  const authData = await authenticatorData(subtle, {
    rpId,
    userVerified,
    backupEligible: true,
    backedUp,
    credential: { id: passkey.credentialId, cose },
    extensions: extensions.credBlob === null ? [] : [['credBlob', credBlob !== null]],
  });
  const id = base64url(passkey.credentialId);
  return ok({
    passkey,
    response: {
      id,
      rawId: id,
      type: 'public-key',
      authenticatorAttachment: 'platform',
      response: {
        clientDataJSON: base64url(clientDataJson('webauthn.create', options.challenge, caller)),
        attestationObject: base64url(attestationNone(authData)),
        authenticatorData: base64url(authData),
        publicKey: base64url(spki),
        publicKeyAlgorithm: algorithm,
        transports: ['internal'],
      },
      clientExtensionResults: await results(env, options, passkey),
    },
  });
}

/** §8.7: no statement. */
const attestationNone = (authData: Bytes): Bytes =>
  encodeKeyed([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ]);

async function results({ subtle }: Env, { extensions, authenticatorSelection }: CreationOptions, passkey: Passkey) {
  const out: Record<string, unknown> = {};
  // What the page asked for, as CTAP 2.1 authenticators have it; ours is discoverable in any case.
  if (extensions.credProps) out.credProps = { rk: authenticatorSelection.residentKey !== 'discouraged' };
  if (extensions.prf !== null) {
    const values = extensions.prf.eval;
    out.prf = values === null ? { enabled: true } : { enabled: true, results: await prfResults(subtle, passkey.prfSeed, values) };
  }
  if (extensions.hmacCreateSecret) out.hmacCreateSecret = true;
  if (extensions.largeBlob?.support != null) out.largeBlob = { supported: true };
  if (extensions.credBlob !== null) out.credBlob = passkey.credBlob !== null;
  return out;
}
