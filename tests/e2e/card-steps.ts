// What a person does on an account's card and in the trash.

import type { Page } from 'puppeteer';
import { clickOn } from './hand';
import { byId, press, rowOf, words } from './popup-steps';
import { until } from './waiting';

/** From the list, by the button on the account's row. */
export async function openCard(page: Page, account: string): Promise<void> {
  await clickOn(page, `${await rowOf(page, account)} ${byId('open-card')}`);
  await page.waitForSelector('[data-testid="card"][data-mode="view"]');
}

/** The words of one fact on the card; null where it has no such line. */
export const fact = (page: Page, name: string): Promise<string | null> =>
  page.evaluate(
    (selector) => document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? null,
    `[data-testid="card"] [data-fact="${name}"] dd`,
  );

export const cardSites = (page: Page): Promise<string[]> =>
  page.$$eval('[data-fact="sites"] [data-origin]', (lines) => lines.map((line) => line.getAttribute('data-origin') ?? ''));

/** The card is back from its form, or the form says why not. */
export async function saveCard(page: Page): Promise<void> {
  await press(page, 'edit-save');
  const refusal = await until('the edit to be saved or refused', async () => {
    if ((await page.$('[data-testid="card"][data-mode="view"]')) !== null) return 'saved';
    return words(page, 'edit-error');
  });
  if (refusal !== 'saved') throw new Error(refusal);
}

/** The pixels of the shown QR code as RGBA, as a camera would get them. */
export async function shownQr(page: Page): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  await page.waitForSelector(`${byId('move-qr')} canvas`);
  const { bytes, width, height } = await page.$eval(`${byId('move-qr')} canvas`, (one) => {
    const canvas = one as HTMLCanvasElement;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    // one value a pixel is enough: it is black or white
    return {
      bytes: Array.from({ length: pixels.length / 4 }, (_, i) => (pixels[i * 4] === 0 ? '1' : '0')).join(''),
      width: canvas.width,
      height: canvas.height,
    };
  });
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < bytes.length; i++) data.set(bytes[i] === '1' ? [0, 0, 0, 255] : [255, 255, 255, 255], i * 4);
  return { data, width, height };
}
