// A hand that aims at what stands still and looks whether its act arrived. A page that draws its form anew between look and act, or moves
// what was aimed at, is met again, as a person would: they see that nothing came of it. One that never stands still fails the test.

import type { Frame, Page } from 'puppeteer';
import { until } from './waiting';

interface Aim {
  readonly x: number;
  readonly y: number;
}

/** Left in the page's window: whether the click that is on its way has come to what it was meant for. */
interface Marked {
  handArrived?: boolean;
}

// Sent into the page. No function in here has a name of its own: tsx would wrap it in a helper that is not there.

/** Where to click; in words why not yet. */
async function aimAt(selector: string): Promise<Aim | string> {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) return 'absent';
  if (element.matches(':disabled')) return 'disabled';
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const before = element.getBoundingClientRect();
  // One frame on; none comes while the page is hidden.
  await new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, 60);
  });
  if (document.querySelector(selector) !== element) return 'replaced';
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0 || getComputedStyle(element).visibility !== 'visible') return 'not to be seen';
  if (box.x !== before.x || box.y !== before.y || box.width !== before.width || box.height !== before.height) return 'moving';
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const hit = document.elementFromPoint(x, y);
  const label = element.closest('label');
  if (hit === null || !(element.contains(hit) || hit.contains(element) || label?.contains(hit) === true))
    return `under ${hit?.outerHTML.slice(0, 120)}`;
  const marked = globalThis as Marked;
  marked.handArrived = false;
  document.addEventListener(
    'click',
    ({ target }) => {
      if (target instanceof Node && (element.contains(target) || label?.contains(target) === true)) marked.handArrived = true;
    },
    { capture: true, once: true },
  );
  return { x, y };
}

/** A document that is new has gone on because of it. */
async function arrived(): Promise<boolean> {
  const marked = globalThis as Marked;
  for (let looks = 0; looks < 25 && marked.handArrived === false; looks++) await new Promise((resolve) => setTimeout(resolve, 20));
  return marked.handArrived !== false;
}

const pageOf = (place: Page | Frame): Page => ('page' in place ? place.page() : place);

const isOver = (place: Page | Frame, cause: unknown): boolean =>
  pageOf(place).isClosed() ||
  (cause instanceof Error && /closed|detached|destroyed|discarded|no such frame|navigat/i.test(`${cause.name} ${cause.message}`));

export interface Click {
  /** 3 selects what is in a field. */
  readonly count?: number;
  /** Fails at once where nothing matches; else waits for it. */
  readonly presentNow?: boolean;
}

/** Where that is for the mouse, which knows the top document only. */
async function onScreen(place: Page | Frame, selector: string, aim: Aim): Promise<Aim> {
  if (!('page' in place)) return aim;
  const element = await place.$(selector);
  return element === null ? aim : element.clickablePoint();
}

/** A real click in the middle of the element. A page that the click closes or takes elsewhere has had it. */
export async function clickOn(place: Page | Frame, selector: string, { count = 1, presentNow = false }: Click = {}): Promise<void> {
  let why = 'absent';
  await until(
    `a click on ${selector}`,
    async () => {
      const aim = await place.evaluate(aimAt, selector);
      if (typeof aim === 'string') {
        why = aim;
        if (presentNow && aim === 'absent') throw new Error(`nothing matches ${selector}`);
        return false;
      }
      why = 'missed';
      try {
        const { x, y } = await onScreen(place, selector, aim);
        await pageOf(place).mouse.click(x, y, { count });
        return await place.evaluate(arrived);
      } catch (cause) {
        if (isOver(place, cause)) return true;
        throw cause;
      }
    },
    10_000,
  ).catch((cause: unknown) => {
    throw cause instanceof Error && cause.message.startsWith('waited') ? new Error(`${cause.message}: ${why}`) : cause;
  });
}

interface Held {
  /** FNV-1a of the letters: what is typed may be a secret that `npm run torture -- memory` looks for, and no test may carry it back. */
  readonly print: number;
  readonly letters: number;
  readonly empty: boolean;
  readonly focused: boolean;
  readonly full: boolean;
}

/** Runs in the page: what the field holds, without what a field may add or change by itself; null where it is gone. */
function heldBy(selector: string): Held | null {
  const field = document.querySelector<HTMLInputElement>(selector);
  if (field === null) return null;
  const letters = field.value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  let print = 0x811c9dc5;
  for (const letter of letters) print = Math.imul(print ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  const full = field.maxLength > 0 && field.value.length === field.maxLength;
  return { print, letters: letters.length, empty: field.value === '', focused: document.activeElement === field, full };
}

function printOf(letters: string): number {
  let print = 0x811c9dc5;
  for (const letter of letters) print = Math.imul(print ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return print;
}

/** Replaces what is in a field by what is typed. Again where the field was replaced meanwhile; one that is gone after it has done its part. */
export async function typeOn(page: Page, selector: string, text: string, presentNow = false): Promise<void> {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = printOf(letters);
  let last: number | undefined;
  for (let attempt = 0; attempt < 4; attempt++) {
    await clickOn(page, selector, { count: 3, presentNow });
    const before = await page.evaluate(heldBy, selector);
    if (before?.focused !== true) continue;
    if (!before.empty) await page.keyboard.press('Backspace');
    await page.keyboard.type(text);
    const after = await page.evaluate(heldBy, selector);
    if (after === null || after.print === wanted || after.full) return;
    last = after.letters;
  }
  throw new Error(
    `what was typed does not stay in ${selector}: ${last === undefined ? 'it never got the focus' : `${last} letters of ${letters.length}, or others`}`,
  );
}
