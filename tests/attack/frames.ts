// The matrix of frames: every place where a prompt can stand × every way to a code. Driven in the browser where a person could go that
// way; every cell is judged once more by the pure policy, with the very sender that the browser named.

import type { Page } from 'puppeteer';
import type { Origin } from '../../src/core/item';
import { decideRelease, type ReleaseTarget } from '../../src/core/matching/release-policy';
import { originOfUrl } from '../../src/messages/audiences';
import { askingSurface, confirm } from '../e2e/confirm-steps';
import { type RigDriver, startDriver } from '../e2e/driver';
import { FirefoxRig } from '../e2e/firefox-rig';
import { byId, endOf, rowOf, stageOf } from '../e2e/popup-steps';
import { PageSurface } from '../e2e/surface';
import { toolbarOf } from '../e2e/toolbar-reading';
import { until } from '../e2e/waiting';
import { PATHS, PROOF } from './chip-proof';
import { type Expected, type FrameKind, frameKinds, type Places } from './frame-kinds';
import { inOwnPage } from './own-page';
import type { BrowserName, Row } from './row';
import { startVictim, type VictimServer } from './victim-page';

const WAYS = ['chip', 'menu', 'command', 'omnibox', 'popup', 'panel'] as const;
type Way = (typeof WAYS)[number];
/** `filled`: a code stands in the page. `asked`: in the extension's own interface. `said`, `list`: it says why not, or shows its list. */
type Seen = 'filled' | 'asked' | 'said' | 'list' | 'none';

const ISSUER = 'Victim';

/** What the browser says of who reports a prompt. */
interface Named {
  readonly url: string;
  readonly origin?: string;
  readonly frameId: number;
  readonly documentLifecycle?: string;
}

interface FrameEntry {
  readonly frameId: number;
  readonly parentFrameId: number;
  readonly url: string;
}

export interface FrameBattery {
  rows(note: (row: Row) => void): Promise<void>;
  close(): Promise<void>;
}

export async function startFrameBattery(browser: BrowserName, dist?: string): Promise<FrameBattery> {
  const victim = await startVictim();
  const driver = await startDriver({ browser, hostRule: 'MAP *.test 127.0.0.1', ...(dist === undefined ? {} : { dist }) });
  const at = (host: string): string => victim.origin.replace('localhost', host);
  const places = { site: at('site.test'), sub: at('login.site.test'), evil: at('evil.test') };
  await driver.createVault('attack battery, not a secret');
  // Counter based: no waiting for the next step after a release.
  await driver.addByHand({
    issuer: ISSUER,
    account: 'v',
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    type: 'hotp',
    counter: 0,
    site: places.site,
  });
  const own = await driver.rig.openOwnPage('src/options/index.html#about');
  await inOwnPage(
    own,
    `globalThis.senders = [];
     api.runtime.onMessage.addListener((message, { url, origin, frameId, documentLifecycle, tab }) => {
       if (message?.route === 'sentinel/evidence' || message?.route === 'detector/findings')
         globalThis.senders.push({ tabId: tab?.id, route: message.route, url, origin, frameId, documentLifecycle });
     });`,
  );
  return new RealFrameBattery(browser, driver, victim, places, own);
}

class RealFrameBattery implements FrameBattery {
  readonly #browser: BrowserName;
  readonly #driver: RigDriver;
  readonly #victim: VictimServer;
  readonly #places: Places;
  readonly #own: Page;
  #cells = 0;
  /** What the toolbar or the list last said. */
  #words = '';

  constructor(browser: BrowserName, driver: RigDriver, victim: VictimServer, places: Places, own: Page) {
    this.#browser = browser;
    this.#driver = driver;
    this.#victim = victim;
    this.#places = places;
    this.#own = own;
  }

  async rows(note: (row: Row) => void): Promise<void> {
    for (const kind of frameKinds) {
      if (kind.only !== undefined && kind.only !== this.#browser) continue;
      note(await this.#row(kind).catch((error: Error) => this.#line(kind.name, kind.expected, `broke off: ${error.message}`, false)));
    }
    note(await this.#planted());
    note(this.#line('cells', 'at least 200', `${this.#cells} cells`, this.#cells >= 200));
  }

  #line(attack: string, expected: string, seen: string, ok: boolean): Row {
    return { battery: 'frames', attack, browser: this.#browser, expected, seen, ok };
  }

  async #row(kind: FrameKind): Promise<Row> {
    const opener = await this.#driver.newPage(kind.url(this.#places));
    const page =
      kind.opens === undefined ? opener : await opened(opener, kind.opens.replace('SITE_PROMPT', JSON.stringify(`${this.#places.site}/`)));
    try {
      if (kind.prerendered) await prerender(page);
      else await until('the prompt', async () => (await boxesOf(page)) > 0);
      const tabId = await this.#driver.rig.tabIdOf(page);
      const named = await this.#sender(tabId, kind.name.includes('>') || kind.prerendered === true);
      const seen: Partial<Record<Way, Seen>> = {};
      const doubts: string[] = [];
      for (const way of WAYS) {
        // Nothing in the page in front can be clicked on while the prompt is behind it.
        if (kind.prerendered && (way === 'chip' || way === 'menu')) continue;
        // The rig finds a menu's frame by its address in the browser's list, which has no blob: frames.
        if (way === 'menu' && this.#browser === 'chromium' && kind.name.endsWith('> blob:')) continue;
        this.#words = '';
        seen[way] = await this.#go(way, page, tabId, kind);
        if (!fits(kind, way, seen[way], this.#browser)) doubts.push(`${way}: ${this.#words}`);
        await this.#putAway(page);
        await emptied(page);
      }
      if (kind.prerendered) {
        await Promise.all([page.waitForNavigation(), page.evaluate(() => location.assign('/?prompt'))]);
        if ((await codesIn(page)) > 0) seen.chip = 'filled';
      }
      const judged = named === null ? [] : await this.#judge(named, tabId, kind.expected);
      const wrongJudged = judged.filter(({ ok }) => !ok);
      this.#cells += Object.keys(seen).length + judged.length;
      const said = Object.entries(seen)
        .map(([way, what]) => `${way} ${what}`)
        .join(', ');
      const policy = named === null ? 'no sender' : `policy ${wrongJudged.length === 0 ? 'agrees' : JSON.stringify(wrongJudged)}`;
      const who = named === null ? '' : ` [origin ${named.origin}, frame ${named.frameId === 0 ? 'top' : 'inner'}]`;
      return this.#line(
        kind.name,
        kind.expected,
        `${said}; ${policy}${who}${doubts.length === 0 ? '' : ` WRONG ${doubts.join('; ')}`}`,
        doubts.length === 0 && wrongJudged.length === 0,
      );
    } finally {
      await this.#putAway(page);
      if (page !== opener) await page.close();
      await opener.close();
    }
  }

  /** Who reported the prompt; null where no script of ours runs, or where it found nothing to report. */
  async #sender(tabId: number, inner: boolean): Promise<Named | null> {
    const best = async (): Promise<Named | null> => {
      const all = await inOwnPage<readonly (Named & { route: string })[]>(
        this.#own,
        'return globalThis.senders.filter((one) => one.tabId === args[0] && (one.frameId !== 0) === args[1]);',
        tabId,
        inner,
      );
      return all.find(({ route }) => route === 'detector/findings') ?? all.at(-1) ?? null;
    };
    return until('a report', best, 3_000).catch(() => null);
  }

  /** The sender's document before the pure policy, by every path; with a chip that proves all that a chip can. */
  async #judge(named: Named, tabId: number, expected: Expected): Promise<readonly { path: string; decision: string; ok: boolean }[]> {
    const frames = await inOwnPage<readonly FrameEntry[]>(
      this.#own,
      'return (await api.webNavigation.getAllFrames({ tabId: args[0] })).map(({ frameId, parentFrameId, url }) => ({ frameId, parentFrameId, url }));',
      tabId,
    );
    const target: ReleaseTarget = {
      origin: named.origin ?? 'null',
      isTopFrame: named.frameId === 0,
      ancestors: ancestorsOf(named.frameId, frames),
      incognito: false,
      active: named.documentLifecycle === undefined || named.documentLifecycle === 'active',
    };
    return PATHS.map((path) => {
      const { decision } = decideRelease({
        purpose: 'fill',
        path,
        target,
        account: { issuer: ISSUER, sites: [this.#places.site] },
        evidence: path === 'chip' ? PROOF : null,
        confirmed: [],
        confirmInWindow: false,
      });
      const wanted =
        expected === 'never' ? 'refuse' : expected === 'release' && (path !== 'chip' || target.isTopFrame) ? 'release' : 'confirm';
      return { path, decision, ok: decision === wanted };
    });
  }

  async #go(way: Way, page: Page, tabId: number, { expected, shy }: FrameKind): Promise<Seen> {
    const { rig } = this.#driver;
    if (way === 'popup' || way === 'panel') return this.#fromList(way, page, tabId, expected === 'never' || shy === true ? 1_500 : 10_000);
    await page.bringToFront();
    await inOwnPage(this.#own, `await api.action.setBadgeText({ tabId: args[0], text: '' });`, tabId);
    if (way === 'chip') {
      const wait = expected === 'never' ? 400 : 3_000;
      const chip = await until('a chip', async () => (await rig.chips(page)).find(({ kind }) => kind === 'fill-code'), wait).catch(
        () => null,
      );
      if (chip === null) return 'none';
      const [x, y] = [chip.box.x + 60, chip.box.y + chip.box.height / 2];
      const end = Date.now() + 1_200;
      for (let i = 0; Date.now() < end; i++) {
        await page.mouse.move(x + (i % 3), y + (i % 2));
        if ((await rig.chips(page)).some(({ kind, ready }) => kind === 'fill-code' && ready)) break;
      }
      await page.mouse.down();
      await page.mouse.up();
    } else if (way === 'menu') {
      // Where the menu does not offer it, there is no way.
      if (!(await this.#chosen(page))) return 'none';
    } else if (way === 'command') await this.#driver.command('fill-this-site', page);
    else await this.#driver.omnibox(`fill ${ISSUER}`);
    const seen = await this.#outcome(page, tabId);
    // It looks whether the page keeps the code: only then may it be taken out again.
    if (seen === 'filled') await until('the end to be told', () => this.#told(way, page, tabId), 3_000);
    return seen;
  }

  async #chosen(page: Page): Promise<boolean> {
    const { rig } = this.#driver;
    try {
      await this.#driver.contextMenu(page, 'fill', '#otp');
      return true;
    } catch (error) {
      if (!(rig instanceof FirefoxRig)) throw error;
      await rig.inBrowser(hideMenu);
      return false;
    }
  }

  async #told(way: Way, page: Page, tabId: number): Promise<boolean> {
    if (way === 'chip') return (await this.#driver.rig.chips(page)).some(({ outcome }) => outcome !== null);
    return /^[✓!]$/.test((await toolbarOf(this.#driver.rig, tabId)).text);
  }

  #outcome(page: Page, tabId: number): Promise<Seen> {
    return until<Seen>(
      'something to come of it',
      async () => {
        if ((await codesIn(page)) > 0) return 'filled';
        for (const surface of await this.#driver.rig.surfaces()) {
          const stage = await surface.run(stageOf).catch(() => null);
          if (stage === 'confirming') return 'asked';
          if (stage === 'open') return 'list';
        }
        const icon = await toolbarOf(this.#driver.rig, tabId);
        this.#words = icon.title;
        return icon.text === '!' ? 'said' : null;
      },
      6_000,
    ).catch((): Seen => 'none');
  }

  /** The Fill button of the account in the extension's own list: in the popup for this tab, or in the list beside the page in front. */
  async #fromList(way: 'popup' | 'panel', page: Page, tabId: number, waitMs: number): Promise<Seen> {
    const list = await this.#driver.rig.openOwnPage(way === 'popup' ? `src/popup/index.html?tab=${tabId}` : 'src/popup/panel.html');
    try {
      const surface = new PageSurface(list);
      await until('the list', async () => (await surface.run(stageOf)) === 'open');
      if (way === 'panel') await page.bringToFront();
      const button = `${await rowOf(list, ISSUER)} ${byId('fill')}`;
      // A page where nothing of ours may run has no such button. The list lies behind the page here, as no panel does: the browser
      // gives such a tab a timer a second, and it may take several of them to draw.
      if ((await list.waitForSelector(button, { timeout: waitMs }).catch(() => null)) === null) return 'none';
      // As a click in it: the page in front stays in front.
      await list.$eval(button, (one) => (one as HTMLButtonElement).click());
      const seen = await until<Seen>('the list to say how it went', async () => {
        if ((await surface.run(stageOf)) === 'confirming') return 'asked';
        const end = await surface.run(endOf);
        this.#words = end?.message ?? '';
        return end === null ? null : end.ok ? 'filled' : 'said';
      });
      if (seen === 'asked') {
        await list.$eval(byId('confirm-cancel'), (one) => (one as HTMLButtonElement).click());
        await until('the question to go', async () => list.isClosed() || (await surface.run(stageOf).catch(() => null)) !== 'confirming');
      }
      return (await codesIn(page)) > 0 ? 'filled' : seen === 'filled' ? 'none' : seen;
    } finally {
      await list.close();
    }
  }

  /** A yes to a framed page: the probe must find the code, or it finds nothing at all. */
  async #planted(): Promise<Row> {
    const kind = frameKinds.find(({ name }) => name === 'another site > site') as FrameKind;
    const page = await this.#driver.newPage(kind.url(this.#places));
    try {
      await until('the prompt', async () => (await boxesOf(page)) > 0);
      await this.#driver.command('fill-this-site', page);
      await confirm(await until('the question', () => askingSurface(this.#driver.rig)));
      const found = await until('the code', async () => (await codesIn(page)) > 0, 5_000).catch(() => false);
      return this.#line('control: a yes to a framed page', 'found', found ? 'found' : 'MISSED', found);
    } finally {
      await this.#putAway(page);
      await page.close();
    }
  }

  async #putAway(page: Page): Promise<void> {
    for (const surface of await this.#driver.rig.surfaces()) {
      const stage = await surface.run(stageOf).catch(() => null);
      if (stage === 'confirming') await surface.click('[data-testid="confirm-cancel"]').catch(() => undefined);
      else await surface.run((root) => root.defaultView?.close()).catch(() => undefined);
    }
    await this.#driver.rig.closeToolbarPopup();
    await until('the popup to go', async () => (await this.#driver.rig.surfaces()).length === 0);
    await page.mouse.move(3, 3).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#driver.close();
    await this.#victim.close();
  }
}

/** A wrong release, or a question where there is nothing to ask, is wrong; so is a site that does not get its own code. */
function fits({ expected, shy }: FrameKind, way: Way, seen: Seen, browser: BrowserName): boolean {
  if (shy && (seen === 'none' || seen === 'said')) return true;
  if (expected === 'never') return seen === 'none' || seen === 'said' || seen === 'list';
  if (expected === 'ask') return seen === 'asked';
  return way === 'chip' ? seen === 'asked' || (seen === 'filled' && browser === 'chromium') : seen === 'filled';
}

/** As platform/frames.ts and release.ts have it. */
function ancestorsOf(frameId: number, frames: readonly FrameEntry[]): readonly (Origin | null)[] {
  if (frameId === 0) return [];
  const byId = new Map(frames.map((frame) => [frame.frameId, frame]));
  const above: (Origin | null)[] = [];
  let frame = byId.get(frameId);
  while (frame !== undefined && frame.parentFrameId !== -1) {
    frame = byId.get(frame.parentFrameId);
    above.push(frame === undefined ? null : originOfUrl(frame.url));
  }
  return frame === undefined ? [null] : above;
}

async function opened(opener: Page, script: string): Promise<Page> {
  const [page] = await Promise.all([
    new Promise<Page>((resolve) => opener.once('popup', (popup) => popup !== null && resolve(popup))),
    opener.evaluate(script.includes('const') ? `(() => { ${script} })()` : `void ${script.replace(/;$/, '')}`),
  ]);
  await page.bringToFront();
  return page;
}

/** Resolves once the page behind has told of its prompt, or could have. */
async function prerender(page: Page): Promise<void> {
  await page.evaluate(() => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.textContent = JSON.stringify({ prerender: [{ urls: ['/?prompt'], eagerness: 'immediate' }] });
    document.head.append(rules);
  });
}

/** Sent into Firefox's own window. */
function hideMenu(): void {
  (document.getElementById('contentAreaContextMenu') as (HTMLElement & { hidePopup(): void }) | null)?.hidePopup();
}

const inFrames = async (page: Page, script: string): Promise<number> => {
  const found = await Promise.all(page.frames().map((frame) => frame.evaluate(script).catch(() => 0) as Promise<number>));
  return found.reduce((sum, one) => sum + one, 0);
};
const BOXES = `Array.from(document.querySelectorAll('input'))`;
const boxesOf = (page: Page): Promise<number> => inFrames(page, `document.querySelectorAll('#otp').length`);
const codesIn = (page: Page): Promise<number> =>
  inFrames(page, `${BOXES}.filter((box) => /\\d{6}/.test(box.value)).length + (globalThis.leaks?.length ?? 0)`);
const emptied = (page: Page): Promise<number> =>
  inFrames(page, `(globalThis.leaks?.splice(0), ${BOXES}.map((box) => { if (box.value !== '') box.value = ''; }).length)`);
