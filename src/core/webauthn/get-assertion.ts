// authenticatorGetAssertion and what the client makes of it: one signature with one passkey. WebAuthn L3 §5.1.4, §6.3.3.

import { base64url, concat } from '../bytes';
import type { Env } from '../env';
import type { Passkey } from '../item';
import { fail, ok, type Result } from '../result';
import { sha256 } from '../vault/hash';
import { authenticatorData } from './authenticator-data';
import { type Caller, clientDataJson } from './client-data';
import { signWith } from './key';
import { answersRequest } from './match';
import type { RequestOptions } from './options';
import { prfResults } from './prf';

export interface GetAssertion {
  readonly passkey: Passkey;
  readonly caller: Caller;
  readonly rpId: string;
  readonly options: RequestOptions;
  readonly userVerified: boolean;
  readonly backedUp: boolean;
}

export interface MadeAssertion {
  /** The same object unless a large blob was written. */
  readonly passkey: Passkey;
  /** AuthenticationResponseJSON (§5.1). */
  readonly response: unknown;
}

const LARGE_BLOB_BYTES = 4096;

/** `not-allowed`: this passkey is none that the request may be answered with. */
export async function getAssertion(
  env: Env,
  { passkey, caller, rpId, options, userVerified, backedUp }: GetAssertion,
): Promise<Result<MadeAssertion, 'not-allowed'>> {
  if (!answersRequest(passkey, rpId, options)) return fail('not-allowed');
  const { subtle } = env;
  const { credBlob, backupEligible, credentialId } = passkey;
  const authData = await authenticatorData(subtle, {
    rpId,
    userVerified,
    backupEligible,
    backedUp,
    credential: null,
    extensions: options.extensions.getCredBlob ? [['credBlob', credBlob ?? new Uint8Array()]] : [],
  });
  const clientData = clientDataJson('webauthn.get', options.challenge, caller);
  const signed = concat(authData, await sha256(subtle, clientData));
  const signature = await signWith(subtle, passkey.algorithm, passkey.privateKey, signed);
  const { write } = options.extensions.largeBlob ?? { write: null };
  const written = write !== null && write.length <= LARGE_BLOB_BYTES;
  const id = base64url(credentialId);
  return ok({
    passkey: written ? { ...passkey, largeBlob: write, changedAt: env.now() } : passkey,
    response: {
      id,
      rawId: id,
      type: 'public-key',
      authenticatorAttachment: 'platform',
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(signature),
        userHandle: base64url(passkey.userHandle),
      },
      clientExtensionResults: await results(env, passkey, options, written),
    },
  });
}

async function results({ subtle }: Env, passkey: Passkey, { extensions }: RequestOptions, written: boolean) {
  const out: Record<string, unknown> = {};
  if (extensions.prf !== null) {
    const values = extensions.prf.evalByCredential.get(base64url(passkey.credentialId)) ?? extensions.prf.eval;
    out.prf = values === null ? {} : { results: await prfResults(subtle, passkey.prfSeed, values) };
  }
  if (extensions.largeBlob?.read === true) out.largeBlob = passkey.largeBlob === null ? {} : { blob: base64url(passkey.largeBlob) };
  else if (extensions.largeBlob !== null && extensions.largeBlob.write !== null) out.largeBlob = { written };
  if (extensions.getCredBlob) out.getCredBlob = base64url(passkey.credBlob ?? new Uint8Array());
  return out;
}
