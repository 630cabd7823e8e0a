// Runs one parser on many made-up inputs and says what came of it.

import { inspect } from 'node:util';
import { chance } from './chance';
import type { Parser } from './parser';
import { bytesParsers } from './parsers-of-bytes';
import { fileParsers } from './parsers-of-files';
import { messageParsers } from './parsers-of-messages';
import { textParsers } from './parsers-of-texts';

export interface Fuzzed {
  readonly runs: number;
  /** The first ones; `run` and the seed make the input again. */
  readonly threw: readonly { readonly run: number; readonly error: string; readonly input: string }[];
  readonly slow: readonly { readonly run: number; readonly ms: number }[];
  readonly slowestMs: number;
}

export const allParsers = async (): Promise<readonly Parser[]> => [
  ...textParsers,
  ...(await bytesParsers()),
  ...messageParsers,
  ...(await fileParsers()),
];

/** Every run has a seed of its own, so that any one can be done alone. */
export const inputOf = (parser: Parser, seed: number, run: number): unknown => parser.make(chance(seed * 1_000_003 + run));

const MOST_NAMED = 3;

/** `heard` is called before each run: whoever watches from outside knows which one hangs. */
export async function fuzz(
  parser: Parser,
  runs: number,
  seed: number,
  heard: (run: number) => void = () => undefined,
  first = 0,
): Promise<Fuzzed> {
  const threw: { run: number; error: string; input: string }[] = [];
  const slow: { run: number; ms: number }[] = [];
  let slowestMs = 0;
  for (let run = first; run < first + runs; run++) {
    heard(run);
    const input = inputOf(parser, seed, run);
    let ms = await timed(parser, input, (error) => {
      if (threw.length < MOST_NAMED)
        threw.push({ run, error: String(error), input: inspect(input, { maxStringLength: 300, maxArrayLength: 40 }) });
    });
    // On a busy machine anything may take long once.
    for (let again = 0; again < 3 && ms > parser.mostMs; again++) ms = Math.min(ms, await timed(parser, input, () => undefined));
    slowestMs = Math.max(slowestMs, ms);
    if (ms > parser.mostMs && slow.length < MOST_NAMED) slow.push({ run, ms: Math.round(ms) });
  }
  return { runs, threw, slow, slowestMs };
}

async function timed(parser: Parser, input: unknown, onThrow: (error: unknown) => void): Promise<number> {
  const begun = performance.now();
  try {
    const answer = parser.read(input as never);
    if (answer instanceof Promise) await answer;
  } catch (error) {
    onThrow(error);
  }
  return performance.now() - begun;
}
