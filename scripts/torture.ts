// `npm run torture [-- NAME …] [--rounds N] [--browser chromium|firefox] [--dist DIR] [--seed N] [--control]`: the vault under damage,
// tampering, kills, races, a full disk, old formats; what lies on disk and in memory. A table, out/torture.json, and the totals last;
// not 0 on any loss, nor where what was asked for by name cannot be measured here. With --control a loss is planted for each row, and it is
// an error not to see it. The same seed makes the same chances.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName, Row } from '../tests/torture/trial';
import { trials } from '../tests/torture/trials';
import { verdictOn, verdictOnControl } from '../tests/torture/verdict';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    browser: { type: 'string' },
    dist: { type: 'string' },
    seed: { type: 'string' },
    control: { type: 'boolean', default: false },
  },
});

const chosen = trials.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0 || positionals.some((name) => !trials.some((one) => one.name === name))) {
  console.error(`There are:\n${trials.map(({ name, about }) => `  ${name.padEnd(8)} ${about}`).join('\n')}`);
  process.exit(1);
}
const browsers: readonly BrowserName[] =
  values.browser === 'chromium' || values.browser === 'firefox' ? [values.browser] : ['chromium', 'firefox'];
const { control } = values;
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);

const rows: Row[] = [];
const line = ({ name, part, browser, rounds, expected, seen, ok }: Row): string =>
  `${ok === null ? '--  ' : ok ? 'ok  ' : 'FAIL'} | ${name.padEnd(8)} ${part.padEnd(48)} | ${browser.padEnd(8)} | ${String(rounds).padStart(5)} | ${expected.padEnd(36)} | ${seen}`;
console.log(
  `     | ${'trial'.padEnd(57)} | browser  | times | ${'expected'.padEnd(36)} | seen   (seed ${seed}${control ? ', a loss planted for each row' : ''})`,
);

/** A planted loss is seen as well in few rounds. */
const CONTROL_ROUNDS = 2;

for (const trial of chosen) {
  for (const browser of browsers) {
    const scratch = mkdtempSync(path.join(tmpdir(), `countersign-${trial.name}-`));
    const begun = Date.now();
    const note = (row: Row): void => {
      rows.push(row);
      console.log(line(row));
    };
    const rounds =
      values.rounds !== undefined ? Math.max(1, Number(values.rounds)) : control ? Math.min(CONTROL_ROUNDS, trial.rounds) : trial.rounds;
    try {
      const dist = values.dist === undefined ? {} : { dist: path.join(values.dist, browser) };
      await trial.run({ browser, rounds, seed, control, inMemory: browser === browsers[0], scratch, note, ...dist });
    } catch (error) {
      note({
        name: trial.name,
        part: 'the trial itself',
        browser,
        rounds,
        expected: 'to run',
        seen: String(error).slice(0, 300),
        ok: false,
        threw: true,
      });
    } finally {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
    console.log(`     | ${trial.name} in ${browser}: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  }
}

mkdirSync('out', { recursive: true });
writeFileSync('out/torture.json', `${JSON.stringify({ seed, control, rows }, null, 1)}\n`);
const verdict = (control ? verdictOnControl : verdictOn)(rows, positionals);
console.log(verdict.line);
process.exit(verdict.good ? 0 : 1);
