// "This extension context still lives." After an update the old scripts stay in their pages with a dead runtime: they fall silent.

import { runtime } from './messages';

export interface Lifetime {
  readonly signal: AbortSignal;
  /** False ends the lifetime: call it before any work that would end in a message. */
  alive(): boolean;
}

export function startLifetime(): Lifetime {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    alive() {
      if (runtime()?.id === undefined) controller.abort();
      return !controller.signal.aborted;
    },
  };
}
