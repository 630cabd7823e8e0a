// What the batteries see and do from inside the extension: a page of its own, which has the extension's rights. Scripts go there as
// text: the bundler of the tools would rename what is in a function.

import type { CDPSession, Page } from 'puppeteer';
import { FirefoxRig } from '../e2e/firefox-rig';
import type { Rig } from '../e2e/rig';

const API = 'const api = globalThis.browser ?? globalThis.chrome;';

/** Runs the body of an async function in which `api` and `args` are known. */
export const inOwnPage = <T>(page: Page, body: string, ...args: readonly unknown[]): Promise<T> =>
  page.evaluate(`(async (...args) => { ${API} ${body} })(${args.map((one) => JSON.stringify(one)).join(', ')})`) as Promise<T>;

/** As above, in a frame of a tab and beside the page's world: with the rights of the extension's content scripts. */
export const asContentScript = <T>(own: Page, tabId: number, frameId: number, body: string, ...args: readonly unknown[]): Promise<T> =>
  inOwnPage(
    own,
    `const [answer] = await api.scripting.executeScript({
      target: { tabId: args[0], frameIds: [args[1]] },
      func: async (args) => { ${API} ${body} },
      args: [args.slice(2)],
    });
    if (answer?.error) throw new Error(String(answer.error.message ?? answer.error));
    return answer?.result ?? null;`,
    tabId,
    frameId,
    ...args,
  );

/** Everything that the extension keeps, in hashes by place. The lock's clock is left out: it runs. */
export const stateOf = (own: Page): Promise<Readonly<Record<string, string>>> =>
  inOwnPage(
    own,
    `const plain = (_, value) => value instanceof Uint8Array ? Array.from(value).join() : value instanceof ArrayBuffer ? Array.from(new Uint8Array(value)).join() : value;
    const sorted = (record) => Object.entries(record).sort(([a], [b]) => a < b ? -1 : 1);
    const hash = async (value) => {
      const bytes = new TextEncoder().encode(JSON.stringify(value, plain));
      return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
    };
    const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const state = {};
    for (const name of ['local', 'sync']) state[name] = await hash(sorted(await api.storage[name].get(null)));
    for (const [key, value] of sorted(await api.storage.session.get(null))) if (key !== 'lockClock') state['session/' + key] = await hash(value);
    for (const { name } of await indexedDB.databases()) {
      const db = await wait(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const [keys, values] = [await wait(db.transaction(store).objectStore(store).getAllKeys()), await wait(db.transaction(store).objectStore(store).getAll())];
        state[name + '/' + store] = await hash([keys, values]);
      }
      db.close();
    }
    state.permissions = await hash(await api.permissions.getAll());
    return state;`,
  );

/** Places whose hashes differ. */
export function changed(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((place) => before[place] !== after[place]);
}

/** Errors of the extension's background that nobody caught, since the watch began. */
export interface ErrorWatch {
  seen(): Promise<readonly string[]>;
}

declare const Services: { console: { getMessageArray(): readonly { message: string; sourceName?: string; timeStamp?: number }[] } };

function consoleErrors(origin: string, since: number): string[] {
  return Services.console
    .getMessageArray()
    .filter((one) => (one.sourceName ?? '').startsWith(origin) && (one.timeStamp ?? 0) >= since)
    .map((one) => one.message.slice(0, 300));
}

export async function watchErrors(rig: Rig): Promise<ErrorWatch> {
  if (rig instanceof FirefoxRig) {
    const since = Date.now();
    return { seen: () => rig.inBrowser(consoleErrors as (...args: never[]) => string[], rig.extensionOrigin, since) };
  }
  const errors: string[] = [];
  const target = rig.browser.targets().find((one) => one.type() === 'service_worker' && one.url().startsWith(rig.extensionOrigin));
  const session: CDPSession | undefined = await target?.createCDPSession();
  session?.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    errors.push((exceptionDetails.exception?.description ?? exceptionDetails.text).slice(0, 300));
  });
  await session?.send('Runtime.enable');
  return { seen: async () => (session === undefined ? ['the worker could not be watched'] : errors) };
}
