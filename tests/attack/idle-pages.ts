// Pages on which Countersign has nothing to do, each with the questions that a page can ask about its surroundings.

import http from 'node:http';

const BODIES: Readonly<Record<string, string>> = {
  article: '<h1>On ships</h1><p>They float.</p><p>Most of them.</p><img src="/pixel.png" alt="">',
  login:
    '<form><label>E-mail <input type=email name=email autocomplete=username></label><label>Password <input type=password name=password></label><button>Sign in</button></form>',
  search: '<form role=search><input type=search name=q placeholder="Search"><button>Go</button></form><ul><li>One<li>Two</ul>',
  shop: '<h1>Basket</h1><form><input name=zip inputmode=numeric maxlength=5 placeholder="Postal code"><input name=coupon placeholder="Coupon"></form>',
  frames: '<h1>Frames</h1><iframe srcdoc="<p>inner</p>"></iframe><iframe src="/article"></iframe>',
  changing: `<main id=m></main><script>let n = 0; const timer = setInterval(() => { m.insertAdjacentHTML('beforeend', '<p>' + n + '</p>'); if (++n === 20) clearInterval(timer); }, 20)</script>`,
  canvas: '<canvas id=c width=200 height=200></canvas><script>c.getContext("2d").fillRect(0, 0, 99, 99)</script>',
  empty: '',
};

export const idlePages = (): readonly string[] => Object.keys(BODIES);

/** In the page's own world, before anything else of the page. `print` answers every question as a text. */
const QUESTIONS = `
  const heard = [];
  for (const type of ['message', 'storage', 'error', 'unhandledrejection', 'securitypolicyviolation', 'beforetoggle', 'toggle', 'select', 'selectionchange', 'input', 'change', 'animationstart', 'transitionrun', 'slotchange', 'fullscreenchange', 'popstate', 'hashchange'])
    addEventListener(type, (event) => heard.push(type + ' ' + (event.isTrusted ? '' : 'scripted') + (event.data === undefined ? '' : String(event.data))), true);
  const mutations = [];
  new MutationObserver((list) => { for (const one of list) for (const node of one.addedNodes) if (node.localName?.includes('-')) mutations.push(node.localName); }).observe(document, { subtree: true, childList: true, attributes: true });
  const called = [];
  for (const [holder, name] of [[EventTarget.prototype, 'addEventListener'], [EventTarget.prototype, 'dispatchEvent'], [Node.prototype, 'appendChild'], [Element.prototype, 'attachShadow'], [Document.prototype, 'createElement'], [globalThis, 'postMessage'], [globalThis, 'fetch'], [Function.prototype, 'call'], [Function.prototype, 'apply'], [Array.prototype, 'push'], [Promise.prototype, 'then'], [JSON, 'stringify'], [JSON, 'parse']]) {
    const real = holder[name];
    Object.defineProperty(holder, name, { configurable: true, writable: true, value: function (...args) {
      const stack = new Error().stack.split('\\n').slice(1).join('|');
      if (/extension|about:blank|anonymous/.test(stack) && !/localhost/.test(stack)) Reflect.apply(called_push, called, [name]);
      return Reflect.apply(real, this, args);
    } });
  }
  var called_push = called.push;
  const touched = [];
  for (const name of ['publicKey', 'then', 'toJSON', 'mediation', 'signal', 'rp', 'challenge'])
    Object.defineProperty(Object.prototype, name, { configurable: true, get() { touched.push(name); return undefined; }, set(value) { Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true }); } });

  const told = (what, error) => error === undefined ? [what, 'no error', '', ''] : [what, error.name, error.message, String(error.stack).replace(/:\\d+/g, ':N')];
  async function errors() {
    const list = [];
    const here = (what) => list.push([what, '', '', new Error().stack.replace(/:\\d+/g, ':N')]);
    const trap = { get publicKey() { here('getter'); throw new RangeError('mine'); } };
    const proxy = new Proxy({}, { get(_, name) { if (typeof name === 'string') here('proxy'); return undefined; } });
    for (const what of [trap, proxy, { publicKey: {} }, { publicKey: { challenge: 1 } }, { publicKey: null }, 1, { password: true, mediation: 'silent' }, { otp: 1, signal: AbortSignal.abort() }])
      for (const method of ['create', 'get'])
        list.push(told(method, await navigator.credentials?.[method](what).then(() => undefined, (one) => one)));
    for (const odd of [undefined, {}, document]) try { await CredentialsContainer.prototype.get.call(odd).catch?.((one) => list.push(told('odd', one))); } catch (error) { list.push(told('odd', error)); }
    try { new CredentialsContainer.prototype.get(); } catch (error) { list.push(told('new', error)); }
    return list;
  }
  function prototypes() {
    const lines = [];
    const seen = new Set();
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      let value; try { value = globalThis[name]; } catch { continue; }
      if (typeof value !== 'function' || !/^[A-Z]/.test(name)) continue;
      for (const [holder, label] of [[value, name], [value.prototype, name + '.prototype']]) {
        if (holder === undefined || holder === null || seen.has(holder)) continue;
        seen.add(holder);
        for (const key of Reflect.ownKeys(holder)) {
          const own = Object.getOwnPropertyDescriptor(holder, key);
          const parts = [own.value, own.get, own.set].map((one) => typeof one === 'function' ? one.name + '/' + one.length + '/' + Function.prototype.toString.call(one).length + '/' + Object.getOwnPropertyNames(one).sort().join() : typeof one);
          lines.push(label + '.' + String(key) + ' ' + [own.enumerable, own.configurable, own.writable, ...parts].join(' '));
        }
      }
    }
    return lines.sort().join('\\n');
  }
  const all = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  async function print() {
    const { host } = location;
    const text = (value) => String(value).replaceAll(host, 'HOST');
    const inFrames = Array.from({ length: frames.length }, (_, i) => frames[i]).map((frame) => { try { return Object.getOwnPropertyNames(frame).length + ' ' + frame.document.querySelectorAll('*').length; } catch { return 'closed'; } });
    return {
      nodes: all(document).map((one) => one.localName + '[' + one.getAttributeNames().join() + ']').join('\\n') + document.childNodes.length,
      globals: Object.getOwnPropertyNames(globalThis).filter((name) => !/^\\d+$/.test(name)).sort().join('\\n'),
      symbols: Object.getOwnPropertySymbols(globalThis).map(String).join() + Object.getOwnPropertySymbols(document).map(String).join() + Object.getOwnPropertyNames(document).join() + Object.getOwnPropertyNames(navigator).join() + Object.getOwnPropertyNames(document.documentElement).join(),
      prototypes: prototypes(),
      frames: frames.length + ' ' + inFrames.join(),
      styles: [...document.styleSheets].length + ' ' + document.adoptedStyleSheets.length + ' ' + all(document).slice(0, 30).map((one) => { const s = getComputedStyle(one); return [...s].map((name) => s.getPropertyValue(name)).join(';').length + s.color + s.display; }).join('|'),
      elements: document.querySelectorAll(':not(:defined)').length + ' ' + all(document).filter((one) => one.localName.includes('-')).length,
      storage: [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases?.() ?? []).length, (await globalThis.caches?.keys() ?? []).length, (await navigator.serviceWorker?.getRegistrations() ?? []).length].join(),
      loaded: performance.getEntries().filter(({ entryType }) => !/paint|long|layout|visibility|event|first-input/.test(entryType)).map(({ entryType, name }) => text(entryType + ' ' + name)).sort().join('\\n'),
      marks: performance.getEntriesByType('mark').length + ' ' + performance.getEntriesByType('measure').length,
      errors: text((await errors()).filter(([what]) => what !== 'getter' && what !== 'proxy').map(([what, name, message]) => [what, name, message].join(' / ')).join('\\n')),
      stacks: text((await errors()).map(([what, , , stack]) => what + ' ' + stack).join('\\n')),
      events: heard.join('\\n'),
      mutations: mutations.join(),
      called: [...new Set(called)].join(),
      touched: [...new Set(touched)].join(),
      api: [typeof globalThis.browser, typeof globalThis.chrome?.runtime, typeof globalThis.chrome?.extension, Object.keys(globalThis.chrome ?? {}).sort().join()].join(),
      selection: String(getSelection()) + document.activeElement?.localName + history.length + document.title,
      policy: JSON.stringify(document.featurePolicy?.allowedFeatures().length ?? 0),
    };
  }
  async function probe(paths) {
    const answered = [];
    const tried = (element, url, from, kind) => new Promise((resolve) => {
      element.onload = () => { if (kind !== 'frame') answered.push(kind + ' ' + url); resolve(); };
      element.onerror = () => resolve();
      setTimeout(resolve, 1500);
      element[from] = url;
      document.body.append(element);
    });
    await Promise.all(paths.map(async (url) => {
      await fetch(url).then((reply) => answered.push('fetch ' + reply.status + ' ' + url), () => undefined);
      await fetch(url, { mode: 'no-cors' }).then(() => answered.push('opaque ' + url), () => undefined);
      await Promise.all([
        tried(new Image(), url, 'src', 'image'),
        tried(document.createElement('script'), url, 'src', 'script'),
        tried(Object.assign(document.createElement('link'), { rel: 'stylesheet' }), url, 'href', 'style'),
      ]);
    }));
    // A frame that is refused loads an error page; whose it is shows in whether it may be reached, as a page of ours never may.
    for (const url of paths.filter((one) => one.endsWith('.html'))) {
      const frame = document.createElement('iframe');
      await tried(frame, url, 'src', 'frame');
      let size = 0;
      try { size = frame.contentDocument?.documentElement?.outerHTML.length ?? 0; } catch { size = 0; }
      if (size > 60 || frame.contentWindow?.length > 0) answered.push('frame ' + url);
      frame.remove();
    }
    return answered;
  }
  globalThis.print = print;
  globalThis.probe = probe;
`;

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');

export interface IdleServer {
  readonly origin: string;
  /** What was asked of the server since `forget`. */
  requests(): readonly string[];
  forget(): void;
  close(): Promise<void>;
}

export async function startIdlePages(): Promise<IdleServer> {
  let seen: string[] = [];
  const server = http.createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    if (name !== 'favicon.ico') seen.push(`${request.method} /${name}`);
    if (name === 'pixel.png') {
      response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL);
      return;
    }
    const body = Object.hasOwn(BODIES, name) ? BODIES[name] : undefined;
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title><script>{${QUESTIONS}}</script></head><body>${body ?? ''}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    requests: () => [...seen].sort(),
    forget: () => {
      seen = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
