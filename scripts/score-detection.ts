// npm run score:detection -- CORPUS.json [--out F.json] [--seed N] [--renders N] [--dist DIR] [--only TEXT] [--facts DIR] [--wakes-all]
// Renders every page of a corpus, loads it in real Chromium with the sentinel and the detector as they were built, and prints what
// would be offered there (DetectionScore in the contract). Tables go to stderr. --renders: the pages where nothing must be offered are
// rendered again, each time from another seed, until there are N of them; they count in the table of false offers and nowhere else.
// --wakes-all: the detector looks also where the sentinel sleeps.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openScoringBrowser } from './score-detection-browser';
import { confusionBy, confusionMatrix } from './score-detection-confusion';
import { isOrdinary, type Judged } from './score-detection-judge';
import { falseOfferTable, scoreTable } from './score-detection-table';
import type { CorpusPage, DetectionRow } from './score-detection-types';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    renders: { type: 'string', default: '0' },
    dist: { type: 'string' },
    only: { type: 'string' },
    facts: { type: 'string' },
    'wakes-all': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const [corpusFile] = positionals;
if (corpusFile === undefined) {
  console.error('Usage: npm run score:detection -- CORPUS.json [--out F.json] [--seed N] [--renders N]');
  process.exit(2);
}

const dist = path.resolve(values.dist ?? path.join(root, 'dist/chromium'));
if (values.dist === undefined && !existsSync(path.join(dist, 'manifest.json')))
  execFileSync('node', [path.join(root, 'scripts/build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });

const corpus = JSON.parse(readFileSync(corpusFile, 'utf8')) as { pages?: CorpusPage[] } | CorpusPage[];
const pages = Array.isArray(corpus) ? corpus : (corpus.pages ?? []);
const { render } = await import(pathToFileURL(path.join(path.dirname(path.resolve(corpusFile)), 'render.mjs')).href);
const seed = Number(values.seed);
const scoring = await openScoringBrowser(dist, { wakesAll: values['wakes-all'] });
const rows: DetectionRow[] = [];
const judged: Judged[] = [];
const again: Judged[] = [];
const started = performance.now();
try {
  const scored = [...pages.entries()].filter(([, page]) => values.only === undefined || page.id.includes(values.only));
  for (const [position, page] of scored) {
    const { row, woke, expected, facts, reasons } = await scoring.score(page, seed + position, render);
    rows.push(row);
    judged.push({ page, row, woke, expected });
    if (values.verbose) console.error(page.id, JSON.stringify(row.findings), woke ? '' : '(asleep)', reasons);
    if (values.facts !== undefined) {
      mkdirSync(values.facts, { recursive: true });
      writeFileSync(path.join(values.facts, `${page.id}.json`), JSON.stringify(facts, null, 1));
    }
  }
  const ordinary = scored.filter(([, page]) => isOrdinary(page));
  for (let n = ordinary.length; n < Number(values.renders) && ordinary.length > 0; n++) {
    const [position, page] = ordinary[n % ordinary.length] as (typeof ordinary)[number];
    const { row, woke, expected } = await scoring.score(page, seed + position + pages.length * Math.floor(n / ordinary.length), render);
    again.push({ page, row, woke, expected });
  }
} finally {
  await scoring.close();
}
const json = JSON.stringify({ pages: rows }, null, 1);
if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
else console.log(json);
console.error(
  [
    scoreTable(judged),
    falseOfferTable([...judged, ...again]),
    '',
    confusionMatrix(judged),
    '',
    confusionBy(judged, ({ page }) => page.lang ?? '?'),
    '',
    confusionBy(judged, ({ page }) => page.app ?? '?'),
    '',
    `${judged.length + again.length} renders in ${Math.round((performance.now() - started) / 1000)} s`,
  ].join('\n'),
);
