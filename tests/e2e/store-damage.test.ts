// The damages of security.md §3.1 on the files of a real profile, browser stopped: one copy damaged in whatever way, no item lost.

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStoreExtension } from '../contract/store-extension';
import { launch } from './launch';

const target = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';
/** Enough that Chromium writes more than a log. */
const ITEMS = 300;

let scratch: string;
let dist: string;
/** A profile with both copies whole, its browser ended: each test damages a copy of it. */
let whole: string;
let key: number[];

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'countersign-damage-'));
  dist = await buildStoreExtension(path.join(scratch, 'dist'), target);
  whole = mkdtempSync(path.join(scratch, 'whole-'));
  key = await inBrowser(whole, (page) => page.evaluate((count) => globalThis.storeTests.prepare(count), ITEMS));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile());
}

/** `database` is IndexedDB, `shadow` is storage.local: in Firefox both are SQLite, told apart by the private container's name. */
function filesOf(profile: string, copy: 'database' | 'shadow', ending: RegExp): string[] {
  const isShadow = (file: string): boolean => /Local Extension Settings|userContextId=4294967295/.test(file);
  const all = [
    ...filesUnder(path.join(profile, 'Default/IndexedDB')),
    ...filesUnder(path.join(profile, 'Default/Local Extension Settings')),
  ];
  const sqlite = filesUnder(path.join(profile, 'storage/default')).filter((file) => file.includes('moz-extension'));
  const found = [...all, ...sqlite].filter((file) => ending.test(file) && isShadow(file) === (copy === 'shadow'));
  if (found.length === 0) throw new Error(`no ${ending} of the ${copy} in ${profile}`);
  return found;
}

function garble(file: string, every = 4096): void {
  const bytes = readFileSync(file);
  for (let at = Math.min(every, bytes.length >> 1); at < bytes.length; at += every) bytes.fill(0xa5, at, at + 64);
  writeFileSync(file, bytes);
}

const halve = (file: string): void => truncateSync(file, statSync(file).size >> 1);
const remove = (file: string): void => rmSync(file);

type Damage = readonly [name: string, copy: 'database' | 'shadow', ending: RegExp, act: (file: string) => void];

const chromium: readonly Damage[] = [
  ['log garbled', 'database', /\.log$/, garble],
  ['log halved', 'database', /\.log$/, halve],
  ['log deleted', 'database', /\.log$/, remove],
  ['MANIFEST deleted', 'database', /MANIFEST/, remove],
  ['CURRENT deleted', 'database', /CURRENT$/, remove],
  ['log garbled', 'shadow', /\.log$/, garble],
  ['CURRENT deleted', 'shadow', /CURRENT$/, remove],
  ['MANIFEST deleted', 'shadow', /MANIFEST/, remove],
];

const firefox: readonly Damage[] = [
  ['pages garbled', 'database', /\.sqlite$/, garble],
  ['file halved', 'database', /\.sqlite$/, halve],
  ['file deleted', 'database', /\.sqlite$/, remove],
  ['file emptied', 'database', /\.sqlite$/, (file) => truncateSync(file, 0)],
  ['pages garbled', 'shadow', /\.sqlite$/, garble],
  ['file halved', 'shadow', /\.sqlite$/, halve],
  ['file deleted', 'shadow', /\.sqlite$/, remove],
];

function copyOfWhole(): string {
  const profile = mkdtempSync(path.join(scratch, 'profile-'));
  cpSync(whole, profile, { recursive: true, verbatimSymlinks: true });
  return profile;
}

async function inBrowser<T>(
  profile: string,
  work: (page: Awaited<ReturnType<Awaited<ReturnType<typeof launch>>['openOwnPage']>>) => Promise<T>,
): Promise<T> {
  const rig = await launch({ dist, profile });
  try {
    const page = await rig.openOwnPage('run.html');
    await page.waitForFunction(() => 'storeTests' in globalThis);
    return await work(page);
  } finally {
    await rig.close();
  }
}

describe('a profile damaged on disk', () => {
  it.each(target === 'firefox' ? firefox : chromium)('%s of the %s: every item is there, twice', async (name, copy, ending, act) => {
    const profile = copyOfWhole();
    for (const file of filesOf(profile, copy, ending)) act(file);
    const first = await inBrowser(profile, (page) => page.evaluate((bytes) => globalThis.storeTests.look(bytes), key));
    console.log(target, copy, name, JSON.stringify(first.state));
    expect(first).toMatchObject({ state: { kind: 'ready' }, readable: ITEMS, damaged: 0 });
    const second = await inBrowser(profile, (page) => page.evaluate((bytes) => globalThis.storeTests.look(bytes), key));
    expect(second).toMatchObject({ state: { kind: 'ready' }, readable: ITEMS, damaged: 0 });
  });

  it('control: with both copies damaged the same look finds the loss', async () => {
    const profile = copyOfWhole();
    const ending = target === 'firefox' ? /\.sqlite$/ : /\.(log|ldb)$/;
    for (const copy of ['database', 'shadow'] as const) for (const file of filesOf(profile, copy, ending)) remove(file);
    const found = await inBrowser(profile, (page) => page.evaluate((bytes) => globalThis.storeTests.look(bytes), key));
    expect(found.readable).toBeLessThan(ITEMS);
  });
});

describe('a browser killed while writing', () => {
  it('three times over loses no acknowledged write and tears none', async () => {
    const profile = mkdtempSync(path.join(scratch, 'profile-'));
    const key = await inBrowser(profile, (page) => page.evaluate(() => globalThis.storeTests.prepare(20)));
    const acknowledged: string[] = [];
    for (const enough of [5, 23, 61]) {
      const rig = await launch({ dist, profile });
      const page = await rig.openOwnPage('run.html');
      await page.waitForFunction(() => 'storeTests' in globalThis);
      await page.evaluate((bytes) => globalThis.storeTests.busy(bytes), key);
      await page.waitForFunction((count) => globalThis.storeTests.acknowledged.length > count, { polling: 10 }, enough);
      acknowledged.push(...(await page.evaluate(() => globalThis.storeTests.acknowledged)));
      const browser = rig.browser.process();
      const ended = new Promise((resolve) => browser?.once('exit', resolve));
      browser?.kill('SIGKILL');
      await ended;
      await rig.browser.disconnect();
    }
    expect(acknowledged.length).toBeGreaterThan(89);
    const found = await inBrowser(profile, (page) =>
      page.evaluate((bytes, ids) => globalThis.storeTests.missing(bytes, ids), key, acknowledged),
    );
    expect(found).toEqual({ missing: 0, damaged: [] });
  });
});
