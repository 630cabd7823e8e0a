// npm run bench [-- NAME …] [--corpus FILE] [--dir DIR]: DESIGN §9 measured in real Chromium with the built extension. Medians over repeated runs;
// prints a table and writes out/bench.json. NAME: popup, search, unlock, offers, ordinary (the pages of a corpus that ask for nothing,
// with --corpus), large, mutations, webauthn, size, speedometer (needs --dir, a checkout of Speedometer 3; --pairs and --iterations make
// it shorter). Exit 1 where a budget is not kept.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benches } from '../tests/bench/benches';
import type { Row } from '../tests/bench/row';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    dir: { type: 'string' },
    pairs: { type: 'string', default: '10' },
    iterations: { type: 'string', default: '10' },
  },
});
const wanted = positionals.length === 0 ? Object.keys(benches) : positionals;
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

if (positionals.includes('speedometer') && (values.dir === undefined || Number(values.pairs) < 2)) {
  console.error('speedometer needs --dir DIR, a checkout of Speedometer 3, and two pairs at least.');
  process.exit(2);
}

const options = {
  corpus: values.corpus ?? null,
  dir: values.dir ?? null,
  pairs: Number(values.pairs),
  iterations: Number(values.iterations),
};
const rows: Row[] = [];
for (const name of wanted) rows.push(...(await benches[name as keyof typeof benches](options)));

const out = path.resolve(import.meta.dirname, '../out');
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'bench.json'), `${JSON.stringify(rows, null, 2)}\n`);

const shown = (figure: number): string => (figure >= 100 ? figure.toFixed(0) : figure.toFixed(1));
const width = Math.max(...rows.map((row) => row.what.length));
for (const row of rows) {
  const kept = row.budget === null ? '     ' : row.median <= row.budget ? 'kept ' : 'OVER ';
  const budget = row.budget === null ? '' : `≤ ${shown(row.budget)}`;
  const spread = row.runs > 1 ? `${shown(row.least)}–${shown(row.most)} (${row.runs} runs)` : '';
  console.log(`${kept} ${row.what.padEnd(width)}  ${shown(row.median).padStart(8)} ${row.unit.padEnd(5)} ${budget.padEnd(10)} ${spread}`);
}
process.exit(rows.some((row) => row.budget !== null && row.median > row.budget) ? 1 : 0);
