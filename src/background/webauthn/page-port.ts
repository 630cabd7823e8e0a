// The bridge's port as the page's side wants it: a text a word, ready for a script that has to be small, and a ping while it is open, so
// that neither browser ends the background under an open call.

import { ALIVE_EVERY_MS, type BridgeAct, type BridgeError } from '../../messages/bridge-wire';
import type { BridgePort } from './port';

/** What the browser's port has. */
export interface RawPort extends Omit<BridgePort, 'postMessage'> {
  postMessage(word: string): void;
}

/** Asks the page's side for a sign of life; it sends one back. */
const PING = '';

/** Of getClientCapabilities (WebAuthn L3 §5.8.7): what is true of this device because of us. */
const CAPABILITIES = [
  'passkeyPlatformAuthenticator',
  'userVerifyingPlatformAuthenticator',
  'extension:credProps',
  'extension:largeBlob',
  'extension:prf',
];

/** RegistrationResponseJSON or AuthenticationResponseJSON, as far as the page's script must not look through them itself. */
interface CredentialJson {
  readonly rawId: string;
  readonly response: Readonly<Record<string, unknown>>;
  readonly clientExtensionResults?: unknown;
}

/** What the browser itself would say: a page must not learn from the words who refused. Chromium 156. */
const CHROMIUM: Record<BridgeError, string> = {
  NotAllowedError:
    'The operation either timed out or was not allowed. See: https://www.w3.org/TR/webauthn-2/#sctn-privacy-considerations-client.',
  InvalidStateError:
    'The user attempted to register an authenticator that contains one of the credentials already registered with the relying party.',
  AbortError: 'The operation was aborted.',
};

/** Firefox 153. */
const FIREFOX: Record<BridgeError, string> = {
  NotAllowedError:
    'The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.',
  InvalidStateError: 'An attempt was made to use an object that is not, or is no longer, usable',
  AbortError: 'The operation was aborted. ',
};

const REFUSALS = __TARGET__ === 'firefox' ? FIREFOX : CHROMIUM;

/** The word for an act. In the `bytes` of a credential every text is base64url: the page's script makes buffers of them. */
export function wordFor(act: BridgeAct): string {
  switch (act.act) {
    case 'result': {
      const { rawId, response, clientExtensionResults: results = {} } = act.credential as CredentialJson;
      const { transports, ...rest } = response;
      const absent = 'signature' in rest ? { userHandle: null } : { publicKey: null };
      const bytes = JSON.stringify({ rawId, response: { ...absent, ...rest }, results });
      return JSON.stringify({ ...act, credential: JSON.stringify(act.credential, inOrder), bytes });
    }
    case 'reject':
      return JSON.stringify({ ...act, message: REFUSALS[act.name] });
    case 'capabilities':
      return JSON.stringify({ act: act.act, keys: act.on ? CAPABILITIES : [] });
    default:
      return JSON.stringify({ ...act, keys: [] });
  }
}

/** As a WebIDL dictionary becomes an object: members by name. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export function pagePort(raw: RawPort): BridgePort {
  const ping = setInterval(() => raw.postMessage(PING), ALIVE_EVERY_MS);
  const quiet = (): void => clearInterval(ping);
  raw.onDisconnect.addListener(quiet);
  return {
    postMessage: (act) => raw.postMessage(wordFor(act)),
    disconnect() {
      quiet();
      raw.disconnect();
    },
    onMessage: raw.onMessage,
    onDisconnect: raw.onDisconnect,
  };
}
