// Pictures of every scene in both themes: `npm run gallery [-- FOLDER] [NAME…] [--lang ar]`, by default into out/gallery.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer';
import { optionsScenes, popupScenes } from './scenes';
import { serveGallery } from './serve';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { lang: { type: 'string', default: 'en' } } });
const [folder = 'out/gallery', ...only] = positionals;
await mkdir(folder, { recursive: true });
const gallery = await serveGallery();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  pipe: true,
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  const shoot = async (kind: 'popup' | 'options', scene: string, theme: string): Promise<void> => {
    if (only.length > 0 && !only.includes(`${kind}-${scene}`)) return;
    await page.setViewport(kind === 'popup' ? { width: 400, height: 580, deviceScaleFactor: 2 } : { width: 1000, height: 900 });
    await page.goto(gallery.url(kind, scene, `&theme=${theme}&lang=${values.lang}`));
    await page.waitForSelector('#app > *');
    await page.waitForSelector('[data-shown]');
    if (kind === 'popup') {
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    const file = path.join(folder, `${kind}-${scene}-${theme}.png`) as `${string}.png`;
    await page.screenshot({ path: file, fullPage: kind === 'options' });
  };
  for (const theme of ['light', 'dark']) {
    for (const scene of Object.keys(popupScenes)) await shoot('popup', scene, theme);
    for (const scene of Object.keys(optionsScenes)) await shoot('options', scene, theme);
  }
} finally {
  await browser.close();
  await gallery.close();
}
