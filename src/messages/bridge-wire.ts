// What crosses the port of the WebAuthn bridge, without decoders: the script in every page imports this and stays small.

export const BRIDGE_PORT = 'bridge';

/** Characters of one message of a page; a longer one is not ours to answer: native. */
export const MAX_BRIDGE_MESSAGE = 64 * 1024;

/** Milliseconds between two `alive` of an open call: below the 30 s after which a browser ends an idle worker. */
export const ALIVE_EVERY_MS = 20_000;

/** DOMException names that a page may get from us (webauthn.md §4). */
export type BridgeError = 'NotAllowedError' | 'InvalidStateError' | 'AbortError';

/** From the background. `native`, `result`, `reject`, `capabilities` are last words: the port closes after them. */
export type BridgeAct =
  /** Call the browser's own method with the page's own arguments, untouched. */
  | { readonly act: 'native' }
  /** Conditional get: start the browser's own beside ours and keep the port; more follows only if a person picks one of ours. */
  | { readonly act: 'parallel' }
  /** Approved, and our proxy is attached: call the browser's own method now, modal; it ends in our answer. `ended` is awaited. */
  | { readonly act: 'proxied' }
  /** RegistrationResponseJSON or AuthenticationResponseJSON (WebAuthn L3 §5.1) to build the page's object from. */
  | { readonly act: 'result'; readonly credential: unknown }
  | { readonly act: 'reject'; readonly name: BridgeError }
  | { readonly act: 'capabilities'; readonly on: boolean }
  /** To the chip at a field: the page waits no more. */
  | { readonly act: 'over' };
