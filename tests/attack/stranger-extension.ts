// Another extension in the same browser: it fetches its messages from the battery, sends them to ours by every door there is, and
// tells the battery what it heard.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Rig } from '../e2e/rig';
import { until } from '../e2e/waiting';

export interface Heard {
  readonly sent: number;
  readonly ports: number;
  readonly replies: readonly string[];
  readonly storage: readonly string[];
}

const background = (url: string, target: string): string => `
const api = globalThis.browser ?? globalThis.chrome;
(async () => {
  const list = await (await fetch('${url}/messages')).json();
  const replies = [];
  const note = (value) => { if (value !== undefined && value !== null) replies.push(JSON.stringify(value)); };
  let ports = 0;
  for (let i = 0; i < list.length; i += 50)
    await Promise.all(list.slice(i, i + 50).map((message) => api.runtime.sendMessage('${target}', message).then(note, () => undefined)));
  for (const name of ['bridge', '', 'popup', 'content']) for (let i = 0; i < 25; i++) {
    await new Promise((done) => {
      let port;
      try { port = api.runtime.connect('${target}', { name }); } catch { return done(); }
      ports++;
      port.onMessage.addListener(note);
      port.onDisconnect.addListener(() => { void api.runtime.lastError; done(); });
      try { port.postMessage(list[i]); } catch {}
      setTimeout(done, 1000);
    });
  }
  const storage = [];
  for (const area of ['local', 'session', 'sync']) storage.push(...Object.keys(await api.storage[area].get(null)));
  await fetch('${url}/heard', { method: 'POST', body: JSON.stringify({ sent: list.length, ports, replies, storage }) });
})().catch((error) => fetch('${url}/heard', { method: 'POST', body: JSON.stringify({ sent: 0, ports: 0, replies: ['failed: ' + error], storage: [] }) }));
`;

export async function hearStranger(rig: Rig, messages: readonly unknown[]): Promise<Heard> {
  let heard: Heard | null = null;
  const server = http.createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    if (request.method !== 'POST') {
      response.end(JSON.stringify(messages));
      return;
    }
    let text = '';
    request.on('data', (part: Buffer) => {
      text += String(part);
    });
    request.on('end', () => {
      heard = JSON.parse(text) as Heard;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dir = mkdtempSync(path.join(tmpdir(), 'countersign-stranger-'));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(path.join(dir, 'background.js'), background(url, rig.extensionId));
    const manifest = {
      manifest_version: 3,
      name: 'Stranger',
      version: '1.0',
      permissions: ['storage'],
      host_permissions: ['http://127.0.0.1/*'],
      // Firefox's own policy for extensions turns http into https.
      content_security_policy: { extension_pages: "script-src 'self'" },
      ...(rig.browserName === 'firefox'
        ? { background: { scripts: ['background.js'] }, browser_specific_settings: { gecko: { id: 'stranger@stranger.invalid' } } }
        : { background: { service_worker: 'background.js' } }),
    };
    writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify(manifest));
    await rig.browser.installExtension(dir);
    return await until('the other extension to be done', async () => heard, 120_000);
  } finally {
    await new Promise((resolve) => server.close(resolve));
    rmSync(dir, { recursive: true, force: true });
  }
}
