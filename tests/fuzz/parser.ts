// What is fuzzed: one parser, good inputs to start from, and what it owes to any input: an answer, in time, and never a throw.

import type { Chance } from './chance';
import { mutatedBytes, mutatedText, mutatedValue } from './mutate';

export interface Parser {
  readonly name: string;
  /** The file it lives in, under src/. */
  readonly source: string;
  /** Milliseconds that no input may take. */
  readonly mostMs: number;
  /** Another input; the same chance gives the same one. */
  make(by: Chance): unknown;
  /** Throws where an answer is not one that the parser may give. */
  read(input: never): unknown;
}

export const MOST_MS = 500;

type Seeds<T> = readonly [T, ...T[]];

export const textParser = (
  source: string,
  name: string,
  seeds: Seeds<string>,
  read: (text: string) => unknown,
  mostMs = MOST_MS,
): Parser => ({
  name,
  source,
  mostMs,
  make: (by) => mutatedText(by, by.of(seeds), by.of(seeds)),
  read,
});

export const bytesParser = (
  source: string,
  name: string,
  seeds: Seeds<Uint8Array>,
  read: (bytes: Uint8Array<ArrayBuffer>) => unknown,
  mostMs = MOST_MS,
): Parser => ({ name, source, mostMs, make: (by) => mutatedBytes(by, by.of(seeds), by.of(seeds)), read });

/** `seed` may itself be made by chance. */
export const valueParser = (source: string, name: string, seed: (by: Chance) => unknown, read: (value: unknown) => unknown): Parser => ({
  name,
  source,
  mostMs: MOST_MS,
  make(by) {
    let value = seed(by);
    for (let n = by.below(3); n > 0; n--) value = mutatedValue(by, value);
    return value;
  },
  read,
});

/** A Result, as every parser of ours gives one. */
export function answered(result: unknown): void {
  const { ok } = result as { ok?: unknown };
  if (typeof ok !== 'boolean') throw new Error('no answer');
  if (!ok && typeof (result as { error?: { code?: unknown } }).error?.code !== 'string') throw new Error('a failure without a code');
}
