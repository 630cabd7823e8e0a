// The judgement of what an authenticator answers (WebAuthn L3 §7): by @simplewebauthn/server, and once more by a verifier of our own.

import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { SiteState, User } from './state';
import { lookAtAssertion, lookAtRegistration } from './webauthn-second-look';
import type { Challenge, Judged, KeyKind, StoredKey } from './webauthn-state';

export interface Place {
  readonly host: string;
  /** Of the document that sends the answer. */
  readonly origin: string;
  readonly sessionId: string;
}

export type Verdict =
  | { readonly ok: true; readonly user: User; readonly key: StoredKey; readonly judged: Judged }
  | { readonly ok: false; readonly trouble: string };

interface ClientData {
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin?: boolean;
  readonly topOrigin?: string;
}

const bytes = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');

function refuse(state: SiteState, judged: Judged, trouble: string): Verdict {
  state.webauthn.judged.push({ ...judged, ok: false, trouble });
  return { ok: false, trouble };
}

const FLAGS_AT = 32;
const COUNTER_AT = 33;
const AAGUID_AT = 37;

function judgedSoFar(
  ceremony: Judged['ceremony'],
  place: Place,
  client: ClientData,
  authData: Buffer,
  rest: Pick<Judged, 'credentialId' | 'userHandle' | 'algorithm' | 'email'>,
): Judged {
  const flags = authData[FLAGS_AT] ?? 0;
  return {
    ceremony,
    ok: true,
    trouble: '',
    expectedOrigin: place.origin,
    origin: client.origin,
    crossOrigin: client.crossOrigin === true,
    topOrigin: client.topOrigin ?? null,
    up: (flags & 0x01) !== 0,
    uv: (flags & 0x04) !== 0,
    be: (flags & 0x08) !== 0,
    bs: (flags & 0x10) !== 0,
    counter: authData.length >= AAGUID_AT ? authData.readUInt32BE(COUNTER_AT) : -1,
    aaguid: ceremony === 'create' ? authData.subarray(AAGUID_AT, AAGUID_AT + 16).toString('hex') : null,
    ...rest,
  };
}

/** null: no such challenge is open for this visitor. */
function challengeOf(state: SiteState, place: Place, client: ClientData, ceremony: Judged['ceremony']): Challenge | null {
  const asked = state.webauthn.take(client.challenge);
  if (asked === null || asked.ceremony !== ceremony) return null;
  return asked.sessionId === null || asked.sessionId === place.sessionId ? asked : null;
}

function clientDataOf(text: string): ClientData {
  return JSON.parse(bytes(text).toString()) as ClientData;
}

/** Stores the key where it is right. */
export async function judgeRegistration(
  state: SiteState,
  place: Place,
  response: RegistrationResponseJSON,
  name: string,
): Promise<Verdict> {
  const client = clientDataOf(response.response.clientDataJSON);
  const asked = challengeOf(state, place, client, 'create');
  const authData = bytes(response.response.authenticatorData);
  const judged = judgedSoFar('create', place, client, authData, {
    credentialId: response.id,
    userHandle: null,
    algorithm: response.response.publicKeyAlgorithm ?? null,
    email: asked?.user?.email ?? null,
  });
  if (asked === null || asked.user === null) return refuse(state, judged, 'no such challenge');
  const { user } = asked;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: client.challenge,
      expectedOrigin: place.origin,
      expectedRPID: asked.rpId,
      requireUserVerification: asked.requireUv,
      supportedAlgorithmIDs: [...asked.algorithms],
    });
    if (!verified) return refuse(state, judged, 'not verified');
    const seen = lookAtRegistration(response, {
      rpId: asked.rpId,
      origin: place.origin,
      type: 'webauthn.create',
      challenge: client.challenge,
    });
    if (seen !== null) return refuse(state, judged, `second look: ${seen}`);
    if (state.keyById(place.host, response.id) !== null) return refuse(state, judged, 'that credential is known already');
    const key: StoredKey = {
      id: response.id,
      kind: asked.kind,
      name,
      publicKey: Uint8Array.from(registrationInfo.credential.publicKey),
      algorithm: judged.algorithm ?? 0,
      transports: response.response.transports ?? [],
      counter: registrationInfo.credential.counter,
    };
    user.keys.push(key);
    state.webauthn.judged.push(judged);
    return { ok: true, user, key, judged };
  } catch (cause) {
    return refuse(state, judged, cause instanceof Error ? cause.message : String(cause));
  }
}

/** Moves the counter on where it is right. */
export async function judgeAssertion(state: SiteState, place: Place, response: AuthenticationResponseJSON): Promise<Verdict> {
  const client = clientDataOf(response.response.clientDataJSON);
  const asked = challengeOf(state, place, client, 'get');
  const known = state.keyById(asked?.rpId ?? place.host, response.id);
  const userHandle = response.response.userHandle ?? null;
  const judged = judgedSoFar('get', place, client, bytes(response.response.authenticatorData), {
    credentialId: response.id,
    userHandle,
    algorithm: known?.key.algorithm ?? null,
    email: known?.user.email ?? null,
  });
  if (asked === null) return refuse(state, judged, 'no such challenge');
  if (known === null) return refuse(state, judged, 'that credential is not known');
  if (asked.user !== null && asked.user !== known.user) return refuse(state, judged, 'that credential is of somebody else');
  // L3 §7.2 step 6: who is asked to say who it is must say so.
  if (asked.user === null && userHandle === null) return refuse(state, judged, 'no user handle');
  if (userHandle !== null && userHandle !== known.user.handle) return refuse(state, judged, 'the user handle is of somebody else');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: client.challenge,
      expectedOrigin: place.origin,
      expectedRPID: asked.rpId,
      ...(asked.topOrigin === null ? {} : { expectedTopOrigin: asked.topOrigin }),
      requireUserVerification: asked.requireUv,
      credential: {
        id: known.key.id,
        publicKey: known.key.publicKey,
        counter: known.key.counter,
        transports: [...known.key.transports],
      },
    });
    if (!verified) return refuse(state, judged, 'the signature is wrong');
    const seen = lookAtAssertion(response, known.key.publicKey, {
      rpId: asked.rpId,
      origin: place.origin,
      type: 'webauthn.get',
      challenge: client.challenge,
    });
    if (seen !== null) return refuse(state, judged, `second look: ${seen}`);
    known.key.counter = authenticationInfo.newCounter;
    state.webauthn.judged.push(judged);
    return { ok: true, user: known.user, key: known.key, judged };
  } catch (cause) {
    return refuse(state, judged, cause instanceof Error ? cause.message : String(cause));
  }
}

/** How the site asks for each kind. */
export const SELECTION: Record<KeyKind, { readonly authenticatorSelection: object; readonly hints: readonly string[] }> = {
  'security-key': {
    authenticatorSelection: { authenticatorAttachment: 'cross-platform', residentKey: 'discouraged', userVerification: 'discouraged' },
    hints: ['security-key'],
  },
  'built-in': {
    authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'preferred', userVerification: 'preferred' },
    hints: ['client-device'],
  },
  passkey: { authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' }, hints: [] },
};
