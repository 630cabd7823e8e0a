// A seeded world: the same seed gives the same bytes and times, so that golden files can be made again.

import type { Bytes } from '../../src/core/bytes';
import type { Env } from '../../src/core/env';

export interface TestEnv extends Env {
  /** Moves the clock, in ms. */
  advance(by: number): void;
}

/** mulberry32: good enough to tell bytes apart, useless for secrets. */
export function testEnv(seed = 1, start = Date.UTC(2026, 0, 1)): TestEnv {
  let state = seed >>> 0;
  let now = start;
  const byte = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) & 0xff;
  };
  return {
    now: () => now,
    advance: (by) => {
      now += by;
    },
    random: (length): Bytes => Uint8Array.from({ length }, byte),
    subtle: globalThis.crypto.subtle,
  };
}
