// A second verifier, of node:crypto alone: what one library overlooks, and what a site with none would read (L3 §6.1, §6.5, §7).

import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { decode } from 'cborg';

export interface Expected {
  readonly rpId: string;
  readonly origin: string;
  readonly type: 'webauthn.create' | 'webauthn.get';
  readonly challenge: string;
}

interface Answer {
  readonly id: string;
  readonly response: { readonly clientDataJSON: string };
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const text = (data: unknown): string => Buffer.from(data as Uint8Array).toString('base64url');
const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

const RP_ID_HASH = 32;
const FIXED = 37;
const ATTESTED = 0x40;
const EXTENSIONS = 0x80;

/** RFC 9053 §7, RFC 8230 §4; null: none that the site asks for. */
function keyOf(cose: Uint8Array): KeyObject | null {
  const key = decode(cose, { useMaps: true }) as Map<number, unknown>;
  const jwks: Record<string, () => JsonWebKey> = {
    '2 -7 1': () => ({ kty: 'EC', crv: 'P-256', x: text(key.get(-2)), y: text(key.get(-3)) }),
    '1 -8 6': () => ({ kty: 'OKP', crv: 'Ed25519', x: text(key.get(-2)) }),
    '3 -257': () => ({ kty: 'RSA', n: text(key.get(-1)), e: text(key.get(-2)) }),
  };
  const name = key.get(1) === 3 ? `3 ${key.get(3)}` : `${key.get(1)} ${key.get(3)} ${key.get(-1)}`;
  const jwk = jwks[name];
  return jwk === undefined ? null : createPublicKey({ key: jwk(), format: 'jwk' });
}

function wrongClientData(answer: Answer, expected: Expected): string | null {
  const client = JSON.parse(bytes(answer.response.clientDataJSON).toString()) as Record<string, unknown>;
  if (client.type !== expected.type) return `type ${client.type}`;
  if (client.origin !== expected.origin) return `origin ${client.origin}`;
  return client.challenge === expected.challenge ? null : 'challenge';
}

function wrongAuthData(authData: Buffer, expected: Expected): string | null {
  if (!authData.subarray(0, RP_ID_HASH).equals(sha256(expected.rpId))) return 'rpIdHash';
  const flags = authData[RP_ID_HASH] ?? 0;
  if ((flags & 0x01) === 0) return 'nobody was there';
  // L3 §6.1.3: what cannot be backed up is not backed up.
  if ((flags & 0x18) === 0x10) return 'BS without BE';
  return (flags & EXTENSIONS) === 0 && (flags & ATTESTED) === 0 && authData.length !== FIXED ? 'bytes to spare' : null;
}

export interface Registration extends Answer {
  readonly response: Answer['response'] & {
    readonly attestationObject: string;
    readonly authenticatorData?: string;
    readonly publicKey?: string;
    readonly publicKeyAlgorithm?: number;
  };
}

/** What is wrong, or null. */
export function lookAtRegistration(answer: Registration, expected: Expected): string | null {
  const { authData: raw, fmt } = decode(bytes(answer.response.attestationObject)) as { authData: Uint8Array; fmt: string };
  const authData = Buffer.from(raw);
  const wrong = wrongClientData(answer, expected) ?? wrongAuthData(authData, expected);
  if (wrong !== null) return wrong;
  if (((authData[RP_ID_HASH] ?? 0) & ATTESTED) === 0) return 'no credential';
  const idLength = authData.readUInt16BE(FIXED + 16);
  const id = authData.subarray(FIXED + 18, FIXED + 18 + idLength);
  if (text(id) !== answer.id) return 'the id differs from that of the authenticator data';
  if (answer.response.authenticatorData !== undefined && answer.response.authenticatorData !== text(authData))
    return 'two authenticator data';
  if (fmt === '') return 'no format';
  if (answer.response.publicKey === undefined) return null;
  const key = keyOf(authData.subarray(FIXED + 18 + idLength));
  const spki = key?.export({ type: 'spki', format: 'der' });
  return spki !== undefined && text(spki) === answer.response.publicKey ? null : 'getPublicKey is another key';
}

export interface Assertion extends Answer {
  readonly response: Answer['response'] & { readonly authenticatorData: string; readonly signature: string };
}

/** What is wrong, or null. */
export function lookAtAssertion(answer: Assertion, cose: Uint8Array, expected: Expected): string | null {
  const authData = bytes(answer.response.authenticatorData);
  const wrong = wrongClientData(answer, expected) ?? wrongAuthData(authData, expected);
  if (wrong !== null) return wrong;
  const key = keyOf(cose);
  if (key === null) return 'a key of no known kind';
  const signed = Buffer.concat([authData, sha256(bytes(answer.response.clientDataJSON))]);
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return verify(digest, signed, key, bytes(answer.response.signature)) ? null : 'the signature is wrong';
}
