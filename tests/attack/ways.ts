// The ways to a code that begin outside of the page, on pages that want to profit from it: a field in a frame that is not the site's, a
// site framed by another, a sandbox under a good name, a page that goes away meanwhile.

import { rmSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { askingSurface, confirm } from '../e2e/confirm-steps';
import { type RigDriver, startDriver } from '../e2e/driver';
import { FirefoxRig } from '../e2e/firefox-rig';
import { buildWith, drawNotifications, sayYes } from '../e2e/granted';
import { changeSetting } from '../e2e/options-steps';
import { stageOf } from '../e2e/popup-steps';
import { toolbarOf } from '../e2e/toolbar-reading';
import { until } from '../e2e/waiting';
import { notificationsSeenBy, pressNotification } from '../e2e/way-steps';
import { startVictim, type VictimServer } from './victim-page';

export interface WayAttack {
  readonly name: string;
  readonly way: 'command' | 'menu' | 'omnibox' | 'notification';
  /** `site`: the account's own. `foreign`: another name on the same machine. */
  readonly top: 'site' | 'foreign';
  /** The page's HTML; SITE and FOREIGN are the addresses of the code prompt at both. null: the prompt itself. */
  readonly html: string | null;
  /** `asked`: in Countersign's own interface, with the names. `said`: the toolbar icon says why not. `list`: the popup's list. */
  readonly expected: 'asked' | 'said' | 'list';
}

const frame = (src: string, more = ''): string =>
  `<!doctype html><title>Two-factor code</title><iframe ${more} src="${src}" style="width:900px;height:600px"></iframe>`;

export const wayAttacks: readonly WayAttack[] = [
  { name: 'menu in a foreign frame of the site', way: 'menu', top: 'site', html: frame('FOREIGN'), expected: 'list' },
  { name: 'menu in the site, framed by another', way: 'menu', top: 'foreign', html: frame('SITE'), expected: 'asked' },
  { name: 'command on a page that frames the site', way: 'command', top: 'foreign', html: frame('SITE'), expected: 'asked' },
  { name: 'address bar on a page that frames the site', way: 'omnibox', top: 'foreign', html: frame('SITE'), expected: 'asked' },
  { name: 'command on another site', way: 'command', top: 'foreign', html: null, expected: 'list' },
  { name: 'address bar on another site', way: 'omnibox', top: 'foreign', html: null, expected: 'said' },
  {
    name: 'menu in a sandbox under the name of the site',
    way: 'menu',
    top: 'foreign',
    html: frame('SITE', 'sandbox="allow-scripts"'),
    expected: 'said',
  },
  { name: 'notification of a page that frames the site', way: 'notification', top: 'foreign', html: frame('SITE'), expected: 'asked' },
  { name: 'command with a foreign prompt inside the site', way: 'command', top: 'site', html: frame('FOREIGN'), expected: 'list' },
];

export interface WayBattery {
  /** What came of it, and the codes that the page holds then. */
  run(attack: WayAttack): Promise<{ readonly seen: string; readonly codes: readonly string[] }>;
  /** As `run`, and says yes where it is asked: the probe must find the code. */
  planted(attack: WayAttack): Promise<readonly string[]>;
  /** On the site's own page: the code is filled. */
  honest(way: WayAttack['way']): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function startWayBattery(browser: 'chromium' | 'firefox'): Promise<WayBattery> {
  const victim = await startVictim();
  const build = browser === 'chromium' ? buildWith(['notifications']) : null;
  const driver = await startDriver(build === null ? { browser } : { browser, dist: build });
  if (driver.rig instanceof FirefoxRig) {
    await driver.rig.inBrowser(sayYes);
    await driver.rig.inBrowser(drawNotifications);
  }
  await driver.createVault('attack battery, not a secret');
  await driver.addByHand({
    issuer: 'Victim',
    account: 'v',
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    type: 'hotp',
    counter: 0,
    site: victim.origin,
  });
  return new RealWayBattery(driver, victim, build);
}

interface Opened {
  readonly page: Page;
  /** Where the prompt is; the page of a notification goes there when it is covered. */
  readonly url: string;
}

class RealWayBattery implements WayBattery {
  readonly #driver: RigDriver;
  readonly #victim: VictimServer;
  readonly #build: string | null;
  constructor(driver: RigDriver, victim: VictimServer, build: string | null) {
    this.#driver = driver;
    this.#victim = victim;
    this.#build = build;
  }

  async #open({ way, top, html }: Pick<WayAttack, 'way' | 'top' | 'html'>): Promise<Opened> {
    const site = this.#victim.origin;
    const foreign = site.replace('localhost', '127.0.0.1');
    const origin = top === 'site' ? site : foreign;
    const text = html?.replace('SITE', `${site}/`).replace('FOREIGN', `${foreign}/`);
    const url = text === undefined ? `${origin}/` : `${origin}/parent?html=${encodeURIComponent(text)}`;
    if (way === 'notification') return { page: await this.#driver.newPage('about:blank'), url };
    const page = await this.#driver.newPage(url);
    await until('the prompt', async () => (await Promise.all(page.frames().map((one) => one.$('#otp').catch(() => null)))).some(Boolean));
    return { page, url };
  }

  async #go(way: WayAttack['way'], opened: Opened): Promise<void> {
    if (way === 'command') await this.#driver.command('fill-this-site', opened.page);
    else if (way === 'menu') await this.#driver.contextMenu(opened.page, 'fill', '#otp');
    else if (way === 'omnibox') await this.#driver.omnibox('fill victim');
    else await this.#pressNotification(opened);
  }

  /** A prompt that was in view is not told of: the page comes behind another one. */
  async #pressNotification({ page, url }: Opened): Promise<void> {
    const options = await this.#driver.options();
    await changeSetting(options, 'promptNotices', true);
    await options.bringToFront();
    await until('the page to be covered', () => page.evaluate(() => document.visibilityState === 'hidden'));
    await page.goto(url);
    const id = await until('a notification', async () => (await notificationsSeenBy(options))[0]);
    await pressNotification(this.#driver.rig, id);
    await options.close();
  }

  /** Every way ends in one of these: the popup comes up, the icon says something, or a field is filled. */
  async #seen(page: Page, tabId: number): Promise<string> {
    return until('something to come of it', async () => {
      if ((await codesIn(page)).length > 0) return 'filled';
      for (const surface of await this.#driver.rig.surfaces()) {
        const stage = await surface.run(stageOf).catch(() => null);
        if (stage === 'confirming') return 'asked';
        if (stage === 'open') return 'list';
      }
      return (await toolbarOf(this.#driver.rig, tabId)).text === '!' ? 'said' : null;
    });
  }

  async run(attack: WayAttack): Promise<{ seen: string; codes: readonly string[] }> {
    const opened = await this.#open(attack);
    const { page } = opened;
    try {
      const tabId = await this.#driver.rig.tabIdOf(page);
      await this.#go(attack.way, opened);
      return { seen: await this.#seen(page, tabId), codes: await codesIn(page) };
    } finally {
      await this.#putAway(page);
    }
  }

  async planted(attack: WayAttack): Promise<readonly string[]> {
    const opened = await this.#open(attack);
    const { page } = opened;
    try {
      await this.#go(attack.way, opened);
      await confirm(await until('the question', () => askingSurface(this.#driver.rig)));
      return await until('the code', async () => ((await codesIn(page)).length > 0 ? codesIn(page) : null));
    } finally {
      await this.#putAway(page);
    }
  }

  async honest(way: WayAttack['way']): Promise<readonly string[]> {
    const opened = await this.#open({ way, top: 'site', html: null });
    const { page } = opened;
    try {
      await this.#go(way, opened);
      return await until('the code', async () => ((await codesIn(page)).length > 0 ? codesIn(page) : null));
    } finally {
      await this.#putAway(page);
    }
  }

  async #putAway(page: Page): Promise<void> {
    for (const surface of await this.#driver.rig.surfaces()) {
      const stage = await surface.run(stageOf).catch(() => null);
      if (stage === 'confirming') await surface.click('[data-testid="confirm-cancel"]').catch(() => undefined);
      else await surface.run((root) => root.defaultView?.close()).catch(() => undefined);
    }
    await until('the popup to go', async () => (await this.#driver.rig.surfaces()).length === 0);
    await page.close();
  }

  async close(): Promise<void> {
    await this.#driver.close();
    await this.#victim.close();
    if (this.#build !== null) rmSync(this.#build, { recursive: true });
  }
}

/** In every field of every frame. */
async function codesIn(page: Page): Promise<readonly string[]> {
  const values = await Promise.all(
    page.frames().map((frame) => frame.$$eval('input', (boxes) => boxes.map((box) => box.value)).catch((): string[] => [])),
  );
  return values.flat().filter((value) => /\d{6}/.test(value));
}
