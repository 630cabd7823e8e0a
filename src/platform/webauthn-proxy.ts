// chrome.webAuthenticationProxy: while attached, every WebAuthn request of the profile comes to us instead of to an authenticator, after
// the browser has checked its caller. So we attach for one request and detach. Absent in Firefox, on ChromeOS and in the store build.

import type { ProxiedRequest } from '../core/webauthn/request-match';
import { browser } from './browser';

/** Name and message of the DOMException that the page gets. */
export interface ProxyError {
  readonly name: string;
  readonly message: string;
}

export interface WebauthnProxy {
  /** False where another extension holds it. */
  attach(): Promise<boolean>;
  /** Requests that are still open end in an AbortError. Harmless where we are not attached. */
  detach(): Promise<void>;
  /** `response`: RegistrationResponseJSON or AuthenticationResponseJSON. */
  complete(request: ProxiedRequest, answer: { readonly response: unknown } | { readonly error: ProxyError }): Promise<void>;
}

export interface ProxyListener {
  request(request: ProxiedRequest): void;
  /** The page took it back, or the browser's time is over. */
  cancelled(requestId: number): void;
}

interface Event<T> {
  addListener(listener: (value: T) => void): void;
}

interface Incoming {
  readonly requestId: number;
  readonly requestDetailsJson: string;
}

type Outgoing = { readonly requestId: number } & ({ readonly responseJson: string } | { readonly error: ProxyError });

/** Chromium 115; the polyfill passes it through. */
interface Api {
  /** An error in words, or nothing. */
  attach(): Promise<string | undefined>;
  detach(): Promise<string | undefined>;
  completeCreateRequest(details: Outgoing): Promise<void>;
  completeGetRequest(details: Outgoing): Promise<void>;
  completeIsUvpaaRequest(details: { readonly requestId: number; readonly isUvpaa: boolean }): Promise<void>;
  readonly onCreateRequest: Event<Incoming>;
  readonly onGetRequest: Event<Incoming>;
  readonly onIsUvpaaRequest: Event<{ readonly requestId: number }>;
  readonly onRequestCanceled: Event<number>;
}

/** Registers the listeners, synchronously at the worker's start. null: this browser or build has none. */
export function webauthnProxy(listener: ProxyListener): WebauthnProxy | null {
  const api = (browser as unknown as { readonly webAuthenticationProxy?: Api }).webAuthenticationProxy;
  if (api === undefined) return null;
  const taken = (kind: ProxiedRequest['kind'], requestId: number, details: string): void =>
    listener.request({ kind, requestId, details: parsed(details) });
  api.onCreateRequest.addListener(({ requestId, requestDetailsJson }) => taken('create', requestId, requestDetailsJson));
  api.onGetRequest.addListener(({ requestId, requestDetailsJson }) => taken('get', requestId, requestDetailsJson));
  api.onRequestCanceled.addListener((requestId) => listener.cancelled(requestId));
  // A page that asks in these few milliseconds must not be told that there is none.
  api.onIsUvpaaRequest.addListener(({ requestId }) => void api.completeIsUvpaaRequest({ requestId, isUvpaa: true }).catch(() => undefined));
  return {
    // Measured in Chromium 156: where another extension holds it, the promise is rejected with what the documentation has it resolve to.
    attach: () =>
      api.attach().then(
        (trouble) => trouble === undefined,
        () => false,
      ),
    async detach() {
      // Rejected where nothing is attached, as by a browser that has taken it away itself.
      await api.detach().catch(() => undefined);
    },
    async complete({ kind, requestId }, answer) {
      const details: Outgoing =
        'error' in answer ? { requestId, error: answer.error } : { requestId, responseJson: JSON.stringify(answer.response) };
      await (kind === 'create' ? api.completeCreateRequest(details) : api.completeGetRequest(details));
    },
  };
}

/** Ill-formed JSON is no request that was approved. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
