// What a test needs from a browser beyond puppeteer: the extension's own pages, its closed shadow roots, its toolbar popup.
// One implementation a browser; the driver is written once on top.

import type { Browser, Frame, Page } from 'puppeteer';
import type { Surface } from './surface';

export interface LaunchOptions {
  readonly browser?: 'chromium' | 'firefox';
  /** The browser's program; found by itself when left out. */
  readonly executable?: string;
  readonly headed?: boolean;
  /** A profile to keep. A fresh one is made, and removed at the end, when left out. */
  readonly profile?: string;
  /** The built extension; `dist/<browser>` when left out. null: a browser without it. */
  readonly dist?: string | null;
  /** The extension waits for `rig.install()`: tabs that are open by then were open before it. */
  readonly installLater?: boolean;
  /** Leaves the tab open that greets on install, in front as a person gets it; closed when left out. */
  readonly keepWelcome?: boolean;
  /** As Chromium's --host-resolver-rules; of `MAP name 127.0.0.1` Firefox takes the names. */
  readonly hostRule?: string;
  readonly acceptInsecureCerts?: boolean;
  /** A proxy on this machine that everything goes through, what is asked of this machine too. */
  readonly proxyPort?: number;
  /** More command-line switches, for one test's special need. */
  readonly args?: readonly string[];
}

/** A chip as it stands inside its closed shadow root. */
export interface Chip {
  readonly kind: string;
  /** data-offer */
  readonly id: string;
  /** offer, busy, outcome or leaving */
  readonly phase: string;
  readonly text: string;
  readonly ready: boolean;
  /** [role=status] inside the same root: its text, and data-outcome where the act is over. */
  readonly status: string;
  readonly outcome: string | null;
  /** CSS px of the top viewport. */
  readonly box: { x: number; y: number; width: number; height: number };
  readonly frame: Frame;
}

export interface Rig {
  /** Welcome tabs that the extension has opened. */
  readonly greetings: number;
  readonly browserName: 'chromium' | 'firefox';
  readonly browser: Browser;
  readonly extensionId: string;
  /** `chrome-extension://…` or `moz-extension://…`, no slash at the end. */
  readonly extensionOrigin: string;
  /** Folder into which downloads fall without a question. */
  readonly downloads: string;
  /** The number by which the extension knows this page's tab. */
  tabIdOf(page: Page): Promise<number>;
  /** Opens a page of the extension in a tab of its own, in front. `path` as in `src/popup/index.html?tab=3`. */
  openOwnPage(path: string): Promise<Page>;
  /** What any real click on a page does, and a click sent by a remote protocol does not: the toolbar popup closes. */
  closeToolbarPopup(): Promise<void>;
  /** Clicks the toolbar button, as a person would, with this page in front. */
  openToolbarPopup(page: Page): Promise<void>;
  /** Popup pages that the extension opened by itself, in the toolbar or in a window, newest first. */
  surfaces(): Promise<Surface[]>;
  chips(page: Page): Promise<Chip[]>;
  /** Gives a chip's button the focus, as the Tab key would. `part`: a selector inside its root. */
  focusChip(page: Page, chip: Chip, part: string): Promise<void>;
  /** Box of another part of a chip's root, null where there is none. */
  chipPart(page: Page, chip: Chip, part: string): Promise<Chip['box'] | null>;
  killBackground(): Promise<void>;
  /** Where `installLater` was asked for; a second time as an update does, whose old content scripts stay behind in open pages. */
  install(): Promise<void>;
  close(): Promise<void>;
}
