// What the browser's administrator has decided: storage.managed, which nobody else can write.

import { type Policy, policyOf } from '../messages/policy';
import { browser } from './browser';

let known: Promise<Policy> | null = null;

/** Read once for as long as the background runs, and again when it changes. A browser that nobody manages fails here: then there is none. */
export function readPolicy(): Promise<Policy> {
  if (known === null) {
    known = browser.storage.managed.get(null).then(policyOf, () => policyOf({}));
    browser.storage.onChanged.addListener(forget);
  }
  return known;
}

function forget(_changes: unknown, area: string): void {
  if (area !== 'managed') return;
  known = null;
  browser.storage.onChanged.removeListener(forget);
}
