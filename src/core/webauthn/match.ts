// Which passkeys a request is about. Works on the index's entries and on passkeys themselves.

import { equalBytes } from '../bytes';
import type { Passkey } from '../item';
import type { CreationOptions, Descriptor, RequestOptions } from './options';

/** What an index entry and a passkey both know. */
export type Known = Pick<Passkey, 'rpId' | 'credentialId' | 'discoverable' | 'trashedAt'>;

/** WebAuthn L3 §6.3.3 steps 3–5: of that relying party, and listed where the page lists, discoverable where it does not. */
export function answersRequest(known: Known, rpId: string, { allowCredentials, allowAny }: RequestOptions): boolean {
  if (known.trashedAt !== null || known.rpId !== rpId) return false;
  return allowAny ? known.discoverable : isListed(known, allowCredentials);
}

/** WebAuthn L3 §6.3.2 step 3. */
export const isExcluded = (known: Known, rpId: string, { excludeCredentials }: CreationOptions): boolean =>
  known.trashedAt === null && known.rpId === rpId && isListed(known, excludeCredentials);

const isListed = ({ credentialId }: Known, list: readonly Descriptor[]): boolean => list.some(({ id }) => equalBytes(id, credentialId));
