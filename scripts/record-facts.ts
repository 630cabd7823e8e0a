// npx tsx scripts/record-facts.ts [--dist DIR] [--out DIR] [NAME…]: loads the invented pages of tests/facts/pages.ts in real Chromium with
// the built detector and records what it saw as NAME.json in tests/facts or DIR. The detector looks at all
// of them; prints where its verdict is not the expected one, and where the sentinel would have slept.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PageFacts } from '../src/core/detect/facts';
import { score } from '../src/core/detect/score';
import { inventedPages } from '../tests/facts/pages';
import { verdictOf } from '../tests/facts/verdict';
import { openScoringBrowser } from './score-detection-browser';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dist: { type: 'string', default: path.join(root, 'dist/chromium') },
    out: { type: 'string', default: path.join(root, 'tests/facts') },
  },
});
const scoring = await openScoringBrowser(path.resolve(values.dist), { wakesAll: true });
try {
  for (const page of inventedPages) {
    if (positionals.length > 0 && !positionals.includes(page.name)) continue;
    const html = `<!doctype html><html lang="${page.lang ?? 'en'}"><head><meta charset="utf-8"><title>${page.title ?? 'Example'}</title></head><body><header><a href="/">Example</a></header><main>${page.body}</main><footer>© Example <a href="/privacy">Privacy</a></footer></body></html>`;
    const { woke, facts, reasons } = await scoring.score(
      { id: page.name, kind: 'negative', channel: null, url_path: page.path },
      1,
      () => ({ html, assets: new Map(), expected: { uri: null, secret: null, codes: null } }),
    );
    const seen = facts[0] as PageFacts | undefined;
    const found =
      seen === undefined
        ? []
        : score(seen)
            .map((finding) => verdictOf(seen, finding))
            .sort();
    const right = JSON.stringify(found) === JSON.stringify([...page.expected].sort()) && (woke || page.expected.length === 0);
    if (!right)
      console.log(
        `${page.name}: expected ${page.expected.join(', ') || 'nothing'}, found ${found.join(', ') || 'nothing'}${woke ? '' : ' (asleep)'} ${reasons}`,
      );
    if (seen !== undefined)
      writeFileSync(
        path.join(values.out, `${page.name}.json`),
        `${JSON.stringify({ expected: [...page.expected].sort(), facts: seen }, null, 1)}\n`,
      );
  }
} finally {
  await scoring.close();
}
