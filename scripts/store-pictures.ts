// npx tsx scripts/store-pictures.ts [FOLDER]: draws the pictures of docs/store-listing.md (1280×800, and the tile of 440×280) from scenes
// of the gallery, by default into docs/pictures/store.

import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer';
import { serveBuiltGallery } from '../tests/ui/gallery/serve';
import { stopTheClock } from '../tests/ui/gallery/stopped-clock';
import { pictures } from '../tests/ui/gallery/store/pictures';
import { findBrowser } from './browsers.mjs';

const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../docs/pictures/store'));
mkdirSync(folder, { recursive: true });
const executablePath = findBrowser('chromium');
if (executablePath === null) throw new Error('no Chromium to draw with');
const gallery = await serveBuiltGallery('store', ['store/picture', 'store/site']);
const browser = await puppeteer.launch({
  executablePath,
  pipe: true,
  args: ['--lang=en-US', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  // what tsx writes around a name
  await page.evaluateOnNewDocument('globalThis.__name = (one) => one');
  await page.evaluateOnNewDocument(stopTheClock);
  for (const name of [...Object.keys(pictures), 'tile']) {
    await page.setViewport(name === 'tile' ? { width: 440, height: 280 } : { width: 1280, height: 800 });
    await page.goto(`${gallery.folder}store/picture.html?picture=${name}`);
    await page.waitForSelector('[data-shown]');
    const file = path.join(folder, `${name}.png`) as `${string}.png`;
    await page.screenshot({ path: file });
    console.log(`${path.relative('.', file)}  ${Math.round(statSync(file).size / 1024)} KB`);
  }
} finally {
  await browser.close();
  await gallery.close();
}
