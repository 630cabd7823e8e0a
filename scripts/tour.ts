// Walks everything that works by itself: the first run, practice, an account set up by its QR code with its recovery codes, logins by
// every way to a code, a passkey made and used, the account's card, and the vault lost and restored. Says each step and leaves a picture of it in out/tour/.

import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import { openCard } from '../tests/e2e/card-steps';
import type { Offer } from '../tests/e2e/contract';
import { startDriver } from '../tests/e2e/driver';
import { openOptions } from '../tests/e2e/options-steps';
import { askToRegister, askToSignIn, registered, signedIn } from '../tests/e2e/passkey-walk';
import { byId, press } from '../tests/e2e/popup-steps';
import { revealCodes } from '../tests/e2e/recovery-steps';
import { PageSurface } from '../tests/e2e/surface';
import { until } from '../tests/e2e/waiting';
import { filledCode, logIn, logOut, openSetup, sendCode, signUp } from '../tests/e2e/walk';
import { startSite } from '../tests/site/server';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../out/tour');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** Seconds. Short steps of the clock, so that the tour does not wait half a minute between two logins. */
const PERIOD = 10;
const QUERY = `?period=${PERIOD}&recovery=ul`;
const person = { email: 'ada@example.com', password: 'analytical engine' };
const vaultPassword = 'correct horse battery staple';
/** As large as the toolbar popup. */
const POPUP = { width: 400, height: 580 };

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

/** A page of the extension, looked at and closed again. `before`: what is done in it first. */
async function show(words: string, opening: Promise<Page>, ready: string, before?: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await opening;
  await page.waitForSelector(ready);
  await before?.(page);
  await step(words, page);
  await page.close();
}

async function popup(forPage?: Page): Promise<Page> {
  const page = await driver.popup(forPage);
  await page.setViewport(POPUP);
  return page;
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

async function send(page: Page, wanted: string, words: string): Promise<void> {
  const answer = await sendCode(page);
  if (answer !== wanted) throw new Error(`the site answered with ${answer}`);
  await step(words, page);
}

async function askedForCode(page: Page): Promise<void> {
  await logOut(page, site.url);
  await logIn(page, site.url, person, QUERY);
}

/** Waits for what was asked for elsewhere to arrive in the field, at most until the next code is due. */
const arrived = (page: Page): Promise<string> =>
  until('the code to be filled', async () => (await filledCode(page)) || null, PERIOD * 2_500);

async function firstRun(): Promise<void> {
  await show('On install, a page says what there is to do', openOptions(driver.rig, 'welcome'), byId('create-password'));
  await driver.createVault(vaultPassword);
  await show('A vault is made', popup(), byId('empty'));
  const practice = await openOptions(driver.rig, 'practice');
  await press(practice, 'practice-capture');
  await press(practice, 'practice-fill');
  await until('the code', () => practice.$eval(byId('practice-code'), (field) => (field as HTMLInputElement).value.length === 6));
  await press(practice, 'practice-verify');
  await practice.waitForSelector(byId('practice-done'));
  await step('On the practice page, a QR code is saved and its code accepted', practice);
  await press(practice, 'practice-end');
  await practice.waitForSelector(byId('practice-code'), { hidden: true });
  await step('The practice account is deleted');
  await practice.close();
}

async function setUp(page: Page): Promise<void> {
  await signUp(page, site.url, person, QUERY);
  await step('Signed up on the test site', page);
  await openSetup(page, site.url, QUERY);
  await take(page, 'save-account', 'One click saves the account');
  await take(page, 'fill-code', 'The confirmation code is filled');
  await send(page, '/account/mfa/recovery', 'The site confirms the authenticator and shows recovery codes');
  await take(page, 'save-recovery-codes', 'They are kept with the account');
}

async function logInEveryWay(page: Page): Promise<void> {
  await askedForCode(page);
  await take(page, 'fill-code', 'One click fills the code');
  await send(page, '/account', 'Logged in by the offer at the field');

  await askedForCode(page);
  await driver.command('fill-this-site', page);
  await arrived(page);
  await send(page, '/account', 'Logged in by a key, Alt+Shift+F');

  await askedForCode(page);
  await driver.contextMenu(page, 'fill', '#code');
  await arrived(page);
  await send(page, '/account', 'Logged in by the menu of the field');

  const { suggestions } = await driver.omnibox('2fa harbour');
  await step(`Address bar, "2fa harbour": ${suggestions.find((one) => one.includes('Harbour')) ?? 'no suggestion'}`);

  await askedForCode(page);
  await page.goto(`${site.url}/login/recovery${QUERY}`);
  await take(page, 'fill-recovery-code', 'The next recovery code is filled');
  await send(page, '/account', 'Logged in by a recovery code');
  const [set] = await driver.recoverySets(page);
  await step(`Recovery codes left: ${set?.left} of ${set?.total}`);
}

async function answerApproval(words: string): Promise<void> {
  const approval = await driver.nextApproval();
  await step(words, approval.surface instanceof PageSurface ? approval.surface.page : undefined);
  await approval.approve();
}

async function usePasskey(page: Page): Promise<void> {
  await askToRegister(page, site.url, 'passkey');
  await answerApproval('The site wants to make a passkey: Countersign asks');
  await registered(page);
  await step('The passkey is among the verification methods', page);
  await logOut(page, site.url);
  await askToSignIn(page, site.url);
  await answerApproval('The site asks for a passkey: Countersign asks');
  await signedIn(page);
  await step('Logged in by the passkey, without a password', page);
}

async function lookAtTheVault(page: Page): Promise<void> {
  await show('The popup shows live codes, those of this site first', popup(page), `${byId('account-row')} [data-code]`);
  await show('The account on a card', popup(page), byId('account-row'), (own) => openCard(own, person.email));
  await show('Recovery codes, after the password', popup(page), byId('recovery-open'), (own) => revealCodes(own, vaultPassword));
  await show('Why is there no offer here?', driver.options('help'), byId('help'));
}

async function lockAndRestore(page: Page): Promise<void> {
  await driver.lock();
  await show('Locked', popup(), byId('unlock-password'));
  const wrong = await driver.unlock('not the password');
  await step(`A wrong password is refused: ${wrong.message}`);
  await driver.unlock(vaultPassword);
  await step('Unlocked');
  const file = await driver.exportBackup(vaultPassword);
  await show(`Encrypted backup saved: ${path.basename(file)}`, driver.options('backup'), byId('backup-password'));
  await driver.wipe(vaultPassword);
  await step('The vault is wiped');
  const restored = await driver.restoreBackup(file, vaultPassword);
  await step(`Restored: ${restored.message}`);
  if (await driver.isLocked()) await driver.unlock(vaultPassword);
  await askedForCode(page);
  await take(page, 'fill-code', 'One click fills the code again');
  await send(page, '/account', 'Logged in with the restored vault');
}

try {
  await firstRun();
  const page = await driver.newPage(site.url);
  await setUp(page);
  await logInEveryWay(page);
  await usePasskey(page);
  await lookAtTheVault(page);
  await lockAndRestore(page);
  console.log(`\nThe whole job is done. Pictures: ${folder}`);
} finally {
  await driver.close();
  await site.close();
}
process.exit(0);
