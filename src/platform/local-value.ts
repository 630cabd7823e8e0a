// One value of storage.local beside the vault's shadow.

import { browser } from './browser';
import { logFailure } from './log';

/** undefined where it is missing or the browser cannot read the area: what is kept here has a default, and a broken area must not keep a whole vault shut. */
export async function readLocal(key: string): Promise<unknown> {
  try {
    return (await browser.storage.local.get(key))[key];
  } catch (error) {
    logFailure('local:read', error);
    return undefined;
  }
}
