// What we cost pages that have nothing to do with us: on how many of them the detector is injected, and how long our scripts run there.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import QRCode from 'qrcode';
import { launch } from '../e2e/launch';
import { ordinaryPages } from './ordinary-pages';
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

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly dur?: number;
  /** On the thread's own clock: a busy machine does not lengthen it. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string; readonly stackTrace?: readonly { readonly url?: string }[] } };
}

/** Milliseconds in which scripts of ours ran, and whether the detector was among them. */
function ours(trace: readonly TraceEvent[], origin: string): { readonly ms: number; readonly detector: boolean } {
  const events = trace.filter(
    ({ name, args }) => (name === 'EvaluateScript' || name === 'FunctionCall') && args?.data?.url?.startsWith(origin) === true,
  );
  return {
    ms: events.reduce((sum, event) => sum + (event.tdur ?? event.dur ?? 0), 0) / 1000,
    detector: events.some(({ args }) => args?.data?.url?.endsWith('/detector.js')),
  };
}

export async function pages({ corpus }: BenchOptions): Promise<Row[]> {
  const server = await servePages();
  const rig = await launch({ browser: 'chromium' });
  const times: number[] = [];
  let injected = 0;
  const all = await pagesOf(corpus);
  for (const { path: where, html, assets } of all) {
    for (const [name, asset] of assets) server.serve(name, asset);
    server.serve(where, { type: 'text/html; charset=utf-8', body: html });
    const page = await rig.browser.newPage();
    await page.tracing.start({ categories: ['devtools.timeline', 'v8'] });
    await page.goto(`${server.url}${where}`, { waitUntil: 'networkidle0' });
    const trace = JSON.parse(Buffer.from((await page.tracing.stop()) ?? new Uint8Array()).toString()) as { traceEvents: TraceEvent[] };
    const { ms, detector } = ours(trace.traceEvents, rig.extensionOrigin);
    times.push(ms);
    if (detector) injected++;
    await page.close();
  }
  await rig.close();
  await server.close();
  const source = corpus === null ? 'our own' : 'the corpus';
  return [
    rowOf(`${all.length} ordinary pages of ${source}: detector injected, worker woken`, '%', [(100 * injected) / all.length], 15),
    rowOf('main-thread time of ours, 95th percentile', 'ms', [quantile(times, 0.95)], 3),
    rowOf('main-thread time of ours', 'ms', times, null),
  ];
}
