// A person on the test site: what the tour shows and the tests repeat.

import type { Page } from 'puppeteer';
import type { Driver } from './contract';
import { until } from './waiting';

export interface Person {
  readonly email: string;
  readonly password: string;
}

async function submit(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

async function giveCredentials(page: Page, person: Person): Promise<void> {
  await page.type('#email', person.email);
  await page.type('#password', person.password);
  await submit(page, 'main button[type=submit]');
}

export async function signUp(page: Page, site: string, person: Person, query = ''): Promise<void> {
  await page.goto(`${site}/signup${query}`);
  await giveCredentials(page, person);
}

/** As far as the site's answer to the password: the account page, or the question for a code. */
export async function logIn(page: Page, site: string, person: Person, query = ''): Promise<void> {
  await page.goto(`${site}/login${query}`);
  await giveCredentials(page, person);
}

export async function logOut(page: Page, site: string): Promise<void> {
  await page.goto(`${site}/account`);
  await submit(page, 'form[action^="/logout"] button');
}

export async function openSetup(page: Page, site: string, query = ''): Promise<void> {
  await page.goto(`${site}/account/mfa/setup${query}`);
}

/** What stands in the code field or boxes, in the page or its open shadow root. */
export const filledCode = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const boxes = Array.from(document.querySelectorAll<HTMLInputElement>('input.box'));
    if (boxes.length > 0) return boxes.map((box) => box.value).join('');
    const root = document.querySelector('code-entry')?.shadowRoot ?? document;
    return root.querySelector<HTMLInputElement>('#code')?.value ?? '';
  });

/** Sends the form; returns the path that the site answered with. */
export async function sendCode(page: Page): Promise<string> {
  await submit(page, '#code-form button[type=submit]');
  return new URL(page.url()).pathname;
}

/** Waits until a form that submits itself has done so. */
export const arriveAt = (page: Page, path: string): Promise<boolean> =>
  until(`the page to reach ${path}`, async () => new URL(page.url()).pathname === path, 15_000);

/** Takes the offer at the code field; `account` answers where several belong to the site. A step that the site had already is not sent again: then the next one is waited for. */
export async function fillByOffer(driver: Driver, page: Page, periodSeconds: number, account?: string): Promise<string> {
  return until(
    'a code to be filled',
    async () => {
      const offer = await driver.waitForOffer(page, 'fill-code');
      const { ok, message } = await driver.accept(page, offer, account === undefined ? {} : { account });
      if (ok) return filledCode(page);
      if (!/fresh code|already/i.test(message ?? '')) throw new Error(message ?? 'refused without a word');
      return null;
    },
    periodSeconds * 3_000,
  );
}

export async function saveByOffer(driver: Driver, page: Page): Promise<void> {
  const { ok, message } = await driver.accept(page, await driver.waitForOffer(page, 'save-account'));
  if (!ok) throw new Error(message ?? 'refused without a word');
}
