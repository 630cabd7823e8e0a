import { idbDatabases } from './idb-databases';
import { keepFromContentScripts, localShadow } from './local-shadow';
import { TwoCopies } from './two-copies';

/** The vault's store in this browser. One per background: it is the only writer. */
export function browserStore(): TwoCopies {
  // A browser that refuses leaves the area as Firefox has it: ciphertext that content scripts could read.
  keepFromContentScripts().catch(() => undefined);
  return new TwoCopies(idbDatabases, localShadow);
}
