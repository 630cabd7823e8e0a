// The battery of messages: what is not a page of ours writes to the background all that it can think of. Nothing that is kept may
// change, no answer may hold a secret, and nothing may break.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { HOTP, Secret } from 'otpauth';
import type { Page } from 'puppeteer';
import { type RigDriver, startDriver } from '../e2e/driver';
import { until } from '../e2e/waiting';
import { asContentScript, changed, type ErrorWatch, inOwnPage, stateOf, watchErrors } from './own-page';
import { type Knowledge, messages, routesOf } from './requests';
import type { BrowserName, Row } from './row';
import { hearStranger } from './stranger-extension';
import { startVictim, type VictimServer } from './victim-page';

const PASSWORD = 'zwiebelfisch Kuckuck 77';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const RECOVERY = ['zf01-9k98', 'zf02-9k97', 'zf03-9k96'];
const NAMES = ['Zwiebelfisch GmbH', 'kuckuck@zwiebelfisch.example'];

interface Seen {
  /** Answers by what they say. */
  readonly texts: Readonly<Record<string, number>>;
  readonly sent: number;
}

/** Sends `args[0]` in batches and counts the answers; ids that are new in each are evened out. */
const SEND = `
  const texts = {};
  const note = (value) => {
    const text = JSON.stringify(value ?? null).replace(/"(offerId|fillId)":"[0-9a-f]{16}"/g, '"$1":"…"');
    texts[text] = (texts[text] ?? 0) + 1;
  };
  const list = args[0];
  for (let i = 0; i < list.length; i += 40)
    await Promise.all(list.slice(i, i + 40).map((message) => api.runtime.sendMessage(message).then(note, (error) => note('thrown: ' + error.message))));
  return { texts, sent: list.length };`;

/** What JSON cannot carry, and the port of the bridge with calls that are not its own. */
const SEND_ODD = `
  const texts = {};
  const note = (value) => { const text = JSON.stringify(value ?? null); texts[text] = (texts[text] ?? 0) + 1; };
  const cyclic = {}; cyclic.self = cyclic;
  let sent = 0;
  for (const make of [() => undefined, () => NaN, () => 10n, () => Symbol('x'), () => () => 1, () => cyclic, () => new Map([['route', 'status']]), () => new Date(0), () => new Uint8Array(9), () => document, () => new Error('x')]) {
    sent++;
    try { note(await api.runtime.sendMessage(make())); } catch { note('thrown'); }
    try { note(await api.runtime.sendMessage({ route: 'items/list', body: make() })); } catch { note('thrown'); }
  }
  const frame = { activation: true, focused: true };
  const calls = [...args[0], { call: 'get', options: { challenge: 'AAAA', rpId: args[1], allowCredentials: [] }, conditional: false, frame: { ...frame, origin: 'https://' + args[1] } },
    { call: 'create', options: {}, conditional: false, frame }, { call: 'signal', signal: 'signalAllAcceptedCredentials', options: { rpId: args[1], userId: 'AA', allAcceptedCredentialIds: [] } }, { call: 'field' }, { news: 'ended', resolved: true }];
  for (const name of ['bridge', 'popup', '__proto__', '']) for (const call of calls) {
    sent++;
    await new Promise((done) => {
      const port = api.runtime.connect({ name });
      const end = setTimeout(() => { port.disconnect(); done(); }, 60);
      port.onMessage.addListener(note);
      port.onDisconnect.addListener(() => { clearTimeout(end); void api.runtime.lastError; done(); });
      try { port.postMessage(call); } catch { note('thrown'); }
    });
  }
  return { texts, sent };`;

/** In the page's own world: by every way in which pages talk to content scripts. */
const FROM_PAGE = `
  let heard = 0;
  const names = ['message', 'bridge', 'countersign', 'CustomEvent', 'webauthn', 'connect', 'offer', 'fill', 'countersign-bridge'];
  const own = new Set();
  addEventListener('message', (event) => { if (event.source !== window || !own.has(JSON.stringify(event.data))) heard++; });
  const channel = new BroadcastChannel('bridge');
  channel.onmessage = () => heard++;
  const list = args[0];
  for (const [i, message] of list.entries()) {
    const text = JSON.stringify(message);
    own.add(text);
    const name = names[i % names.length];
    if (i % 5 === 0) postMessage(message, '*');
    else if (i % 5 === 1) document.dispatchEvent(new CustomEvent(name, { detail: message, bubbles: true }));
    else if (i % 5 === 2) { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => heard++; document.dispatchEvent(new MessageEvent(name, { data: message, ports: [port2] })); port1.postMessage(message); port1.close(); }
    else if (i % 5 === 3) { const node = document.createElement('div'); node.setAttribute('data-countersign', text); node.textContent = text.slice(0, 200); document.body.append(node); node.dispatchEvent(new CustomEvent(name, { detail: message, bubbles: true, composed: true })); node.remove(); }
    else { try { window.dispatchEvent(Object.assign(new Event(name), { data: message, detail: message })); channel.postMessage(message); } catch {} }
    if (i % 250 === 0) await new Promise((done) => setTimeout(done));
  }
  try { await globalThis.chrome?.runtime?.sendMessage?.(args[1], list[0]); heard++; } catch {}
  await new Promise((done) => setTimeout(done, 50));
  channel.close();
  return { texts: heard === 0 ? {} : { ['heard ' + heard]: heard }, sent: list.length };`;

/** What a content script can get out of the storage areas. */
const READ_STORAGE = `
  const found = {};
  for (const name of ['local', 'session', 'sync', 'managed']) {
    try { found[name] = api.storage?.[name] === undefined ? 'not there' : JSON.stringify(await api.storage[name].get(null)); }
    catch (error) { found[name] = 'refused'; }
  }
  try { found.indexedDB = (await indexedDB.databases()).map((one) => one.name).join(); } catch { found.indexedDB = 'refused'; }
  return found;`;

/** Kinds of frames in the page of another site; `SITE` and `SELF` are the addresses of the prompt at both. */
const FRAMES: Readonly<Record<string, string>> = {
  'frame of the site': '<iframe src="SITE"></iframe>',
  'sandboxed frame': '<iframe src="SITE" sandbox="allow-scripts"></iframe>',
  'srcdoc frame': '<iframe srcdoc="&lt;input autocomplete=one-time-code&gt;"></iframe>',
  'data: frame': '<iframe src="data:text/html,<input autocomplete=one-time-code>"></iframe>',
  'blob: frame': '<iframe id="f"></iframe><script>f.src = URL.createObjectURL(new Blob(["<input>"], { type: "text/html" }))</script>',
  'about:blank frame': '<iframe></iframe>',
};

export interface MessageBattery {
  rows(note: (row: Row) => void, count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startMessageBattery(browser: BrowserName, dist?: string): Promise<MessageBattery> {
  const victim = await startVictim();
  const driver = await startDriver({ browser, ...(dist === undefined ? {} : { dist }) });
  await driver.createVault(PASSWORD);
  const [issuer, account] = NAMES as [string, string];
  await driver.addByHand({ issuer, account, secret: SEED, type: 'hotp', counter: 0, site: victim.origin });
  await driver.addRecoveryCodes(RECOVERY.join('\n'), victim.origin);
  const own = await driver.rig.openOwnPage('src/options/index.html#about');
  return new RealMessageBattery(browser, driver, victim, own, await watchErrors(driver.rig), dist);
}

class RealMessageBattery implements MessageBattery {
  readonly #browser: BrowserName;
  readonly #driver: RigDriver;
  readonly #victim: VictimServer;
  readonly #own: Page;
  readonly #errors: ErrorWatch;
  readonly #dist: string | undefined;
  #known: Knowledge = { ids: [], password: PASSWORD, origin: '', tabId: 0 };

  constructor(browser: BrowserName, driver: RigDriver, victim: VictimServer, own: Page, errors: ErrorWatch, dist: string | undefined) {
    this.#browser = browser;
    this.#driver = driver;
    this.#victim = victim;
    this.#own = own;
    this.#errors = errors;
    this.#dist = dist;
  }

  async rows(note: (row: Row) => void, count: number): Promise<void> {
    const list = await inOwnPage<{ value: { rows: readonly { id: string }[] } }>(
      this.#own,
      `return api.runtime.sendMessage({ route: 'items/list', body: { query: '', tabId: null, offset: 0, limit: 20 } });`,
    );
    const ids = list.value.rows.map(({ id }) => id);
    if (ids.length === 0) throw new Error('the vault shows nothing to steal');
    this.#known = { ids, password: PASSWORD, origin: this.#victim.origin, tabId: 0 };
    note(await this.#page(count));
    note(await this.#contentScript('own site, top', `${this.#victim.origin}/`, 0, count));
    const foreign = this.#victim.origin.replace('localhost', '127.0.0.1');
    note(await this.#contentScript('another site, top', `${foreign}/`, 0, count));
    for (const [kind, html] of Object.entries(FRAMES)) {
      const around = html.replace('SITE', `${this.#victim.origin}/`);
      note(await this.#contentScript(kind, `${foreign}/parent?html=${encodeURIComponent(around)}`, 1, count));
    }
    note(await this.#storage(foreign));
    note(await this.#embedded(foreign));
    note(await this.#stranger(count));
    for (const row of await this.#controls()) note(row);
  }

  /** The same judgement for all: what changed, what was said, what broke. */
  async #judged(attack: string, send: () => Promise<Seen>, expectedOk: (text: string) => boolean): Promise<Row> {
    const before = await stateOf(this.#own);
    const errorsBefore = (await this.#errors.seen()).length;
    const { texts, sent } = await send();
    const moved = changed(before, await stateOf(this.#own));
    const said = Object.keys(texts);
    const secrets = secretsIn(said.join('\n'), this.#known.ids);
    const wrong = said.filter((text) => text.startsWith('{"ok":true') && !expectedOk(text));
    const broken = [...(await this.#errors.seen()).slice(errorsBefore), ...said.filter((text) => text.includes('"internal"'))];
    const ok = moved.length + secrets.length + wrong.length + broken.length === 0 && sent > 0;
    const seen = `${sent} sent: ${moved.length} state changes, ${secrets.length} secrets, ${broken.length} errors, ${wrong.length} other yeses`;
    const more = ok ? '' : ` ${JSON.stringify({ moved, secrets, wrong: wrong.slice(0, 3), broken: broken.slice(0, 3) })}`;
    return { battery: 'messages', attack, browser: this.#browser, expected: 'nothing changes, nothing said', seen: seen + more, ok };
  }

  async #page(count: number): Promise<Row> {
    const page = await this.#driver.newPage(`${this.#victim.origin}/`);
    try {
      const run = (): Promise<Seen> =>
        page.evaluate(
          `(async (...args) => { ${FROM_PAGE} })(${JSON.stringify(messages(1, count, this.#known))}, ${JSON.stringify(this.#driver.rig.extensionId)})`,
        ) as Promise<Seen>;
      const row = await this.#judged('a page, by every event there is', run, () => false);
      return { ...row, ok: row.ok && !row.seen.includes('heard') };
    } finally {
      await page.close();
    }
  }

  async #contentScript(kind: string, url: string, depth: 0 | 1, count: number): Promise<Row> {
    const page = await this.#driver.newPage(url);
    try {
      const tabId = await this.#driver.rig.tabIdOf(page);
      const frameId = await until('the frame', () =>
        inOwnPage<number | null>(
          this.#own,
          `const seen = await api.scripting.executeScript({ target: { tabId: args[0], allFrames: true }, func: () => 1 });
           return seen.find((one) => (args[1] === 0) === (one.frameId === 0))?.frameId ?? null;`,
          tabId,
          depth,
        ).then((id) => (id === null ? null : { id })),
      );
      const known = { ...this.#known, tabId };
      const send = async (): Promise<Seen> => {
        const texts: Record<string, number> = {};
        let sent = 0;
        const all = messages(kind.length * 1_000 + depth, count, known);
        const add = (part: Seen): void => {
          sent += part.sent;
          for (const [text, times] of Object.entries(part.texts)) texts[text] = (texts[text] ?? 0) + times;
        };
        for (let at = 0; at < all.length; at += 500)
          add(await asContentScript<Seen>(this.#own, tabId, frameId.id, SEND, all.slice(at, at + 500)));
        add(await asContentScript<Seen>(this.#own, tabId, frameId.id, SEND_ODD, all.slice(0, 4), 'localhost'));
        return { texts, sent };
      };
      return await this.#judged(`content script, ${kind}`, send, isContentYes);
    } finally {
      await page.close();
    }
  }

  /** What lies where a content script can look. */
  async #storage(origin: string): Promise<Row> {
    const page = await this.#driver.newPage(`${origin}/`);
    try {
      const tabId = await this.#driver.rig.tabIdOf(page);
      const found = await asContentScript<Record<string, string>>(this.#own, tabId, 0, READ_STORAGE);
      // Ids are chance and lie in clear; nothing else does.
      const secrets = secretsIn(JSON.stringify(found), []);
      // Firefox has no setAccessLevel: storage.local is ciphertext and settings, and can be read.
      const open = ['local', 'session'].filter((name) => found[name] !== 'refused' && found[name] !== 'not there');
      const expected = this.#browser === 'firefox' ? ['local'] : [];
      const ok = secrets.length === 0 && open.join() === expected.join() && found.indexedDB === '';
      const seen = `open: ${open.join() || 'none'}; ${secrets.length} secrets; sync ${found.sync}; databases: ${found.indexedDB || 'none'}`;
      return {
        battery: 'messages',
        attack: 'storage areas, from a content script',
        browser: this.#browser,
        expected: expected.length === 0 ? 'closed' : 'local open, only ciphertext',
        seen,
        ok,
      };
    } finally {
      await page.close();
    }
  }

  /** Every packaged file, asked for by a page that knows the extension's address. */
  async #embedded(origin: string): Promise<Row> {
    const { rig } = this.#driver;
    const dist = path.resolve(this.#dist ?? path.join('dist', this.#browser));
    const files = readdirSync(dist, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => path.relative(dist, path.join(one.parentPath, one.name)));
    const page = await this.#driver.newPage(`${origin}/`);
    try {
      const loaded = (await page.evaluate(
        `(async (files, root) => {
          const loaded = [];
          const tag = (name, attribute, url) => new Promise((done) => {
            const element = document.createElement(name);
            element.onload = () => { loaded.push(name + ' ' + url); done(); };
            element.onerror = done;
            element[attribute] = url;
            document.head.append(element);
            setTimeout(done, 3000);
          });
          await Promise.all(files.map(async (file) => {
            const url = root + '/' + file;
            await fetch(url).then(() => loaded.push('fetch ' + url), () => undefined);
            if (/\\.(png|svg)$/.test(file)) await tag('img', 'src', url);
            if (/\\.js$/.test(file)) await tag('script', 'src', url);
            if (/\\.css$/.test(file)) { const link = tag('link', 'href', url); document.head.lastElementChild.rel = 'stylesheet'; await link; }
            if (/\\.html$/.test(file)) for (const name of ['iframe', 'object', 'embed']) {
              const frame = document.createElement(name);
              frame[name === 'object' ? 'data' : 'src'] = url;
              document.body.append(frame);
            }
          }));
          return loaded;
        })(${JSON.stringify(files)}, ${JSON.stringify(rig.extensionOrigin)})`,
      )) as string[];
      const frames = await Promise.all(
        page
          .frames()
          .map((frame) => frame.evaluate(() => (location.protocol.endsWith('extension:') ? location.href : null)).catch(() => null)),
      );
      const all = [...loaded, ...frames.filter((url) => url !== null)];
      return {
        battery: 'messages',
        attack: 'packaged files, from a page that knows the address',
        browser: this.#browser,
        expected: 'none answers',
        seen: `${all.length} of ${files.length} answered${all.length === 0 ? '' : `: ${all.slice(0, 4).join(', ')}`}`,
        ok: all.length === 0 && files.length > 20,
      };
    } finally {
      await page.close();
    }
  }

  async #stranger(count: number): Promise<Row> {
    return this.#judged(
      'another extension, messages and ports',
      async () => {
        const heard = await hearStranger(this.#driver.rig, messages(4, count, this.#known));
        const texts = Object.fromEntries([...heard.replies, ...heard.storage].map((text) => [`{"ok":true,${text}`, 1]));
        return { texts, sent: heard.sent };
      },
      () => false,
    );
  }

  /** The same probes on a page of ours, which may: they must find a code, and a change. */
  async #controls(): Promise<readonly Row[]> {
    const control = (attack: string, seen: string, ok: boolean): Row => ({
      battery: 'messages',
      attack: `control: ${attack}`,
      browser: this.#browser,
      expected: 'found',
      seen,
      ok,
    });
    const before = await stateOf(this.#own);
    const reply = await inOwnPage<unknown>(
      this.#own,
      `return api.runtime.sendMessage({ route: 'items/next-code', body: { id: args[0] } });`,
      await this.#otpId(),
    );
    const secrets = secretsIn(JSON.stringify(reply), this.#known.ids);
    const moved = changed(before, await stateOf(this.#own));
    return [
      control(
        'the probe finds a code in an answer',
        secrets.join(),
        secrets.some((one) => one === 'code'),
      ),
      control('the probe finds a change of the vault', `${moved.length} places`, moved.length > 0),
      control('every route of our pages was tried', `${routesOf('page').length} routes`, routesOf('page').length > 50),
    ];
  }

  async #otpId(): Promise<string> {
    for (const id of this.#known.ids) {
      const reply = await inOwnPage<{ ok: boolean }>(
        this.#own,
        `return api.runtime.sendMessage({ route: 'items/codes', body: { ids: [args[0]] } });`,
        id,
      );
      if (reply.ok) return id;
    }
    throw new Error('no account is left');
  }

  async close(): Promise<void> {
    await this.#driver.close();
    await this.#victim.close();
  }
}

/** A content script may be told which offers there are, without a name in them. */
const isContentYes = (text: string): boolean => /^\{"ok":true,"value":(null|\{"offers":\[.*\]\}|\{"status":"confirming"\})\}$/.test(text);

function secretsIn(text: string, ids: readonly string[]): readonly string[] {
  const secret = Secret.fromBase32(SEED);
  const hotp = new HOTP({ secret });
  const codes = Array.from({ length: 60 }, (_, counter) => hotp.generate({ counter }));
  const found: string[] = [];
  const has = (name: string, values: readonly string[]): void => {
    if (values.some((value) => text.includes(value))) found.push(name);
  };
  has('seed', [SEED, secret.hex, secret.hex.toLowerCase(), Buffer.from(secret.bytes).toString('base64').replace(/=+$/, '')]);
  if (codes.some((code) => new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`).test(text))) found.push('code');
  has('recovery code', RECOVERY);
  has('password', [PASSWORD]);
  has('name', NAMES);
  has('id', ids);
  return found;
}
