// What axe finds on a page of the extension.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * The extension's policy lets no script element in, so axe is evaluated, once a document. `only`: these rules; left out: all.
 * `without`: a selector of what is left out.
 */
export async function axeProblems(
  page: Page,
  { only, without }: { readonly only?: readonly string[]; readonly without?: string } = {},
): Promise<readonly string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe);
  const runOnly = JSON.stringify(only === undefined ? EVERYTHING : { type: 'rule', values: only });
  const context = JSON.stringify({ include: [['html']], exclude: without === undefined ? [] : [[without]] });
  return (await page.evaluate(
    `axe.run(${context}, { runOnly: ${runOnly}, resultTypes: ['violations'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  )) as readonly string[];
}
