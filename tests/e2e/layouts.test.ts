// What stands around the question for a code: a modal dialog, a frame, a page that never loads again; and questions for codes that are
// not ours.

import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { CHANNELS } from '../site/state';
import { LAYOUTS } from '../site/variants';
import { type RigDriver, startDriver } from './driver';
import { until } from './waiting';
import { fillByOffer, logIn, logOut, openSetup, saveByOffer, sendCode, signUp } from './walk';

let site: Site;
let driver: RigDriver;
let page: Page;

beforeAll(async () => {
  site = await startSite();
  driver = await startDriver();
  await driver.createVault('correct horse battery staple');
  page = await driver.newPage(site.url);
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
});

/** The frame that has the code field. */
const asking = (): Promise<Frame> =>
  until('the code field', async () => {
    for (const frame of page.frames()) if ((await frame.$('#code').catch(() => null)) !== null) return frame;
    return null;
  });

/** Every other person of the same site is one more account to choose from. */
const person = (layout: string) => ({ email: `${layout}@example.com`, password: 'a password' });

describe.each(LAYOUTS.filter((layout) => layout !== 'plain'))('in a site of layout=%s', (layout) => {
  const query = `?period=5&layout=${layout}`;

  it('the account is saved, and its code filled at login', async () => {
    await signUp(page, site.url, person(layout), query);
    await openSetup(page, site.url, query);
    await saveByOffer(driver, page);
    await fillByOffer(driver, page, 5, person(layout).email);
    expect(await sendCode(page)).toBe('/account/mfa/done');
    await logOut(page, site.url);

    await logIn(page, site.url, person(layout), query);
    const frame = await asking();
    await fillByOffer(driver, page, 5, person(layout).email);
    expect(await frame.$eval('#code', (field) => (field as HTMLInputElement).value)).toMatch(/^\d{6}$/);
    await Promise.all([page.waitForNavigation(), frame.click('#code-form button[type=submit]')]);
    await until('the account page', async () => (await page.$('#signed-in-as')) !== null);
    expect(site.state.attempts.at(-1)).toMatchObject({ where: 'login', email: person(layout).email, verdict: 'accepted' });
  });
});

describe.each(CHANNELS)('a code that comes by %s', (channel) => {
  it('is left alone where the site also has an account of ours', async () => {
    const query = '?period=5';
    await logIn(page, site.url, person('modal'), query);
    await driver.waitForOffer(page, 'fill-code');
    await page.goto(`${site.url}/login/${channel}${query}`);
    expect((await driver.accounts(page)).length).toBeGreaterThan(0);
    expect(await driver.offers(page)).toEqual([]);
    expect(site.state.messages.at(-1)?.channel).toBe(channel);
  });
});
