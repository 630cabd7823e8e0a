// What a person does with a file of another program on the options page.

import type { ElementHandle, Page } from 'puppeteer';
import { byId, press, typeInto } from './popup-steps';
import { until } from './waiting';

export interface Imported {
  readonly added: number;
  readonly skipped: number;
  readonly failed: number;
  /** What the page said. */
  readonly message: string | null;
}

/** Argon2 over a gigabyte on a busy machine. */
const READING_MS = 120_000;

/** Runs in the page. */
function stateNow(root: Document): { state: string; words: string; wrong: string } | null {
  const state = root.querySelector('[data-testid="import"]')?.getAttribute('data-state') ?? '';
  // No function with a name of its own: what runs TypeScript for `npm run drive` would name it by a helper that the page lacks.
  const [failure, problem, message, wrong] = [
    '[data-testid="import-failure"]',
    '[data-testid="import-problem"]',
    '[data-testid="import-message"]',
    '[data-testid="import-source"] .note.problem',
  ].map((selector) => (root.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim());
  // The preview comes a moment after the last file.
  const isSettled = state !== 'idle' && state !== 'reading';
  return isSettled || problem ? { state, words: failure || problem || message || '', wrong: wrong ?? '' } : null;
}

const settled = (page: Page): Promise<{ state: string; words: string; wrong: string }> =>
  until(
    'the file to be read',
    () => page.evaluate(`(${stateNow})(document)`) as Promise<{ state: string; words: string; wrong: string } | null>,
    READING_MS,
  );

export async function chooseImport(page: Page, ...files: readonly string[]): Promise<void> {
  const input = (await page.waitForSelector(byId('import-file'), { timeout: 10_000 })) as ElementHandle<HTMLInputElement> | null;
  await input?.uploadFile(...files);
}

/** Ticks nothing and unticks nothing: what the page proposes is what is taken. */
export async function importFrom(page: Page, file: string, password?: string): Promise<Imported> {
  await chooseImport(page, file);
  const nothing = { added: 0, skipped: 0, failed: 0 };
  let now = await settled(page);
  if (now.state === 'password') {
    if (password === undefined) return { ...nothing, message: 'a password is asked for' };
    await typeInto(page, 'import-password', password);
    await press(page, 'import-password-submit');
    now = await settled(page);
    if (now.state === 'password') return { ...nothing, message: now.wrong };
  }
  if (now.state !== 'preview') return { ...nothing, message: now.words };
  const counts = await previewCounts(page);
  if ((await page.$(`${byId('import-add')}:not([disabled])`)) === null)
    return {
      added: 0,
      skipped: counts.duplicate + counts['same-key'],
      failed: counts.refused,
      message: await lineOf(page, 'import-nothing'),
    };
  await press(page, 'import-add');
  return until('the import to end', () => page.evaluate(`(${doneNow})(document)`) as Promise<Imported | null>, 30_000);
}

export type PreviewCounts = Readonly<Record<'new' | 'second' | 'same-key' | 'refused' | 'duplicate', number>>;

export const previewCounts = (page: Page): Promise<PreviewCounts> =>
  page.$eval(byId('import-preview'), (section) => {
    const [fresh, second, sameKey, refused, duplicate] = ['new', 'second', 'same-key', 'refused', 'duplicate'].map((verdict) =>
      Number(section.getAttribute(`data-${verdict}`)),
    );
    return { new: fresh ?? 0, second: second ?? 0, 'same-key': sameKey ?? 0, refused: refused ?? 0, duplicate: duplicate ?? 0 };
  });

const lineOf = async (page: Page, id: string): Promise<string | null> =>
  (await page.$eval(byId(id), (line) => line.textContent ?? '').catch(() => '')) || null;

/** Runs in the page. */
function doneNow(root: Document): Imported | null {
  const done = root.querySelector('[data-testid="import-done"]');
  const problem = (root.querySelector('[data-testid="import-problem"]')?.textContent ?? '').trim();
  if (done === null) return problem === '' ? null : { added: 0, skipped: 0, failed: 0, message: problem };
  const [added = 0, skipped = 0, failed = 0] = ['added', 'skipped', 'failed'].map((name) => Number(done.getAttribute(`data-${name}`)));
  return { added, skipped, failed, message: (root.querySelector('[data-testid="import-message"]')?.textContent ?? '').trim() };
}
