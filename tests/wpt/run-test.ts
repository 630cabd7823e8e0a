// One test file in one page: opens it, does what testdriver.js asks for, waits for the harness' last word. Everything over CDP without
// `userGesture`, which puppeteer's own evaluate always gives: a test may be about a page that nobody has touched.

import type { Browser, CDPSession, Page } from 'puppeteer';
import type { Answered, Authenticators, Credential, Profile } from './authenticator';
import type { WptTest } from './discover';

export interface Subtest {
  readonly name: string;
  readonly status: 'PASS' | 'FAIL' | 'TIMEOUT' | 'NOTRUN' | 'PRECONDITION_FAILED';
  readonly message: string | null;
  /** Who ended the last ceremony of this subtest; null where none got as far as an authenticator. */
  readonly answeredBy: 'vault' | 'native' | null;
  /** Vault: each way that its ceremonies took. */
  readonly through?: readonly ('proxy' | 'page')[];
}

export interface FileResult {
  /** OK: the harness came to its end. CRASH: it never spoke. */
  readonly status: 'OK' | 'ERROR' | 'TIMEOUT' | 'PRECONDITION_FAILED' | 'CRASH';
  readonly message: string | null;
  readonly subtests: readonly Subtest[];
}

const SUBTEST_STATUS = ['PASS', 'FAIL', 'TIMEOUT', 'NOTRUN', 'PRECONDITION_FAILED'] as const;
const HARNESS_STATUS = ['OK', 'ERROR', 'TIMEOUT', 'PRECONDITION_FAILED'] as const;
/** Beyond the harness' own time. */
const GRACE_MS = 10_000;

interface Report {
  readonly started: number;
  readonly status: number;
  readonly message: string | null;
  readonly tests: readonly { readonly name: string; readonly status: number; readonly message: string | null; readonly at: number }[];
}

/** Ceremonies belong to the subtest that reports next: a file's promise tests run one after another. */
export function attribute({ tests, started }: Report, answers: readonly Answered[]): readonly Subtest[] {
  let since = started;
  return tests.map(({ name, status, message, at }) => {
    const mine = answers.filter((answer) => answer.at >= since && answer.at < at);
    since = at;
    const byVault = mine.some(({ who }) => who === 'vault');
    const through = [...new Set(mine.flatMap((answer) => answer.through ?? []))];
    return {
      name,
      status: SUBTEST_STATUS[status] ?? 'FAIL',
      message,
      answeredBy: byVault ? 'vault' : mine.length > 0 ? 'native' : null,
      ...(through.length > 0 ? { through } : {}),
    };
  });
}

async function act(
  page: Page,
  session: CDPSession,
  authenticators: Authenticators,
  name: string,
  args: readonly never[],
): Promise<unknown> {
  const [first, second] = args as readonly unknown[];
  const id = String(first);
  switch (name) {
    case 'click': {
      const { x, y } = first as { x: number; y: number };
      await page.mouse.click(x, y);
      return null;
    }
    case 'send_keys':
      await page.keyboard.type(id);
      return null;
    case 'delete_all_cookies':
      await session.send('Network.clearBrowserCookies');
      return null;
    case 'set_permission': {
      const { descriptor, state } = first as { descriptor: { name: string }; state: 'granted' | 'denied' | 'prompt' };
      await session.send('Browser.setPermission', { permission: descriptor, setting: state, origin: new URL(page.url()).origin });
      return null;
    }
    case 'add_virtual_authenticator':
      return authenticators.add(first as Profile);
    case 'remove_virtual_authenticator':
      return authenticators.remove(id);
    case 'add_credential':
      return authenticators.addCredential(id, second as Credential);
    case 'get_credentials':
      return authenticators.credentials(id);
    case 'remove_credential':
      return authenticators.removeCredential(id, String(second));
    case 'remove_all_credentials':
      return authenticators.removeAllCredentials(id);
    case 'set_user_verified':
      return authenticators.setUserVerified(id, second === true || (second as { isUserVerified?: boolean })?.isUserVerified === true);
    default:
      throw new Error(`the runner does not know ${name}`);
  }
}

export async function runTest(
  browser: Browser,
  test: WptTest,
  url: string,
  authenticatorsFor: (session: CDPSession) => Promise<Authenticators>,
): Promise<FileResult> {
  const page = await browser.newPage();
  try {
    const session = await page.createCDPSession();
    const authenticators = await authenticatorsFor(session);
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: '__wptCall' });
    await session.send('Runtime.addBinding', { name: '__wptResult' });
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}));
    const report = new Promise<Report | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), test.timeoutMs + GRACE_MS);
      session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
        if (name === '__wptResult') {
          clearTimeout(timer);
          resolve(JSON.parse(payload) as Report);
        } else if (name === '__wptCall') {
          const call = JSON.parse(payload) as { id: number; name: string; args: readonly never[] };
          const say = (error: string | null, value: unknown) =>
            session
              .send('Runtime.evaluate', {
                contextId: executionContextId,
                expression: `__wptReply(${call.id}, ${JSON.stringify(error)}, ${JSON.stringify(value ?? null)})`,
              })
              .catch(() => {});
          act(page, session, authenticators, call.name, call.args).then(
            (value) => say(null, value),
            (error) => say(error instanceof Error ? error.message : String(error), null),
          );
        }
      });
    });
    await page.bringToFront();
    await session.send('Page.navigate', { url });
    const said = await report;
    if (said === null) return { status: 'CRASH', message: 'the page never said its results', subtests: [] };
    return {
      status: HARNESS_STATUS[said.status] ?? 'ERROR',
      message: said.message,
      subtests: attribute(said, await authenticators.answered()),
    };
  } finally {
    await page.close().catch(() => {});
  }
}
