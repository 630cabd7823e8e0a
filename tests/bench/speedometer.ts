// Speedometer 3 from a checkout, with the extension and without, in turns. A second run without it in each turn (A/A) says how much of
// the difference is the machine's own. https://browserbench.org/Speedometer3.0/

import { createReadStream, existsSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { startDriver } from '../e2e/driver';
import { launch } from '../e2e/launch';
import { pause } from '../e2e/waiting';
import { PASSWORD } from './filled-vault';
import { slowerRow } from './ratio';
import type { BenchOptions, Row } from './row';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
/** A run of ten iterations takes about a minute on a calm machine. */
const PATIENCE_MS = 15 * 60_000;

function serveFolder(folder: string): Promise<{ url: string; close(): void }> {
  const server = http.createServer((request, response) => {
    const wanted = path.normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const file = path.join(folder, wanted);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => void server.close() }),
    ),
  );
}

/** Asked for seldom: each question costs the page some time, and one that waits for its answer has an end in the protocol. */
async function shownScore(page: Page): Promise<number> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    await pause(2000);
    const text = await page.evaluate(`location.hash === '#summary' ? document.querySelector('#result-number')?.textContent ?? '' : ''`);
    const score = Number.parseFloat(String(text));
    if (score > 0) return score;
  }
  throw new Error(`no score within ${PATIENCE_MS / 60_000} minutes`);
}

/** One score in a fresh profile, runs a minute; higher is faster. */
async function scoreOf(url: string, extension: boolean): Promise<number> {
  const browser = extension ? await startDriver({ browser: 'chromium' }) : await launch({ browser: 'chromium', dist: null });
  try {
    if ('createVault' in browser) await browser.createVault(PASSWORD);
    const page = await browser.browser.newPage();
    await page.setViewport({ width: 1000, height: 800 });
    await page.goto(url);
    return await shownScore(page);
  } finally {
    await browser.close();
  }
}

export async function speedometer({ dir, pairs, iterations }: BenchOptions): Promise<Row[]> {
  if (dir === null) return [];
  const folder = path.resolve(dir);
  if (!existsSync(path.join(folder, 'index.html'))) throw new Error(`${folder} has no index.html; --dir is a checkout of Speedometer 3`);
  const server = await serveFolder(folder);
  const url = `${server.url}/index.html?startAutomatically=true&iterationCount=${iterations}`;
  const scores: { without: number; with: number; again: number }[] = [];
  try {
    for (let turn = 0; turn < pairs; turn++) {
      // What comes first in one turn comes last in the next: a machine that grows warm favours nobody.
      const order = ['without', 'with', 'again'] as const;
      const scored = { without: 0, with: 0, again: 0 };
      for (const name of turn % 2 === 0 ? order : order.toReversed()) scored[name] = await scoreOf(url, name === 'with');
      scores.push(scored);
      console.error(`turn ${turn + 1} of ${pairs}: ${scored.without} without, ${scored.with} with, ${scored.again} without again`);
    }
  } finally {
    server.close();
  }
  const of = (name: 'with' | 'again') => scores.map((one) => one[name] / one.without);
  return [slowerRow('Speedometer 3 with us', of('with'), 2), slowerRow('Speedometer 3 without us both times (A/A)', of('again'), null)];
}
