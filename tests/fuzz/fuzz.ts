// Runs one parser on many made-up inputs and says what came of it.

import { inspect } from 'node:util';
import { chance } from './chance';
import { derivationsAsked } from './derivations';
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
  /** Key derivations that the inputs asked for, each within its bounds; none was done. */
  readonly derivations: number;
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

/** Cryptography runs in threads of its own: whoever waits for it may as well read the next inputs. */
export const AT_ONCE = 16;

/** `heard` is called before each run: whoever watches from outside knows which one hangs, or that it is one of the `AT_ONCE` before. */
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
  derivationsAsked();
  const one = async (run: number): Promise<{ readonly run: number; readonly ms: number }> => {
    heard(run);
    const input = inputOf(parser, seed, run);
    const ms = await timed(parser, input, (error) => {
      threw.push({
        run,
        error: where(error),
        input: inspect(Buffer.isBuffer(input) ? input.toString() : input, { maxStringLength: 300, maxArrayLength: 40 }),
      });
    });
    return { run, ms };
  };
  for (let from = first; from < first + runs; from += AT_ONCE) {
    const together = Math.min(AT_ONCE, first + runs - from);
    const ended = await Promise.all(Array.from({ length: together }, (_, i) => one(from + i)));
    // Several at once wait for one another, and on a busy machine anything may take long once: alone, and again, it counts.
    for (const { run, ms } of ended) slowestMs = Math.max(slowestMs, ms > parser.mostMs ? await alone(run) : ms);
    threw.sort((a, b) => a.run - b.run).splice(MOST_NAMED);
  }
  return { runs, threw, slow, slowestMs, derivations: derivationsAsked() };

  async function alone(run: number): Promise<number> {
    const input = inputOf(parser, seed, run);
    let ms = Number.POSITIVE_INFINITY;
    for (let again = 0; again < 3 && ms > parser.mostMs; again++) ms = Math.min(ms, await timed(parser, input, () => undefined));
    if (ms > parser.mostMs && slow.length < MOST_NAMED) slow.push({ run, ms: Math.round(ms) });
    return ms;
  }
}

/** What was thrown, and by which line of ours. */
function where(error: unknown): string {
  const ours = error instanceof Error ? error.stack?.split('\n').find((line) => /\bsrc\//.test(line)) : undefined;
  return ours === undefined ? String(error) : `${error} ${ours.trim().replace(/\(?(?:file:)?\/.*?\bsrc\//, '(src/')}`;
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
