// Draws public/icons from the mark: `npx tsx scripts/draw-icons.ts`. At 16 px its strokes are set anew, so that both stay apart.

import path from 'node:path';
import puppeteer from 'puppeteer';
import { findBrowser } from './browsers.mjs';

const ground = '#0a6b5d';
const ring = { small: '#8fc9be', large: '#b5dbd4' };

const large = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${ground}"/><path d="M21.6 8.8A9.2 9.2 0 1 0 24.9 18.2" fill="none" stroke="${ring.large}" stroke-width="3.2" stroke-linecap="round"/><path d="M12 16.2l3.9 3.9L26 9.4" fill="none" stroke="#fff" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
const small = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3.5" fill="${ground}"/><path d="M11 3.2A5.5 5.5 0 1 0 13.4 9.2" fill="none" stroke="${ring.small}" stroke-width="1.6" stroke-linecap="round"/><path d="M4.9 7.7L7.7 10.5L13.6 4.2" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const executablePath = findBrowser('chromium');
if (executablePath === null) throw new Error('no Chromium found');
const browser = await puppeteer.launch({ executablePath, pipe: true, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;inline-size:100vw}</style>${size === 16 ? small : large}`);
  await page.screenshot({
    path: path.resolve(import.meta.dirname, `../public/icons/${size}.png`) as `${string}.png`,
    omitBackground: true,
  });
}
await browser.close();
