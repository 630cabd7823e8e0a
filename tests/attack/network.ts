// Everything that the browser sends while a person uses the extension goes through a proxy of ours: nothing of it may be Countersign's.

import { startDriver } from '../e2e/driver';
import { startProxy, strange } from '../e2e/recording-proxy';
import { fillByOffer, openSetup, saveByOffer, sendCode, signUp } from '../e2e/walk';
import { startSite } from '../site/server';
import { asContentScript, inOwnPage } from './own-page';
import type { BrowserName, Row } from './row';

const PASSWORD = 'attack battery, not a secret';

/** Tries every way to talk from a page of ours, and says which were refused. */
const TALK = `
  const to = args[0];
  const tried = {
    fetch: () => fetch(to),
    request: () => new Promise((done, fail) => { const one = new XMLHttpRequest(); one.open('GET', to); one.onload = done; one.onerror = fail; one.send(); }),
    socket: () => new Promise((done, fail) => { const one = new WebSocket(to.replace('http', 'ws')); one.onopen = done; one.onerror = fail; }),
    events: () => new Promise((done, fail) => { const one = new EventSource(to); one.onopen = done; one.onerror = fail; }),
    image: () => new Promise((done, fail) => { const one = new Image(); one.onload = done; one.onerror = fail; one.src = to; }),
    style: () => new Promise((done, fail) => { const one = document.createElement('link'); one.rel = 'stylesheet'; one.onload = done; one.onerror = fail; one.href = to; document.head.append(one); }),
    frame: () => new Promise((done, fail) => { const one = document.createElement('iframe'); one.src = to; document.body.append(one); setTimeout(fail, 300); }),
    beacon: async () => { navigator.sendBeacon(to); throw 0; },
  };
  const through = [];
  for (const [name, run] of Object.entries(tried)) await Promise.race([run(), new Promise((_, fail) => setTimeout(fail, 1500))]).then(() => through.push(name), () => undefined);
  return through;`;

export async function network(browser: BrowserName, dist: string | undefined, note: (row: Row) => void): Promise<void> {
  const row = (attack: string, expected: string, seen: string, ok: boolean): void =>
    note({ battery: 'network', attack, browser, expected, seen, ok });
  const site = await startSite();
  const { host } = new URL(site.url);
  const proxy = await startProxy((one) => one === host);
  const driver = await startDriver({ browser, proxyPort: proxy.port, ...(dist === undefined ? {} : { dist }) });
  const hosts = (): string =>
    [...new Set(strange(proxy.seen, host).map((one) => `${one.method} ${one.host}${one.path}`))].join(', ') || 'nothing';
  try {
    await driver.createVault(PASSWORD);
    const page = await driver.newPage(site.url);
    await signUp(page, site.url, { email: 'ada@example.com', password: 'x' }, '?period=6');
    await openSetup(page, site.url, '?period=6');
    await saveByOffer(driver, page);
    await fillByOffer(driver, page, 6);
    await sendCode(page);
    await driver.addRecoveryCodes('abcd-efg1\nhijk-lmn2\nopqr-stu3', site.url);
    await driver.exportBackup(PASSWORD);
    await driver.lock();
    await driver.unlock(PASSWORD);
    row(
      'vault, set-up, code, recovery codes, backup, lock',
      'nothing but the pages of the site',
      hosts(),
      strange(proxy.seen, host).length === 0,
    );

    const own = await driver.options();
    const through = await inOwnPage<readonly string[]>(own, TALK, 'http://stranger.invalid/own');
    const reached = proxy.seen.filter((one) => one.host === 'stranger.invalid');
    row(
      'a page of ours told to talk, in eight ways',
      'refused by the browser',
      reached.length + through.length === 0 ? 'refused' : `${through.join(', ')}; ${reached.length} requests`,
      reached.length + through.length === 0,
    );

    await page.bringToFront();
    const tabId = await driver.rig.tabIdOf(page);
    await asContentScript(
      own,
      tabId,
      0,
      `await fetch('/planted').catch(() => undefined); await fetch('http://stranger.invalid/planted').catch(() => undefined);`,
    );
    const found = strange(proxy.seen, host).map((one) => one.host);
    row(
      'control: a content script that talks to its page and to a stranger',
      'both found',
      found.length === 0 ? 'overlooked' : found.join(', '),
      found.includes(host) && found.includes('stranger.invalid'),
    );
  } finally {
    await driver.close();
    await proxy.close();
    await site.close();
  }
}
