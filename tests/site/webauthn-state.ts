// What the site keeps of security keys, built-in authenticators and passkeys, and every ceremony that it judged.

import { randomBytes } from 'node:crypto';
import type { User } from './state';

export const KEY_KINDS = ['security-key', 'built-in', 'passkey'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export interface StoredKey {
  /** base64url */
  readonly id: string;
  readonly kind: KeyKind;
  readonly name: string;
  /** COSE_Key (RFC 9052 §7) */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly algorithm: number;
  readonly transports: readonly string[];
  counter: number;
}

/** What was asked for; an answer must fit it, once. */
export interface Challenge {
  readonly ceremony: 'create' | 'get';
  /** Whose answer it must be; null where a page without cookies may answer (a frame under another site). */
  readonly sessionId: string | null;
  /** null: a passkey will say who it is. */
  readonly user: User | null;
  readonly kind: KeyKind;
  readonly rpId: string;
  readonly requireUv: boolean;
  readonly algorithms: readonly number[];
  /** Of the page around a frame that asks. */
  readonly topOrigin: string | null;
}

/** One answer of an authenticator, as it was judged. */
export interface Judged {
  readonly ceremony: 'create' | 'get';
  readonly ok: boolean;
  /** Empty where it was accepted. */
  readonly trouble: string;
  /** Of the document that sent it, as the site knows its own address. */
  readonly expectedOrigin: string;
  /** As clientDataJSON says. */
  readonly origin: string;
  readonly crossOrigin: boolean;
  readonly topOrigin: string | null;
  readonly credentialId: string;
  /** base64url, null where none came. */
  readonly userHandle: string | null;
  readonly algorithm: number | null;
  readonly up: boolean;
  readonly uv: boolean;
  /** Backup eligibility and state. */
  readonly be: boolean;
  readonly bs: boolean;
  readonly counter: number;
  readonly aaguid: string | null;
  /** Whom it signed in, or for whom it was made. */
  readonly email: string | null;
}

export class WebAuthnState {
  readonly judged: Judged[] = [];
  /** Origins of other sites that may use this site's passkeys (WebAuthn L3 §5.11). */
  readonly related: string[] = [];
  readonly #open = new Map<string, Challenge>();

  /** base64url, 32 random bytes. */
  challenge(wanted: Challenge): string {
    const text = randomBytes(32).toString('base64url');
    this.#open.set(text, wanted);
    return text;
  }

  /** Spends it. */
  take(text: string): Challenge | null {
    const found = this.#open.get(text) ?? null;
    this.#open.delete(text);
    return found;
  }
}
