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
const WELCOME = 'src/options/index.html#welcome';

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
      ...(options.proxyPort === undefined
        ? []
        : [`--proxy-server=http://127.0.0.1:${options.proxyPort}`, '--proxy-bypass-list=<-loopback>']),
      ...(options.args ?? []),
    ],
  });
  const rig = new ChromiumRig(browser, options);
  if (installsAtOnce(options)) await rig.waitForExtension(true);
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
  greetings = 0;
  readonly #options: Prepared;
  /** Pages of the extension that this rig opened: not the extension's own doing. */
  readonly #opened = new Set<Target>();

  constructor(browser: Browser, options: Prepared) {
    this.browser = browser;
    this.downloads = options.downloads;
    this.#options = options;
    browser.on('targetcreated', (target) => this.#count(target));
    browser.on('targetchanged', (target) => this.#count(target));
  }

  readonly #welcomes = new Set<Target>();
  #count(target: Target): void {
    if (target.url() === `${this.extensionOrigin}/${WELCOME}` && !this.#opened.has(target)) this.#welcomes.add(target);
    this.greetings = this.#welcomes.size;
  }

  async install(): Promise<void> {
    const { dist } = this.#options;
    if (dist === null) throw new Error('there is nothing to install');
    const first = this.greetings === 0;
    await this.browser.installExtension(dist);
    await this.waitForExtension(first);
  }

  async waitForExtension(greets: boolean): Promise<void> {
    await this.browser.waitForTarget((target) => target.type() === 'service_worker' && target.url().startsWith(this.extensionOrigin), {
      timeout: 20_000,
    });
    const timeout = this.#options.greetsWithinMs;
    if (!greets || timeout === 0) return;
    const url = `${this.extensionOrigin}/${WELCOME}`;
    const target = await this.browser.waitForTarget((one) => one.url() === url, { timeout }).catch(() => null);
    if (target === null) return;
    this.#count(target);
    if (this.#options.keepWelcome !== true) await (await target.page())?.close();
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

  async closeToolbarPopup(): Promise<void> {
    for (const target of this.#surfaceTargets()) {
      if (new URL(target.url()).searchParams.has('window')) continue;
      const popup = await target.asPage();
      await popup.evaluate(() => window.close()).catch(() => {});
      await until('the toolbar popup to close', async () => !this.browser.targets().includes(target));
    }
  }

  async openToolbarPopup(page: Page): Promise<void> {
    await this.closeToolbarPopup();
    await page.bringToFront();
    await this.#withApi((api) => api.evaluate(() => chrome.action.openPopup()));
  }

  #surfaceTargets(): Target[] {
    return this.browser
      .targets()
      .filter((target) => target.url().startsWith(`${this.extensionOrigin}/${POPUP}`) && !this.#opened.has(target))
      .reverse();
  }

  surfaces(): Promise<Surface[]> {
    return Promise.all(this.#surfaceTargets().map(async (target) => new PageSurface(await target.asPage())));
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

  /**
   * The browser's own word counts, by version of the worker: a target of its inspection may outlive a worker that has long stopped. An
   * event may start a new one at once; what counts is that this one is no more.
   */
  async killBackground(): Promise<void> {
    const isWorker = (target: Target): boolean => target.type() === 'service_worker' && target.url().startsWith(this.extensionOrigin);
    await this.#withApi(async (api) => {
      const session = await api.createCDPSession();
      const hasStopped = new Map<string, boolean>();
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        for (const { versionId, scriptURL, runningStatus } of versions)
          if (scriptURL.startsWith(this.extensionOrigin))
            hasStopped.set(versionId, hasStopped.get(versionId) === true || runningStatus === 'stopped');
      });
      await session.send('ServiceWorker.enable');
      const running = this.browser.targets().filter(isWorker);
      const isOver = async (): Promise<boolean> =>
        (hasStopped.size > 0 && [...hasStopped.values()].every(Boolean)) ||
        !running.some((target) => this.browser.targets().includes(target));
      // One that is just starting does not hear it: it is told again.
      await until('the worker to end', async () => {
        await session.send('ServiceWorker.stopAllWorkers');
        return until('it to end', isOver, 1_000).catch(() => false);
      });
      await session.detach();
    });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
