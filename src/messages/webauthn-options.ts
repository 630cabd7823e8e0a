// Options of a WebAuthn call out of the standard's JSON (PublicKeyCredentialCreationOptionsJSON, …RequestOptionsJSON; WebAuthn L3 §5.1.8,
// §5.1.9), as the page's script sends them and as chrome.webAuthenticationProxy writes them. What cannot be read is the browser's to
// refuse in its own words, so a failure names what it would say and no more.

import * as v from 'valibot';
import { type Bytes, base64url, fromBase64url } from '../core/bytes';
import type { PasskeyAlgorithm } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import { SUPPORTED } from '../core/webauthn/cose';
import type { CreationOptions, PrfValues, RequestOptions, UserVerification } from '../core/webauthn/options';

/** The DOMException or error that the browser has for it (webauthn.md §4). */
export type OptionsError = 'type-error' | 'not-supported-error' | 'syntax-error';

const bytes = v.pipe(
  v.string(),
  v.maxLength(90_000),
  v.rawTransform(({ dataset, addIssue, NEVER }): Bytes => {
    const decoded = fromBase64url(dataset.value);
    if (decoded.ok) return decoded.value;
    addIssue({ message: 'malformed' });
    return NEVER;
  }),
);
/** Absent and null are the same to the browser's JSON. */
const maybe = <S extends v.GenericSchema>(schema: S) => v.nullish(schema, null);
const flag = v.nullish(v.boolean(), false);
const text = v.pipe(v.string(), v.maxLength(65_536));
const timeout = maybe(v.pipe(v.number(), v.finite()));
const hints = v.nullish(v.pipe(v.array(text), v.maxLength(100)), []);
const descriptors = maybe(v.pipe(v.array(v.object({ type: text, id: bytes })), v.maxLength(1000)));
const prfValues = v.pipe(
  v.object({ first: bytes, second: maybe(bytes) }),
  v.transform(({ first, second }): PrfValues => ({ first, second })),
);
const prf = maybe(
  v.object({ eval: maybe(prfValues), evalByCredential: maybe(v.record(v.pipe(v.string(), v.maxLength(4096)), prfValues)) }),
);
const largeBlob = maybe(v.object({ support: maybe(text), read: maybe(v.boolean()), write: maybe(bytes) }));

const creationShape = v.object({
  rp: v.object({ id: maybe(text), name: text }),
  user: v.object({ id: bytes, name: text, displayName: text }),
  challenge: bytes,
  pubKeyCredParams: v.pipe(v.array(v.object({ type: text, alg: v.pipe(v.number(), v.integer()) })), v.maxLength(1000)),
  timeout,
  excludeCredentials: descriptors,
  authenticatorSelection: maybe(
    v.object({ authenticatorAttachment: maybe(text), residentKey: maybe(text), requireResidentKey: flag, userVerification: maybe(text) }),
  ),
  hints,
  extensions: maybe(
    v.object({
      appid: v.optional(v.unknown()),
      credProps: flag,
      prf,
      largeBlob,
      credBlob: maybe(bytes),
      hmacCreateSecret: flag,
      credentialProtectionPolicy: maybe(text),
      enforceCredentialProtectionPolicy: flag,
    }),
  ),
});

const requestShape = v.object({
  rpId: maybe(text),
  challenge: bytes,
  timeout,
  allowCredentials: descriptors,
  userVerification: maybe(text),
  hints,
  extensions: maybe(v.object({ credProps: v.optional(v.unknown()), prf, largeBlob, getCredBlob: flag })),
});

/** An unknown word is as good as none (§2.1.1). */
const known = <W extends string>(word: string | null, words: readonly W[]): W | null => words.find((one) => one === word) ?? null;

const verification = (word: string | null): UserVerification => known(word, ['required', 'preferred', 'discouraged']) ?? 'preferred';

const publicKeys = (list: readonly { readonly type: string; readonly id: Bytes }[] | null) =>
  (list ?? []).filter(({ type }) => type === 'public-key').map(({ id }) => ({ id }));

/** Where the page names none at all: ES256 and RS256 (§5.1.3 step 10). */
const DEFAULTS: readonly PasskeyAlgorithm[] = [-7, -257];

export function decodeCreationOptions(raw: unknown): Result<CreationOptions, OptionsError> {
  const read = v.safeParse(creationShape, raw);
  if (!read.success) return fail('type-error');
  const { rp, user, challenge, pubKeyCredParams, authenticatorSelection, extensions } = read.output;
  if (user.id.length < 1 || user.id.length > 64) return fail('type-error');
  const named = pubKeyCredParams.filter(({ type }) => type === 'public-key').map(({ alg }) => alg);
  if (named.length === 0 && pubKeyCredParams.length > 0) return fail('not-supported-error');
  const blob = extensions?.largeBlob ?? null;
  // §10.1.1, §10.1.4, §10.1.5: inputs of the other ceremony.
  if (extensions?.appid !== undefined || extensions?.prf?.evalByCredential != null) return fail('not-supported-error');
  if (blob !== null && (blob.read !== null || blob.write !== null)) return fail('not-supported-error');
  // CTAP 2.2 §12.1: not kept here, so it must not be promised.
  const protection = extensions?.credentialProtectionPolicy ?? null;
  if (extensions?.enforceCredentialProtectionPolicy === true && protection !== null && protection !== 'userVerificationOptional')
    return fail('not-supported-error');
  const resident = known(authenticatorSelection?.residentKey ?? null, ['required', 'preferred', 'discouraged']);
  return ok({
    rp,
    user,
    challenge,
    algorithms: pubKeyCredParams.length === 0 ? DEFAULTS : named.filter(isSupported),
    timeout: read.output.timeout,
    excludeCredentials: publicKeys(read.output.excludeCredentials),
    authenticatorSelection: {
      authenticatorAttachment: known(authenticatorSelection?.authenticatorAttachment ?? null, ['platform', 'cross-platform']),
      residentKey: resident ?? (authenticatorSelection?.requireResidentKey === true ? 'required' : 'discouraged'),
      userVerification: verification(authenticatorSelection?.userVerification ?? null),
    },
    hints: read.output.hints ?? [],
    extensions: {
      credProps: extensions?.credProps === true,
      prf: extensions?.prf == null ? null : { eval: extensions.prf.eval },
      largeBlob: blob !== null,
      credBlob: extensions?.credBlob ?? null,
      hmacCreateSecret: extensions?.hmacCreateSecret === true,
    },
  });
}

const isSupported = (algorithm: number): algorithm is PasskeyAlgorithm => (SUPPORTED as readonly number[]).includes(algorithm);

export function decodeRequestOptions(raw: unknown): Result<RequestOptions, OptionsError> {
  const read = v.safeParse(requestShape, raw);
  if (!read.success) return fail('type-error');
  const { rpId, challenge, timeout, allowCredentials, userVerification, extensions } = read.output;
  if (extensions?.credProps !== undefined) return fail('not-supported-error');
  const allowed = publicKeys(allowCredentials);
  const blob = extensions?.largeBlob ?? null;
  if (blob !== null) {
    // §10.1.5: `support` belongs to creation; one of read and write; a write names its one credential.
    if (blob.support !== null || (blob.read === true && blob.write !== null)) return fail('not-supported-error');
    if (blob.write !== null && allowCredentials?.length !== 1) return fail('not-supported-error');
  }
  const byCredential = new Map(Object.entries(extensions?.prf?.evalByCredential ?? {}));
  if (byCredential.size > 0 && (allowCredentials === null || allowCredentials.length === 0)) return fail('not-supported-error');
  const ids = new Set(allowed.map(({ id }) => base64url(id)));
  if ([...byCredential.keys()].some((id) => !ids.has(id))) return fail('syntax-error');
  return ok({
    rpId,
    challenge,
    timeout,
    allowCredentials: allowed,
    allowAny: allowCredentials === null || allowCredentials.length === 0,
    userVerification: verification(userVerification),
    hints: read.output.hints ?? [],
    extensions: {
      prf: extensions?.prf == null ? null : { eval: extensions.prf.eval, evalByCredential: byCredential },
      largeBlob: blob === null ? null : { read: blob.read === true, write: blob.write },
      getCredBlob: extensions?.getCredBlob === true,
    },
  });
}
