// PublicKeyCredentialCreationOptionsJSON and …RequestOptionsJSON (WebAuthn L3 §5.1.8, §5.1.9), and how a query string bends them on the
// page for experiments: ?alg=-8&rk=required&uv=required&attachment=platform&hints=security-key&exclude=all&allow=all&prf=1&largeBlob=1&blob=TEXT…

import type { SiteState, User } from './state';
import type { Challenge, KeyKind } from './webauthn-state';
import { type Place, SELECTION } from './webauthn-verify';

/** First choice first: ES256, EdDSA, RS256 (RFC 9053 §2, RFC 8812 §2). */
const ALGORITHMS = [-7, -8, -257];

export const hostname = (host: string): string => host.replace(/:\d+$/, '');

const descriptors = (user: User): object[] => user.keys.map(({ id, transports }) => ({ type: 'public-key', id, transports }));

const asked = (
  ceremony: Challenge['ceremony'],
  place: Place,
  user: User | null,
  kind: KeyKind,
  changes: Partial<Challenge> = {},
): Challenge => ({
  ceremony,
  sessionId: place.sessionId,
  user,
  kind,
  rpId: hostname(place.host),
  requireUv: kind === 'passkey',
  algorithms: ALGORITHMS,
  topOrigin: null,
  ...changes,
});

function creation(state: SiteState, challenge: Challenge, user: User, company: string, more: object): object {
  return {
    rp: { id: challenge.rpId, name: company },
    user: { id: user.handle, name: user.email, displayName: user.email.split('@')[0] ?? '' },
    challenge: state.webauthn.challenge(challenge),
    pubKeyCredParams: challenge.algorithms.map((alg) => ({ type: 'public-key', alg })),
    attestation: 'none',
    ...more,
  };
}

/** To add a method of this kind. */
export function registrationOptions(state: SiteState, place: Place, user: User, kind: KeyKind, company: string): object {
  return creation(state, asked('create', place, user, kind), user, company, {
    ...SELECTION[kind],
    excludeCredentials: descriptors(user),
    extensions: { credProps: true },
  });
}

/** After the password: with one of this person's own. */
export function secondStepOptions(state: SiteState, place: Place, user: User): object {
  const challenge = asked('get', place, user, 'built-in');
  return {
    challenge: state.webauthn.challenge(challenge),
    rpId: challenge.rpId,
    allowCredentials: descriptors(user),
    userVerification: 'discouraged',
  };
}

/** Instead of a password: whoever comes. */
export function passkeyOptions(state: SiteState, place: Place): object {
  const challenge = asked('get', place, null, 'passkey');
  return { challenge: state.webauthn.challenge(challenge), rpId: challenge.rpId, userVerification: 'required' };
}

// ---- the page for experiments

const numbers = (text: string | null): readonly number[] | null => (text === null ? null : text.split(',').map(Number));

/** `present({ a: null, b: 1 })` is `{ b: 1 }`. */
const present = (members: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));

/** `?largeBlob=` support at creation, and then it is read; `?blob=` what is written instead. */
function largeBlob(query: URLSearchParams, create: boolean): object | null {
  const blob = query.get('blob');
  if (query.get('largeBlob') === null) return null;
  if (create) return { support: query.get('largeBlob') || 'preferred' };
  return blob === null ? { read: true } : { write: Buffer.from(blob).toString('base64url') };
}

const SALT = Buffer.from('a salt for experiments').toString('base64url');

function experimentExtensions(query: URLSearchParams, ceremony: Challenge['ceremony']): object {
  const create = ceremony === 'create';
  return present({
    credProps: create ? true : null,
    prf: query.get('prf') === null ? null : { eval: { first: SALT } },
    largeBlob: largeBlob(query, create),
  });
}

/** null: the page names none, and the browser takes the host's. */
const namedRpId = (query: URLSearchParams): string | null => {
  const rpId = query.get('rpId');
  return rpId === 'none' ? null : rpId;
};

const experiment = (query: URLSearchParams, ceremony: Challenge['ceremony'], place: Place, user: User | null): Challenge =>
  asked(ceremony, place, user, 'passkey', {
    sessionId: null,
    rpId: namedRpId(query) ?? hostname(place.host),
    requireUv: query.get('uv') === 'required',
    algorithms: numbers(query.get('alg')) ?? ALGORITHMS,
    topOrigin: query.get('top'),
  });

export function experimentCreation(state: SiteState, place: Place, user: User, company: string, query: URLSearchParams): object {
  const challenge = experiment(query, 'create', place, user);
  return creation(
    state,
    challenge,
    user,
    company,
    present({
      rp: query.get('rpId') === 'none' ? { name: company } : null,
      attestation: query.get('attestation') ?? 'none',
      hints: query.get('hints')?.split(','),
      timeout: query.has('timeout') ? Number(query.get('timeout')) : null,
      excludeCredentials: query.get('exclude') === 'all' ? descriptors(user) : [],
      authenticatorSelection: present({
        authenticatorAttachment: query.get('attachment'),
        residentKey: query.get('rk') ?? 'preferred',
        userVerification: query.get('uv') ?? 'preferred',
      }),
      extensions: experimentExtensions(query, 'create'),
    }),
  );
}

/** `allow`: all of this person's, `unknown`: one that nobody has, else whoever comes. */
export function experimentRequest(state: SiteState, place: Place, user: User, query: URLSearchParams): object {
  const allow = query.get('allow');
  const challenge = experiment(query, 'get', place, allow === 'all' ? user : null);
  const unknown = [{ type: 'public-key', id: Buffer.alloc(32, 7).toString('base64url'), transports: ['internal'] }];
  return present({
    challenge: state.webauthn.challenge(challenge),
    rpId: query.get('rpId') === 'none' ? null : challenge.rpId,
    allowCredentials: allow === 'all' ? descriptors(user) : allow === 'unknown' ? unknown : null,
    userVerification: query.get('uv') ?? 'preferred',
    hints: query.get('hints')?.split(','),
    timeout: query.has('timeout') ? Number(query.get('timeout')) : null,
    extensions: experimentExtensions(query, 'get'),
  });
}
