// npm run score:qr -- DIR [--out F.json] [--dist DIR] [--verbose]
// Reads every PNG, JPEG, GIF and WebP under DIR with the shipped ladder: real Chromium, the built extension, its own offscreen page
// and decode worker. Prints JSON {images, decoded, medianMs, texts: {path: text}}; paths are relative to DIR. Changes nothing there.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer, { type Page, type WebWorker } from 'puppeteer';
import { findBrowser } from './browsers.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, dist: { type: 'string' }, browser: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (folder === undefined || !existsSync(folder)) {
  console.error('Usage: npm run score:qr -- DIR [--out F.json]');
  process.exit(2);
}

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};
/** What the extension takes as it is, as text (src/platform/decode-host.ts); larger files are shrunk by a page, as the content script does. */
const MAX_DATA_URL = 5 * 1024 * 1024;

interface Answer {
  readonly ok: boolean;
  readonly value?: readonly string[];
  readonly error?: { readonly code: string };
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && path.extname(entry.name).toLowerCase() in TYPES)
  .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  .sort();

const profile = mkdtempSync(path.join(tmpdir(), 'countersign-score-qr-'));
const browser = await puppeteer.launch({
  executablePath: findBrowser('chromium') ?? undefined,
  pipe: true,
  userDataDir: profile,
  enableExtensions: [path.resolve(values.dist ?? path.join(root, 'dist/chromium'))],
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});

const texts: Record<string, string> = {};
const times: number[] = [];
try {
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker' && one.url().startsWith('chrome-extension://'), {
    timeout: 20_000,
  });
  const worker = await target.worker();
  if (worker === null) throw new Error('the extension has no service worker');
  const [page = await browser.newPage()] = await browser.pages();
  // Creates the offscreen page and loads the readers: not part of anybody's time.
  await decode(worker, 'data:image/png;base64,AAAA');
  for (const file of files) {
    const bytes = readFileSync(path.join(folder, file));
    const original = `data:${TYPES[path.extname(file).toLowerCase()]};base64,${bytes.toString('base64')}`;
    const dataUrl = original.length <= MAX_DATA_URL ? original : await shrink(page, original);
    const { answer, ms } = await decode(worker, dataUrl);
    times.push(ms);
    const text = answer.value?.[0];
    if (text !== undefined) texts[file] = text;
    if (values.verbose) console.error(`${ms.toFixed(0).padStart(5)} ms  ${file}  ${text ?? answer.error?.code}`);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

times.sort((a, b) => a - b);
const medianMs = Math.round((times[Math.floor(times.length / 2)] ?? 0) * 10) / 10;
const json = JSON.stringify({ images: files.length, decoded: Object.keys(texts).length, medianMs, texts }, null, 1);
if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
else console.log(json);

/** Asks the offscreen page as the background does (src/platform/worker-host.ts). */
async function decode(worker: WebWorker, dataUrl: string): Promise<{ answer: Answer; ms: number }> {
  return await worker.evaluate(async (url: string) => {
    if (!(await chrome.offscreen.hasDocument())) {
      await chrome.offscreen.createDocument({
        url: 'src/offscreen/offscreen.html',
        reasons: ['WORKERS' as chrome.offscreen.Reason],
        justification: 'score',
      });
    }
    const start = performance.now();
    const answer: Answer = await chrome.runtime.sendMessage({ workerHost: 'decode-image', dataUrl: url });
    return { answer, ms: performance.now() - start };
  }, dataUrl);
}

async function shrink(page: Page, dataUrl: string): Promise<string> {
  return await page.evaluate(async (url: string) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const factor = Math.min(1, 1000 / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * factor);
    canvas.height = Math.round(image.naturalHeight * factor);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png');
  }, dataUrl);
}
