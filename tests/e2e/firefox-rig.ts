// Firefox through WebDriver BiDi. `--remote-allow-system-access` opens the browser's own window to BiDi (`moz:scope` chrome): from
// there tabs of the extension are opened, its toolbar popup is read and its event page is ended. puppeteer alone reaches none.

import { mkdirSync } from 'node:fs';
import puppeteer, { type Browser, type Frame, type LaunchOptions, type Page } from 'puppeteer';
import { boxOfPart, describeChip, focusPart, offsetOf } from './chip-reading';
import { hidePanel, panelIsOpen, panelSurface } from './firefox-panel';
import type { Prepared } from './launch';
import type { Chip, Rig } from './rig';
import { PageSurface, type Surface } from './surface';
import { until } from './waiting';

const EXTENSION_ID = 'countersign@countersign.invalid';
/** Fixed, so that addresses of the extension's pages are known. */
const UUID = 'c0de5160-0000-4000-8000-00000000c0de';
const POPUP = 'src/popup/index.html';

export async function launchFirefox(options: Prepared): Promise<Rig> {
  mkdirSync(options.profile, { recursive: true });
  const settings: LaunchOptions = {
    browser: 'firefox',
    executablePath: options.executable,
    headless: options.headed !== true,
    userDataDir: options.profile,
    acceptInsecureCerts: options.acceptInsecureCerts === true,
    defaultViewport: null,
    args: ['--remote-allow-system-access', '--width=1100', '--height=900', ...(options.args ?? [])],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [EXTENSION_ID]: UUID }),
      'extensions.webextensions.keepStorageOnUninstall': true,
      'extensions.webextensions.keepUuidOnUninstall': true,
      'browser.download.folderList': 2,
      'browser.download.dir': options.downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.alwaysOpenPanel': false,
      'browser.helperApps.neverAsk.saveToDisk': 'application/json,application/octet-stream,text/plain',
      ...(options.proxyPort === undefined ? {} : throughProxy(options.proxyPort)),
      ...(options.hostRule === undefined ? {} : { 'network.dns.native-is-localhost': true }),
    },
  };
  // After a browser on this profile was killed, puppeteer may still be putting its user.js and prefs.js back.
  const browser = await puppeteer.launch(settings).catch((trouble: Error) => {
    if (!/(user|prefs)\.js/.test(trouble.message)) throw trouble;
    return puppeteer.launch(settings);
  });
  const rig = new FirefoxRig(browser, options);
  if (options.dist !== null && options.installLater !== true) await rig.install();
  return rig;
}

const throughProxy = (port: number): Record<string, string | number | boolean> => ({
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': port,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': port,
  'network.proxy.no_proxies_on': '',
  'network.proxy.allow_hijacking_localhost': true,
});

type Send = (method: string, params: object) => Promise<unknown>;

/** puppeteer keeps its BiDi connection to itself; nothing else of it is used. */
export const sender = (browser: Browser): Send => {
  const { connection } = browser as unknown as {
    connection: { send(method: string, params: object): Promise<{ result: unknown }> };
  };
  return async (method, params) => (await connection.send(method, params)).result;
};

interface RemoteNode {
  readonly type: string;
  readonly sharedId?: string;
  readonly value?: {
    readonly attributes?: Record<string, string>;
    readonly children?: RemoteNode[];
    readonly shadowRoot?: RemoteNode | null;
  };
}

type Answer<T> =
  | { readonly type: 'success'; readonly result: T }
  | { readonly type: 'exception'; readonly exceptionDetails: { text: string } };

function* chipsUnder(node: RemoteNode): Generator<string> {
  const names = (node.value?.attributes?.class ?? '').split(/\s+/);
  if (names.includes('cs-chip') && node.sharedId !== undefined) yield node.sharedId;
  const { children, shadowRoot } = node.value ?? {};
  for (const child of [...(children ?? []), ...(shadowRoot ? [shadowRoot] : [])]) yield* chipsUnder(child);
}

const contextOf = (frame: Frame): string => (frame as unknown as { _id: string })._id;

/** A sandbox of its own sees the page's nodes without the page's changes to them, and is not seen by it. */
const SANDBOX = 'countersign-test';

export class FirefoxRig implements Rig {
  readonly browserName = 'firefox';
  readonly extensionId = EXTENSION_ID;
  readonly extensionOrigin = `moz-extension://${UUID}`;
  readonly browser: Browser;
  readonly downloads: string;
  greetings = 0;
  readonly #options: Prepared;
  readonly #send: Send;
  readonly #opened = new Set<Page>();
  #window: string | null = null;

  constructor(browser: Browser, options: Prepared) {
    this.browser = browser;
    this.downloads = options.downloads;
    this.#options = options;
    this.#send = sender(browser);
  }

  async install(): Promise<void> {
    const { dist, greetsWithinMs, keepWelcome } = this.#options;
    if (dist === null) throw new Error('there is nothing to install');
    const first = this.greetings === 0;
    await this.browser.installExtension(dist);
    if (!first || greetsWithinMs === 0) return;
    const url = `${this.extensionOrigin}/src/options/index.html#welcome`;
    this.greetings = await this.inBrowser(greeted, url, greetsWithinMs, keepWelcome === true);
  }

  /** Runs in the browser's own window with its privileges. The function is sent as text; arguments and answer as JSON. */
  async inBrowser<T>(work: (...args: never[]) => T | Promise<T>, ...args: readonly unknown[]): Promise<T> {
    if (this.#window === null) {
      const tree = (await this.#send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as {
        contexts: { context: string; url: string }[];
      };
      const main = tree.contexts.find((one) => one.url === 'chrome://browser/content/browser.xhtml');
      if (main === undefined) throw new Error('Firefox shows no window of its own');
      this.#window = main.context;
    }
    const answer = (await this.#send('script.callFunction', {
      functionDeclaration: `async (text) => JSON.stringify((await (${work})(...JSON.parse(text))) ?? null)`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      awaitPromise: true,
      target: { context: this.#window },
    })) as Answer<{ value: string }>;
    if (answer.type === 'exception') throw new Error(`in Firefox's window: ${answer.exceptionDetails.text}`);
    return JSON.parse(answer.result.value) as T;
  }

  async tabIdOf(page: Page): Promise<number> {
    await page.bringToFront();
    return this.inBrowser(frontTabId, EXTENSION_ID);
  }

  async openOwnPage(address: string): Promise<Page> {
    // The tab is puppeteer's, the address is given to it from the browser's window: of one tab in ten that the window opens itself,
    // puppeteer hears nothing. Nothing is evaluated in it before it has loaded, as it changes its process on the way.
    const page = await this.browser.newPage();
    await page.bringToFront();
    await this.inBrowser(loadInto, contextOf(page.mainFrame()), `${this.extensionOrigin}/${address}`);
    this.#opened.add(page);
    return page;
  }

  async closeToolbarPopup(): Promise<void> {
    // Again where it was still on its way up.
    await until('the toolbar popup to close', () => this.inBrowser(hidePanel));
  }

  async openToolbarPopup(page: Page): Promise<void> {
    await this.closeToolbarPopup();
    await page.bringToFront();
    await this.inBrowser(clickToolbarButton, EXTENSION_ID);
    await until('the toolbar popup', () => this.inBrowser(panelIsOpen, this.extensionOrigin));
  }

  async surfaces(): Promise<Surface[]> {
    const found: Surface[] = [];
    if (await this.inBrowser(panelIsOpen, this.extensionOrigin)) found.push(panelSurface(this));
    for (const page of await this.browser.pages()) {
      if (this.#opened.has(page) || page.isClosed() || page.url() !== 'about:blank') continue;
      if ((await hrefOf(page)).startsWith(`${this.extensionOrigin}/${POPUP}`)) found.unshift(new PageSurface(page));
    }
    return found;
  }

  async #callOn<T>(frame: Frame, sharedId: string, work: (this: Element, part: string) => T, part = ''): Promise<T> {
    const answer = (await this.#send('script.callFunction', {
      functionDeclaration: `function (part) { return JSON.stringify((${work}).call(this, part) ?? null); }`,
      this: { sharedId },
      arguments: [{ type: 'string', value: part }],
      awaitPromise: false,
      target: { context: contextOf(frame), sandbox: SANDBOX },
    })) as Answer<{ value: string }>;
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result.value) as T;
  }

  async #find(page: Page): Promise<{ sharedId: string; chip: Chip }[]> {
    const found: { sharedId: string; chip: Chip }[] = [];
    for (const frame of page.frames()) {
      if (!frame.detached) found.push(...(await this.#inFrame(frame).catch(() => [])));
    }
    return found;
  }

  async #inFrame(frame: Frame): Promise<{ sharedId: string; chip: Chip }[]> {
    const answer = (await this.#send('script.evaluate', {
      expression: 'document',
      awaitPromise: false,
      target: { context: contextOf(frame), sandbox: SANDBOX },
      serializationOptions: { maxDomDepth: null, includeShadowTree: 'all' },
    })) as Answer<RemoteNode>;
    if (answer.type === 'exception') return [];
    const found: { sharedId: string; chip: Chip }[] = [];
    for (const sharedId of chipsUnder(answer.result)) {
      const { shown, box, ...rest } = await this.#callOn(frame, sharedId, describeChip);
      if (!shown) continue;
      const offset = await offsetOf(frame);
      found.push({ sharedId, chip: { ...rest, box: { ...box, x: box.x + offset.x, y: box.y + offset.y }, frame } });
    }
    return found;
  }

  async chips(page: Page): Promise<Chip[]> {
    return (await this.#find(page)).map((one) => one.chip);
  }

  async #idOf(page: Page, chip: Chip): Promise<string> {
    const found = (await this.#find(page)).find((one) => one.chip.id === chip.id && one.chip.frame === chip.frame);
    if (found === undefined) throw new Error('the chip is gone');
    return found.sharedId;
  }

  async focusChip(page: Page, chip: Chip, part: string): Promise<void> {
    await this.#callOn(chip.frame, await this.#idOf(page, chip), focusPart, part);
  }

  async chipPart(page: Page, chip: Chip, part: string): Promise<Chip['box'] | null> {
    const box = await this.#callOn(chip.frame, await this.#idOf(page, chip), boxOfPart, part);
    const offset = await offsetOf(chip.frame);
    return box === null ? null : { ...box, x: box.x + offset.x, y: box.y + offset.y };
  }

  async killBackground(): Promise<void> {
    const state = await this.inBrowser(endEventPage, EXTENSION_ID);
    if (state !== 'stopped') throw new Error(`the event page is ${state}`);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** BiDi calls every page of an extension about:blank; the page itself knows better. */
const hrefOf = (page: Page): Promise<string> => page.evaluate(() => location.href).catch(() => '');

// ---- sent into the browser's window, where these names exist

interface ExtensionInternals {
  readonly tabManager: { getWrapper(tab: unknown): { readonly id: number } };
  readonly backgroundState: string;
  readonly backgroundContext?: { readonly contextId: string };
  terminateBackground(how: { disableResetIdleForTest: boolean }): Promise<void>;
}
declare const WebExtensionPolicy: { getByID(id: string): { readonly extension: ExtensionInternals } };
interface TabBrowser {
  readonly currentURI: { readonly spec: string };
  readonly webProgress?: { readonly isLoadingDocument: boolean };
  fixupAndLoadURIString(url: string, options: object): void;
}
interface Tab {
  readonly linkedBrowser: TabBrowser;
}
declare const gBrowser: { readonly selectedTab: Tab; readonly tabs: readonly Tab[]; removeTab(tab: Tab): void };
interface BrowserActions {
  browserActionFor(extension: ExtensionInternals): { triggerAction(view: Window): Promise<void> };
}
declare const ChromeUtils: {
  importESModule(url: string): {
    readonly NavigableManager: { getIdForBrowser(view: TabBrowser): string };
    readonly ExtensionParent: { readonly apiManager: { readonly global: BrowserActions } };
  };
};
declare const Services: { scriptSecurityManager: { getSystemPrincipal(): object } };

function frontTabId(id: string): number {
  return WebExtensionPolicy.getByID(id).extension.tabManager.getWrapper(gBrowser.selectedTab).id;
}

/** Waits for the tab at this address; 1 where it came. */
async function greeted(url: string, withinMs: number, keep: boolean): Promise<number> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; ) {
    const tab = gBrowser.tabs.find((one) => one.linkedBrowser.currentURI.spec === url);
    if (tab !== undefined) {
      if (!keep) gBrowser.removeTab(tab);
      return 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return 0;
}

/** Loads an address into the tab of this BiDi context and waits until it has loaded. */
async function loadInto(context: string, url: string): Promise<void> {
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const view = gBrowser.tabs.map((tab) => tab.linkedBrowser).find((one) => NavigableManager.getIdForBrowser(one) === context);
  if (view === undefined) throw new Error('the tab is gone');
  view.fixupAndLoadURIString(url, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
  const deadline = Date.now() + 15_000;
  while (view.currentURI.spec !== url || view.webProgress?.isLoadingDocument !== false) {
    if (Date.now() > deadline) throw new Error(`${url} does not load: ${view.currentURI.spec}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** By force: with a listener that has not answered the browser would rather wait. What woke it again at once is another page. */
async function endEventPage(id: string): Promise<string> {
  const { extension } = WebExtensionPolicy.getByID(id);
  const before = extension.backgroundContext?.contextId;
  await extension.terminateBackground({ disableResetIdleForTest: true });
  return extension.backgroundContext?.contextId === before ? extension.backgroundState : 'stopped';
}

/** What a click on the toolbar button does; the button itself is not drawn before its menu was opened once. */
function clickToolbarButton(id: string): Promise<void> {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(id);
  return ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
}
