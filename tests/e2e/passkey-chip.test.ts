// The chip at the field of a login page that waits for a passkey: it stands while the page waits, opens the popup, and signs nothing itself.

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Site, startSite } from '../site/server';
import { type RigDriver, startDriver } from './driver';
import { pickOffered } from './passkey-steps';
import { askToRegister, registered, signedIn } from './passkey-walk';
import type { Chip } from './rig';
import type { Surface } from './surface';
import { until } from './waiting';
import { logOut, signUp } from './walk';

const person = { email: 'ada@example.com', password: 'analytical engine' };

let site: Site;
let driver: RigDriver;
let page: Page;

beforeAll(async () => {
  site = await startSite();
  driver = await startDriver();
  await driver.createVault('correct horse battery staple');
  page = await driver.newPage(site.url);
  await signUp(page, site.url, person);
  await askToRegister(page, site.url, 'passkey');
  await (await driver.nextApproval()).approve();
  await registered(page);
});
afterAll(async () => {
  await driver?.close();
  await site?.close();
});

const kinds = async (): Promise<readonly string[]> => (await driver.rig.chips(page)).map(({ kind }) => kind);

it('leads from the field to the popup, and goes with the page’s wait', async () => {
  await logOut(page, site.url);
  const look = async (): Promise<Chip | undefined> => (await driver.rig.chips(page)).find(({ kind }) => kind === 'passkey');
  const chip = await until('the chip to stand still', async () => {
    const before = await look();
    const now = await look();
    return now !== undefined && before?.box.x === now.box.x && before.box.y === now.box.y ? now : null;
  });
  const before = site.state.webauthn.judged.length;
  await page.bringToFront();
  await page.mouse.click(chip.box.x + 40, chip.box.y + chip.box.height / 2);
  const surface = await until('the popup with the passkey', async (): Promise<Surface | null> => {
    for (const one of await driver.rig.surfaces())
      if (await one.run((root) => root.querySelector('[data-testid="passkey-here-use"]') !== null).catch(() => false)) return one;
    return null;
  });
  expect(site.state.webauthn.judged).toHaveLength(before);
  await pickOffered(surface, person.email);
  await signedIn(page);
  expect(site.state.webauthn.judged.at(-1)).toMatchObject({ ceremony: 'get', ok: true, email: person.email, origin: site.url });
  expect(await kinds()).toEqual([]);
});
