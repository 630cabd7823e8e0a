// What locks by itself, in a build whose idle source and clock a test can move: nobody there, the system's lock, a clock set back, a
// deadline that passed while the machine slept; and with the build as it is, an update and the end of the browser.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWith } from './build-with';
import { type RigDriver, startDriver } from './driver';
import { until } from './waiting';

const password = 'correct horse battery staple';
const HOUR_MS = 60 * 60_000;

/** Runs first in the background. The browser's own word on who is there is not heard, and the clock is the browser's plus `ahead`. */
const LEVERS = `
const listeners = [];
const api = globalThis.browser ?? chrome;
const events = { addListener: (one) => listeners.push(one), removeListener() {}, hasListener: () => true };
Object.defineProperty(api.idle, 'onStateChanged', { value: events, configurable: true });
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;
const channel = new BroadcastChannel('levers');
channel.onmessage = ({ data }) => {
  if (data.presence) for (const one of listeners) one(data.presence);
  if (data.ahead !== undefined) ahead = data.ahead;
  if (data.presence || data.ahead !== undefined) channel.postMessage({ done: listeners.length });
};
`;

let scratch: string;
let dist: string;
let profile: string;
let driver: RigDriver;

const target = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';

/** A page of ours to ask from, open before anything happens: what opens a page is an access by itself. */
let ours: Page | null = null;

async function asPage<T>(work: (given: never) => Promise<T>, given: unknown = null): Promise<T> {
  if (ours === null || ours.isClosed()) ours = await driver.rig.openOwnPage('src/options/index.html#about');
  return (await ours.evaluate(work as never, given as never)) as T;
}

/** How many listeners heard it. */
const move = (lever: { presence?: string; ahead?: number }): Promise<number> =>
  asPage(
    (given) =>
      new Promise<number>((resolve) => {
        const channel = new BroadcastChannel('levers');
        channel.onmessage = ({ data }) => {
          channel.close();
          resolve(data.done);
        };
        channel.postMessage(given);
      }),
    lever,
  );

/** What the first one who asks for codes is told, how long that took, and what is left in the browser's memory then. */
const firstAccess = () =>
  asPage(async () => {
    const begun = performance.now();
    const reply = (await chrome.runtime.sendMessage({ route: 'items/list', body: { query: '', tabId: null, offset: 0, limit: 10 } })) as {
      ok: boolean;
      value?: { rows: { code: unknown }[] };
      error?: { code: string };
    };
    const ms = performance.now() - begun;
    return {
      said: reply.ok ? 'open' : reply.error?.code,
      rows: reply.value?.rows.length ?? 0,
      ms,
      left: Object.keys(await chrome.storage.session.get(null)),
    };
  });

/** A page from before the update has no answer any more. */
const reached = () =>
  firstAccess().then(
    (seen) => (seen.said === undefined ? null : seen),
    async () => {
      await ours?.close().catch(() => undefined);
      ours = null;
      ours = null;
      return null;
    },
  );

async function isOpen(): Promise<void> {
  if (await driver.isLocked()) expect(await driver.unlock(password)).toMatchObject({ ok: true });
  expect(await firstAccess()).toMatchObject({ said: 'open', rows: 1, left: expect.arrayContaining(['vaultKey']) });
}

const setting = (name: string, value: unknown) =>
  asPage((given) => chrome.runtime.sendMessage({ route: 'settings/change', body: given }), { name, value });

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'countersign-locks-'));
  dist = process.env.E2E_DIST ?? path.resolve('dist', target);
  profile = path.join(scratch, 'profile');
  driver = await startDriver({ dist: buildWith(LEVERS, dist, path.join(scratch, 'build')), profile });
  await driver.createVault(password);
  await driver.addByHand({ issuer: 'Kept', account: 'ada', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
});
afterAll(async () => {
  await driver?.close();
  rmSync(scratch, { recursive: true, force: true });
});

it.each(['idle', 'locked'])('the browser says "%s": locked, and nothing is left in its memory', async (presence) => {
  await setting('idleLockMinutes', 5);
  await isOpen();
  expect(await move({ presence: 'active' })).toBe(1);
  expect((await firstAccess()).said).toBe('open');
  await move({ presence });
  await until('the vault to lock', async () => (await firstAccess()).said === 'locked');
  expect((await firstAccess()).left).toEqual([]);
  expect(await driver.isLocked()).toBe(true);
});

it('control: where neither is asked for, neither locks', async () => {
  await setting('idleLockMinutes', 0);
  await setting('lockWithSystem', false);
  await isOpen();
  for (const presence of ['idle', 'locked']) await move({ presence });
  expect((await firstAccess()).said).toBe('open');
});

it.each([
  ['was set back by an hour', -HOUR_MS],
  ['shows that the deadline passed while the machine slept', HOUR_MS],
])('the clock %s: no code at the first access', async (_, ahead) => {
  await isOpen();
  await move({ ahead });
  const seen = await firstAccess();
  expect(seen).toMatchObject({ said: 'locked', rows: 0, left: [] });
  expect(seen.ms).toBeLessThan(1000);
  await move({ ahead: 0 });
});

it('control: a clock that was put right by a second locks nothing', async () => {
  await isOpen();
  await move({ ahead: -1000 });
  expect((await firstAccess()).said).toBe('open');
  await move({ ahead: 0 });
});

it('an update locks', async () => {
  await isOpen();
  await driver.rig.install();
  await ours?.close().catch(() => undefined);
  expect(await until('the new background', reached, 20_000)).toMatchObject({ said: 'locked', left: [] });
});

it('the end of the browser locks', async () => {
  await isOpen();
  await driver.close();
  ours = null;
  driver = await startDriver({ dist, profile });
  expect(await firstAccess()).toMatchObject({ said: 'locked', rows: 0, left: [] });
  expect(await driver.unlock(password)).toMatchObject({ ok: true });
});
