// Chromium through CDP over a pipe.

import puppeteer, { type Browser, type CDPSession, type Frame, type Page, type Target } from 'puppeteer';
import { boxOfPart, describeChip, focusPart, offsetOf } from './chip-reading';
import type { Prepared } from './launch';
import type { Chip, Rig } from './rig';
import { PageSurface, type Surface } from './surface';
import { until } from './waiting';

/** Follows from the manifest's key. */
const EXTENSION_ID = 'jimppnjpkecmloipkdlbhclmjlpaehda';
const POPUP = 'src/popup/index.html';

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
];

export async function launchChromium(options: Prepared): Promise<Rig> {
  const browser = await puppeteer.launch({
    executablePath: options.executable,
    headless: options.headed !== true,
    userDataDir: options.profile,
    pipe: true,
    acceptInsecureCerts: options.acceptInsecureCerts === true,
    enableExtensions: installsAtOnce(options) ? [options.dist] : true,
    defaultViewport: options.headed === true ? null : { width: 1100, height: 820 },
    downloadBehavior: { policy: 'allow', downloadPath: options.downloads },
    args: [
      ...QUIET,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.hostRule === undefined ? [] : [`--host-resolver-rules=${options.hostRule}`]),
      ...(options.args ?? []),
    ],
  });
  const rig = new ChromiumRig(browser, options.downloads, options.dist);
  if (installsAtOnce(options)) await rig.waitForExtension();
  return rig;
}

const installsAtOnce = (options: Prepared): options is Prepared & { dist: string } =>
  options.dist !== null && options.installLater !== true;

/** A node of DOM.getDocument, as far as it is read here. */
interface DomNode {
  readonly backendNodeId: number;
  readonly nodeName: string;
  readonly attributes?: string[];
  readonly children?: DomNode[];
  readonly shadowRoots?: DomNode[];
  readonly shadowRootType?: string;
  readonly contentDocument?: DomNode;
}

function attribute(node: DomNode, name: string): string | undefined {
  const at = (node.attributes ?? []).findIndex((word, i) => i % 2 === 0 && word === name);
  return at < 0 ? undefined : node.attributes?.[at + 1];
}

const isChip = (node: DomNode): boolean => (attribute(node, 'class') ?? '').split(/\s+/).includes('cs-chip');

function* chipsUnder(node: DomNode): Generator<DomNode> {
  if (isChip(node)) yield node;
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) yield* chipsUnder(child);
}

interface Found {
  readonly session: CDPSession;
  readonly objectId: string;
  readonly chip: Chip;
}

class ChromiumRig implements Rig {
  readonly browserName = 'chromium';
  readonly extensionId = EXTENSION_ID;
  readonly extensionOrigin = `chrome-extension://${EXTENSION_ID}`;
  readonly browser: Browser;
  readonly downloads: string;
  readonly #dist: string | null;
  /** Pages of the extension that this rig opened: not the extension's own doing. */
  readonly #opened = new Set<Target>();

  constructor(browser: Browser, downloads: string, dist: string | null) {
    this.browser = browser;
    this.downloads = downloads;
    this.#dist = dist;
  }

  async install(): Promise<void> {
    if (this.#dist === null) throw new Error('there is nothing to install');
    await this.browser.installExtension(this.#dist);
    await this.waitForExtension();
  }

  async waitForExtension(): Promise<void> {
    await this.browser.waitForTarget((target) => target.type() === 'service_worker' && target.url().startsWith(this.extensionOrigin), {
      timeout: 20_000,
    });
  }

  /** A page of the extension's origin without any of its scripts, behind the page in front: its manifest. */
  async #withApi<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const session = await this.browser.target().createCDPSession();
    const url = `${this.extensionOrigin}/manifest.json`;
    const { targetId } = await session.send('Target.createTarget', { url, background: true });
    const target = await this.browser.waitForTarget((one) => (one as unknown as { _targetId: string })._targetId === targetId);
    const page = await target.page();
    if (page === null) throw new Error('the manifest opened in something that is no page');
    try {
      await page.waitForFunction((wanted) => location.href === wanted, {}, url);
      return await work(page);
    } finally {
      await page.close().catch(() => {});
      await session.detach();
    }
  }

  async tabIdOf(page: Page): Promise<number> {
    await page.bringToFront();
    return this.#withApi((api) =>
      api.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        if (tab?.id === undefined) throw new Error('no tab is in front');
        return tab.id;
      }),
    );
  }

  async openOwnPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    this.#opened.add(page.target());
    await page.goto(`${this.extensionOrigin}/${path}`);
    await page.bringToFront();
    return page;
  }

  async openToolbarPopup(page: Page): Promise<void> {
    await page.bringToFront();
    await this.#withApi((api) => api.evaluate(() => chrome.action.openPopup()));
  }

  async surfaces(): Promise<Surface[]> {
    const targets = this.browser
      .targets()
      .filter((target) => target.url().startsWith(`${this.extensionOrigin}/${POPUP}`) && !this.#opened.has(target));
    return Promise.all(targets.reverse().map(async (target) => new PageSurface(await target.asPage())));
  }

  async #find(page: Page): Promise<Found[]> {
    const found: Found[] = [];
    for (const frame of page.frames()) {
      if (!frame.detached) found.push(...(await this.#inFrame(frame).catch(() => [])));
    }
    return found;
  }

  async #inFrame(frame: Frame): Promise<Found[]> {
    const session = (frame as unknown as { client: CDPSession }).client;
    const body = await frame.$('html');
    if (body === null) return [];
    const offset = await offsetOf(frame);
    const { node } = await session.send('DOM.describeNode', { objectId: body.remoteObject().objectId ?? '', depth: -1, pierce: true });
    const found: Found[] = [];
    for (const chip of chipsUnder(node as DomNode)) {
      const { object } = await session.send('DOM.resolveNode', { backendNodeId: chip.backendNodeId });
      if (object.objectId === undefined) continue;
      const { result } = await session.send('Runtime.callFunctionOn', {
        objectId: object.objectId,
        functionDeclaration: String(describeChip),
        returnByValue: true,
      });
      const { shown, box, ...rest } = result.value as ReturnType<typeof describeChip>;
      if (!shown) continue;
      const placed = { ...box, x: box.x + offset.x, y: box.y + offset.y };
      found.push({ session, objectId: object.objectId, chip: { ...rest, box: placed, frame } });
    }
    return found;
  }

  async chips(page: Page): Promise<Chip[]> {
    return (await this.#find(page)).map((one) => one.chip);
  }

  async #callOnChip<T>(page: Page, chip: Chip, work: (this: Element, part: string) => T, part: string): Promise<T> {
    const found = (await this.#find(page)).find((one) => one.chip.id === chip.id && one.chip.frame === chip.frame);
    if (found === undefined) throw new Error('the chip is gone');
    const { result } = await found.session.send('Runtime.callFunctionOn', {
      objectId: found.objectId,
      functionDeclaration: String(work),
      arguments: [{ value: part }],
      returnByValue: true,
    });
    return result.value as T;
  }

  async focusChip(page: Page, chip: Chip, part: string): Promise<void> {
    await this.#callOnChip(page, chip, focusPart, part);
  }

  async chipPart(page: Page, chip: Chip, part: string): Promise<Chip['box'] | null> {
    const box = await this.#callOnChip(page, chip, boxOfPart, part);
    if (box === null) return null;
    const offset = await offsetOf(chip.frame);
    return { ...box, x: box.x + offset.x, y: box.y + offset.y };
  }

  async killBackground(): Promise<void> {
    const isWorker = (target: Target): boolean => target.type() === 'service_worker' && target.url().startsWith(this.extensionOrigin);
    await this.#withApi(async (api) => {
      const session = await api.createCDPSession();
      await session.send('ServiceWorker.enable');
      // An event may start a new one at once: what counts is that this one is no more.
      const running = this.browser.targets().filter(isWorker);
      await session.send('ServiceWorker.stopAllWorkers');
      await until('the worker to end', async () => !running.some((target) => this.browser.targets().includes(target)));
      await session.detach();
    });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
