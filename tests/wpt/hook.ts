// Reaches the test build's hook in the extension's worker, over CDP.

import type { Browser, CDPSession } from 'puppeteer';
import type { Hook, HookEvent } from './vault-authenticators';

const EXTENSION = 'chrome-extension://jimppnjpkecmloipkdlbhclmjlpaehda';

/** With a session attached the worker is not stopped: the hook lives as long as the run. */
export async function connectHook(browser: Browser): Promise<Hook> {
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker' && one.url().startsWith(EXTENSION), {
    timeout: 20_000,
  });
  const session: CDPSession = await target.createCDPSession();
  let listener: (event: HookEvent) => Promise<void> = async () => undefined;

  async function run<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  }
  const call = <T>(name: string, ...args: readonly unknown[]): Promise<T> =>
    run(`countersignTest.${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);

  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'countersignTestEvent' });
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name !== 'countersignTestEvent') return;
    const { id, event } = JSON.parse(payload) as { id: number; event: HookEvent };
    listener(event)
      .catch((error: unknown) => console.error('the browser’s own authenticator:', error))
      .then(() => call('heard', id))
      .catch(() => undefined);
  });
  // The worker is there before its script has run.
  while (!(await run<boolean>('typeof countersignTest !== "undefined"'))) await new Promise((resolve) => setTimeout(resolve, 50));
  await call('begin');

  return {
    setProfile: (profile) => call('setProfile', profile),
    addCredential: (credential) => call('addCredential', credential),
    credentials: () => call('credentials'),
    removeCredential: (id) => call('removeCredential', id),
    removeAll: () => call('removeAll'),
    takeAnswers: () => call('takeAnswers'),
    onEvent(next) {
      listener = next;
    },
  };
}
