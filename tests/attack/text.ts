// Two hundred hostile texts in real pages: a vault in which every account, recovery set and passkey is called one, and every surface that
// shows them. Text is text, nothing runs, nothing is refused by the security policy, and no row is taller or wider than others.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import words from '../../public/_locales/en/messages.json';
import { base32 } from '../../src/core/bytes';
import { cleanName } from '../../src/core/otp/name';
import { type RigDriver, startDriver } from '../e2e/driver';
import { until } from '../e2e/waiting';
import { laidOut, SCROLL_ON, WATCH } from './layout';
import type { BrowserName, Row } from './row';
import { type Payload, payloads, RAN } from './text-payloads';
import { surfaces } from './text-surfaces';

const PASSWORD = 'attack battery, not a secret';

/** Another key for each. */
const keyOf = (n: number): string => base32(Uint8Array.from({ length: 20 }, (_, i) => (n * 31 + i * 7) & 0xff).fill(n >> 8, 18));

/** A password manager's export: names, user names, notes and fields of the same text, at `site`. */
const fileOf = (list: readonly Payload[], site: string): string =>
  JSON.stringify({
    encrypted: false,
    folders: list.map(({ text }, i) => ({ id: `f${i}`, name: text })),
    items: list.map(({ text }, i) => ({
      type: 1,
      folderId: `f${i}`,
      name: text,
      notes: text,
      // The first few at one site, so that its page shows them in a chip.
      login: { username: text, totp: keyOf(i), uris: i % 40 === 0 ? [{ uri: site }] : [] },
    })),
  });

export async function texts(
  browser: BrowserName,
  dist: string | undefined,
  list: readonly Payload[],
  note: (row: Row) => void,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-text-'));
  const server = await startPrompt();
  const driver = await startDriver({ browser, ...(dist === undefined ? {} : { dist }) });
  try {
    await new TextBattery(driver, browser, list, note).run(folder, server.origin);
  } finally {
    await driver.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

class TextBattery {
  readonly #driver: RigDriver;
  readonly #browser: BrowserName;
  readonly #list: readonly Payload[];
  readonly #note: (row: Row) => void;
  constructor(driver: RigDriver, browser: BrowserName, list: readonly Payload[], note: (row: Row) => void) {
    this.#driver = driver;
    this.#browser = browser;
    this.#list = list;
    this.#note = note;
  }

  #row(attack: string, expected: string, seen: string, ok: boolean): void {
    this.#note({ battery: 'text', attack, browser: this.#browser, expected, seen, ok });
  }

  /** All of a list, a window of it at a time. */
  async #judge(page: Page, surface: string, row: string, tallest: number): Promise<void> {
    let seen = await laidOut(page, row);
    while ((await page.evaluate(SCROLL_ON)) === true) {
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const next = await laidOut(page, row);
      seen = {
        ran: seen.ran || next.ran,
        refused: next.refused,
        wide: Math.max(seen.wide, next.wide),
        tallest: Math.max(seen.tallest, next.tallest),
        rows: seen.rows + next.rows,
        strangers: [...seen.strangers, ...next.strangers],
        outside: [...seen.outside, ...next.outside],
      };
    }
    const ok =
      !seen.ran && seen.refused.length === 0 && seen.wide === 0 && seen.strangers.length === 0 && seen.tallest <= tallest && seen.rows > 0;
    const words = `${seen.rows} rows seen, up to ${Math.round(seen.tallest)} px${seen.ran ? ', A SCRIPT RAN' : ''}${seen.wide > 0 ? `, ${seen.wide} too wide: ${seen.outside.join(' ')}` : ''}${seen.refused.length + seen.strangers.length > 0 ? `, ${[...seen.refused, ...seen.strangers].join(' ')}` : ''}`;
    this.#row(surface, `nothing runs, rows ≤ ${tallest} px`, words, ok);
  }

  async run(folder: string, site: string): Promise<void> {
    const driver = this.#driver;
    await driver.createVault(PASSWORD);
    const file = path.join(folder, 'export.json');
    writeFileSync(file, fileOf(this.#list, site));
    const added = await driver.importFile(file);
    this.#row(
      'an import in which every name is one of them',
      `${this.#list.length} entries`,
      `${added.added} added, ${added.skipped} skipped, ${added.failed} failed`,
      added.added === this.#list.length,
    );
    await this.#popup();
    await this.#options();
    await this.#chip(site);
    await this.#addressBar();
    await this.#control();
    const others = { driver, list: this.#list, site, file, password: PASSWORD };
    await surfaces(others, (surface, expected, seen, ok) => this.#row(surface, expected, seen, ok));
  }

  async #popup(): Promise<void> {
    const driver = this.#driver;
    const page = await driver.popup();
    await page.evaluate(WATCH);
    await page.setViewport({ width: 400, height: 600 });
    await page.waitForSelector('[data-testid="account-row"]');
    await this.#judge(page, 'popup, list', '[data-testid="account-row"]', 160);
    await page.close();
    const wanted = new Set(this.#list.map(({ text }) => cleanName(text).text));
    const shown = new Set<string>();
    const missing = (): readonly string[] => [...wanted].filter((text) => !shown.has(text));
    // A long list is read while it is drawn: on a busy machine the end of it may be taken too early.
    for (let again = 0; again < 3 && missing().length > 0; again++) for (const { account } of await driver.accounts()) shown.add(account);
    this.#row(
      'popup, every name',
      'the same text',
      missing().length === 0 ? 'the same' : `${missing().length} differ: ${JSON.stringify(missing().slice(0, 4)).slice(0, 120)}`,
      missing().length === 0,
    );
  }

  async #options(): Promise<void> {
    const page = await this.#driver.options('export');
    await page.evaluate(WATCH);
    await page.setViewport({ width: 360, height: 800 });
    await until('the page to be there', async () => (await page.$$('section')).length > 0);
    await this.#judge(page, 'options, export', 'section', 40_000);
    await page.close();
  }

  async #chip(site: string): Promise<void> {
    const page = await this.#driver.newPage(`${site}/login`);
    await page.evaluate(WATCH);
    const offer = await this.#driver.waitForOffer(page, 'fill-code');
    const { width } = await page.evaluate(() => ({ width: innerWidth }));
    const fits = offer.box.x >= 0 && offer.box.x + offer.box.width <= width && offer.box.height <= 120;
    const seen = await laidOut(page, 'body');
    const quiet = !seen.ran && seen.strangers.length === 0;
    this.#row(
      'offer in a page that has several of them',
      'inside the page, ≤ 120 px tall',
      `${Math.round(offer.box.width)} × ${Math.round(offer.box.height)} px: ${JSON.stringify(offer.text.slice(0, 40))}`,
      fits && quiet,
    );
    await page.close();
  }

  async #addressBar(): Promise<void> {
    const said: string[] = [];
    for (const word of ['script', 'img', 'match']) said.push(...(await this.#driver.omnibox(`fill ${word}`)).suggestions);
    const names = this.#list.map(({ text }) => cleanName(text).text).filter((name) => name !== '');
    // Firefox puts the hint first.
    const strange = said.filter((text) => text !== words.omniboxHint.message && !names.some((name) => text.includes(`${name} · ${name}`)));
    const ok = said.length > 0 && strange.length === 0;
    this.#row(
      'address bar',
      'suggestions, as text',
      strange.length === 0 ? `${said.length} suggestions` : `strange: ${JSON.stringify(strange[0]).slice(0, 120)}`,
      ok,
    );
  }

  /** The eyes of this battery on a page of ours that does what it must not. */
  async #control(): Promise<void> {
    const page = await this.#driver.popup();
    await page.evaluate(WATCH);
    await page.waitForSelector('[data-testid="account-row"]');
    await page.evaluate(
      `(() => { const row = document.querySelector('[data-testid="account-row"]'); row.style.height = '400px'; const wide = document.createElement('div'); wide.style.width = '3000px'; wide.textContent = 'x'; document.body.append(wide); const frame = document.createElement('iframe'); row.append(frame); globalThis.${RAN} = 1; const script = document.createElement('img'); script.src = 'https://stranger.invalid/x.png'; document.body.append(script); })()`,
    );
    const found = await until('the planted faults', async () => {
      const seen = await laidOut(page, '[data-testid="account-row"]');
      return seen.ran && seen.wide > 0 && seen.tallest >= 400 && seen.strangers.includes('iframe') && seen.refused.length > 0;
    }).catch(() => false);
    this.#row('control: a script, a frame, a tall and a wide element, a refused image', 'found', found ? 'found' : 'overlooked', found);
    await page.close();
  }
}

const PROMPT =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Two-factor authentication</title><form style="margin:120px"><h1>Two-factor authentication</h1><label>Enter the 6-digit code from your authenticator app <input name=otp autocomplete=one-time-code inputmode=numeric maxlength=6></label><button>Verify</button></form></html>';

async function startPrompt(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = http.createServer(({ url }, response) => {
    const framed = /^\/framed\?(http:\/\/localhost:\d+\/)$/.exec(url ?? '')?.[1];
    const html =
      framed === undefined
        ? PROMPT
        : `<!doctype html><title>Sign in</title><iframe src="${framed}" style="width:900px;height:500px"></iframe>`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const allTexts = (browser: BrowserName, dist: string | undefined, note: (row: Row) => void): Promise<void> =>
  texts(browser, dist, payloads, note);
