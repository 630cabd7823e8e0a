// What a person does in the popup, by the names that popup and driver agreed on (data-testid).

import type { Page } from 'puppeteer';
import type { Account } from './contract';
import { clickOn, typeOn } from './hand';
import { until } from './waiting';

export const byId = (id: string): string => `[data-testid="${id}"]`;

export type Stage = 'none' | 'locked' | 'open' | 'trouble' | 'approving' | 'confirming' | 'choosing';

/** Runs in the page: what it shows now, null while it shows a skeleton. */
export function stageOf(root: Document): Stage | null {
  if (root.querySelector('[data-testid="approval"]')) return 'approving';
  if (root.querySelector('[data-testid="confirm-accept"]')) return 'confirming';
  if (root.querySelector('[data-testid="found"]')) return 'choosing';
  if (root.querySelector('[data-testid="create-password"]')) return 'none';
  if (root.querySelector('[data-testid="unlock-password"], [data-testid="unlock-pin"]')) return 'locked';
  if (root.querySelector('[data-testid="search"]')) return 'open';
  return root.querySelector('[data-testid="trouble"]') ? 'trouble' : null;
}

/** Runs in the page: the words of an element, null where it is absent or empty. */
export function wordsOf(root: Document, selector: string): string | null {
  const text = (root.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}

export const stage = (page: Page): Promise<Stage> =>
  until('the popup to show something', () => page.evaluate(`(${stageOf})(document)`) as Promise<Stage | null>);

export const words = (page: Page, id: string): Promise<string | null> =>
  page.evaluate(`(${wordsOf})(document, ${JSON.stringify(byId(id))})`) as Promise<string | null>;

/** Replaces what is in a field by what is typed. */
export const typeInto = (page: Page, id: string, text: string): Promise<void> => typeOn(page, byId(id), text);

export const press = (page: Page, id: string): Promise<void> => clickOn(page, byId(id));

export async function requireStage(page: Page, wanted: Stage): Promise<void> {
  const now = await stage(page);
  if (now !== wanted) throw new Error(`the popup is at "${now}", not "${wanted}"`);
}

/** Runs in the page: every account row that is laid out. */
function rowsOf(root: Document): (Account & { id: string })[] {
  const rows = root.querySelectorAll('[data-testid="account-row"]:is([data-type="totp"], [data-type="hotp"], [data-type="steam"])');
  return Array.from(rows, (row) => {
    const parts = { issuer: '', account: '', code: '', next: '', seconds: '', sites: '' };
    for (const part of row.querySelectorAll('[data-part]')) {
      const name = part.getAttribute('data-part') ?? '';
      if (name in parts)
        parts[name as keyof typeof parts] = part.getAttribute('data-code') ?? part.getAttribute('data-value') ?? part.textContent ?? '';
    }
    const seconds = Number.parseInt(parts.seconds, 10);
    const type = row.getAttribute('data-type');
    return {
      id: row.getAttribute('data-id') ?? '',
      issuer: parts.issuer.trim(),
      account: parts.account.trim(),
      code: parts.code.replace(/\s/g, ''),
      nextCode: parts.next.replace(/\s/g, '') || null,
      secondsLeft: Number.isNaN(seconds) ? null : seconds,
      sites: parts.sites.split(/[\s,]+/).filter((site) => site !== ''),
      type: type === 'hotp' || type === 'steam' ? type : 'totp',
    };
  });
}

/** Runs in the page: moves the list on by a window; false at its end. */
function scrollOn(root: Document): boolean {
  let list: Element | null = root.querySelector('[data-testid="account-row"]');
  while (list !== null && list.scrollHeight <= list.clientHeight + 1) list = list.parentElement;
  if (list === null) return false;
  const before = list.scrollTop;
  list.scrollTop += list.clientHeight * 0.8;
  return list.scrollTop > before + 1;
}

type Rows = (Account & { id: string })[];

/** All accounts in the popup's order: a long list is drawn in windows, so it is scrolled through. */
export async function readAccounts(page: Page): Promise<Rows> {
  await requireStage(page, 'open');
  await page.waitForSelector(
    '[data-testid="account-row"] :is([data-code], [data-testid="next-code"], [data-testid="damaged-open"]), [data-testid="empty"]',
    {
      timeout: 10_000,
    },
  );
  const seen = new Map<string, Rows[number]>();
  for (;;) {
    for (const row of (await page.evaluate(`(${rowsOf})(document)`)) as Rows) if (!seen.has(row.id)) seen.set(row.id, row);
    if ((await page.evaluate(`(${scrollOn})(document)`)) !== true) break;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  return [...seen.values()];
}

/** The selector of an account's row, found by its id, or by words of its issuer or account name. */
export async function rowOf(page: Page, account: string): Promise<string> {
  const wanted = account.toLowerCase();
  const row = await until(`a row for ${account}`, async () => {
    const rows = (await page.evaluate(`(${rowsOf})(document)`)) as Rows;
    return (
      rows.find((one) => one.id === account || one.account.toLowerCase() === wanted || one.issuer.toLowerCase() === wanted) ??
      rows.find((one) => `${one.issuer} ${one.account}`.toLowerCase().includes(wanted))
    );
  });
  return `[data-testid="account-row"][data-id="${row.id}"]`;
}

/** Runs in the page: the status line once it tells how an act ended. */
export function endOf(root: Document): { ok: boolean; message: string } | null {
  const line = root.querySelector('[data-testid="status"][data-outcome]');
  const message = (line?.textContent ?? '').replace(/\s+/g, ' ').trim();
  return line === null || message === '' ? null : { ok: line.getAttribute('data-outcome') === 'ok', message };
}

/** Waits for the page of the extension to say how an act ended. */
export const ending = (page: Page, timeoutMs = 10_000): Promise<{ ok: boolean; message: string }> =>
  until(
    'the extension to say how it went',
    () => page.evaluate(`(${endOf})(document)`) as Promise<{ ok: boolean; message: string } | null>,
    timeoutMs,
  );

/** Runs in the page: what a field is told to be wrong with it. */
export function problemOf(root: Document, selector: string): string | null {
  const field = root.querySelector(selector);
  const note = field?.getAttribute('aria-describedby');
  return field?.getAttribute('aria-invalid') === 'true' && note ? (root.getElementById(note)?.textContent ?? '') : null;
}

/** As `ending`, for a form that may also find fault with one of its fields: that is thrown, in its words. */
export async function endingOrProblem(page: Page, field: string, timeoutMs = 20_000): Promise<{ ok: boolean; message: string }> {
  const selector = JSON.stringify(byId(field));
  return until(
    'the extension to say how it went',
    async () => {
      const problem = (await page.evaluate(`(${problemOf})(document, ${selector})`)) as string | null;
      if (problem !== null) throw new Error(problem);
      return page.evaluate(`(${endOf})(document)`) as Promise<{ ok: boolean; message: string } | null>;
    },
    timeoutMs,
  );
}

/** So many rows, and they are the answer to the last letter: until then a key that acts on one does nothing. */
export const rowsAnswered = (page: Page, count: number): Promise<unknown> =>
  until(`${count} rows`, async () => {
    const rows = await page.$$('#accounts[aria-busy="false"] [data-testid="account-row"]');
    return rows.length === count;
  });
