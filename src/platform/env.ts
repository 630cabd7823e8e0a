// The real clock, chance and keys.

import type { Env } from '../core/env';

export const realEnv: Env = {
  now: () => Date.now(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  subtle: crypto.subtle,
};
