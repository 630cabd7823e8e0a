// A page of the extension that it opened itself: a window or tab that puppeteer knows, or a toolbar panel that it does not.

import type { Page } from 'puppeteer';
import { clickOn, typeOn } from './hand';

/** Reads and acts by data-testid. */
export interface Surface {
  /** Runs in the page. The function is sent as text: it sees its arguments and nothing else. */
  run<T, A extends readonly (string | number | boolean | null)[]>(work: (root: Document, ...args: A) => T, ...args: A): Promise<T>;
  /** A real mouse click in the middle of the element. */
  click(selector: string): Promise<void>;
  /** Real key presses into the element. */
  type(selector: string, text: string): Promise<void>;
  isOpen(): Promise<boolean>;
}

/** The text that both ways of running send. */
export const callText = (work: (...args: never[]) => unknown, root: string, args: readonly unknown[]): string =>
  `(${work})(${[root, ...args.map((one) => JSON.stringify(one))].join(', ')})`;

export class PageSurface implements Surface {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  run<T, A extends readonly (string | number | boolean | null)[]>(work: (root: Document, ...args: A) => T, ...args: A): Promise<T> {
    return this.page.evaluate(callText(work, 'document', args)) as Promise<T>;
  }
  async click(selector: string): Promise<void> {
    await clickOn(this.page, selector, { presentNow: true });
  }
  async type(selector: string, text: string): Promise<void> {
    await typeOn(this.page, selector, text, true);
  }
  async isOpen(): Promise<boolean> {
    if (this.page.isClosed()) return false;
    return this.page.evaluate(() => true).catch(() => false);
  }
}
