// Can a page on which there is nothing to do tell that Countersign is installed? The same pages in a browser with it and in one without,
// and everything compared that a page can ask: nodes, names, prototypes, styles, storage, what was loaded, errors and their stacks, events.

import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { launch } from '../e2e/launch';
import type { Rig } from '../e2e/rig';
import { type IdleServer, idlePages, startIdlePages } from './idle-pages';
import { asContentScript } from './own-page';
import type { BrowserName, Row } from './row';

/** What a page found out: one text a question. */
type Print = Readonly<Record<string, string>>;

/** Time in which everything that a script of ours does by itself on a page has long happened (sentinel: at most 400 ms after a change). */
const SETTLED_MS = 1_500;

/** The only functions that stand in the place of a browser's: ARCHITECTURE, Passkeys. What they show is in docs/threat-model.md. */
const WRAPPED = /^(CredentialsContainer|PublicKeyCredential|Authenticator(Assertion|Attestation|)Response|Credential)\./;
/** Answers in which those may show: a stack has their frames, and they read a page's options in an order of their own. */
const OF_WEBAUTHN = ['stacks', 'touched'];

async function printOf(page: Page, address: string, paths: readonly string[]): Promise<Print> {
  await page.goto(address);
  await page.bringToFront();
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  return page.evaluate((list) => (globalThis as unknown as { print(paths: readonly string[]): Promise<Print> }).print(list), paths);
}

/** Everything in the package by its fixed address; pages that we serve ourselves have no such path. */
function packagedPaths(rig: Rig, dist: string): readonly string[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(dist, name)).isFile());
  return files.map((name) => `${rig.extensionOrigin}/${name.split(path.sep).join('/')}`);
}

/** Lines of a `protos` answer that differ, by the name of the function. */
function changedFunctions(a: string, b: string): readonly string[] {
  const lines = (text: string): Map<string, string> => new Map(text.split('\n').map((line) => [line.split(' ')[0] ?? '', line]));
  const [one, other] = [lines(a), lines(b)];
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name)).sort();
}

const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

/** What a person would want to see where two answers differ. */
function difference(a: string, b: string): string {
  const [one, other] = [a.split('\n'), b.split('\n')];
  const more = other.filter((line) => !one.includes(line));
  const less = one.filter((line) => !other.includes(line));
  return short([...more.map((line) => `+${line}`), ...less.map((line) => `-${line}`)].join(' '));
}

export async function invisible(browser: BrowserName, dist: string | undefined, note: (row: Row) => void): Promise<void> {
  const server = await startIdlePages();
  const bare = await launch({ browser, dist: null });
  const folder = path.resolve(dist ?? path.join('dist', browser));
  const full = await launch({ browser, dist: folder });
  const row = (attack: string, expected: string, seen: string, ok: boolean): void =>
    note({ battery: 'invisible', attack, browser, expected, seen, ok });
  try {
    await compare(server, bare, full, packagedPaths(full, folder), row);
  } finally {
    await Promise.allSettled([bare.close(), full.close()]);
    await server.close();
  }
}

type NoteRow = (attack: string, expected: string, seen: string, ok: boolean) => void;

async function compare(server: IdleServer, bare: Rig, full: Rig, paths: readonly string[], row: NoteRow): Promise<void> {
  const [without, with_] = [await bare.browser.newPage(), await full.browser.newPage()];
  const wrapped = new Set<string>();
  const found = new Map<string, string>();
  const visible = new Map<string, string>();
  let questions = 0;
  for (const name of idlePages()) {
    const address = `${server.origin}/${name}`;
    const asked = async (page: Page): Promise<{ print: Print; requests: string }> => {
      server.forget();
      const print = await printOf(page, address, paths);
      return { print, requests: server.requests().join('\n') };
    };
    const a = await asked(without);
    const b = await asked(with_);
    for (const question of Object.keys(a.print)) {
      questions++;
      const [one, other] = [a.print[question] ?? '', b.print[question] ?? ''];
      if (question === 'prototypes') for (const each of changedFunctions(one, other)) wrapped.add(each);
      else if (one !== other) (OF_WEBAUTHN.includes(question) ? visible : found).set(question, `${name}: ${difference(one, other)}`);
    }
    if (a.requests !== b.requests) found.set('requests', `${name}: ${difference(a.requests, b.requests)}`);
    const leaks = Object.entries(b.print).filter(([, text]) => /countersign|-extension:\/\/|jimppnjp|c0de5160/i.test(text));
    for (const [question, text] of leaks) found.set(`name in ${question}`, `${name}: ${short(text)}`);
  }
  const pages = `${idlePages().length} pages`;
  row(
    `${pages}, ${questions} questions of a page`,
    'the same answers as without it',
    found.size === 0 ? 'the same' : [...found].map(([a, b]) => `${a}: ${b}`).join('; '),
    found.size === 0,
  );
  const stray = [...wrapped].filter((name) => !WRAPPED.test(name));
  const listed = `${wrapped.size} of WebAuthn`;
  row('functions that look different', 'those of WebAuthn at most', stray.length === 0 ? listed : stray.join(', '), stray.length === 0);
  const shown = [...visible].map(([question, text]) => `${question}: ${text}`).join('; ');
  row(
    'what WebAuthn calls show of the functions in between',
    'no address and no name of ours',
    shown === '' ? 'nothing' : short(shown),
    true,
  );
  await probe(server, with_, paths, row);
  await planted(server, without, full, with_, row);
}

async function probe(server: IdleServer, page: Page, paths: readonly string[], row: NoteRow): Promise<void> {
  await page.goto(`${server.origin}/article`);
  const answered = await page.evaluate(
    (list) => (globalThis as unknown as { probe(paths: readonly string[]): Promise<string[]> }).probe(list),
    paths,
  );
  const ways = 'fetched, as image, script, style and frame';
  row(
    `${paths.length} packaged paths by their address, ${ways}`,
    'none answers',
    answered.length === 0 ? 'none' : short(answered.join(', ')),
    answered.length === 0,
  );
  const own = await page.evaluate(
    (url) => (globalThis as unknown as { probe(paths: readonly string[]): Promise<string[]> }).probe([url]),
    `${server.origin}/pixel.png`,
  );
  row('control: a path that does answer', 'found', own.length > 0 ? `found: ${own.join(', ')}` : 'overlooked', own.length > 0);
}

/** An extension that leaves a node, a global and a request behind: the same questions must tell. */
async function planted(server: IdleServer, without: Page, full: Rig, page: Page, row: NoteRow): Promise<void> {
  const address = `${server.origin}/article`;
  server.forget();
  const clean = await printOf(without, address, []);
  const own = await full.openOwnPage('src/options/index.html');
  await page.goto(address);
  const tabId = await full.tabIdOf(page);
  await asContentScript(
    own,
    tabId,
    0,
    `document.documentElement.dataset.planted = '1'; document.body.append(document.createElement('planted-host'));
     const mark = document.createElement('style'); mark.textContent = 'p{color:rgb(1,2,3)}'; document.head.append(mark);
     await fetch('/planted').catch(() => undefined); sessionStorage.setItem('planted', '1');`,
  );
  await page.bringToFront();
  const dirty = await page.evaluate(() => (globalThis as unknown as { print(paths: readonly string[]): Promise<Print> }).print([]));
  const told = Object.keys(clean).filter((question) => question !== 'prototypes' && clean[question] !== dirty[question]);
  const requested = server.requests().includes('GET /planted');
  const want = ['nodes', 'styles', 'storage'];
  const ok = want.every((question) => told.includes(question)) && requested;
  row(
    'control: a node, a style, a stored word and a request, planted',
    'found',
    ok ? `found: ${told.join(', ')}, a request` : `only ${told.join(', ')}`,
    ok,
  );
  await own.close();
}
