// The time as the page in front knows it: its own server's Date header, asked for by its own page. Countersign itself talks to nobody.

import * as v from 'valibot';
import type { DateSample } from '../core/otp/clock-offset';
import { browser } from './browser';
import { type FrameTarget, placeOf } from './frames';

const text = v.nullable(v.pipe(v.string(), v.maxLength(100)));
const shape = v.pipe(v.array(v.strictObject({ sentAt: v.number(), receivedAt: v.number(), date: text, age: text })), v.maxLength(2));

/** Both requests, and the pause between them. */
const ANSWERED_WITHIN_MS = 13_000;

/**
 * Runs beside the page's world, so that its changes to `fetch` do not reach. In Chromium its policy for its own scripts does not, either;
 * in Firefox it does, and a page that may fetch nothing of its own site cannot be asked.
 * Two heads of this very address without its query, or else of the site's front page; no cookies, no caches, nothing sent but the request.
 */
const ask = async (): Promise<DateSample[]> => {
  const world = globalThis as unknown as { location: { origin: string; pathname: string } };
  const { origin, pathname } = world.location;
  const head = async (path: string): Promise<DateSample | null> => {
    const sentAt = Date.now();
    try {
      const { headers } = await fetch(`${origin}${path}`, {
        method: 'HEAD',
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(4_000),
      });
      return { sentAt, receivedAt: Date.now(), date: headers.get('date'), age: headers.get('age') };
    } catch {
      return null;
    }
  };
  for (const path of [pathname, '/', '/favicon.ico']) {
    const first = await head(path);
    if (first === null || first.date === null) continue;
    // Half a second later: the header counts whole ones.
    await new Promise((done) => setTimeout(done, 500));
    const second = await head(path);
    return second === null ? [] : [first, second];
  }
  return [];
};

/** Two samples; none where the page does not answer, or the browser does not let us ask. */
export async function dateSamples(target: FrameTarget): Promise<readonly DateSample[]> {
  const asking = browser.scripting.executeScript({ target: placeOf(target), func: ask as unknown as () => void, injectImmediately: true });
  const late = new Promise<null>((done) => setTimeout(done, ANSWERED_WITHIN_MS, null));
  const answers = await Promise.race([asking, late]).catch(() => null);
  const samples = v.safeParse(shape, answers?.[0]?.result);
  return samples.success ? samples.output : [];
}
