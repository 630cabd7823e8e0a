// When the person last proved to be the person: the vault's password, typed for an unlock or inside a ceremony.

import type { UnixMs } from '../../core/env';

/** webauthn.md §5.5: a verification counts for a ceremony that begins at most this much later. */
const COUNTS_FOR_MS = 60_000;

export interface Verification {
  /** Now. */
  note(): void;
  /** Good for a ceremony that began then? */
  counts(startedAt: UnixMs): boolean;
}

/** In memory: after a worker's restart it is asked for once more. */
export function createVerification(now: () => UnixMs): Verification {
  let at: UnixMs | null = null;
  return {
    note() {
      at = now();
    },
    // A clock that was set back must not make an old one count for long.
    counts: (startedAt) => at !== null && at <= now() && at >= startedAt - COUNTS_FOR_MS,
  };
}
