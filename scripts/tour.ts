// Walks the main job by itself: set up by QR code, confirm, log out, log in with a filled code, lock, unlock, back up, wipe,
// restore, log in again. Says each step and leaves a picture of it in out/tour/.

import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import type { Offer } from '../tests/e2e/contract';
import { startDriver } from '../tests/e2e/driver';
import { filledCode, logIn, logOut, openSetup, sendCode, signUp } from '../tests/e2e/walk';
import { startSite } from '../tests/site/server';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../out/tour');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** Short steps of the clock, so that the tour does not wait half a minute between two logins. */
const PERIOD = '?period=10';
const person = { email: 'ada@example.com', password: 'analytical engine' };
const vaultPassword = 'correct horse battery staple';

let number = 0;
async function step(words: string, page?: Page): Promise<void> {
  number += 1;
  console.log(`${String(number).padStart(2)}. ${words}`);
  if (page === undefined) return;
  // Ports, codes and dates differ from run to run; names of pictures do not.
  const name = words
    .toLowerCase()
    .replace(/https?:\S+|\d+|\(.*\)|:.*$/g, '')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');
  await page.screenshot({ path: path.join(folder, `${String(number).padStart(2, '0')}-${name}.png`) });
}

async function show(words: string, opening: Promise<Page>, ready: string): Promise<void> {
  const page = await opening;
  await page.waitForSelector(ready);
  await step(words, page);
  await page.close();
}

const site = await startSite();
const driver = await startDriver();

async function take(page: Page, kind: Offer['kind'], words: string): Promise<void> {
  const offer = await driver.waitForOffer(page, kind, 15_000);
  await step(`The page offers: ${offer.text}`, page);
  const { ok, message } = await driver.accept(page, offer);
  await step(`${words}${message === null ? '' : ` (${message})`}`, page);
  if (!ok) throw new Error(`${kind}: ${message ?? 'refused'}`);
}

async function loginWithFilledCode(page: Page): Promise<void> {
  await logIn(page, site.url, person, PERIOD);
  await take(page, 'fill-code', 'One click fills the code');
  const code = await filledCode(page);
  const answer = await sendCode(page);
  await step(`The site took ${code}: logged in`, page);
  if (answer !== '/account') throw new Error(`the site answered with ${answer}`);
}

try {
  await show('The first time, Countersign asks for a password', driver.popup(), '[data-testid="create-password"]');
  await driver.createVault(vaultPassword);
  await show('A vault is made', driver.popup(), '[data-testid="empty"]');
  const page = await driver.newPage(site.url);
  await signUp(page, site.url, person, PERIOD);
  await step('Signed up on the test site', page);

  await openSetup(page, site.url, PERIOD);
  await take(page, 'save-account', 'One click saves the account');
  await take(page, 'fill-code', 'The confirmation code is filled');
  if ((await sendCode(page)) !== '/account/mfa/done') throw new Error('the site did not take the confirmation code');
  await step('The site confirms the authenticator', page);
  await logOut(page, site.url);
  await loginWithFilledCode(page);

  await show('The popup shows the live code, this site first', driver.popup(page), '[data-testid="account-row"] [data-code]');
  await driver.lock();
  await show('Locked', driver.popup(), '[data-testid="unlock-password"]');
  const wrong = await driver.unlock('not the password');
  await step(`A wrong password is refused: ${wrong.message}`);
  await driver.unlock(vaultPassword);
  await step('Unlocked');

  const file = await driver.exportBackup(vaultPassword);
  await show(`Encrypted backup saved: ${path.basename(file)}`, driver.options('backup'), '[data-testid="backup-password"]');
  await driver.wipe(vaultPassword);
  await step('The vault is wiped');
  const restored = await driver.restoreBackup(file, vaultPassword);
  await step(`Restored: ${restored.message}`);
  if (await driver.isLocked()) await driver.unlock(vaultPassword);

  await logOut(page, site.url);
  await loginWithFilledCode(page);
  console.log(`\nThe whole job is done. Pictures: ${folder}`);
} finally {
  await driver.close();
  await site.close();
}
process.exit(0);
