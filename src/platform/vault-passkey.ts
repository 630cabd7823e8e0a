// A passkey that opens the vault: the ceremonies, run in a page of ours in a tab (a toolbar popup closes when the browser's own dialog
// takes the focus). WebAuthn Level 3 §10.1.4, the prf extension. Nothing is verified: what counts is the 32 bytes that only this
// authenticator can give for this salt.

import { base64url, fromBase64url } from '../core/bytes';
import { fail, ok, type Result } from '../core/result';
import { SLOT_RP_ID } from '../core/vault/slot';
import type { PasskeyQuestion } from '../messages/slots-protocol';

export type CeremonyFailure =
  /** The browser has no WebAuthn, or says that it has no prf. */
  | 'passkey-unsupported'
  /** The authenticator has none. */
  | 'passkey-no-prf'
  /** Called off, timed out, or no authenticator that fits. The browser does not say which (§13.4.4). */
  | 'passkey-cancelled'
  /** Without access to all websites the browser does not let us have our name as relying party. */
  | 'passkey-no-access'
  | 'passkey-known'
  | 'passkey-failed';

export interface MadePasskey extends PasskeyQuestion {
  readonly prfOutput: string;
}

export interface UsedPasskey {
  readonly credentialId: string;
  readonly prfOutput: string;
}

/** The prf extension as lib.dom of some versions does not know it. */
interface PrfResults {
  readonly prf?: { readonly enabled?: boolean; readonly results?: { readonly first?: BufferSource } };
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = fromBase64url(text);
  return bytes.ok ? bytes.value : new Uint8Array(0);
};

const fresh = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

const failures: Readonly<Record<string, CeremonyFailure>> = {
  NotAllowedError: 'passkey-cancelled',
  AbortError: 'passkey-cancelled',
  SecurityError: 'passkey-no-access',
  InvalidStateError: 'passkey-known',
  NotSupportedError: 'passkey-unsupported',
  ConstraintError: 'passkey-unsupported',
};

const failureOf = (error: unknown): Result<never, CeremonyFailure> =>
  fail((error instanceof DOMException ? failures[error.name] : undefined) ?? 'passkey-failed');

/** False only where the browser itself says so: then nobody is led into a dialog for nothing. */
export async function canUsePasskeys(): Promise<boolean> {
  if (!('PublicKeyCredential' in globalThis)) return false;
  const capabilities = await (PublicKeyCredential.getClientCapabilities?.() ?? Promise.resolve({})).catch(() => ({}));
  return (capabilities as Record<string, boolean>)['extension:prf'] !== false;
}

/** The authenticator keeps what nobody will ever ask for: where the browser can, it is told to let go of it (Chromium 132). */
async function letGo(credentialId: string): Promise<void> {
  const { signalUnknownCredential: signal } = PublicKeyCredential as unknown as {
    signalUnknownCredential?: (options: { rpId: string; credentialId: string }) => Promise<void>;
  };
  await signal?.call(PublicKeyCredential, { rpId: SLOT_RP_ID, credentialId }).catch(() => undefined);
}

/** Asks for one of these, whichever is at hand. */
export async function usePasskey(questions: readonly PasskeyQuestion[]): Promise<Result<UsedPasskey, CeremonyFailure>> {
  if (!(await canUsePasskeys())) return fail('passkey-unsupported');
  try {
    const used = (await navigator.credentials.get({
      publicKey: {
        challenge: fresh(32),
        rpId: SLOT_RP_ID,
        // A different 32 bytes come without verification (CTAP 2.1 §12.5): always with.
        userVerification: 'required',
        allowCredentials: questions.map(({ credentialId, transports }) => ({
          type: 'public-key' as const,
          id: bytesOf(credentialId),
          transports: transports as AuthenticatorTransport[],
        })),
        extensions: {
          prf: { evalByCredential: Object.fromEntries(questions.map((one) => [one.credentialId, { first: bytesOf(one.prfSalt) }])) },
        } as AuthenticationExtensionsClientInputs,
      },
    })) as PublicKeyCredential | null;
    if (used === null) return fail('passkey-cancelled');
    const first = (used.getClientExtensionResults() as PrfResults).prf?.results?.first;
    if (first === undefined) return fail('passkey-no-prf');
    const output = ArrayBuffer.isView(first) ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength) : new Uint8Array(first);
    if (output.length !== 32 || output.every((byte) => byte === 0)) return fail('passkey-no-prf');
    const prfOutput = base64url(output);
    output.fill(0);
    return ok({ credentialId: base64url(new Uint8Array(used.rawId)), prfOutput });
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * Makes one, then uses it once: not every authenticator answers at the making, and one that does not answer at all must not become a way
 * in. `known`: those that open the vault already.
 */
export async function makePasskey(name: string, known: readonly PasskeyQuestion[]): Promise<Result<MadePasskey, CeremonyFailure>> {
  if (!(await canUsePasskeys())) return fail('passkey-unsupported');
  let made: PublicKeyCredential | null;
  try {
    made = (await navigator.credentials.create({
      publicKey: {
        challenge: fresh(32),
        rp: { id: SLOT_RP_ID, name: 'Countersign' },
        user: { id: fresh(16), name, displayName: name },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key' as const, alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        excludeCredentials: known.map(({ credentialId }) => ({ type: 'public-key' as const, id: bytesOf(credentialId) })),
        extensions: { prf: {} } as AuthenticationExtensionsClientInputs,
      },
    })) as PublicKeyCredential | null;
  } catch (error) {
    return failureOf(error);
  }
  if (made === null) return fail('passkey-cancelled');
  const credentialId = base64url(new Uint8Array(made.rawId));
  if ((made.getClientExtensionResults() as PrfResults).prf?.enabled !== true) {
    await letGo(credentialId);
    return fail('passkey-no-prf');
  }
  const transports = (made.response as AuthenticatorAttestationResponse).getTransports?.() ?? [];
  const question: PasskeyQuestion = { credentialId, prfSalt: base64url(fresh(32)), transports };
  const used = await usePasskey([question]);
  if (!used.ok) {
    await letGo(credentialId);
    return used;
  }
  return ok({ ...question, prfOutput: used.value.prfOutput });
}

/** For a page of ours. */
export interface VaultPasskeys {
  readonly can: typeof canUsePasskeys;
  readonly make: typeof makePasskey;
  readonly use: typeof usePasskey;
}

export const vaultPasskeys: VaultPasskeys = { can: canUsePasskeys, make: makePasskey, use: usePasskey };
