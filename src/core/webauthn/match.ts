// Which passkeys a request is about (WebAuthn L3 §5.1.4.1, §6.3.2 step 3, §6.3.3 steps 3–5). Works on items and on index entries alike.

import { equalBytes } from '../bytes';
import type { Passkey } from '../item';
import type { CreationOptions, RequestOptions } from './options';

type Matched = Pick<Passkey, 'rpId' | 'credentialId' | 'discoverable'>;

/** A list names those that may answer; without one, those that can be found without being named. */
export function answersRequest(passkey: Matched, rpId: string, { allowAny, allowCredentials }: RequestOptions): boolean {
  if (passkey.rpId !== rpId) return false;
  return allowAny ? passkey.discoverable : allowCredentials.some(({ id }) => equalBytes(id, passkey.credentialId));
}

/** The page does not want a second one beside this. */
export const isExcluded = (passkey: Matched, rpId: string, { excludeCredentials }: CreationOptions): boolean =>
  passkey.rpId === rpId && excludeCredentials.some(({ id }) => equalBytes(id, passkey.credentialId));
