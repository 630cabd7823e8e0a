// What a site says of its passkeys unasked (WebAuthn L3 §5.1.11): that it knows one no more, which ones it takes, what the user is called.

import * as v from 'valibot';
import { type Bytes, fromBase64url } from '../core/bytes';

const rpId = v.pipe(v.string(), v.minLength(1), v.maxLength(253));

/** Base64url of at most 1 KiB: ids of credentials and users are shorter. */
const bytes = v.pipe(
  v.string(),
  v.maxLength(1366),
  v.rawTransform(({ dataset, addIssue, NEVER }): Bytes => {
    const decoded = fromBase64url(dataset.value);
    if (decoded.ok) return decoded.value;
    addIssue({ message: 'malformed' });
    return NEVER;
  }),
);

const name = v.pipe(v.string(), v.maxLength(1024));

export const signalOptions = {
  unknownCredential: v.object({ rpId, credentialId: bytes }),
  allAcceptedCredentials: v.object({ rpId, userId: bytes, allAcceptedCredentialIds: v.pipe(v.array(bytes), v.maxLength(1000)) }),
  currentUserDetails: v.object({ rpId, userId: bytes, name, displayName: name }),
} as const;

export type Signal = keyof typeof signalOptions;
export type SignalOptions<S extends Signal> = v.InferOutput<(typeof signalOptions)[S]>;
