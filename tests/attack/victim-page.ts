// The page that is attacked and attacks: a login with one box for a code or a recovery code, and the few names that the attacks use.

import http from 'node:http';

/** In the page's own world, before every attack. */
const TOOLS = `
  const host = () => [...document.querySelectorAll('*')].find((element) => element.localName.includes('-') && (element.popover === 'manual' || element === globalThis.known));
  const css = (text) => { const style = document.createElement('style'); style.textContent = text; document.head.append(style); };
  const lure = (more) => {
    const over = document.createElement('div');
    over.popover = 'manual';
    over.style.cssText = 'margin:0;border:0;padding:0;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;background:#fff;' + more;
    over.textContent = 'Click anywhere to go on';
    document.body.append(over);
    return over;
  };
  const pointer = { x: 0, y: 0 };
  addEventListener('pointermove', (event) => { pointer.x = event.clientX; pointer.y = event.clientY; }, true);
  globalThis.known ??= undefined;
  globalThis.leaks = [];
  for (const type of ['input', 'beforeinput', 'paste', 'keydown', 'change'])
    addEventListener(type, (event) => { const seen = event.data ?? event.clipboardData?.getData('text') ?? event.target?.value; if (/\\d/.test(seen ?? '')) leaks.push(type); }, true);
`;

const page = (
  id: string,
  title: string,
  label: string,
  box: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in: ${title}</title>
<style>body{margin:0;font:16px/1.5 system-ui;background:#fff;color:#222}form{position:absolute;left:120px;top:160px;width:300px}
label{display:block}input{font:20px system-ui;width:280px;padding:8px}button{margin-top:16px;padding:8px 20px}</style></head>
<body><form onsubmit="return false"><h1>${title}</h1><label for="${id}">${label}</label>
<input id="${id}" ${box}><button>Verify</button></form>
<script>${TOOLS}
globalThis.attack = (text) => { globalThis.known = host(); new Function('host', 'css', 'lure', 'pointer', text)(host, css, lure, pointer); };
</script></body></html>`;

const PAGES: Readonly<Record<string, string>> = {
  '/': page(
    'otp',
    'Two-factor authentication',
    'Enter the 6-digit code from your authenticator app',
    'name="otp" data-otp inputmode="numeric" autocomplete="one-time-code" maxlength="6"',
  ),
  '/recovery': page('recovery', 'Enter a recovery code', 'Recovery code', 'name="recovery_code" type="text" autocomplete="off"'),
};

export interface VictimServer {
  /** `http://localhost:PORT`, no slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

/** `/` and `/recovery` are the victim; `/parent?html=` any page around it. `headers=`: sent along, as JSON. */
export async function startVictim(): Promise<VictimServer> {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const headers = JSON.parse(url.searchParams.get('headers') ?? '{}') as Record<string, string>;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(PAGES[url.pathname] ?? url.searchParams.get('html') ?? PAGES['/']);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
