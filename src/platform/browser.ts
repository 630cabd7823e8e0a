// The browser's extension API, promise-based in both browsers, and the few facts that differ between them.

import browser from 'webextension-polyfill';

export { browser };

export const isFirefox = __TARGET__ === 'firefox';

/** Registers a listener or starts a task that nobody awaits; a failure is named instead of lost. */
export function fireAndForget(name: string, promise: Promise<unknown>, onFailure: (name: string, error: unknown) => void): void {
  promise.catch((error: unknown) => onFailure(name, error));
}
