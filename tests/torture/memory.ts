// Memory of every process of the browser after a lock and the worker's end: none of five secrets, not the password, not the vault key.
// All of it is typed key by key: a test that sent it as one text would find its own copy.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Bytes, base32, fromBase64 } from '../../src/core/bytes';
import { decodeHeader } from '../../src/core/vault/header';
import { unwrapWithPassword } from '../../src/core/vault/unlocking';
import { argon2 } from '../../src/platform/argon2';
import { FirefoxRig } from '../e2e/firefox-rig';
import type { Rig } from '../e2e/rig';
import { pause } from '../e2e/waiting';
import { nodeEnv } from './accounts';
import { Keeper } from './keeper';
import { Haystack, inEveryForm, type Needle } from './needles';
import { family, kindOf, lookInto } from './process-memory';
import { notesOf, type Setting, type Trial } from './trial';

const SECRETS = 5;
/** Collectors run when a browser is idle: it is looked at again until this has passed. */
const SETTLED_MS = 45_000;

/** Out of the ciphertext that anyone may see, and the password that only this test knows. */
async function vaultKeyOf(keeper: Keeper, password: string): Promise<Bytes> {
  const { content } = (await keeper.must('vault/raw')) as { content: string };
  const { copies } = JSON.parse(content) as { copies: { objects: Record<string, string> }[] };
  const bytes = fromBase64(copies[0]?.objects.header ?? '');
  if (!bytes.ok) throw new Error('no header');
  const header = await decodeHeader(nodeEnv.subtle, bytes.value);
  if (!header.ok) throw new Error(header.error.code);
  const key = await unwrapWithPassword(nodeEnv, argon2, header.value, password);
  if (!key.ok) throw new Error(key.error.code);
  return key.value;
}

function scan(pid: number, haystack: Haystack): { readonly hits: string[]; readonly processes: number; readonly megabytes: number } {
  const hits: string[] = [];
  let bytes = 0;
  const pids = family(pid);
  for (const one of pids) {
    try {
      const found = lookInto(one, haystack);
      bytes += found.bytes;
      hits.push(...found.hits.map((hit) => `${hit} in ${kindOf(one)}`));
    } catch {
      // a process that has ended holds nothing
    }
  }
  return { hits, processes: pids.length, megabytes: Math.round(bytes / 1e6) };
}

/** What Firefox does by itself when memory is short or some minutes have passed. Chromium has no such thing to ask for, and needs none. */
async function collect(rig: Rig): Promise<void> {
  if (rig instanceof FirefoxRig) await rig.inBrowser(minimize);
}

declare const Services: { obs: { notifyObservers(subject: null, topic: string, data: string): void } };
declare const Cu: { forceGC(): void; forceCC(): void };

/** Sent into Firefox's own window. */
function minimize(): void {
  for (let n = 0; n < 3; n++) {
    Cu.forceGC();
    Cu.forceCC();
    Services.obs.notifyObservers(null, 'memory-pressure', 'heap-minimize');
  }
}

/** Planted: a page of ours that still knows everything. */
async function keepAll(keeper: Keeper, { needles }: Haystack): Promise<void> {
  const page = await keeper.page();
  const known = needles.filter(({ form }) => form === 'raw').map(({ bytes }) => bytes.toString('base64'));
  await page.evaluate((texts) => {
    const bytes = texts.map((text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
    Object.assign(globalThis, { known: bytes });
  }, known);
}

async function afterLock(setting: Setting, note: ReturnType<typeof notesOf>): Promise<void> {
  const keeper = await Keeper.start(setting, path.join(setting.scratch, 'memory'));
  try {
    const { driver } = keeper;
    const password = base32(randomBytes(15)).toLowerCase();
    const needles: Needle[] = inEveryForm('the password', password);
    await driver.createVault(password);
    for (let n = 0; n < SECRETS; n++) {
      const secret = randomBytes(20);
      needles.push(...inEveryForm(`secret ${n}`, secret));
      await driver.addByHand({ issuer: `Memory ${n}`, account: 'x', secret: base32(secret) });
    }
    needles.push(...inEveryForm('the vault key', await vaultKeyOf(keeper, password)));
    const haystack = new Haystack(needles);
    const pid = driver.browser.process()?.pid;
    if (pid === undefined) throw new Error('no process');
    // Found while it is open: the look sees what is there.
    await note('control: while unlocked', 'the key and a secret are found', 1, async () => {
      const { hits, processes, megabytes } = scan(pid, haystack);
      return {
        ok: ['the vault key', 'secret'].every((name) => hits.some((hit) => hit.startsWith(name))),
        seen: `${hits.length} hits in ${processes} processes, ${megabytes} MB`,
      };
    });
    await driver.lock();
    await keeper.killBackground();
    for (const page of await driver.browser.pages()) if (page.url() !== 'about:blank') await page.close().catch(() => undefined);
    if (setting.control) await keepAll(keeper, haystack);
    // Known limits: what crosses the browser's own process is freed there and not cleared. In Chromium that is the password, on its way
    // from page to worker; in Firefox the vault key too, which storage.session keeps in that process.
    const mayStay = (hit: string): boolean =>
      hit.endsWith(' in browser') && (hit.startsWith('the password') || driver.browserName === 'firefox');
    const isSecret = (hit: string): boolean => hit.startsWith('secret');
    const rows = [
      ['what accounts hold', `0 of ${SECRETS} secrets`, isSecret],
      ['password and vault key', 'at most where the browser keeps them', (hit: string) => !isSecret(hit) && !mayStay(hit)],
    ] as const;
    let last = scan(pid, haystack);
    const begun = Date.now();
    for (const [what, expected, isLoss] of rows)
      await note(`locked, worker ended: ${what}`, expected, 1, async () => {
        while (last.hits.some(isLoss) && !setting.control && Date.now() - begun < SETTLED_MS) {
          await collect(driver.rig);
          await pause(1000);
          last = scan(pid, haystack);
        }
        const hits = [...new Set(last.hits.filter((hit) => isSecret(hit) === (isLoss === isSecret)))];
        const size = `${last.processes} processes, ${last.megabytes} MB, after ${Math.round((Date.now() - begun) / 1000)} s`;
        const words =
          hits.length === 0
            ? ''
            : `: ${hits
                .toSorted((one, other) => Number(isLoss(other)) - Number(isLoss(one)))
                .slice(0, 6)
                .join('; ')}`;
        return { ok: !last.hits.some(isLoss), seen: `${hits.length} hits in ${size}${words}` };
      });
  } finally {
    await keeper.close();
  }
}

export const memory: Trial = {
  name: 'memory',
  about: 'memory of every process of the browser after lock and the worker’s end: no secret, no password, no key',
  rounds: 1,
  async run(setting) {
    const note = notesOf('memory', setting);
    if (!existsSync('/proc/self/mem'))
      return note('locked', 'to be looked at', 0, async () => ({ ok: null, seen: 'not measured: this system shows no memory' }));
    await afterLock(setting, note);
  },
};
