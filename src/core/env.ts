// Clock, chance and keys reach the pure core only through this argument; tests pass a seeded one.

import type { Bytes } from './bytes';

/** Milliseconds since 1970-01-01T00:00:00Z, as Date.now() counts them. */
export type UnixMs = number;

export interface Env {
  now(): UnixMs;
  /** `length` fresh bytes from a cryptographic source. */
  random(length: number): Bytes;
  readonly subtle: SubtleCrypto;
}
