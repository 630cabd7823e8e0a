// Everything a person can do, done through the real user interface: the contract in contract.ts.

import type { Page } from 'puppeteer';
import { chooseFound, foundNow } from './capture-steps';
import { confirm } from './confirm-steps';
import type { Account, Driver, Passkey, RecoverySet } from './contract';
import { clickOn } from './hand';
import { importFrom } from './import-steps';
import { launch } from './launch';
import * as offer from './offer-steps';
import { changeSetting, openOptions, restoreFrom, saveBackup, wipeVault } from './options-steps';
import { nextApproval, readPasskeys, type SeenApproval } from './passkey-steps';
import { byId, endOf, press, readAccounts, requireStage, rowOf, stage, stageOf, typeInto, words } from './popup-steps';
import { pasteRecoveryCodes, readRecoverySets } from './recovery-steps';
import type { LaunchOptions, Rig } from './rig';
import { PageSurface } from './surface';
import { until } from './waiting';
import * as way from './way-steps';

const POPUP = 'src/popup/index.html';

type Entry = Parameters<Driver['addByHand']>[0];

async function fillInEntry(page: Page, entry: Entry): Promise<void> {
  await typeInto(page, 'add-secret', entry.secret);
  if (entry.issuer !== undefined) await typeInto(page, 'add-issuer', entry.issuer);
  if (entry.account !== undefined) await typeInto(page, 'add-account', entry.account);
  if (entry.site !== undefined) await typeInto(page, 'add-site', entry.site);
  const more = entry.type ?? entry.algorithm ?? entry.digits ?? entry.period ?? entry.counter;
  if (more !== undefined && (await page.$(`${byId('add-type')}:not([hidden])`)) === null) await press(page, 'add-more');
  if (entry.type !== undefined) await page.select(byId('add-type'), entry.type);
  if (entry.algorithm !== undefined) await page.select(byId('add-algorithm'), entry.algorithm);
  for (const name of ['digits', 'period', 'counter'] as const) {
    const figure = entry[name];
    if (figure === undefined) continue;
    const tag = await page.$eval(byId(`add-${name}`), (one) => one.tagName);
    if (tag === 'SELECT') await page.select(byId(`add-${name}`), String(figure));
    else await typeInto(page, `add-${name}`, String(figure));
  }
}

export class RigDriver implements Driver {
  readonly rig: Rig;
  /** The vault's password, as a person keeps it in mind for when the extension asks. */
  #password: string | null = null;
  constructor(rig: Rig) {
    this.rig = rig;
  }
  get browserName(): Driver['browserName'] {
    return this.rig.browserName;
  }
  get browser(): Driver['browser'] {
    return this.rig.browser;
  }
  get extensionId(): string {
    return this.rig.extensionId;
  }

  async newPage(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url);
    await page.bringToFront();
    return page;
  }

  async popup(forPage?: Page): Promise<Page> {
    const tab = forPage === undefined ? null : await this.rig.tabIdOf(forPage);
    return this.rig.openOwnPage(tab === null ? POPUP : `${POPUP}?tab=${tab}`);
  }

  options(section?: string): Promise<Page> {
    return openOptions(this.rig, section);
  }

  async #with<T>(opening: Promise<Page>, work: (page: Page) => Promise<T>, back?: Page): Promise<T> {
    const page = await opening;
    try {
      return await work(page);
    } finally {
      await page.close().catch(() => {});
      await back?.bringToFront();
    }
  }
  #inPopup<T>(work: (page: Page) => Promise<T>, forPage?: Page): Promise<T> {
    return this.#with(this.popup(forPage), work, forPage);
  }

  createVault(password: string): Promise<void> {
    return this.#inPopup(async (page) => {
      await requireStage(page, 'none');
      await typeInto(page, 'create-password', password);
      await typeInto(page, 'create-password-repeat', password);
      await press(page, 'create-submit');
      await page.waitForSelector(byId('search'), { timeout: 20_000 });
      this.#password = password;
    });
  }

  lock(): Promise<void> {
    return this.#inPopup(async (page) => {
      await requireStage(page, 'open');
      await press(page, 'lock');
      // Locking closes the extension's pages, this one too.
      await until('the vault to lock', async () => page.isClosed() || (await stage(page).catch(() => 'locked')) === 'locked');
    });
  }

  unlock(password: string): Promise<{ ok: boolean; message: string | null }> {
    return this.#inPopup(async (page) => {
      await requireStage(page, 'locked');
      // Where a PIN is set it is asked for first.
      if ((await page.$(byId('way-password'))) !== null) await press(page, 'way-password');
      await typeInto(page, 'unlock-password', password);
      await press(page, 'unlock-submit');
      return until(
        'the vault to open or to say why not',
        async () => {
          if ((await page.$(byId('search'))) !== null) return { ok: true, message: null };
          const message = await words(page, 'unlock-error');
          return message === null ? null : { ok: false, message };
        },
        20_000,
      );
    });
  }

  isLocked(): Promise<boolean> {
    return this.#inPopup(async (page) => (await stage(page)) === 'locked');
  }

  setting(name: string, value: string | number | boolean): Promise<void> {
    return this.#with(this.options(), (page) => changeSetting(page, name, value));
  }

  wipe(password: string): Promise<void> {
    return this.#with(this.options('danger'), (page) => wipeVault(page, password));
  }

  accounts(forPage?: Page): Promise<Account[]> {
    return this.#inPopup(async (page) => (await readAccounts(page)).map(({ id: _id, ...account }) => account), forPage);
  }

  recoverySets(forPage?: Page): Promise<RecoverySet[]> {
    return this.#inPopup(readRecoverySets, forPage);
  }
  passkeys(forPage?: Page): Promise<Passkey[]> {
    return this.#inPopup(readPasskeys, forPage);
  }

  addByUri(uri: string): Promise<void> {
    return this.#inPopup(async (page) => {
      await requireStage(page, 'open');
      await press(page, 'add-open');
      await typeInto(page, 'add-uri', uri);
      await this.#submitAdd(page, 'add-uri-submit');
    });
  }

  addByHand(entry: Entry): Promise<void> {
    return this.#inPopup(async (page) => {
      await requireStage(page, 'open');
      await press(page, 'add-open');
      await press(page, 'add-key-open');
      await fillInEntry(page, entry);
      await this.#submitAdd(page, 'add-submit');
    });
  }

  /** Throws with the popup's own words where it refuses. */
  async #submitAdd(page: Page, submit: string): Promise<void> {
    await press(page, submit);
    const refusal = await until('the account to be added or refused', async () => {
      const error = await words(page, 'add-error');
      if (error !== null) return error;
      return (await page.$(byId(submit))) === null && (await page.$(byId('search'))) !== null ? 'added' : null;
    });
    if (refusal !== 'added') throw new Error(refusal);
  }

  addRecoveryCodes(text: string, forSite: string): Promise<void> {
    return this.#inPopup(async (page) => {
      await requireStage(page, 'open');
      await press(page, 'add-open');
      await pasteRecoveryCodes(page, text, forSite);
      await this.#submitAdd(page, 'recovery-submit');
    });
  }

  importFile(path: string, password?: string): Promise<{ added: number; skipped: number; failed: number; message: string | null }> {
    return this.#with(this.options('import'), (page) => importFrom(page, path, password));
  }

  undo(): Promise<void> {
    return this.#inPopup(async (page) => {
      await press(page, 'undo');
      await page.waitForSelector(byId('undo'), { hidden: true, timeout: 5_000 });
    });
  }

  exportBackup(password: string): Promise<string> {
    return this.#with(this.options('backup'), (page) => saveBackup(this.rig, page, password));
  }

  restoreBackup(path: string, password: string): Promise<{ ok: boolean; message: string | null }> {
    return this.#with(this.options('restore'), (page) => restoreFrom(page, path, password));
  }

  /** In the toolbar popup itself, as the page must stay in front where its pixels are looked at. */
  async captureFromPopup(page: Page): Promise<{ ok: boolean; message: string | null }> {
    await this.rig.openToolbarPopup(page);
    const surface = await until('the toolbar popup', async () => (await this.rig.surfaces())[0]);
    await until('the popup to show the vault', async () => ['open', 'choosing'].includes((await surface.run(stageOf)) ?? ''));
    const before = await surface.run(foundNow);
    await surface.click(byId('capture'));
    const end = await until(
      'the popup to say how the capture went',
      async () => {
        const found = await surface.run(foundNow);
        if (found !== '' && found !== before) await chooseFound(surface);
        return surface.run(endOf);
      },
      15_000,
    );
    await this.rig.closeToolbarPopup();
    return end;
  }

  fillFromPopup(page: Page, account: string): Promise<{ ok: boolean; message: string | null }> {
    return this.#inPopup(async (popup) => {
      await requireStage(popup, 'open');
      const row = await rowOf(popup, account);
      await popup.hover(row);
      await clickOn(popup, `${row} ${byId('fill')}`);
      const surface = new PageSurface(popup);
      return until(
        'the popup to say how the fill went',
        async () => {
          if ((await surface.run(stageOf)) === 'confirming') await confirm(surface, account);
          return surface.run(endOf);
        },
        20_000,
      );
    }, page);
  }

  command(name: string, page: Page): Promise<void> {
    return way.pressCommand(this.rig, name, page);
  }
  async omnibox(text: string): Promise<{ suggestions: string[] }> {
    return { suggestions: await way.useAddressBar(this.rig, text) };
  }
  contextMenu(page: Page, item: string, selector: string): Promise<void> {
    return way.chooseMenuItem(this.rig, page, item, selector);
  }

  offers: Driver['offers'] = (page) => offer.offers(this.rig, page);
  waitForOffer: Driver['waitForOffer'] = (page, kind, timeoutMs) => offer.waitForOffer(this.rig, page, kind, timeoutMs);
  accept: Driver['accept'] = (page, one, how) => offer.accept(this.rig, page, one, { ...how, password: this.#password });
  dismiss: Driver['dismiss'] = (page, one) => offer.dismiss(this.rig, page, one);

  nextApproval(timeoutMs = 8_000): Promise<SeenApproval> {
    return nextApproval(this.rig, timeoutMs, () => this.#password);
  }

  killBackground(): Promise<void> {
    return this.rig.killBackground();
  }
  close(): Promise<void> {
    return this.rig.close();
  }
}

/** A fresh profile with the built extension installed and nothing set up. */
export async function startDriver(options: LaunchOptions = {}): Promise<RigDriver> {
  return new RigDriver(await launch(options));
}
