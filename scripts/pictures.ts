// npx tsx scripts/pictures.ts, after the tour (npm start -- --headless): cuts the pictures of README.md out of those of the tour.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer';
import { findBrowser } from './browsers.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const tour = path.join(root, 'out/tour');

/** Which picture of the tour, and the part of it that is shown. CSS pixels. */
const cuts = {
  'set-up': { of: /^\d+-the-page-offers/, nth: 0, x: 290, y: 340, width: 760, height: 300 },
  'recovery-codes': { of: /^\d+-the-page-offers/, nth: 2, x: 290, y: 240, width: 760, height: 270 },
  login: { of: /^\d+-the-page-offers/, nth: 3, x: 290, y: 130, width: 760, height: 280 },
  passkey: { of: /^\d+-the-site-asks-for-a-passkey/, nth: 0, x: 0, y: 0, width: 430, height: 500 },
  popup: { of: /^\d+-the-popup-shows/, nth: 0, x: 0, y: 0, width: 400, height: 230 },
} as const;

const executablePath = findBrowser('chromium');
if (executablePath === null) throw new Error('no Chromium to cut with');
const browser = await puppeteer.launch({ executablePath, pipe: true, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage();
for (const [name, { of, nth, ...clip }] of Object.entries(cuts)) {
  const file = readdirSync(tour).filter((one) => of.test(one))[nth];
  if (file === undefined) throw new Error(`${tour} has no picture for ${name}`);
  const source = `data:image/png;base64,${readFileSync(path.join(tour, file)).toString('base64')}`;
  await page.setContent(`<style>body { margin: 0 } img { display: block }</style><img src="${source}">`);
  await page.setViewport({ width: clip.x + clip.width, height: clip.y + clip.height });
  await page.screenshot({ path: path.join(root, 'docs/pictures', `${name}.png`), clip });
}
await browser.close();
