// npm run record -- URL [--out FILE] [--headed] [--dist DIR]: opens the page in Chromium with the built detector and writes what it saw as
// a facts file, by default tests/facts/HOST.json, where it is a test from then on. No value, key or code of the page is in it; its texts
// are, so read it before it leaves your hands. `expected` is what is found today: correct it by hand where that is wrong.
// With --headed a person can first go where the page is, log in, and then press Enter.

import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { verdictOf } from '../src/core/detect/verdict';
import { openScoringBrowser, type RecordedFrame } from './score-detection-browser';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    headed: { type: 'boolean', default: false },
    dist: { type: 'string', default: path.join(root, 'dist/chromium') },
  },
});
const url = URL.parse(positionals[0] ?? '');
if (url === null || !/^https?:$/.test(url.protocol)) {
  console.error('npm run record -- URL [--out FILE] [--headed]');
  process.exit(2);
}

async function enter(): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  await lines.question('Go to the page that is to be recorded, then press Enter here. ');
  lines.close();
}

/** `NAME.json`, `NAME-2.json`, … : nothing that was recorded before is written over. */
function freeName(wanted: string): string {
  const { dir, name, ext } = path.parse(wanted);
  for (let count = 1; ; count++) {
    const file = path.join(dir, `${name}${count === 1 ? '' : `-${count}`}${ext || '.json'}`);
    if (!existsSync(file)) return file;
  }
}

const scoring = await openScoringBrowser(path.resolve(values.dist), { headed: values.headed });
try {
  const frames = await scoring.record(url.href, values.headed ? enter : async () => undefined);
  const [top] = frames;
  // A frame of its own is worth a file where something was found in it, or nothing was anywhere.
  const telling = frames.filter(({ found }) => found.length > 0);
  const kept: readonly RecordedFrame[] = telling.length > 0 ? telling : top === undefined ? [] : [top];
  if (kept.length === 0) throw new Error('no script could look at that page');
  const wanted = path.resolve(values.out ?? path.join(root, 'tests/facts', `${url.hostname.replace(/[^a-z0-9]+/gi, '-')}.json`));
  for (const { facts, found } of kept) {
    const expected = found.map((finding) => verdictOf(facts, finding)).sort();
    const file = freeName(wanted);
    writeFileSync(file, `${JSON.stringify({ expected, facts }, null, 1)}\n`);
    console.log(`${path.relative(process.cwd(), file)}: ${expected.join(', ') || 'nothing found'}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await scoring.close();
}
