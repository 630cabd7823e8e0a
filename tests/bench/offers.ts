// Offers: page loaded → chip on screen, field added → chip on screen, click → filled.

import type { Page } from 'puppeteer';
import { type RigDriver, startDriver } from '../e2e/driver';
import { openSetup, signUp } from '../e2e/walk';
import { startSite } from '../site/server';
import { PASSWORD } from './filled-vault';
import { servePages } from './page-server';
import { type Row, rowOf } from './row';

const RUNS = 9;
/** Seconds: short, so that each fill has a step of its own without half a minute's wait. */
const PERIOD = 5;

/** In the page: notes the first frame in which a popover is on screen. Text, since tsx's names do not exist in a page. */
const WATCH_FOR_CHIP = `requestAnimationFrame(function look() {
  if (document.querySelector(':popover-open')) globalThis.chipAt = performance.now();
  else requestAnimationFrame(look);
});`;

const noted = async (page: Page, name: string): Promise<number> =>
  (await (await page.waitForFunction((key) => Reflect.get(globalThis, key), {}, name)).jsonValue()) as number;

/** Adds the field and notes when; runs in the page. */
function addCodeField(): number {
  const field = document.createElement('input');
  Object.assign(field, { name: 'otp', inputMode: 'numeric', autocomplete: 'one-time-code' });
  field.addEventListener('input', () => Object.assign(globalThis, { filledAt: performance.now() }));
  addEventListener('click', ({ timeStamp }) => Object.assign(globalThis, { clickedAt: timeStamp }), true);
  document.querySelector('form')?.append(field);
  return performance.now();
}

async function setUps(driver: RigDriver): Promise<number[]> {
  const site = await startSite();
  const page = await driver.newPage(site.url);
  await signUp(page, site.url, { email: 'bench@example.com', password: 'analytical engine' });
  await page.evaluateOnNewDocument(WATCH_FOR_CHIP);
  const shown: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    await openSetup(page, site.url);
    const chip = await noted(page, 'chipAt');
    const loaded = await page.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventEnd);
    shown.push(Math.max(0, chip - loaded));
  }
  await page.close();
  await site.close();
  return shown;
}

/** The beginning of a step that was not yet used: only there does the time measure the filling and not the wait for a code. */
async function nextStep(): Promise<void> {
  const left = PERIOD * 1000 - (Date.now() % (PERIOD * 1000));
  await new Promise((resolve) => setTimeout(resolve, left + 50));
}

export async function offers(): Promise<Row[]> {
  const server = await servePages();
  const text = '<h1>Two-factor authentication</h1><p>Enter the code from your authenticator app.</p><form></form>';
  server.serve('/verify', {
    type: 'text/html',
    body: `<!doctype html><meta charset="utf-8"><title>Two-factor authentication</title><main>${text}</main>`,
  });
  const driver = await startDriver({ browser: 'chromium' });
  try {
    await driver.createVault(PASSWORD);
    const shown = await setUps(driver);
    await driver.addByHand({
      issuer: 'Bench',
      account: 'me',
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      period: PERIOD,
      site: server.url,
    });
    const added: number[] = [];
    const filled: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const page = await driver.newPage(`${server.url}/verify`);
      await page.evaluate(WATCH_FOR_CHIP);
      const begun = await page.evaluate(addCodeField);
      added.push((await noted(page, 'chipAt')) - begun);
      const offer = await driver.waitForOffer(page, 'fill-code');
      await nextStep();
      const done = await driver.accept(page, offer);
      if (!done.ok) throw new Error(`not filled: ${done.message}`);
      filled.push((await noted(page, 'filledAt')) - (await noted(page, 'clickedAt')));
      await page.close();
    }
    return [
      rowOf('set-up page loaded to offer on screen', 'ms', shown, 250),
      rowOf('code field added to offer on screen', 'ms', added, 150),
      rowOf('click to filled', 'ms', filled, 300),
    ];
  } finally {
    await driver.close();
    await server.close();
  }
}
