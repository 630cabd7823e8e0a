// A person with passkeys on the test site, and what its page for experiments says.

import type { Frame, Page } from 'puppeteer';
import type { Judged, KeyKind } from '../site/webauthn-state';
import { clickOn } from './hand';
import { until } from './waiting';

/** On the account's page for adding a method; the browser or the extension asks next. */
export async function askToRegister(page: Page, site: string, kind: KeyKind): Promise<void> {
  await page.goto(`${site}/account/mfa/key/${kind}`);
  await page.click('#key-register');
}

/** The whole of a page that its script has gone to: before, another step could meet the old one. */
const shown = (page: Page, selector: string): Promise<boolean> =>
  until(
    `a page with ${selector}`,
    () =>
      page.evaluate((wanted) => document.readyState === 'complete' && document.querySelector(wanted) !== null, selector).catch(() => null),
    15_000,
  );

/** As far as the list of methods. */
export const registered = (page: Page): Promise<boolean> => shown(page, '#method-passkey');

/** As far as the account. */
export const signedIn = (page: Page): Promise<boolean> => shown(page, '#signed-in-as');

/** On the login page, by the button. */
export async function askToSignIn(page: Page, site: string): Promise<void> {
  await page.goto(`${site}/login`);
  await page.click('#passkey-login');
}

/** What the page says went wrong. */
export const keyTrouble = (page: Page): Promise<string> =>
  until('the page to say what went wrong', () => page.$eval('#key-trouble', (one) => one.textContent || null));

/** #result of /webauthn/experiments. */
export interface Experiment {
  readonly kind: 'create' | 'get';
  /** The error's name; null where there is a credential. */
  readonly name: string | null;
  readonly message?: string;
  /** The error is one of the page's own realm. */
  readonly realm?: boolean;
  /** From the call to its end. */
  readonly ms: number;
  /** Unix ms of the end, where there is a credential. */
  readonly at?: number;
  readonly verdict?: Judged | null;
  readonly response?: { readonly clientExtensionResults: Record<string, unknown>; readonly authenticatorAttachment?: string };
}

type Act = 'create' | 'unasked' | 'get' | 'conditional' | 'switch';

/** With a real click, so that the page is activated as by a person. */
export const start = (place: Page | Frame, act: Act): Promise<void> => clickOn(place, `#${act}`);

/** What the page then says. */
export const REASON = 'The page has changed its mind.';

/** By script: what the browser shows meanwhile may stand before the button. */
export const callOff = (place: Page | Frame): Promise<void> => place.evaluate(() => document.getElementById('abort')?.click());

export const ended = (place: Page | Frame, timeoutMs = 10_000): Promise<Experiment> =>
  until(
    'the experiment to end',
    () =>
      place.$eval('#result', (one) =>
        (one as HTMLElement).dataset.state === 'done' ? JSON.parse(one.textContent ?? '') : null,
      ) as Promise<Experiment | null>,
    timeoutMs,
  );

/** What it says now, also while it is pending. */
export const stateOf = (place: Page | Frame): Promise<string> =>
  place.$eval('#result', (one) => (one as HTMLElement).dataset.state ?? 'idle');

/** The frame of /webauthn/around. */
export const innerFrame = (page: Page): Promise<Frame> =>
  until('the frame', async () =>
    page.frames().find((one) => one !== page.mainFrame() && new URL(one.url()).pathname.endsWith('experiments')),
  );

/** Whether the last credential is the browser's own object: a getter of another realm takes those only. */
export const isNativeObject = (place: Page | Frame): Promise<boolean> =>
  place.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    try {
      const { prototype } = (frame.contentWindow as unknown as { PublicKeyCredential: { prototype: object } }).PublicKeyCredential;
      Object.getOwnPropertyDescriptor(prototype, 'rawId')?.get?.call((window as unknown as { lastCredential: unknown }).lastCredential);
      return true;
    } catch {
      return false;
    } finally {
      frame.remove();
    }
  });
