// WebAuthn: what Countersign adds to a call that is the browser's, and how long a passkey of ours takes after the yes.

import type { Page } from 'puppeteer';
import { armed } from '../e2e/confirm-steps';
import { type RigDriver, startDriver } from '../e2e/driver';
import { launch } from '../e2e/launch';
import { type Experiment, ended, start } from '../e2e/passkey-walk';
import { byId } from '../e2e/popup-steps';
import { plugIn } from '../e2e/virtual-authenticator';
import { type Site, startSite } from '../site/server';
import { PASSWORD } from './filled-vault';
import { quantile, type Row, rowOf } from './row';

const RUNS = 15;
/** Each begins with ending the worker. */
const ASLEEP_RUNS = 7;
const WARM_UP = 3;

const EXPERIMENTS = '/webauthn/experiments?allow=all';

async function run(page: Page, act: 'create' | 'get'): Promise<Experiment> {
  await start(page, act);
  const end = await ended(page);
  if (end.name !== null || end.verdict?.ok !== true) throw new Error(`no credential: ${end.name} ${end.message ?? ''}`);
  return end;
}

/** A page whose virtual authenticator has the site's only passkey: the vault has nothing to say. */
async function nativePage(page: Page, site: Site): Promise<void> {
  await page.goto(`${site.url}${EXPERIMENTS}`);
  await plugIn(page, 'internal');
  await run(page, 'create');
}

async function times(page: Page, count: number, before: () => Promise<void> = async () => {}): Promise<number[]> {
  const figures: number[] = [];
  for (let i = 0; i < count + WARM_UP; i++) {
    await before();
    figures.push((await run(page, 'get')).ms);
  }
  return figures.slice(WARM_UP);
}

async function withoutUs(site: Site): Promise<number> {
  const rig = await launch({ browser: 'chromium', dist: null });
  try {
    const page = await rig.browser.newPage();
    await page.bringToFront();
    await nativePage(page, site);
    return quantile(await times(page, RUNS), 0.5);
  } finally {
    await rig.close();
  }
}

async function approvals(driver: RigDriver, page: Page): Promise<number[]> {
  const figures: number[] = [];
  await start(page, 'create');
  // It may ask for the password.
  await (await driver.nextApproval()).approve();
  await ended(page);
  for (let i = 0; i < RUNS; i++) {
    await start(page, 'get');
    const { surface } = await driver.nextApproval();
    await armed(surface, byId('approval-accept'), '#approval-title');
    const pressed = Date.now();
    await surface.click(byId('approval-accept'));
    const { at } = await ended(page);
    if (at === undefined) throw new Error('refused');
    figures.push(at - pressed);
  }
  return figures;
}

export async function webauthn(): Promise<Row[]> {
  const site = await startSite();
  const driver = await startDriver({ browser: 'chromium' });
  try {
    const native = await withoutUs(site);
    await driver.setting('passkeyBridge', false);
    const page = await driver.newPage(site.url);
    await nativePage(page, site);
    await driver.setting('passkeyBridge', true);
    await driver.createVault(PASSWORD);
    await page.bringToFront();
    const awake = await times(page, RUNS);
    const asleep = await times(page, ASLEEP_RUNS, async () => {
      await driver.killBackground();
      await page.bringToFront();
    });
    // The proxy is out of the question while a page has a virtual authenticator.
    await page.close();
    const own = await driver.newPage(`${site.at('own.localhost', 'http')}${EXPERIMENTS}`);
    const answered = await approvals(driver, own);
    const added = (figures: readonly number[]): number[] => figures.map((ms) => ms - native);
    return [
      rowOf('WebAuthn call with no match, worker awake: added', 'ms', added(awake), 10),
      rowOf('WebAuthn call with no match, worker asleep: added', 'ms', added(asleep), 80),
      rowOf('approval pressed to the page’s credential', 'ms', answered, null),
    ];
  } finally {
    await driver.close();
    await site.close();
  }
}
