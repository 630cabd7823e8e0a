// `npm run fuzz [-- PARSER …] [--runs N] [--seed S] [--from RUN] [--out F.json]`: made-up inputs, 100,000 a parser, against everything
// that reads what comes from outside. A parser may neither throw nor hang. PARSER is a part of a name or of a path; `--list` lists them.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { AT_ONCE, allParsers, type Fuzzed, fuzz } from '../tests/fuzz/fuzz';
import type { Parser } from '../tests/fuzz/parser';

/** A run that takes longer hangs, on the busiest machine. */
const HANG_MS = 60_000;

interface Order {
  readonly runs: number;
  readonly seed: number;
  readonly from: number;
  /** The run that is under way, counted from 1; 0 before the first. */
  readonly at: SharedArrayBuffer;
}

/** Answers each name of a parser with what came of it. */
async function work({ runs, seed, from, at }: Order): Promise<void> {
  const now = new Int32Array(at);
  const parsers = await allParsers();
  parentPort?.on('message', async (name: string) => {
    const parser = parsers.find((one) => one.name === name);
    if (parser === undefined) throw new Error(`no parser ${name}`);
    const fuzzed = await fuzz(parser, runs, seed, (run) => void Atomics.store(now, 0, run + 1), from);
    Atomics.store(now, 0, 0);
    parentPort?.postMessage(fuzzed);
  });
}

type Ended = Fuzzed | { readonly hangs: number };

/** In a thread of its own, which can be ended: what hangs is named, and the next parser gets a new thread. */
async function* watched(names: readonly string[], order: Omit<Order, 'at'>): AsyncGenerator<Ended> {
  let worker: Worker | null = null;
  let at = new Int32Array(new SharedArrayBuffer(4));
  for (const name of names) {
    if (worker === null) {
      at = new Int32Array(new SharedArrayBuffer(4));
      // A thread does not inherit what makes Node read TypeScript.
      const begin = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => { register(); return import(${JSON.stringify(import.meta.url)}); })`;
      worker = new Worker(begin, { eval: true, workerData: { ...order, at: at.buffer } });
    }
    const ended = next(worker, at);
    worker.postMessage(name);
    const result = await ended;
    if ('hangs' in result) {
      await worker.terminate();
      worker = null;
    }
    yield result;
  }
  await worker?.terminate();
}

function next(worker: Worker, at: Int32Array): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let last = 0;
    let since = Date.now();
    const timer = setInterval(() => {
      const run = Atomics.load(at, 0);
      if (run !== last) [last, since] = [run, Date.now()];
      else if (run > 0 && Date.now() - since > HANG_MS) settle(() => resolve({ hangs: run - 1 }));
    }, 500);
    const answered = (fuzzed: Fuzzed): void => settle(() => resolve(fuzzed));
    const broke = (error: unknown): void => settle(() => reject(error));
    const settle = (end: () => void): void => {
      clearInterval(timer);
      worker.off('message', answered);
      worker.off('error', broke);
      end();
    };
    worker.on('message', answered);
    worker.on('error', broke);
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '20261124' },
      from: { type: 'string', default: '0' },
      out: { type: 'string', default: 'out/fuzz.json' },
      list: { type: 'boolean', default: false },
    },
  });
  const [runs, seed, from] = [Number(values.runs), Number(values.seed), Number(values.from)];
  if (![runs, seed, from].every(Number.isSafeInteger)) throw new Error('--runs, --seed and --from are whole numbers');
  const wanted = (text: string): boolean =>
    positionals.length === 0 || positionals.some((part) => text.toLowerCase().includes(part.toLowerCase()));
  const parsers = (await allParsers()).filter(({ name, source }) => wanted(`${source}: ${name}`));
  if (values.list || parsers.length === 0) {
    for (const { source, name } of parsers.length > 0 ? parsers : await allParsers()) console.log(`${source}: ${name}`);
    process.exit(parsers.length > 0 ? 0 : 1);
  }
  console.log(`seed ${seed}, ${runs} inputs a parser\n     | ${'parser'.padEnd(64)} | threw | slow | slowest ms | derivations |  s`);
  const rows: (Pick<Parser, 'source' | 'name' | 'mostMs'> & { readonly seconds: number } & Ended)[] = [];
  let failed = 0;
  const names = parsers.map(({ name }) => name);
  let begun = Date.now();
  let n = 0;
  for await (const fuzzed of watched(names, { runs, seed, from })) {
    const { source, name, mostMs } = parsers[n++] as Parser;
    const seconds = Math.round((Date.now() - begun) / 1000);
    begun = Date.now();
    const bad = 'hangs' in fuzzed || fuzzed.threw.length + fuzzed.slow.length > 0;
    if (bad) failed++;
    rows.push({ source, name, mostMs, seconds, ...fuzzed });
    const label = `${source}: ${name}`.padEnd(64);
    if ('hangs' in fuzzed) console.log(`FAIL | ${label} | run ${fuzzed.hangs} hangs, or one of the ${AT_ONCE - 1} before`);
    else {
      const { threw, slow, slowestMs, derivations } = fuzzed;
      const figures = [
        String(threw.length).padStart(5),
        String(slow.length).padStart(4),
        slowestMs.toFixed(1).padStart(10),
        String(derivations).padStart(11),
        String(seconds).padStart(3),
      ];
      console.log(`${bad ? 'FAIL' : 'ok  '} | ${label} | ${figures.join(' | ')}`);
      for (const one of threw) console.log(`       run ${one.run}: ${one.error}\n         ${one.input.slice(0, 500)}`);
      for (const one of slow) console.log(`       run ${one.run}: ${one.ms} ms of ${mostMs}`);
    }
  }
  mkdirSync(path.dirname(values.out), { recursive: true });
  writeFileSync(values.out, `${JSON.stringify({ seed, runs, from, parsers: rows }, null, 1)}\n`);
  const minutes = rows.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  console.log(`${parsers.length - failed} parsers held, ${failed} failed, ${minutes.toFixed(1)} min`);
  process.exit(failed === 0 ? 0 : 1);
}

await (isMainThread ? main() : work(workerData as Order));
