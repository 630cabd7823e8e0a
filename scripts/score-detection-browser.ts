// Chromium with nothing of the extension but its two page scripts, as built, and a stand-in for the background that injects the
// detector when the sentinel asks and never offers anything.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type CDPSession, type Page } from 'puppeteer';
import QRCode from 'qrcode';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { PageFacts } from '../src/core/detect/facts';
import type { Finding } from '../src/core/detect/finding';
import { findBrowser } from './browsers.mjs';
import type { CorpusPage, DetectionRow, Expected, Render } from './score-detection-types';

const BACKGROUND = `
const injected = (target) => chrome.scripting.executeScript({ target, files: ['detector.js'], injectImmediately: true });
chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (message.route === 'sentinel/evidence') {
    injected({ tabId: sender.tab.id, documentIds: [sender.documentId] })
      .then(() => respond({ ok: true, value: null }), () => respond({ ok: false, error: { code: 'gone' } }));
    return true;
  }
  respond({ ok: true, value: message.route === 'detector/findings' ? { offers: [] } : null });
});`;

/** The detector looks at every page, whatever the sentinel thinks of it. */
const WAKES_ALL = `
chrome.tabs.onUpdated.addListener((tabId, { status }) => status === 'complete' && injected({ tabId, allFrames: true }).catch(() => []));`;

/** Runs in the isolated world of one frame: what the scripts there know. */
const READ = `(() => {
  const detector = globalThis.countersignDetector;
  const out = { woke: globalThis.countersignSentinel, settled: false, looks: 0 };
  if (typeof detector !== 'object') return out;
  const { reading, found, report, facts } = detector;
  const mark = (index) => Number((reading.fields[index].getAttribute('spellcheck') ?? 'x').replace('corpus-', ''));
  return { ...out, settled: !detector.pending, looks: detector.looks, ms: detector.ms, facts,
    reported: report.findings,
    found: found.map((finding) => ({ ...finding, marks: (finding.fields ?? []).map(mark),
      codes: (finding.lists ?? []).flatMap((index) => reading.codeLists[index].codes) })) };
})()`;

interface FrameAnswer {
  readonly woke?: boolean;
  readonly settled: boolean;
  readonly looks: number;
  readonly ms?: number;
  readonly facts?: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: what the page scripts hold, read by this file only
  readonly reported?: any[];
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly found?: any[];
}

export interface Scored {
  readonly row: DetectionRow;
  readonly woke: boolean;
  readonly expected: Expected;
  readonly facts: readonly unknown[];
  readonly reasons: string;
}

/** Longest wait for one page to settle, in milliseconds. */
const PATIENCE_MS = 8000;

/** What one frame's detector saw, and found by that. */
export interface RecordedFrame {
  readonly facts: PageFacts;
  readonly found: readonly Finding[];
}

export interface ScoringBrowser {
  score(page: CorpusPage, seed: number, render: Render): Promise<Scored>;
  /** A page of the web, every frame looked at whatever it says. `ready` is waited for before the look. */
  record(url: string, ready: () => Promise<void>): Promise<readonly RecordedFrame[]>;
  close(): Promise<void>;
}

export async function openScoringBrowser(dist: string, { headed = false, wakesAll = false } = {}): Promise<ScoringBrowser> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'countersign-score-'));
  const extension = path.join(scratch, 'extension');
  mkdirSync(extension);
  const built = JSON.parse(readFileSync(path.join(dist, 'manifest.json'), 'utf8'));
  const scripts = built.content_scripts
    .flatMap((script: { js: string[]; world?: string }) => (script.world === 'MAIN' ? [] : script.js))
    .filter((file: string) => file.includes('sentinel'));
  if (scripts.length !== 1) throw new Error(`no sentinel among the content scripts of ${dist}`);
  copyFileSync(path.join(dist, scripts[0]), path.join(extension, 'sentinel.js'));
  copyFileSync(path.join(dist, 'detector.js'), path.join(extension, 'detector.js'));
  writeFileSync(path.join(extension, 'background.js'), wakesAll ? BACKGROUND + WAKES_ALL : BACKGROUND);
  const everywhere = {
    matches: ['http://*/*', 'https://*/*'],
    run_at: 'document_start',
    all_frames: true,
    match_about_blank: true,
    match_origin_as_fallback: true,
  };
  writeFileSync(
    path.join(extension, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Countersign scoring',
      version: '1',
      permissions: ['scripting'],
      host_permissions: ['<all_urls>'],
      background: { service_worker: 'background.js' },
      content_scripts: [{ ...everywhere, js: ['sentinel.js'] }],
    }),
  );

  let current: { html: string; at: string; assets: Map<string, { type: string; body: Buffer }> } = { html: '', at: '/', assets: new Map() };
  const server = createServer((request, response) => {
    const url = (request.url ?? '/').split('?')[0] as string;
    const asset = current.assets.get(url);
    if (asset !== undefined) response.writeHead(200, { 'content-type': asset.type }).end(asset.body);
    else if (url === '/favicon.ico') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(current.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

  const executablePath = findBrowser('chromium');
  if (executablePath === null) throw new Error('no Chromium found; npm test installs one');
  const browser = await puppeteer.launch({
    executablePath,
    headless: !headed,
    pipe: true,
    enableExtensions: [extension],
    userDataDir: path.join(scratch, 'profile'),
    defaultViewport: { width: 1200, height: 1000 },
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      '--host-resolver-rules=MAP localhost 127.0.0.1',
    ],
  });
  await prepareZXingModule({
    overrides: { wasmBinary: readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm').buffer as ArrayBuffer },
    fireImmediately: true,
  });
  const worker = await browser.waitForTarget((target) => target.type() === 'service_worker', { timeout: 20_000 });
  const page = await browser.newPage();
  const cdp = await page.createCDPSession();
  const worlds = await followWorlds(cdp);

  const score = async (corpusPage: CorpusPage, seed: number, render: Render): Promise<Scored> => {
    const fields = (corpusPage.fields ?? []).map((field, index) => ({
      ...field,
      extra: { ...field.extra, spellcheck: `corpus-${index}` },
    }));
    const { html, assets, expected } = render({ ...corpusPage, fields }, { qrMatrix, seed });
    current = { html, assets, at: corpusPage.url_path ?? '/' };
    const at = encodeURI(current.at.startsWith('/') ? current.at.replaceAll(/[<>]/g, '') : '/');
    // A fresh document each time, also where two addresses differ in their last part only.
    if (at.includes('#')) await page.goto('about:blank');
    worlds.clear();
    await page.goto(`${origin}${at}`, { waitUntil: 'load' });
    const frames = await settledFrames(cdp, worlds, wakesAll);
    const found: DetectionRow['findings'] = [];
    for (const frame of frames) found.push(...(await findingsOf(frame, page)));
    const ms = frames.reduce((sum, frame) => sum + (frame.ms ?? 0), 0);
    return {
      row: { id: corpusPage.id, findings: found, ms: Math.round(ms * 100) / 100 },
      woke: frames.some((frame) => frame.woke === true),
      expected,
      facts: frames.flatMap((frame) => frame.facts ?? []),
      reasons: frames
        .flatMap((frame) => frame.found ?? [])
        .map((finding) => `${finding.kind} ${finding.reasons.join(', ')}`)
        .join(' | '),
    };
  };

  const record: ScoringBrowser['record'] = async (url, ready) => {
    worlds.clear();
    await page.goto(url, { waitUntil: 'load' });
    await ready();
    await (await worker.worker())?.evaluate(async () => {
      for (const { id } of await chrome.tabs.query({ active: true }))
        if (id !== undefined)
          await chrome.scripting.executeScript({ target: { tabId: id, allFrames: true }, files: ['detector.js'] }).catch(() => []);
    });
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const frames = await settledFrames(cdp, worlds, false);
      if (frames.every(({ facts }) => facts !== undefined) || Date.now() > until)
        return frames.flatMap(({ facts, found }) =>
          facts === undefined ? [] : [{ facts: facts as PageFacts, found: (found ?? []) as Finding[] }],
        );
      await sleep(60);
    }
  };

  return {
    score,
    record,
    async close() {
      await browser.close();
      server.close();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function qrMatrix(text: string): boolean[][] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return Array.from({ length: modules.size }, (_, y) => Array.from({ length: modules.size }, (_, x) => Boolean(modules.get(y, x))));
}

/** The isolated worlds of our scripts that exist now, by context id. */
async function followWorlds(cdp: CDPSession): Promise<Set<number>> {
  const worlds = new Set<number>();
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.auxData?.type === 'isolated' && context.origin.startsWith('chrome-extension://')) worlds.add(context.id);
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => worlds.delete(executionContextId));
  cdp.on('Runtime.executionContextsCleared', () => worlds.clear());
  await cdp.send('Runtime.enable');
  return worlds;
}

/** Every frame's answer once each sentinel has looked, each detector that was asked for has settled, and nothing new came since. */
async function settledFrames(cdp: CDPSession, worlds: ReadonlySet<number>, wakesAll: boolean): Promise<readonly FrameAnswer[]> {
  const until = Date.now() + PATIENCE_MS;
  let before = '';
  for (;;) {
    const answers: FrameAnswer[] = [];
    for (const contextId of [...worlds]) {
      const answer = await cdp.send('Runtime.evaluate', { expression: READ, contextId, returnByValue: true }).catch(() => null);
      if (answer?.exceptionDetails !== undefined)
        throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
      if (answer !== null) answers.push(answer.result.value as FrameAnswer);
    }
    const done = answers.length > 0 && answers.every((answer) => (answer.woke === false && !wakesAll) || answer.settled);
    const now = JSON.stringify(answers.map(({ woke, looks }) => [woke, looks]));
    if (done && now === before) return answers;
    if (Date.now() > until) throw new Error(`the page does not settle: ${now}`);
    before = done ? now : '';
    await sleep(done ? 60 : 15);
  }
}

/** Prompts and displays as found; a set-up only where its picture, URI or key can be read, since nothing else would be offered. */
async function findingsOf(frame: FrameAnswer, page: Page): Promise<DetectionRow['findings']> {
  const rows: DetectionRow['findings'] = [];
  const reported = frame.reported ?? [];
  for (const finding of frame.found ?? []) {
    const score = Math.round(finding.score * 100) / 100;
    if (finding.kind === 'code-prompt')
      rows.push({ kind: 'code-prompt', fields: finding.marks, mode: finding.mode, channel: finding.channel, score });
    else if (finding.kind === 'recovery-prompt') rows.push({ kind: 'recovery-prompt', fields: finding.marks, score });
    else if (finding.kind === 'recovery-display') rows.push({ kind: 'recovery-display', codes: finding.codes, score });
    else {
      const setup = reported.find((report) => report.kind === 'setup');
      if (setup === undefined) continue;
      let uri: string | null = setup.uris[0] ?? null;
      for (const image of setup.images) uri ??= await decode(image, page);
      const shown: string | undefined = setup.secrets[0];
      const secret =
        uri === null ? (shown?.replaceAll(/[^A-Za-z2-7]/g, '').toUpperCase() ?? null) : new URL(uri).searchParams.get('secret');
      if (uri !== null || secret !== null) rows.push({ kind: 'setup', uri, secret, score });
    }
  }
  return rows;
}

async function decode(
  image: { how: 'pixels'; dataUrl: string } | { how: 'crop'; x: number; y: number; width: number; height: number },
  page: Page,
): Promise<string | null> {
  const bytes =
    image.how === 'pixels'
      ? Buffer.from(image.dataUrl.slice(image.dataUrl.indexOf(',') + 1), 'base64')
      : await page.screenshot({ clip: image });
  const results = await readBarcodes(new Uint8Array(bytes), { formats: ['QRCode'], tryHarder: true, tryInvert: true });
  return results.map((result) => result.text).find((text) => text.startsWith('otpauth')) ?? null;
}
