// Where the person has just signed in with something that we filled: there a page may offer to make a passkey without being asked
// (conditional create, WebAuthn L3 §5.1.3).

import type { UnixMs } from '../../core/env';
import type { Origin } from '../../core/item';

const JUST_MS = 5 * 60_000;

export interface SignIns {
  note(origin: Origin): void;
  just(origin: Origin): boolean;
}

/** In memory: what a worker forgets makes a page's offer fail, as it does without us. */
export function createSignIns(now: () => UnixMs): SignIns {
  const seen = new Map<Origin, UnixMs>();
  const isJust = (at: UnixMs): boolean => now() - at < JUST_MS && at <= now();
  return {
    note(origin) {
      for (const [old, at] of seen) if (!isJust(at)) seen.delete(old);
      seen.set(origin, now());
    },
    just: (origin) => isJust(seen.get(origin) ?? Number.NEGATIVE_INFINITY),
  };
}
