// A person without a mouse: only keys, and each place where the focus stops must be seen.

import type { Page } from 'puppeteer';
import { byId } from './popup-steps';
import { until } from './waiting';

/** One stop of the focus. */
interface Stop {
  readonly name: string;
  /** The wanted one. */
  readonly there: boolean;
  /** No outline, shadow or border tells it from what it is without the focus; null: it does. */
  readonly unseen: string | null;
  /** The keys go elsewhere than into the page. */
  readonly away: boolean;
}

/** Runs in the page: where the focus is, and whether it can be seen. No function in here has a name of its own. */
function stopAt(wanted: string): Stop {
  const one = document.activeElement as HTMLElement | null;
  if (one === null || one === document.body) return { name: 'nothing', there: false, unseen: null, away: false };
  const name = `${one.dataset.testid ?? one.getAttribute('aria-label') ?? one.textContent?.slice(0, 40) ?? ''} (${one.tagName})`;
  const style = getComputedStyle(one);
  const now = [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor].join();
  const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
  const box = one.getBoundingClientRect();
  const onScreen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const opaque = [one, one.parentElement, one.parentElement?.parentElement].every(
    (part) => part == null || Number.parseFloat(getComputedStyle(part).opacity) >= 0.5,
  );
  const away = !document.hasFocus();
  const unseen = !onScreen ? 'off the screen' : !opaque ? 'see-through' : outlined || style.boxShadow !== 'none' ? null : now;
  return { name, there: one.matches(wanted), unseen, away };
}

const MOST_STOPS = 140;

/** Frames that a stop may need to scroll into sight and to come up. */
const MOST_FRAMES = 30;

async function seenStop(page: Page, wanted: string): Promise<Stop> {
  for (let frame = 0; ; frame++) {
    const stop = await page.evaluate(stopAt, wanted);
    if (stop.unseen === null) return stop;
    // what the browser itself shows, a download for one, has taken the keys: a person comes back by F6
    if (frame === 0 && stop.away) await page.bringToFront();
    if (frame === MOST_FRAMES)
      throw new Error(`the focus is not seen on ${stop.name}: ${stop.away ? 'the keys go elsewhere, ' : ''}${stop.unseen}`);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
}

/** Runs in the page: whether what matches stands before where the focus is. */
function isBefore(wanted: string): boolean {
  const [one, from] = [document.querySelector(wanted), document.activeElement];
  return one !== null && from !== null && from !== document.body && (one.compareDocumentPosition(from) & 4) !== 0;
}

/**
 * Tab by Tab to what matches, the short way; throws where a stop is not to be seen, and where it never comes. Returns the stops on the way.
 * Not round the end: there Firefox hands the focus to its own bars, and a key sent into the page does not come back from them.
 */
export async function tabTo(page: Page, selector: string): Promise<readonly string[]> {
  await page.waitForSelector(selector, { timeout: 10_000 });
  const back = await page.evaluate(isBefore, selector);
  const stops: string[] = [];
  if (back) await page.keyboard.down('Shift');
  try {
    for (let pressed = 0; pressed < MOST_STOPS; pressed++) {
      const stop = await seenStop(page, selector);
      stops.push(stop.name);
      if (stop.there) return stops;
      await page.keyboard.press('Tab');
    }
  } finally {
    if (back) await page.keyboard.up('Shift');
  }
  throw new Error(`Tab never comes to ${selector}: ${[...new Set(stops)].join(', ')}`);
}

export const tabToId = (page: Page, id: string): Promise<readonly string[]> => tabTo(page, byId(id));

/** As a person does who hears a button's name. */
export async function keyOn(page: Page, id: string, key: 'Enter' | ' ' = 'Enter'): Promise<void> {
  await page.waitForSelector(`${byId(id)}:not([disabled], [aria-disabled="true"])`, { timeout: 10_000 });
  await tabToId(page, id);
  await page.keyboard.press(key);
}

/** Goes to the field and replaces what is in it. */
export async function typeAt(page: Page, id: string, text: string): Promise<void> {
  await tabToId(page, id);
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
}

/** The search box has the focus whenever the list comes up. */
export const atSearch = (page: Page): Promise<boolean> =>
  until('the focus in the search box', () => page.evaluate(() => document.activeElement?.matches('[data-testid="search"]') ?? false));
