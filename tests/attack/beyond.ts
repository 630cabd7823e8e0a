// Attacks that are not about the chip's looks: what a page does around, between and after. Each row says what a page got that it should
// not have, or nothing.

import type { Page } from 'puppeteer';
import { askingSurface, confirm } from '../e2e/confirm-steps';
import { type RigDriver, startDriver } from '../e2e/driver';
import type { Surface } from '../e2e/surface';
import { until } from '../e2e/waiting';
import { INLINE_PROMPT } from './frame-kinds';
import type { BrowserName, Row } from './row';
import { startVictim, type VictimServer } from './victim-page';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

interface Seen {
  readonly seen: string;
  readonly ok: boolean;
}
const got = (seen: string, ok: boolean): Seen => ({ seen, ok });

interface Attempt {
  readonly name: string;
  readonly expected: string;
  readonly only?: BrowserName;
  readonly work: (lab: Lab) => Promise<Seen>;
}

interface Lab {
  readonly driver: RigDriver;
  readonly site: string;
  readonly evil: string;
  open(url: string): Promise<Page>;
  /** Keys on that page, until Countersign asks. */
  asked(page: Page): Promise<Surface>;
  /** The yes of a person who did not see what the page did meanwhile; the surface may be gone. */
  yes(surface: Surface): Promise<void>;
}

const page = (origin: string, html: string): string =>
  `${origin}/parent?html=${encodeURIComponent(`<!doctype html><title>Sign in</title>${html}`)}`;
const codes = async (page: Page): Promise<string[]> => {
  const found = await Promise.all(
    page.frames().map((frame) => frame.$$eval('input', (boxes) => boxes.map((box) => box.value)).catch((): string[] => [])),
  );
  return found.flat().filter((value) => /\d{6}/.test(value));
};
/** A release takes less than this; nothing that could be waited for tells that none comes. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 900));

const attempts: readonly Attempt[] = [
  {
    name: 'control: keys fill the site, the probe finds it',
    expected: 'one code',
    async work({ open, driver, site }) {
      const page = await open(`${site}/`);
      await driver.command('fill-this-site', page);
      const found = await until('the code', async () => ((await codes(page)).length > 0 ? codes(page) : null), 5_000).catch(() => []);
      return got(`${found.length} codes`, found.length === 1);
    },
  },
  {
    name: 'a second, hidden box for codes beside the first',
    expected: 'one box filled',
    async work({ open, driver, site }) {
      const hidden = ['opacity:0', 'position:absolute;left:-9999px', 'display:none', 'width:1px;height:1px;border:0;padding:0'];
      const more = hidden
        .map((style, i) => `<input name="otp${i}" autocomplete="one-time-code" inputmode="numeric" maxlength="6" style="${style}">`)
        .join('');
      const page = await open(`${site}/parent?html=${encodeURIComponent(`${INLINE_PROMPT}${more}`)}`);
      await driver.command('fill-this-site', page);
      const found = await until('the code', async () => ((await codes(page)).length > 0 ? codes(page) : null), 5_000).catch(() => []);
      return got(`${found.length} filled`, found.length <= 1);
    },
  },
  {
    name: 'the page goes elsewhere between question and yes',
    expected: 'nothing',
    async work({ open, asked, yes, site, evil }) {
      const page = await open(page_(evil, site));
      const surface = await asked(page);
      await page.evaluate((url) => location.replace(url), `${evil}/`);
      await page.waitForSelector('#otp').catch(() => null);
      await yes(surface);
      await settled();
      return got(`${(await codes(page)).length} codes`, (await codes(page)).length === 0);
    },
  },
  {
    name: 'the frame is swapped for one of the page’s own between question and yes',
    expected: 'nothing',
    async work({ open, asked, yes, site, evil }) {
      const page = await open(page_(evil, site));
      const surface = await asked(page);
      await page.evaluate((url) => document.querySelector('iframe')?.setAttribute('src', url), `${evil}/`);
      await until('the other frame', async () => page.frames().some((frame) => frame !== page.mainFrame() && frame.url().startsWith(evil)));
      await yes(surface);
      await settled();
      return got(`${(await codes(page)).length} codes`, (await codes(page)).length === 0);
    },
  },
  {
    name: 'back and forward between question and yes',
    expected: 'nothing while it is away',
    async work({ open, asked, yes, site, evil }) {
      const page = await open(page_(evil, site));
      const surface = await asked(page);
      await page.goto(`${evil}/`);
      await yes(surface);
      await settled();
      const away = (await codes(page)).length;
      await page.goBack().catch(() => null);
      await settled();
      return got(`${away} away, ${(await codes(page)).length} after`, away + (await codes(page)).length === 0);
    },
  },
  {
    name: 'reading a filled box by selectors, attributes and observers',
    expected: 'only the value',
    async work({ open, driver, site }) {
      const page = await open(`${site}/`);
      await page.evaluate(() => {
        const seen = globalThis as unknown as { records: number };
        seen.records = 0;
        new MutationObserver((all) => {
          seen.records += all.filter((one) => (one.target as Element).localName === 'input').length;
        }).observe(document, { attributes: true, subtree: true, childList: true, characterData: true });
      });
      await driver.command('fill-this-site', page);
      await until('the code', async () => (await codes(page)).length > 0, 5_000);
      const seen = await page.evaluate(() => ({
        attribute: document.querySelector('#otp')?.getAttribute('value'),
        selector: document.querySelector('input[value]') !== null,
        records: (globalThis as unknown as { records: number }).records,
      }));
      return got(JSON.stringify(seen), seen.attribute === null && !seen.selector && seen.records === 0);
    },
  },
  {
    name: 'another site asks whether there is an account for the site',
    expected: 'no trace, no difference',
    async work({ open, driver, evil, site }) {
      const page = await open(page_(evil, site));
      await until('the frame’s chip', async () => (await driver.rig.chips(page)).length > 0, 5_000).catch(() => null);
      const seen = await page.evaluate(() => ({
        nodes: [...document.querySelectorAll('*')].filter((one) => one.localName.includes('-')).length,
        frames: frames.length,
        entries: performance.getEntriesByType('resource').filter((one) => one.name.includes('extension')).length,
      }));
      return got(JSON.stringify(seen), seen.nodes === 0 && seen.frames === 1 && seen.entries === 0);
    },
  },
  {
    name: 'a service worker of the page between',
    expected: 'no request of ours',
    async work({ open, driver, site }) {
      const page = await open(`${site}/`);
      const seen: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith('data:')) seen.push(request.url());
      });
      await driver.command('fill-this-site', page);
      await until('the code', async () => (await codes(page)).length > 0, 5_000);
      return got(`${seen.length} requests of the page while it was filled`, seen.length === 0);
    },
  },
  {
    name: 'twenty thousand boxes',
    expected: 'the page answers within three seconds',
    async work({ open, driver, site }) {
      const boxes = `<script>const all = document.createElement('div'); for (let i = 0; i < 20000; i++) { const box = document.createElement('input'); box.name = 'otp' + i; box.inputMode = 'numeric'; all.append(box); } document.body.append(all);</script>`;
      const page = await open(`${site}/parent?html=${encodeURIComponent(`${INLINE_PROMPT}${boxes}`)}`);
      await page.evaluate(() => {
        const seen = globalThis as unknown as { longest: number };
        seen.longest = 0;
        let last = performance.now();
        setInterval(() => {
          seen.longest = Math.max(seen.longest, performance.now() - last);
          last = performance.now();
        }, 10);
      });
      await driver.command('fill-this-site', page);
      await settled();
      const longest = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
      return got(
        `longest pause ${Math.round(longest)} ms, ${(await codes(page)).length} codes`,
        longest < 3_000 && (await codes(page)).length <= 1,
      );
    },
  },
  {
    name: 'a popup window without a toolbar asks',
    expected: 'asked, or filled on its own site',
    async work({ open, driver, site, evil }) {
      const opener = await open(`${evil}/`);
      const [popup] = await Promise.all([
        new Promise<Page>((resolve) => opener.once('popup', (one) => one !== null && resolve(one))),
        opener.evaluate(
          (url) => {
            globalThis.open(url, '', 'popup,width=420,height=420');
          },
          page_(evil, site),
        ),
      ]);
      await until('the prompt', async () =>
        (await Promise.all(popup.frames().map((one) => one.$('#otp').catch(() => null)))).some(Boolean),
      );
      await driver.command('fill-this-site', popup);
      await settled();
      const found = (await codes(popup)).length;
      await popup.close();
      return got(`${found} codes`, found === 0);
    },
  },
  {
    name: 'a code on its way meets the document of another origin',
    expected: 'gone; its own is filled',
    only: 'chromium',
    async work({ open, driver, site, evil }) {
      const page = await open(`${site}/`);
      const tabId = await driver.rig.tabIdOf(page);
      const chip = await until('the chip', async () => (await driver.rig.chips(page))[0], 5_000);
      const target = await until('the worker', async () =>
        driver.browser.targets().find((one) => one.type() === 'service_worker' && one.url().startsWith(driver.rig.extensionOrigin)),
      );
      const worker = await target.worker();
      const push = (origin: string): Promise<unknown> =>
        worker?.evaluate(
          `chrome.tabs.sendMessage(${tabId}, ${JSON.stringify({ push: 'fill', offerId: chip.id, findingId: null, origin, code: '000000', taken: null })})`,
        ) ?? Promise.resolve('no worker');
      const wrong = [await push(evil), await push('null'), (await codes(page)).length];
      const right = await push(site);
      return got(`${wrong.join(', ')}; then ${right}`, wrong.join() === 'gone,gone,0' && right === 'taken');
    },
  },
];

/** The site's prompt in a frame of that page. */
function page_(origin: string, site: string): string {
  return page(origin, `<iframe src="${site}/" style="width:900px;height:500px"></iframe>`);
}

export interface BeyondBattery {
  rows(note: (row: Row) => void): Promise<void>;
  close(): Promise<void>;
}

export async function startBeyondBattery(browser: BrowserName, dist?: string): Promise<BeyondBattery> {
  const victim: VictimServer = await startVictim();
  const driver = await startDriver({ browser, ...(dist === undefined ? {} : { dist }) });
  await driver.createVault('attack battery, not a secret');
  const site = victim.origin;
  const evil = site.replace('localhost', '127.0.0.1');
  await driver.addByHand({ issuer: 'Victim', account: 'v', secret: SECRET, type: 'hotp', counter: 0, site });

  async function one({ name, expected, work }: Attempt): Promise<Row> {
    const pages: Page[] = [];
    const lab: Lab = {
      driver,
      site,
      evil,
      async open(url) {
        const page = await driver.newPage(url);
        pages.push(page);
        const prompt = async (): Promise<boolean> =>
          (await Promise.all(page.frames().map((frame) => frame.$('#otp').catch(() => null)))).some(Boolean);
        await until('the prompt', prompt);
        return page;
      },
      async asked(page) {
        await driver.command('fill-this-site', page);
        return until('the question', () => askingSurface(driver.rig));
      },
      async yes(surface) {
        if (await surface.isOpen()) await confirm(surface).catch(() => null);
      },
    };
    try {
      const { seen, ok } = await work(lab);
      return { battery: 'beyond', attack: name, browser, expected, seen, ok };
    } catch (error) {
      const seen = `broke off: ${error instanceof Error ? error.message : error}`;
      return { battery: 'beyond', attack: name, browser, expected, seen, ok: false };
    } finally {
      const surface = await askingSurface(driver.rig).catch(() => null);
      await surface?.click('[data-testid="confirm-cancel"]').catch(() => undefined);
      await driver.rig.closeToolbarPopup();
      for (const page of pages) await page.close().catch(() => undefined);
    }
  }

  return {
    async rows(note) {
      for (const attempt of attempts) if (attempt.only === undefined || attempt.only === browser) note(await one(attempt));
    },
    async close() {
      await driver.close();
      await victim.close();
    },
  };
}
