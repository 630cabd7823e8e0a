// The same job on every markup that the test site knows: QR codes and keys, fields and boxes.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import type { FieldVariant, QrVariant } from '../site/variants';
import { type RigDriver, startDriver } from './driver';
import { arriveAt, fillByOffer, logIn, logOut, openSetup, saveByOffer, sendCode, signUp } from './walk';

let site: Site;
let driver: RigDriver;
let page: Page;
let people = 0;

const newPerson = (): { email: string; password: string } => {
  people += 1;
  return { email: `person${people}@example.com`, password: 'a password' };
};

/** A new person on the set-up page. */
async function atSetup(query: string, base = site.url): Promise<{ email: string; password: string }> {
  const person = newPerson();
  await signUp(page, base, person, query);
  await openSetup(page, base, query);
  return person;
}

beforeAll(async () => {
  site = await startSite({ https: true });
  driver = await startDriver({ acceptInsecureCerts: true, hostRule: 'MAP *.test 127.0.0.1' });
  await driver.createVault('correct horse battery staple');
  page = await driver.newPage(site.url);
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
});

describe('a set-up page that shows', () => {
  const readable: readonly QrVariant[] = ['img-data', 'img-url', 'img-cross', 'canvas', 'svg', 'shadow', 'iframe', 'late', 'none'];
  it.each(readable)('qr=%s is saved and confirmed', async (qr) => {
    // A key alone says nothing of its period, so that it must be the usual one.
    const { email } = await atSetup(qr === 'none' ? '?qr=none' : `?period=5&qr=${qr}&key=none`);
    await saveByOffer(driver, page);
    await fillByOffer(driver, page, 5, email);
    expect(await sendCode(page)).toBe('/account/mfa/done');
    const accounts = await driver.accounts(page);
    expect(accounts.map(({ account }) => account)).toContain(qr === 'none' ? '' : email);
  });

  it('a strict content security policy changes nothing', async () => {
    await atSetup('?period=5&csp=strict');
    await saveByOffer(driver, page);
    await fillByOffer(driver, page, 5);
    expect(await sendCode(page)).toBe('/account/mfa/done');
  });

  const odd: readonly [QrVariant, RegExp][] = [
    ['broken', /read/i],
    ['foreign', /QR|not/i],
    ['absurd', /QR|not/i],
    ['mismatch', /differ/i],
  ];
  it.each(odd)('qr=%s says so and stores nothing by itself', async (qr, words) => {
    const before = await driver.accounts();
    await atSetup(`?qr=${qr}`);
    const offer = await driver.waitForOffer(page, 'save-account');
    expect(offer.text).toMatch(words);
    expect(await driver.accounts()).toHaveLength(before.length);
  });
});

describe('a code field that is', () => {
  const fields: readonly FieldVariant[] = ['six', 'eight', 'four', 'password', 'tel', 'number', 'controlled', 'shadow', 'late'];
  it.each(fields)('fields=%s is filled at set-up and at login', async (field) => {
    const query = `?period=5&fields=${field}`;
    const person = await atSetup(query);
    await saveByOffer(driver, page);
    const code = await fillByOffer(driver, page, 5);
    expect(code).toMatch(field === 'eight' ? /^\d{8}$/ : field === 'four' ? /^\d{4}$/ : /^\d{6}$/);
    expect(await sendCode(page)).toBe('/account/mfa/done');

    await logOut(page, site.url);
    await logIn(page, site.url, person, query);
    // Several accounts belong to this site by now: the person says which.
    await fillByOffer(driver, page, 5, person.email);
    expect(await sendCode(page)).toBe('/account');
  });

  it('sent by itself with the last digit is accepted', async () => {
    await atSetup('?period=5&fields=six,autosubmit');
    await saveByOffer(driver, page);
    const offer = await driver.waitForOffer(page, 'fill-code');
    await driver.accept(page, offer);
    await arriveAt(page, '/account/mfa/done');
  });

  it('gone when it gets the focus is reported', async () => {
    await atSetup('?period=5&fields=removed');
    await saveByOffer(driver, page);
    const { ok, message } = await driver.accept(page, await driver.waitForOffer(page, 'fill-code'));
    expect({ ok, message }).toMatchObject({ ok: false, message: expect.stringMatching(/gone/i) });
  });
});

describe('sites', () => {
  it('keep to themselves, and hosts of one domain are confirmed once', async () => {
    const [accounts, login, other] = ['accounts.heroku.test', 'login.heroku.test', 'id.other.test'].map((host) => site.at(host));
    if (accounts === undefined || login === undefined || other === undefined) throw new Error('three hosts');
    const person = await atSetup('?period=5', accounts);
    await saveByOffer(driver, page);
    await fillByOffer(driver, page, 5);
    expect(await sendCode(page)).toBe('/account/mfa/done');

    await logIn(page, login, person, '?period=5');
    await fillByOffer(driver, page, 5);
    expect(await sendCode(page)).toBe('/account');
    const saved = (await driver.accounts(page)).find(({ account }) => account === person.email);
    expect(saved?.sites).toEqual([accounts, login]);

    const stranger = await atSetup('?period=5', other);
    await saveByOffer(driver, page);
    await fillByOffer(driver, page, 5);
    await sendCode(page);
    await driver.newPage(`${other}/account`);
    expect((await driver.accounts()).find(({ account }) => account === stranger.email)?.sites).toEqual([other]);
  });
});
