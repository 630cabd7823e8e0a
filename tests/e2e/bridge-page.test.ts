// The bridge's page side in the built extension, against a background that answers what the page's options say: nothing of a page's can
// reach the channel, and wherever something is odd the browser's own method has the page's own call.

import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stubbedBuild } from './bridge-build';
import { ASSERTION, REGISTRATION } from './bridge-credentials';
import { shapes } from './bridge-shapes';
import { type BridgeSite, kitText, serveBridgeSite } from './bridge-site';
import { launch } from './launch';
import type { Rig } from './rig';
import { until } from './waiting';

const browser = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';
let site: BridgeSite;
let rig: Rig;
let page: Page;
let removeBuild: () => void;
/** What a page sees of itself in a browser without the extension. */
let withoutUs: unknown;

beforeAll(async () => {
  site = await serveBridgeSite();
  const { dist, remove } = await stubbedBuild(browser);
  removeBuild = remove;
  rig = await launch({ browser, dist, installLater: true });
  page = await rig.browser.newPage();
  await open();
  withoutUs = await run(`inline`);
  await rig.install();
});
afterAll(async () => {
  await rig?.close();
  site?.close();
  removeBuild?.();
});

/** A fresh document in front. */
async function open(body = 'here', origin = site.origin): Promise<void> {
  await page.goto(`${origin}/?body=${encodeURIComponent(body)}`);
  await page.bringToFront();
  await page.waitForFunction('document.hasFocus()');
}

/** What a text in the page's world gives. */
const run = <T>(text: string, frame: Page | Frame = page): Promise<T> => frame.evaluate(`(async () => (${text}))()`) as Promise<T>;

/** What has arrived in the background since the last look. */
async function arrived(from: Page | Frame = page): Promise<Record<string, unknown>[]> {
  return JSON.parse(await run<string>(`kit.get('report').catch((error) => error.message)`, from));
}

/** A call that the browser refuses by its own rules, at once and without asking the network: whoever says so is the browser. */
const REFUSED = `{ rpId: 'localhost:1' }`;

test('a call without a word of ours is the browser’s, with the page’s own arguments', async () => {
  await open();
  expect(await run(`kit.said(kit.get('native', ${REFUSED}))`)).toBe('SecurityError');
  expect(await run(`kit.said(kit.get('lost', ${REFUSED}))`)).toBe('SecurityError');
  expect(await run(`kit.said(kit.get('proxied', ${REFUSED}))`)).toBe('SecurityError');
  const [first] = await arrived();
  expect(first).toMatchObject({ call: 'get', conditional: false, options: { challenge: 'AQID__4', rpId: 'localhost:1' } });
  expect(first).toMatchObject({ frame: { focused: true }, origin: site.origin });
});

test('what is not a public key’s alone goes past the background', async () => {
  await open();
  await arrived();
  const calls = [
    `navigator.credentials.get()`,
    `navigator.credentials.get({ password: true, mediation: 'silent' })`,
    `kit.get('result', {}, { mediation: 'nonsense' })`,
    `kit.get('result', ${REFUSED}, { password: true })`,
    `kit.get('result', {}, { signal: AbortSignal.abort('mine') })`,
    `kit.get('result', {}, { signal: {} })`,
    `navigator.credentials.create({})`,
    `navigator.credentials.get.call({}, { publicKey: { challenge: kit.challenge, plan: 'result' } })`,
  ];
  const answers: unknown[] = [];
  for (const call of calls) answers.push(await run(`kit.said(${call})`));
  expect(answers).not.toContain(ASSERTION.id);
  expect(answers[4]).toBe('mine');
  expect(answers.slice(5)).toEqual(['TypeError', 'NotSupportedError', 'TypeError']);
  expect(await arrived()).toEqual([]);
});

test('odd options are the browser’s to judge: no hang, nothing read into them', async () => {
  await open();
  await arrived();
  const odd = {
    getter: `{ get challenge() { throw new RangeError('mine') } }`,
    missing: `{ allowCredentials: 7 , challenge: 'text', rpId: 5n }`,
    large: `{ challenge: new Uint8Array(9e6), ...${REFUSED} }`,
    cyclic: `(() => { const it = { challenge: kit.challenge, ...${REFUSED} }; it.self = it; return it })()`,
    many: `{ challenge: kit.challenge, ...${REFUSED}, list: Array(1e5).fill('text') }`,
  };
  const answers: Record<string, unknown> = {};
  for (const [name, options] of Object.entries(odd))
    answers[name] = await run(`kit.said(navigator.credentials.get({ publicKey: ${options} }))`);
  expect(answers).toMatchObject({ getter: 'RangeError', cyclic: 'SecurityError', many: 'SecurityError' });
  expect(answers.missing).toBe('TypeError');
  expect(await arrived()).toEqual([]);
  // As Vue's reactive() and the like give them.
  const proxied = `new Proxy({ publicKey: new Proxy({ challenge: kit.challenge.buffer, plan: 'result', allowCredentials: new Set([{ type: 'public-key', id: new Uint16Array([513]) }]) }, {}) }, {})`;
  expect(await run(`kit.said(navigator.credentials.get(${proxied}))`)).toBe(ASSERTION.id);
  expect((await arrived())[0]).toMatchObject({ options: { allowCredentials: [{ type: 'public-key', id: 'AQI' }] } });
});

test('a page that has changed every built-in still gets the browser’s answer, and ours; it hears of no channel', async () => {
  await open();
  const answers = await page.evaluate(SPOILING);
  expect(answers).toEqual({ native: 'SecurityError', ours: ASSERTION.id, refused: 'NotAllowedError', heard: 0, control: 'event' });
});

/**
 * Runs to its end by what it has saved of the built-ins before it spoils them, and hears of nodes that are in no document. What it does not
 * spoil is how its own bytes are read: without that its options are odd, and the browser's.
 */
const SPOILING = `new Promise((done) => {
  const { credentials } = navigator;
  const { get } = CredentialsContainer.prototype;
  const { apply, defineProperty, ownKeys, getOwnPropertyDescriptor: describe } = Reflect;
  const then = Promise.prototype.then;
  const isNode = (one) => { try { return one !== null && typeof one === 'object' && apply(nodeType, one, []) > 0 && !apply(connected, one, []); } catch { return false; } };
  const nodeType = describe(Node.prototype, 'nodeType').get, connected = describe(Node.prototype, 'isConnected').get;
  const targetOf = describe(Event.prototype, 'target').get, currentOf = describe(window, 'event').get;
  const idOf = describe(Credential.prototype, 'id').get, nameOf = describe(DOMException.prototype, 'name').get;
  const challenge = kit.challenge;
  const heard = [];
  let on = false, count = 0;
  const spoil = [];
  const all = [EventTarget, Event, CustomEvent, MouseEvent, Node, AbortController, AbortSignal, ArrayBuffer, WeakMap, RegExp, Uint8Array, Object.getPrototypeOf(Uint8Array), String, Array, Function, Promise, DOMException, Credential, PublicKeyCredential, CredentialsContainer];
  for (const { prototype } of all) for (const name of ownKeys(prototype)) if (name !== 'constructor' && !/^(byteLength|byteOffset|buffer)$/.test(String(name))) spoil.push([prototype, name]);
  for (const owner of [JSON, Reflect, Uint8Array, Object, Symbol]) for (const name of ownKeys(owner)) if (name !== 'prototype') spoil.push([owner, name]);
  for (const name of ['CustomEvent', 'DOMException', 'AbortController', 'queueMicrotask', 'Uint8Array', 'Proxy', 'Promise', 'Reflect', 'JSON']) spoil.push([window, name]);
  const inherited = ['bubbles', 'composed', 'cancelable', 'lastChunkHandling', 'get', 'set', 'writable', 'apply', 'credential', 'bytes', 'message', 'keys', 'once', 'password'];
  const poisoned = function () {
    if (!on) return undefined;
    const event = apply(currentOf, window, []);
    if (event && isNode(apply(targetOf, event, []))) heard[count++] = 'event';
    if (isNode(this)) heard[count++] = 'this';
    for (let i = 0; i < arguments.length; i++) if (isNode(arguments[i])) heard[count++] = 'argument';
    throw 'spoilt';
  };
  const planted = document.createElement('i'), plantedEvent = new Event('x'), dispatch = EventTarget.prototype.dispatchEvent;
  planted.addEventListener('x', () => { try { poisoned(); } catch {} });
  for (let i = 0; i < spoil.length; i++) {
    const [owner, name] = spoil[i];
    const was = describe(owner, name);
    if (!was || !was.configurable) continue;
    spoil[i].push(was.get ? { __proto__: null, configurable: true, get: poisoned } : { __proto__: null, configurable: true, writable: true, value: poisoned });
  }
  const saved = spoil.filter((one) => one.length === 3).map(([owner, name, to]) => ({ owner, name, to, was: { __proto__: null, ...describe(owner, name) } }));
  const length = saved.length;
  for (let i = 0; i < length; i++) { const one = saved[i]; defineProperty(one.owner, one.name, one.to); }
  for (let i = 0; i < inherited.length; i++) defineProperty(Object.prototype, inherited[i], { __proto__: null, configurable: true, get: poisoned, set: poisoned });
  on = true;
  const start = (plan, rpId) => apply(get, credentials, [{ __proto__: null, publicKey: { __proto__: null, challenge, plan, rpId } }]);
  const ended = (promise, next) => {
    defineProperty(promise, 'constructor', { __proto__: null, value: undefined });
    apply(then, promise, [(value) => { on = false; next(apply(idOf, value, [])); }, (error) => { on = false; let name; try { name = apply(nameOf, error, []); } catch { name = error; } next(name); }]);
  };
  ended(start('native', 'localhost:1'), (native) => {
    on = true;
    ended(start('result', 'localhost:1'), (ours) => {
      on = true;
      ended(start('NotAllowedError', 'localhost:1'), (refused) => {
        const before = count;
        on = true;
        apply(dispatch, planted, [plantedEvent]);
        on = false;
        const control = heard[before];
        for (let i = 0; i < inherited.length; i++) delete Object.prototype[inherited[i]];
        for (let i = 0; i < length; i++) { const one = saved[i]; defineProperty(one.owner, one.name, one.was); }
        done({ native, ours, refused, heard: before, control });
      });
    });
  });
})`;

const FRAMES: Record<string, string> = {
  same: `{ src: '/' }`,
  srcdoc: `{ srcdoc: 'here' }`,
  blank: `{}`,
  other: `{ src: '%other/' }`,
  allowed: `{ src: '%other/', allow: 'publickey-credentials-get' }`,
  sandboxed: `{ src: '/', sandbox: 'allow-scripts' }`,
  data: `{ src: 'data:text/html,here' }`,
};

test('frames ask as the browser lets them, and each in its own name', async () => {
  await open();
  await run(`(async () => {
    for (const [id, how] of Object.entries({ ${Object.entries(FRAMES).map(([id, how]) => `${id}: ${how.replace('%other', site.otherOrigin)}`)} })) {
      const frame = document.createElement('iframe');
      for (const [name, value] of Object.entries({ id, ...how })) frame.setAttribute(name, value);
      const loaded = new Promise((done) => frame.addEventListener('load', done));
      document.body.append(frame);
      if (id === 'blank') window.early = frame.contentWindow.CredentialsContainer.prototype.get.toString();
      await loaded;
    }
  })()`);
  await arrived();
  const answers: Record<string, unknown> = {};
  const origins: Record<string, unknown> = {};
  for (const id of Object.keys(FRAMES)) {
    const frame = (await (await page.$(`#${id}`))?.contentFrame()) as Frame;
    await frame.evaluate(kitText);
    answers[id] = await run(`navigator.credentials ? kit.said(kit.get('result', ${REFUSED})) : 'none'`, frame);
    answers[`${id} create`] = await run(
      `navigator.credentials ? kit.said(kit.create('result', { rp: { id: 'localhost:1', name: 'n' } })) : 'none'`,
      frame,
    );
    origins[id] = (await arrived()).filter(({ gone }) => gone !== true).map(({ call, origin }) => `${call} ${origin}`);
  }
  const ours = ASSERTION.id;
  expect(answers).toMatchObject({ same: ours, 'same create': ours, srcdoc: ours, 'srcdoc create': ours, allowed: ours });
  expect(answers).toMatchObject({ other: 'NotAllowedError', 'other create': 'NotAllowedError', sandboxed: 'NotAllowedError' });
  expect({ ...origins, blank: null, allowed: null }).toEqual({
    same: [`get ${site.origin}`, `create ${site.origin}`],
    srcdoc: [`get ${site.origin}`, `create ${site.origin}`],
    other: [],
    sandboxed: [],
    data: [],
    blank: null,
    allowed: null,
  });
  expect((origins.allowed as string[])[0]).toBe(`get ${site.otherOrigin}`);
  // Chromium has a list to ask; Firefox has none for create(): there the background leaves a frame of another origin to the browser.
  if (browser === 'chromium')
    expect([answers['allowed create'], origins.allowed]).toEqual(['NotAllowedError', [`get ${site.otherOrigin}`]]);
  // Firefox has made the head of an empty document before any script: such a frame is left to it.
  expect(answers.blank).toBe(browser === 'chromium' ? ours : 'SecurityError');
});

test('what we make passes for what the browser makes', async () => {
  await open();
  const shape = await page.evaluate(shapes);
  expect(shape.wrong).toEqual([]);
  expect(shape.registration).toEqual(REGISTRATION);
  expect(shape.assertion).toEqual(ASSERTION);
  expect(shape.counted).toBeGreaterThan(50);
});

test('nothing of ours is to be seen: no name, no node, no address, no event', async () => {
  await open();
  expect(await run(`inline`)).toEqual(withoutUs);
  const traces = await run<string[]>(`(async () => {
    const traces = [];
    const publicKey = { challenge: kit.challenge, plan: 'result', get rpId() { traces.push(new Error('here').stack); } };
    await navigator.credentials.get({ publicKey });
    await navigator.credentials.get({ publicKey: { ...${REFUSED}, challenge: kit.challenge, plan: 'native' } }).catch((error) => traces.push(error.stack));
    await Promise.resolve(navigator.credentials.get.call(undefined)).catch((error) => traces.push(error.stack));
    try { Object.getOwnPropertyDescriptor(Credential.prototype, 'id').get.call({}); } catch (error) { traces.push(error.stack); }
    return traces;
  })()`);
  expect(traces).toHaveLength(4);
  expect(traces.join('\n')).not.toMatch(/extension|iife|bridge-main/);
  const heard = await run(`(async () => {
    const heard = [];
    for (const type of ['hello', 'call', 'message', '1', '2', '3', '1!', '2!', '3!']) addEventListener(type, () => heard.push(type), true);
    await kit.get('result');
    const node = document.createElement('i');
    node.addEventListener('call', () => heard.push('node'));
    const let_through = [dispatchEvent(new MouseEvent('hello', { relatedTarget: node, cancelable: true }))];
    document.dispatchEvent(new CustomEvent('call', { detail: '{"id":"9","call":"get","options":{}}' }));
    postMessage({ call: 'get', options: {} }, '*');
    await kit.get('result');
    return [heard.sort().join(), ...let_through];
  })()`);
  // What the page sends itself, and nothing more: its node is not taken.
  expect(heard).toEqual(['call,hello,message', true]);
});

test('what we made is refused by store() like what the browser made', async () => {
  await open();
  expect(await run(`kit.get('result').then((it) => kit.said(navigator.credentials.store(it)))`)).toBe('NotSupportedError');
  expect(await run(`kit.said(navigator.credentials.store({}))`)).toBe('TypeError');
});

test('document.open() leaves the bridge where it was', async () => {
  await open();
  await run(`(document.open(), document.write('<p>again'), document.close())`);
  expect(await run(`kit.said(kit.get('result'))`)).toBe(ASSERTION.id);
  const late = `(async () => { const frame = document.body.appendChild(document.createElement('iframe')); const inner = frame.contentDocument;
    inner.open(); inner.write('<p>inside'); inner.close(); await new Promise((done) => setTimeout(done));
    return kit.said(frame.contentWindow.navigator.credentials.get({ publicKey: { challenge: kit.challenge, plan: 'native', ...${REFUSED} } })); })()`;
  expect(await run(late)).toBe('SecurityError');
});

test('an abort is the page’s own reason, and the background hears of it', async () => {
  await open();
  await arrived();
  const aborting = (plan: string, outer: string) => `(async () => {
    const control = new AbortController();
    const reason = { mine: true };
    const asked = kit.said(kit.get('${plan}', {}, { signal: control.signal, ${outer} }));
    setTimeout(() => control.abort(reason), 100);
    return (await asked) === reason;
  })()`;
  expect(await run(aborting('pending', ''))).toBe(true);
  expect(await run(aborting('parallel', `mediation: 'conditional'`))).toBe(true);
  const log = await arrived();
  expect(log.filter(({ gone }) => gone === true).map(({ plan }) => plan)).toEqual(['pending', 'parallel']);
});

test('passkey autofill: ours beside the browser’s, then a button', async () => {
  await open();
  expect(await run(`kit.said(kit.get('parallel, result', {}, { mediation: 'conditional' }))`)).toBe(ASSERTION.id);
  // The browser's own way of not doing it is the answer.
  expect(await run(`kit.said(kit.get('parallel', ${REFUSED}, { mediation: 'conditional' }))`)).toBe('SecurityError');
  const application = `(async () => {
    const control = new AbortController();
    const autofill = kit.said(kit.get('parallel', {}, { mediation: 'conditional', signal: control.signal }));
    await new Promise((done) => setTimeout(done, 50));
    control.abort();
    return [await kit.said(kit.get('result')), await autofill];
  })()`;
  expect(await run(application)).toEqual([ASSERTION.id, 'AbortError']);
  const impatient = `(async () => {
    const first = kit.get('parallel', {}, { mediation: 'conditional' });
    await new Promise((done) => setTimeout(done, 50));
    const second = await kit.said(kit.get('result'));
    return [await kit.said(Promise.race([first, Promise.resolve('goes on')])), second];
  })()`;
  // As each browser does with its own.
  expect(await run(impatient)).toEqual(browser === 'chromium' ? ['goes on', 'OperationError'] : ['AbortError', ASSERTION.id]);
});

test('autofill that has lost the background comes back when the person does', async () => {
  await open('<iframe src="/"></iframe>');
  const frame = (await (await page.waitForSelector('iframe'))?.contentFrame()) as Frame;
  await frame.waitForFunction('window.kit !== undefined && document.readyState === "complete"');
  await arrived(frame);
  await run(`void kit.get('parallel, lost', {}, { mediation: 'conditional' })`);
  await until('the call', async () => (await arrived(frame)).some(({ options }) => options !== undefined));
  // Until the port has gone nobody listens for the person.
  await until('the same call again', async () => {
    await run(`dispatchEvent(new FocusEvent('focus'))`);
    return (await arrived(frame)).some(({ call }) => call === 'get');
  });
});

test('signals and capabilities', async () => {
  await open();
  await arrived();
  expect(await run(`PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()`)).toBe(true);
  const capabilities = await run<Record<string, boolean>>(`PublicKeyCredential.getClientCapabilities()`);
  expect(Object.keys(capabilities)).toEqual(Object.keys(capabilities).sort());
  expect(capabilities).toMatchObject({ passkeyPlatformAuthenticator: true, 'extension:prf': true });
  if (browser === 'firefox') return expect(await run(`typeof PublicKeyCredential.signalUnknownCredential`)).toBe('undefined');
  await arrived();
  expect(await run(`PublicKeyCredential.signalUnknownCredential.length`)).toBe(1);
  await run(`PublicKeyCredential.signalUnknownCredential({ rpId: 'localhost', credentialId: 'AQID' })`);
  await until('the signal', async () => {
    const log = await arrived();
    return log.some(({ signal, options }) => signal === 'signalUnknownCredential' && JSON.stringify(options).includes('AQID'));
  });
});

test('a page that has outlived its extension has the browser’s own; a new document has ours', async () => {
  await open();
  const waiting = run(`kit.said(kit.get('pending', ${REFUSED}))`);
  await rig.install();
  await page.bringToFront();
  // Firefox ends our script in the page without a word: what waits there goes on waiting, and can be aborted.
  if (browser === 'chromium') expect(await waiting).toBe('SecurityError');
  expect(await run(`kit.said(kit.get('result', ${REFUSED}))`)).toBe('SecurityError');
  await open();
  expect(await run(`kit.said(kit.get('result'))`)).toBe(ASSERTION.id);
});
