// What we cost pages that have nothing to do with us: on how many of them the detector is injected, and how long our scripts run there.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import QRCode from 'qrcode';
import { launch } from '../e2e/launch';
import { ordinaryPages } from './ordinary-pages';
import { ourTime } from './our-time';
import { type Asset, servePages } from './page-server';
import { type BenchOptions, quantile, type Row, rowOf } from './row';

interface PlainPage {
  readonly path: string;
  readonly html: string;
  readonly assets: ReadonlyMap<string, Asset>;
}

const qrMatrix = (text: string): boolean[][] => {
  const { data, size } = QRCode.create(text).modules;
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => data[y * size + x] === 1));
};

/** The corpus' negatives and password pages where a corpus is given, else those of this repository. */
async function pagesOf(corpus: string | null): Promise<readonly PlainPage[]> {
  if (corpus === null) return ordinaryPages.map((page) => ({ ...page, assets: new Map() }));
  const { render } = await import(pathToFileURL(path.join(path.dirname(path.resolve(corpus)), 'render.mjs')).href);
  const facts = JSON.parse(readFileSync(corpus, 'utf8')) as { kind: string; url_path: string | null }[];
  return facts
    .filter(({ kind }) => kind === 'negative' || kind === 'password-login')
    .map((page, i) => ({ path: `/${i}${page.url_path?.split(/[?#]/)[0] ?? '/'}`, ...render(page, { qrMatrix, seed: i + 1 }) }));
}

export async function ordinary({ corpus }: BenchOptions): Promise<Row[]> {
  const server = await servePages();
  const rig = await launch({ browser: 'chromium' });
  const asleep: number[] = [];
  const awake: number[] = [];
  const all = await pagesOf(corpus);
  for (const { path: where, html, assets } of all) {
    for (const [name, asset] of assets) server.serve(name, asset);
    server.serve(where, { type: 'text/html; charset=utf-8', body: html });
    const page = await rig.browser.newPage();
    const { ms, detector } = await ourTime(page, rig.extensionOrigin, async () => {
      await page.goto(`${server.url}${where}`, { waitUntil: 'networkidle0' });
    });
    (detector ? awake : asleep).push(ms);
    await page.close();
  }
  await rig.close();
  await server.close();
  const source = corpus === null ? 'our own' : 'the corpus';
  const p95 = (figures: readonly number[]) => (figures.length === 0 ? 0 : quantile(figures, 0.95));
  return [
    rowOf(`${all.length} ordinary pages of ${source}: detector injected, worker woken`, '%', [(100 * awake.length) / all.length], 15),
    rowOf('main-thread time of ours where nothing wakes it, 95th percentile', 'ms', [p95(asleep)], 3),
    rowOf('main-thread time of ours on all of them', 'ms', [...asleep, ...awake], 3),
    rowOf('main-thread time of ours on all of them, 95th percentile', 'ms', [p95([...asleep, ...awake])], null),
    ...(awake.length === 0 ? [] : [rowOf('main-thread time of ours where the detector looks', 'ms', awake, null)]),
  ];
}
