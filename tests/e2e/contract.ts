// The programming interface of tests/e2e/driver.ts. Everything here is done through the real user interface of the built
// extension in a real browser: clicks and keys, no back door into the vault. A script run by `npm run drive -- SCRIPT.mjs`
// exports default an async function that takes a Context.
import type { Browser, Page } from 'puppeteer';

export interface Context {
  driver: Driver;
  /** the puppeteer module, so that a script outside the project needs no dependency of its own */
  puppeteer: typeof import('puppeteer');
  /** base URL of a running tests/site, e.g. "http://localhost:PORT" */
  siteUrl: string;
  args: string[];
}

/** Fresh profile, extension installed, nothing set up. `launch` options of the command line: --browser, --headed, --profile DIR, --dist DIR, --host-rule "MAP *.test 127.0.0.1", --accept-insecure-certs */
export interface Driver {
  readonly browserName: 'chromium' | 'firefox';
  readonly browser: Browser;
  readonly extensionId: string;

  newPage(url: string): Promise<Page>;

  // ---- vault
  createVault(password: string): Promise<void>;
  lock(): Promise<void>;
  unlock(password: string): Promise<{ ok: boolean; message: string | null }>;
  isLocked(): Promise<boolean>;
  /** a switch or choice on the options page, by the name it is stored under: setting('confirmInWindow', true) */
  setting(name: string, value: string | number | boolean): Promise<void>;
  /** deletes the whole vault through the options page, with its re-authentication */
  wipe(password: string): Promise<void>;

  // ---- what the popup shows; `forPage` makes that page's tab the active one first
  popup(forPage?: Page): Promise<Page>;
  options(section?: string): Promise<Page>;
  accounts(forPage?: Page): Promise<Account[]>;
  recoverySets(forPage?: Page): Promise<RecoverySet[]>;
  passkeys(forPage?: Page): Promise<Passkey[]>;

  addByUri(uri: string): Promise<void>;
  addByHand(entry: {
    issuer?: string;
    account?: string;
    secret: string;
    type?: 'totp' | 'hotp' | 'steam';
    algorithm?: 'SHA1' | 'SHA256' | 'SHA512';
    digits?: number;
    period?: number;
    counter?: number;
    site?: string;
  }): Promise<void>;
  addRecoveryCodes(text: string, forSite: string): Promise<void>;
  importFile(path: string, password?: string): Promise<{ added: number; skipped: number; failed: number; message: string | null }>;
  /** undoes the last destructive act through the toast or the options page */
  undo(): Promise<void>;
  /** saves an encrypted backup and returns the path of the downloaded file */
  exportBackup(password: string): Promise<string>;
  /** into an empty profile: becomes the vault; into an unlocked vault: merges, adding only */
  restoreBackup(path: string, password: string): Promise<{ ok: boolean; message: string | null }>;

  // ---- other ways to act on a page
  captureFromPopup(page: Page): Promise<{ ok: boolean; message: string | null }>;
  fillFromPopup(page: Page, account: string): Promise<{ ok: boolean; message: string | null }>;
  /** runs what a keyboard command of the manifest would run, for the page's tab */
  command(name: string, page: Page): Promise<void>;
  omnibox(text: string): Promise<{ suggestions: string[] }>;
  contextMenu(page: Page, item: string, selector: string): Promise<void>;

  // ---- in-page offers, in every frame and shadow root of the page, as they are on screen now
  offers(page: Page): Promise<Offer[]>;
  waitForOffer(page: Page, kind: Offer['kind'], timeoutMs?: number): Promise<Offer>;
  /** accepts with a real mouse click (or a real key press where `by` says so); resolves once the extension reports the outcome; passes the confirmation popup or window by itself where there is one */
  accept(page: Page, offer: Offer, how?: { by?: 'mouse' | 'keyboard'; account?: string }): Promise<{ ok: boolean; message: string | null }>;
  dismiss(page: Page, offer: Offer): Promise<void>;

  // ---- WebAuthn approval, in the extension's own popup or window
  nextApproval(timeoutMs?: number): Promise<Approval>;

  /** ends the service worker (event page) as the browser would */
  killBackground(): Promise<void>;
  close(): Promise<void>;
}

export interface Account {
  issuer: string;
  account: string;
  code: string;
  nextCode: string | null;
  secondsLeft: number | null;
  /** remembered origins */
  sites: string[];
  type: 'totp' | 'hotp' | 'steam';
}
export interface RecoverySet {
  site: string;
  account: string | null;
  left: number;
  total: number;
}
export interface Passkey {
  rpId: string;
  userName: string;
  displayName: string;
  createdAt: string;
}
export interface Offer {
  kind: 'save-account' | 'fill-code' | 'save-recovery-codes' | 'fill-recovery-code' | 'unlock';
  /** the words on the chip */
  text: string;
  frameUrl: string;
  box: { x: number; y: number; width: number; height: number };
}
export interface Approval {
  kind: 'create' | 'get';
  rpId: string;
  /** the caller's origin as shown to the person */
  origin: string;
  accounts: string[];
  approve(account?: string): Promise<void>;
  /** "use a security key or this device instead" */
  useBrowser(): Promise<void>;
  cancel(): Promise<void>;
}

// ---- output of `npm run score:detection -- CORPUS.json --seed N --out F.json`: one row a page, in the corpus's order. The page at
// position i is rendered with seed N + i (N is 1 when left out), each in a fresh document, by the built detector as shipped.
/** A finding is listed if and only if it would be offered. Corpus channels map so: totp, totp-or-*, *-or-totp, authenticator-app, sms-or-authy, steam-guard → authenticator; sms*, phone* → sms; email* → email; yubikey, hardware → hardware; device-code, server-console-code → device; null → unknown. */
export interface DetectionScore {
  pages: DetectionRow[];
}
export interface DetectionRow {
  id: string;
  findings: Array<
    /** fields: position among the page's own corpus fields, in the order of the corpus object's `fields` */
    | {
        kind: 'code-prompt';
        fields: number[];
        mode: 'single' | 'split' | 'two' | 'appended';
        channel: 'authenticator' | 'sms' | 'email' | 'hardware' | 'device' | 'unknown';
        score: number;
      }
    | { kind: 'recovery-prompt'; fields: number[]; score: number }
    | { kind: 'setup'; uri: string | null; secret: string | null; score: number }
    | { kind: 'recovery-display'; codes: string[]; score: number }
  >;
  ms: number;
}
