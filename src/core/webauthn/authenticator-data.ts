// Authenticator data: rpId hash, flags, counter, and at registration the credential. WebAuthn L3 §6.1.

import { type Bytes, concat, fromHex, utf8 } from '../bytes';
import { sha256 } from '../vault/hash';
import { type CborKeyed, encodeKeyed } from './cbor';

/** Ours alone, chosen at random: 19d40a89-639c-494e-9e97-5127468e779b. */
export const AAGUID: Bytes = (() => {
  const bytes = fromHex('19d40a89639c494e9e975127468e779b');
  if (!bytes.ok) throw new Error('AAGUID');
  return bytes.value;
})();

export interface DataFacts {
  readonly rpId: string;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly credential: { readonly id: Bytes; readonly cose: Bytes } | null;
  readonly extensions: CborKeyed;
}

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;
const ED = 0x80;

/** The counter is 0 for ever (§6.1.1: not supported): two copies of a vault could not keep one. */
export async function authenticatorData(subtle: SubtleCrypto, facts: DataFacts): Promise<Bytes> {
  const { credential, extensions } = facts;
  let flags = UP | (facts.userVerified ? UV : 0) | (credential === null ? 0 : AT) | (extensions.length === 0 ? 0 : ED);
  // Never BS without BE (§6.1.3).
  if (facts.backupEligible) flags |= BE | (facts.backedUp ? BS : 0);
  const parts = [await sha256(subtle, utf8(facts.rpId)), Uint8Array.of(flags, 0, 0, 0, 0)];
  if (credential !== null) {
    const { id, cose } = credential;
    parts.push(AAGUID, Uint8Array.of(id.length >> 8, id.length & 0xff), id, cose);
  }
  if (extensions.length > 0) parts.push(encodeKeyed(extensions));
  return concat(...parts);
}
