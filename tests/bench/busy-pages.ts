// What we cost a page of 10,000 elements, and one that changes 1,000 times a second: where nothing wakes the detector, and where it looks.

import type { Page } from 'puppeteer';
import { launch } from '../e2e/launch';
import type { Rig } from '../e2e/rig';
import { ourTime } from './our-time';
import { type PageServer, servePages } from './page-server';
import { type Row, rowOf } from './row';

const NODES = 10_000;
const RUNS = 5;
/** Longest wait for the changes, in milliseconds: they come late on a busy machine. */
const PATIENCE_MS = 180_000;
const PER_SECOND = 1000;
const SECONDS = 5;
/** Milliseconds a second: as little as Speedometer may lose by us; and the twentieth of the time that watch.ts leaves to looks. */
const ASLEEP_MS = 20;
const LOOKING_MS = 50;

const PROMPT =
  '<form><h2>Two-factor authentication</h2><p>Enter the code from your authenticator app.</p><input name="otp" autocomplete="one-time-code"></form>';

const document = (body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Harbour</title><input type="search" name="q"><h1>Harbour</h1>${body}`;

/** A table as applications have them: a third of its elements has text, some have pictures and fields for numbers. */
function table(nodes: number): string {
  const row = (i: number) =>
    `<tr><td><a href="#${i}">Boat ${i}</a></td><td><span>arrived</span></td><td>${i % 10 === 0 ? '<input name="count" value="1">' : '<i></i>'}</td><td><div>${i % 5 === 0 ? '<svg width="16" height="16"><path d="M0 0h9"/></svg>' : '<b>7</b>'}</div></td></tr>`;
  return `<table><tbody>${Array.from({ length: Math.ceil(nodes / 10) }, (_, i) => row(i)).join('')}</tbody></table>`;
}

/** In the page: ten times in each hundredth of a second something is added, changed or taken away. Resolves when it is over. */
const CHANGE = `globalThis.changes = 0; globalThis.changing = setInterval(() => {
  const list = document.querySelector('#list');
  for (let i = 0; i < ${PER_SECOND / 100}; i++) {
    const row = document.createElement('li');
    row.innerHTML = '<span>Boat ' + ++globalThis.changes + '</span> <img alt="flag" width="16" height="16">';
    list.append(row);
    if (list.childElementCount > 200) list.firstElementChild.remove();
  }
  if (globalThis.changes >= ${PER_SECOND * SECONDS}) clearInterval(globalThis.changing);
}, 10), true`;

async function measured(rig: Rig, url: string, act: (page: Page) => Promise<void>): Promise<number> {
  const page = await rig.browser.newPage();
  const { ms } = await ourTime(page, rig.extensionOrigin, async () => {
    await page.goto(url, { waitUntil: 'networkidle0' });
    await act(page);
  });
  await page.close();
  return ms;
}

async function withPages(act: (rig: Rig, server: PageServer) => Promise<Row[]>): Promise<Row[]> {
  const server = await servePages();
  const rig = await launch({ browser: 'chromium' });
  try {
    return await act(rig, server);
  } finally {
    await rig.close();
    await server.close();
  }
}

export const large = (): Promise<Row[]> =>
  withPages(async (rig, server) => {
    const rows: Row[] = [];
    for (const [name, body, budget] of [
      ['nothing to find', table(NODES), 15],
      ['a code prompt', PROMPT + table(NODES), null],
    ] as const) {
      server.serve('/large', { type: 'text/html', body: document(body) });
      const times: number[] = [];
      for (let i = 0; i < RUNS; i++) times.push(await measured(rig, `${server.url}/large`, async () => undefined));
      rows.push(rowOf(`main-thread time of ours on ${NODES} elements, ${name}`, 'ms', times, budget));
    }
    return rows;
  });

export const mutations = (): Promise<Row[]> =>
  withPages(async (rig, server) => {
    const rows: Row[] = [];
    for (const [name, body, budget] of [
      ['nothing to find', '', ASLEEP_MS],
      ['a code prompt', PROMPT, LOOKING_MS],
    ] as const) {
      server.serve('/busy', { type: 'text/html', body: document(`${body}<ul id="list"></ul>`) });
      const times: number[] = [];
      for (let i = 0; i < 3; i++) {
        const quiet = await measured(rig, `${server.url}/busy`, async () => undefined);
        const busy = await measured(rig, `${server.url}/busy`, async (page) => {
          await page.evaluate(CHANGE);
          await page.waitForFunction(`globalThis.changes >= ${PER_SECOND * SECONDS}`, { polling: 250, timeout: PATIENCE_MS });
        });
        times.push(Math.max(0, busy - quiet) / SECONDS);
      }
      rows.push(rowOf(`main-thread time of ours a second, ${PER_SECOND} changes a second, ${name}`, 'ms', times, budget));
    }
    return rows;
  });
