// What a page of ours looks like from inside while hostile texts stand in it: whether something ran, was refused, or does not fit.

import type { Page } from 'puppeteer';
import { RAN } from './text-payloads';

/** Runs in a page of ours: what ran, what the policy refused since `watch`, and what does not fit. */
export const WATCH = `(() => {
  globalThis.refused ??= [];
  if (!globalThis.watching) addEventListener('securitypolicyviolation', (event) => globalThis.refused.push(event.violatedDirective + ' ' + event.blockedURI), true);
  globalThis.watching = true;
})()`;

export interface Layout {
  readonly ran: boolean;
  readonly refused: readonly string[];
  readonly wide: number;
  readonly tallest: number;
  readonly rows: number;
  readonly strangers: readonly string[];
  /** Some of the elements that stick out. */
  readonly outside: readonly string[];
}

/** Elements that only markup in a name could have brought; and rows by their height. */
const LAYOUT = `((row) => {
  const rows = [...document.querySelectorAll(row)];
  const strangers = [...document.querySelectorAll('script:not([src]), iframe, object, embed, base, meta[http-equiv], [onerror], [onload], [onclick], [onmouseover], math, marquee, template, body > style')];
  const outside = [...document.querySelectorAll('body *')].filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && box.right > innerWidth + 1 && getComputedStyle(one).position !== 'fixed' && !clipped(one); });
  function clipped(one) { for (let at = one.parentElement; at !== null && at !== document.body; at = at.parentElement) if (getComputedStyle(at).overflowX !== 'visible' && at.getBoundingClientRect().right <= innerWidth + 1) return true; return false; }
  return {
    ran: globalThis.${RAN} !== undefined,
    refused: globalThis.refused ?? ['not watched'],
    wide: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth, outside.length),
    tallest: Math.max(0, ...rows.map((one) => one.getBoundingClientRect().height)),
    rows: rows.length,
    strangers: strangers.map((one) => one.localName),
    outside: outside.slice(0, 3).map((one) => one.localName + '.' + one.className),
  };
})`;

/** Moves the popup's list on; true until its end. */
export const SCROLL_ON = `(() => {
  let list = document.querySelector('[data-testid="account-row"]');
  while (list !== null && list.scrollHeight <= list.clientHeight + 1) list = list.parentElement;
  if (list === null) return false;
  const before = list.scrollTop;
  list.scrollTop += list.clientHeight * 0.8;
  return list.scrollTop > before + 1;
})()`;

export const laidOut = (page: Page, row: string): Promise<Layout> => page.evaluate(`${LAYOUT}(${JSON.stringify(row)})`) as Promise<Layout>;
