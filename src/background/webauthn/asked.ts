// One ceremony that a person is asked about, and what they may say.

import type { UnixMs } from '../../core/env';
import type { ItemId } from '../../core/item';
import type { Caller } from '../../core/webauthn/client-data';
import type { CreationOptions, RequestOptions, UserVerification } from '../../core/webauthn/options';
import type { BridgeSender } from '../../messages/audiences';

/** What the page asks for, decoded. */
export type Wanted =
  | { readonly kind: 'create'; readonly options: CreationOptions }
  | { readonly kind: 'get'; readonly options: RequestOptions };

export const userVerificationOf = (wanted: Wanted): UserVerification =>
  wanted.kind === 'create' ? wanted.options.authenticatorSelection.userVerification : wanted.options.userVerification;

export interface Asked {
  readonly id: string;
  readonly sender: BridgeSender;
  readonly caller: Caller;
  /** False where a frame above has no address of its own: the browser's word on the caller's ancestors counts then. */
  readonly certain: boolean;
  readonly rpId: string;
  readonly wanted: Wanted;
  readonly conditional: boolean;
  /** Not ours to answer where the browser has not checked the caller: related origins, a frame of another origin that makes a passkey. */
  readonly browserMustCheck: boolean;
  readonly startedAt: UnixMs;
  /** The page's own timeout within the bounds of WebAuthn L3 §15.1. */
  readonly expires: UnixMs;
}

export type Answer =
  /** A security key, this device or a phone, as the browser does it. */
  | { readonly choice: 'native' }
  | { readonly choice: 'cancel' }
  | {
      readonly choice: 'vault';
      /** get: which. */
      readonly passkeyId: ItemId | null;
      /** create: the one that goes to the trash. */
      readonly replaceId: ItemId | null;
      /** The person was verified for this ceremony. */
      readonly verified: boolean;
    };

/** Puts a ceremony before a person. The default is the popup; a test build may consent by a profile. */
export interface Approver {
  /** Settles once: with the answer, or with null when `over` is aborted first. */
  ask(asked: Asked, over: AbortSignal): Promise<Answer | null>;
  /** Nobody sits there: the rules about focus and clicks of a person do not apply. */
  readonly unattended: boolean;
}
