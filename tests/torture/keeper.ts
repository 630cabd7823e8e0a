// The shipped extension on a profile that lives longer than its browser: asked as its own pages ask it, and read as a person reads it.

import type { Page } from 'puppeteer';
import { RigDriver } from '../e2e/driver';
import { launch } from '../e2e/launch';
import { byId, type Stage, stage } from '../e2e/popup-steps';
import { until } from '../e2e/waiting';
import { backupOf, codesOf, type Made, PASSWORD } from './accounts';
import type { Setting } from './trial';

export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: { readonly code: string } };

interface Row {
  readonly id: string;
  readonly issuer: string;
}

/** What is missing of what should be there. */
export interface Loss {
  readonly entries: number;
  readonly lost: readonly string[];
}

const AT_ONCE = 200;

export class Keeper {
  readonly driver: RigDriver;
  #page: Page | null = null;

  constructor(driver: RigDriver) {
    this.driver = driver;
  }

  static async start({ browser, dist }: Setting, profile: string, over: { dist?: string } = {}): Promise<Keeper> {
    const build = over.dist ?? dist;
    return new Keeper(new RigDriver(await launch({ browser, profile, ...(build === undefined ? {} : { dist: build }) })));
  }

  /** A page of the extension to ask from; a lock may have closed the last one. */
  async page(): Promise<Page> {
    if (this.#page === null || this.#page.isClosed()) this.#page = await this.driver.rig.openOwnPage('src/options/index.html#about');
    return this.#page;
  }

  /** Throws where the browser goes away meanwhile. A worker that was ended is asked again, as the pages do, only where `again` says so. */
  async ask(route: string, body: object = {}, again = true): Promise<Reply> {
    const page = await this.page();
    return until(
      `an answer to ${route}`,
      async () => {
        const reply = await page.evaluate(
          (message) =>
            chrome.runtime.sendMessage(message).then(
              (value: unknown) => (typeof value === 'object' && value !== null && 'ok' in value ? value : null),
              () => null,
            ) as Promise<unknown>,
          { route, body },
        );
        if (reply === null && !again) return { ok: false, error: { code: 'unreachable' } } as const;
        return reply as Reply | null;
      },
      60_000,
    );
  }

  async must(route: string, body: object = {}): Promise<unknown> {
    const reply = await this.ask(route, body);
    if (!reply.ok) throw new Error(`${route}: ${reply.error.code}`);
    return reply.value;
  }

  async fill(made: readonly Made[]): Promise<void> {
    await this.must('vault/restore', { content: await backupOf(made), password: PASSWORD });
  }

  async unlock(password = PASSWORD): Promise<Reply> {
    return this.ask('vault/unlock', { password });
  }

  async rows(): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const list = (await this.must('items/list', { query: '', tabId: null, offset: rows.length, limit: AT_ONCE })) as {
        rows: Row[];
        total: number;
      };
      rows.push(...list.rows);
      if (list.rows.length === 0 || rows.length >= list.total) return rows;
    }
  }

  /** Every account by its code: an item that only its name is left of does not count. */
  async lossOf(made: readonly Made[]): Promise<Loss> {
    const rows = await this.rows();
    const shown = new Map<string, Set<string>>();
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      const some = rows.slice(at, at + AT_ONCE);
      const codes = (await this.must('items/codes', { ids: some.map(({ id }) => id) })) as { id: string; code: string }[];
      for (const { id, code } of codes) {
        const issuer = some.find((row) => row.id === id)?.issuer ?? '';
        shown.set(issuer, (shown.get(issuer) ?? new Set()).add(code));
      }
    }
    const lost = made.filter((one) => !codesOf(one).some((code) => shown.get(one.issuer)?.has(code)));
    return { entries: rows.length, lost: lost.map(({ issuer }) => issuer) };
  }

  /** What a person reads in the popup: the view, its notices or its reason, word for word. */
  async popupSays(): Promise<{ readonly stage: Stage; readonly words: readonly string[]; readonly codes: readonly string[] }> {
    const popup = await this.driver.popup();
    try {
      const now = await stage(popup);
      const read = await popup.evaluate((trouble) => {
        const notices = Array.from(document.querySelectorAll('[data-testid="notice"]'));
        const reasons = Array.from(document.querySelectorAll(`${trouble} .lead, ${trouble} .reason`));
        return {
          words: [...notices, ...reasons].map((one) => (one.textContent ?? '').replace(/\s+/g, ' ').trim()),
          codes: notices.map((one) => one.getAttribute('data-code') ?? ''),
        };
      }, byId('trouble'));
      return { stage: now, ...read };
    } finally {
      await popup.close();
    }
  }

  /** Again where it was busy too long to hear of it, or was woken before anyone looked. */
  killBackground(): Promise<void> {
    return until('the background to end', () =>
      this.driver.killBackground().then(
        () => true,
        () => false,
      ),
    ).then(() => undefined);
  }

  /** As a power cut for the browser: no warning, nothing put away. */
  async killBrowser(): Promise<void> {
    const program = this.driver.browser.process();
    const ended = new Promise((resolve) => program?.once('exit', resolve));
    program?.kill('SIGKILL');
    await ended;
    await this.driver.browser.disconnect();
  }

  close(): Promise<void> {
    return this.driver.close();
  }
}
