// A page's options as the standard's JSON (WebAuthn L3 §5.1.8, §5.1.9), from the page-world script or from the browser's proxy, made into
// what the authenticator works on. What the browser would refuse is refused with the name of its error, and is then the browser's to say.

import * as v from 'valibot';
import { type Bytes, base64url } from '../core/bytes';
import type { PasskeyAlgorithm } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import { ALGORITHMS } from '../core/webauthn/cose';
import type { CreationOptions, Descriptor, Hint, PrfInput, RequestOptions, UserVerification } from '../core/webauthn/options';
import { boolean, bytes, dictionary, flag, long, sequence, text, unsignedLong, word } from './webidl';

/**
 * The error that the browser has for these options. `unsupported-extension`: the browser would go on, but we would promise what we do not
 * keep. `detail` names the member.
 */
export type OptionsError = 'type-error' | 'not-supported-error' | 'syntax-error' | 'unsupported-extension';

const descriptors = v.optional(sequence(dictionary({ type: text, id: bytes })), []);
const prfInput = v.pipe(
  dictionary({ first: bytes, second: v.optional(bytes) }),
  v.transform(({ first, second }): PrfInput => ({ first, second: second ?? null })),
);

const extensions = dictionary({
  appid: v.optional(text),
  credProps: v.optional(boolean),
  prf: v.optional(dictionary({ eval: v.optional(prfInput), evalByCredential: v.optional(v.record(v.string(), prfInput)) })),
  largeBlob: v.optional(dictionary({ support: v.optional(text), read: v.optional(boolean), write: v.optional(bytes) })),
  credBlob: v.optional(bytes),
  getCredBlob: flag,
  credentialProtectionPolicy: v.optional(text),
  enforceCredentialProtectionPolicy: flag,
  hmacCreateSecret: flag,
  /** Secure Payment Confirmation: whatever it says, it is there. */
  payment: v.optional(v.unknown()),
});
type Extensions = v.InferOutput<typeof extensions>;

const shared = {
  challenge: bytes,
  timeout: v.optional(unsignedLong),
  hints: v.optional(sequence(text), []),
  /** Bytes are an object too, and an empty dictionary here: so an empty buffer comes as an empty text. */
  extensions: v.optional(
    v.pipe(
      v.unknown(),
      v.transform((value) => (value === '' ? {} : value)),
      extensions,
    ),
    {},
  ),
};

const creation = dictionary({
  ...shared,
  rp: dictionary({ id: v.optional(text), name: text }),
  user: dictionary({ id: bytes, name: text, displayName: text }),
  pubKeyCredParams: sequence(dictionary({ type: text, alg: long })),
  excludeCredentials: descriptors,
  authenticatorSelection: v.optional(
    dictionary({
      authenticatorAttachment: v.optional(word),
      residentKey: v.optional(word),
      requireResidentKey: flag,
      userVerification: v.optional(word),
    }),
    {},
  ),
});

const request = dictionary({ ...shared, rpId: v.optional(text), allowCredentials: descriptors, userVerification: v.optional(word) });

/** Creation options; also those that the browser's proxy announces, whose additions are passed over. */
export function decodeCreationOptions(raw: unknown): Result<CreationOptions, OptionsError> {
  const read = v.safeParse(creation, raw);
  if (!read.success) return malformed(read.issues[0]);
  const { rp, user, pubKeyCredParams, authenticatorSelection, extensions: asked } = read.output;
  if (user.id.length < 1 || user.id.length > 64) return fail('type-error', 'user.id');
  const algorithms = algorithmsOf(pubKeyCredParams);
  if (algorithms === null) return fail('not-supported-error', 'pubKeyCredParams');
  const refused = refusedAtCreation(asked);
  if (refused !== null) return refused;
  const { authenticatorAttachment, residentKey, requireResidentKey, userVerification } = authenticatorSelection;
  return ok({
    rp: { id: rp.id ?? null, name: rp.name },
    user,
    challenge: read.output.challenge,
    algorithms,
    timeout: read.output.timeout ?? null,
    excludeCredentials: publicKeys(read.output.excludeCredentials),
    authenticatorSelection: {
      authenticatorAttachment: oneOf(authenticatorAttachment, ['platform', 'cross-platform']),
      residentKey: oneOf(residentKey, REQUIREMENTS) ?? (requireResidentKey ? 'required' : 'discouraged'),
      userVerification: oneOf(userVerification, REQUIREMENTS) ?? 'preferred',
    },
    hints: hintsOf(read.output.hints),
    extensions: {
      credProps: asked.credProps === true,
      prf: asked.prf === undefined ? null : { eval: asked.prf.eval ?? null },
      largeBlob: asked.largeBlob !== undefined,
      credBlob: asked.credBlob ?? null,
      hmacCreateSecret: asked.hmacCreateSecret,
    },
  });
}

/** Request options; also those that the browser's proxy announces, whose additions are passed over. */
export function decodeRequestOptions(raw: unknown): Result<RequestOptions, OptionsError> {
  const read = v.safeParse(request, raw);
  if (!read.success) return malformed(read.issues[0]);
  const { rpId, allowCredentials, userVerification, extensions: asked } = read.output;
  const refused = refusedAtRequest(asked, allowCredentials);
  if (refused !== null) return refused;
  const { prf, largeBlob } = asked;
  return ok({
    rpId: rpId ?? null,
    challenge: read.output.challenge,
    timeout: read.output.timeout ?? null,
    allowCredentials: publicKeys(allowCredentials),
    allowAny: allowCredentials.length === 0,
    userVerification: oneOf(userVerification, REQUIREMENTS) ?? 'preferred',
    hints: hintsOf(read.output.hints),
    extensions: {
      prf: prf === undefined ? null : { eval: prf.eval ?? null, evalByCredential: new Map(Object.entries(prf.evalByCredential ?? {})) },
      largeBlob: largeBlob === undefined ? null : { read: largeBlob.read ?? false, write: largeBlob.write ?? null },
      getCredBlob: asked.getCredBlob,
      appid: asked.appid !== undefined,
    },
  });
}

type Refused = ReturnType<typeof fail<OptionsError>> | null;

/** WebAuthn L3 §10.1.1, §10.1.4, §10.1.5: inputs of the other ceremony. */
function refusedAtCreation(asked: Extensions): Refused {
  if (asked.appid !== undefined) return fail('not-supported-error', 'appid');
  if (asked.prf?.evalByCredential !== undefined) return fail('not-supported-error', 'prf');
  if (asked.largeBlob?.read !== undefined || asked.largeBlob?.write !== undefined) return fail('not-supported-error', 'largeBlob');
  // CTAP 2.1 §12.1: a page that insists on protection would get none from us.
  const policy = asked.credentialProtectionPolicy ?? UNPROTECTED;
  if (asked.enforceCredentialProtectionPolicy && policy !== UNPROTECTED) return fail('unsupported-extension', 'credentialProtectionPolicy');
  return asked.payment === undefined ? null : fail('unsupported-extension', 'payment');
}

const UNPROTECTED = 'userVerificationOptional';

function refusedAtRequest(asked: Extensions, listed: readonly { readonly id: Bytes }[]): Refused {
  // Chromium's parseRequestOptionsFromJSON writes false where the page says nothing.
  if (asked.credProps === true) return fail('not-supported-error', 'credProps');
  const { largeBlob } = asked;
  const [read, writes] = [largeBlob?.read === true, largeBlob?.write !== undefined];
  if (largeBlob?.support !== undefined || (read && writes)) return fail('not-supported-error', 'largeBlob');
  if (writes && listed.length !== 1) return fail('not-supported-error', 'largeBlob');
  const ids = Object.keys(asked.prf?.evalByCredential ?? {});
  if (ids.length > 0 && listed.length === 0) return fail('not-supported-error', 'prf');
  const known = new Set(listed.map(({ id }) => base64url(id)));
  if (ids.some((id) => !known.has(id))) return fail('syntax-error', 'prf');
  return asked.payment === undefined ? null : fail('unsupported-extension', 'payment');
}

const malformed = (issue: v.BaseIssue<unknown>): Result<never, 'type-error'> => fail('type-error', v.getDotPath(issue) ?? 'options');

const REQUIREMENTS: readonly UserVerification[] = ['discouraged', 'preferred', 'required'];
const HINTS: readonly Hint[] = ['security-key', 'client-device', 'hybrid'];

/** Enumerations of the standard are strings, so that unknown ones can be passed over (WebAuthn L3 §2.1.1). */
const oneOf = <T extends string>(value: string | undefined, allowed: readonly T[]): T | null =>
  allowed.find((one) => one === value) ?? null;

const hintsOf = (hints: readonly string[]): readonly Hint[] => hints.flatMap((hint) => oneOf(hint, HINTS) ?? []);

const publicKeys = (listed: readonly { readonly type: string; readonly id: Bytes }[]): readonly Descriptor[] =>
  listed.flatMap(({ type, id }) => (type === 'public-key' ? [{ id }] : []));

/** WebAuthn L3 §5.1.3 step 10; null: nothing that anyone knows. An empty list means ES256 and RS256. */
function algorithmsOf(parameters: readonly { readonly type: string; readonly alg: number }[]): readonly PasskeyAlgorithm[] | null {
  if (parameters.length === 0) return [-7, -257];
  const taken = parameters.filter(({ type }) => type === 'public-key');
  if (taken.length === 0) return null;
  return [...new Set(taken.flatMap(({ alg }) => ALGORITHMS.find((ours) => ours === alg) ?? []))];
}
