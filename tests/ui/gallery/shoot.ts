// Pictures of every scene in both themes: `npm run gallery [-- FOLDER] [NAME…] [--lang ar]`, by default into out/gallery.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer';
import { chipScenes } from './chip-scenes';
import { optionsScenes, popupScenes } from './scenes';
import { type SceneKind, serveGallery } from './serve';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { lang: { type: 'string', default: 'en' } } });
const [folder = 'out/gallery', ...only] = positionals;
const VIEWPORTS = {
  popup: { width: 400, height: 580, deviceScaleFactor: 2 },
  options: { width: 1000, height: 900 },
  chip: { width: 480, height: 180, deviceScaleFactor: 2 },
};
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
  const shoot = async (kind: SceneKind, scene: string, theme: string): Promise<void> => {
    if (only.length > 0 && !only.includes(`${kind}-${scene}`)) return;
    await page.setViewport(VIEWPORTS[kind]);
    if (kind === 'chip') await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
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
    for (const scene of Object.keys(chipScenes)) await shoot('chip', scene, theme);
  }
} finally {
  await browser.close();
  await gallery.close();
}
