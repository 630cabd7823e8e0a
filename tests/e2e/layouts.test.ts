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

/** What pages of one document do to their code field. `near`: the field, or the frame around it, that the chip has to stand by. */
interface Change {
  readonly what: string;
  readonly before: string;
  /** In the page, once it stands there. */
  readonly script: string;
  readonly near: string;
}

const ASKS = '<h2>Two-factor authentication</h2><p>Enter the code from your authenticator app.</p>';
const FIELD = '<input id="field" name="otp" inputmode="numeric">';
const changes: readonly Change[] = [
  {
    what: 'shows its last step, which was there from the beginning',
    before: `<form><input id="email" type="email"><input id="password" type="password"><div id="step" style="display:none">${ASKS}${FIELD}</div></form>`,
    script: `document.querySelector('#email').remove(); document.querySelector('#password').hidden = true; document.querySelector('#step').style.display = '';`,
    near: '#field',
  },
  {
    what: 'becomes another page without another address',
    before: '<form><input type="email"><button>Next</button></form>',
    script: `document.querySelector('main').innerHTML = '<form>${ASKS}${FIELD}</form>';`,
    near: '#field',
  },
  {
    what: 'has fields that only robots see',
    before: `<form>${ASKS}<div style="position:absolute;left:-9999px"><input name="code"></div><input name="otp_code" hidden>${FIELD}</form>`,
    script: '',
    near: '#field',
  },
  {
    what: 'gets a frame later',
    before: '<p>Sign in</p>',
    script: `const frame = document.createElement('iframe'); frame.id = 'frame'; frame.width = 500; frame.height = 600; frame.src = globalThis.asking; document.querySelector('main').append(frame);`,
    near: '#frame',
  },
  {
    what: 'draws itself anew all the time',
    before: `<form>${ASKS}${FIELD}</form>`,
    script: `const main = document.querySelector('main'); const drawn = main.innerHTML; globalThis.draws = 0; setInterval(() => { main.innerHTML = drawn; globalThis.draws += 1; }, 300);`,
    near: '#field',
  },
];

/** The chip that offers a code stands right by this element. */
const offeredBy = (selector: string) =>
  until(`an offer beside ${selector}`, async () => {
    const [chip, ...others] = (await driver.offers(page)).filter(({ kind }) => kind === 'fill-code');
    const box = await (await page.$(selector))?.boundingBox();
    if (chip === undefined || others.length > 0 || box === null || box === undefined) return null;
    const below = chip.box.y - (box.y + box.height);
    return below > -box.height - chip.box.height - 20 && below < 20 && chip.box.x < box.x + box.width + 20 ? chip : null;
  });

describe('a page that', () => {
  /** A page of the site that asks for a code. */
  let asks: string;
  beforeAll(async () => {
    await logIn(page, site.url, person('modal'), '?period=5');
    asks = page.url();
  });

  it.each(changes)('$what is offered a code at its field', async ({ before, script, near }) => {
    await page.goto(site.url);
    await page.evaluate(
      (body, path) => {
        Object.assign(globalThis, { asking: path });
        (document.querySelector('main') as HTMLElement).innerHTML = body;
      },
      before,
      asks,
    );
    await page.evaluate(`{ ${script} }`);
    await offeredBy(near);
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('still gets one after it has drawn itself three times more', async () => {
    const drawn = (await page.evaluate('globalThis.draws')) as number;
    await page.waitForFunction((times) => Number(Reflect.get(globalThis, 'draws')) > times + 3, {}, drawn);
    await offeredBy('#field');
  });

  it('asks for a recovery code in the same place is no longer offered a code', async () => {
    await page.goto(site.url);
    await page.evaluate((body) => {
      (document.querySelector('main') as HTMLElement).innerHTML = body;
    }, `<form>${ASKS}${FIELD}</form>`);
    await offeredBy('#field');
    await page.evaluate((body) => {
      (document.querySelector('main form') as HTMLElement).innerHTML = body;
    }, '<h2>Use a recovery code</h2><p>Enter one of your recovery codes.</p><input id="field" name="code">');
    await until('no offer of a code', async () => (await driver.offers(page)).every(({ kind }) => kind !== 'fill-code'));
  });
});
