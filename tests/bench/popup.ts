// Popup: navigation start to the frame in which the first live code stands; keystroke to the frame that shows its result.

import type { KeyInput, Page } from 'puppeteer';
import { type FilledVault, filledVault, PASSWORD } from './filled-vault';
import { quantile, type Row, rowOf } from './row';

const POPUP = 'src/popup/index.html';
const SIZES = [10, 1000, 10_000];
const RUNS = 11;

/** In the popup before its own scripts: notes when a code is first on screen. Text, since tsx's names do not exist in a page. */
const WATCH_FOR_CODE = `requestAnimationFrame(function look() {
  if (document.querySelector('[data-part="code"]')?.textContent.trim()) globalThis.firstCodeAt = performance.now();
  else requestAnimationFrame(look);
});`;

async function firstCode({ rig }: FilledVault): Promise<number> {
  const page = await rig.browser.newPage();
  await page.evaluateOnNewDocument(WATCH_FOR_CODE);
  await page.goto(`${rig.extensionOrigin}/${POPUP}`);
  const handle = await page.waitForFunction(() => (globalThis as { firstCodeAt?: number }).firstCodeAt);
  const at = (await handle.jsonValue()) as number;
  await page.close();
  return at;
}

export async function popup(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    const vault = await filledVault(size);
    await firstCode(vault);
    const warm: number[] = [];
    for (let i = 0; i < RUNS; i++) warm.push(await firstCode(vault));
    rows.push(rowOf(`popup to first code, ${size} accounts`, 'ms', warm, 100));
    const cold: number[] = [];
    for (let i = 0; i < 3; i++) {
      await vault.rig.killBackground();
      cold.push(await firstCode(vault));
    }
    rows.push(rowOf(`popup to first code, ${size} accounts, worker stopped`, 'ms', cold, null));
    await vault.rig.close();
  }
  return rows;
}

/** In the popup: one key, from its input event to the DOM that shows the result, and to the frame after it. */
const MEASURE_KEY = `globalThis.measured = new Promise((resolve) => {
  const ids = () => [...document.querySelectorAll('[data-testid="account-row"]')].map((row) => row.dataset.id).join();
  const search = document.querySelector('[data-testid="search"]');
  search.addEventListener('input', ({ timeStamp }) => {
    const before = ids();
    const observer = new MutationObserver(() => {
      if (ids() === before) return;
      observer.disconnect();
      const dom = performance.now() - timeStamp;
      requestAnimationFrame(() => resolve({ dom, frame: performance.now() - timeStamp }));
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, { once: true, capture: true });
}), true`;

async function keystroke(page: Page, key: KeyInput): Promise<{ dom: number; frame: number }> {
  await page.evaluate(MEASURE_KEY);
  await page.keyboard.press(key);
  return page.evaluate('globalThis.measured') as Promise<{ dom: number; frame: number }>;
}

export async function search(): Promise<Row[]> {
  const vault = await filledVault(10_000);
  const page = await vault.rig.openOwnPage(POPUP);
  await page.waitForSelector('[data-testid="account-row"]');
  await page.focus('[data-testid="search"]');
  const dom: number[] = [];
  const frame: number[] = [];
  for (const word of ['7431', '2986', '5512']) {
    for (const key of word as Iterable<KeyInput>) {
      const measured = await keystroke(page, key);
      dom.push(measured.dom);
      frame.push(measured.frame);
    }
    for (const _ of word) await page.keyboard.press('Backspace');
    await page.waitForFunction(() => document.querySelector('[data-id="00000000000000000000000000000000"]') !== null);
  }
  await vault.rig.close();
  return [
    rowOf('search keystroke to result in the DOM, 10,000 accounts', 'ms', dom, 16),
    rowOf('search keystroke to the frame that paints it', 'ms', frame, null),
  ];
}

export async function unlock(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [size, budget] of [
    [1000, 50],
    [10_000, 150],
  ] as const) {
    const vault = await filledVault(size);
    const derivations: number[] = [];
    const wholes: number[] = [];
    for (let i = 0; i < 9; i++) {
      await vault.ask('vault/lock', {});
      // A wrong password costs the key derivation and nothing else: what is left of a right one is the opening.
      derivations.push((await vault.ask('vault/unlock', { password: 'not this one' })).ms);
      const whole = await vault.ask('vault/unlock', { password: PASSWORD });
      if (!whole.ok) throw new Error('the vault did not open');
      wholes.push(whole.ms);
    }
    const derivation = quantile(derivations, 0.5);
    rows.push(
      rowOf(
        `unlock beyond the key derivation, ${size} items`,
        'ms',
        wholes.map((whole) => Math.max(0, whole - derivation)),
        budget,
      ),
    );
    await vault.rig.close();
  }
  return rows;
}
