// What a person does with recovery codes in the popup.

import type { Page } from 'puppeteer';
import type { RecoverySet } from './contract';
import { byId, press, requireStage, typeInto } from './popup-steps';
import { until } from './waiting';

interface SeenSet extends RecoverySet {
  readonly id: string;
}

/** Runs in the page: the sets on the rows that are laid out. No function in here has a name of its own: tsx would wrap it in a helper
 * that is not there. */
function setsOf(root: Document): SeenSet[] {
  return Array.from(root.querySelectorAll('[data-testid="recovery-open"]'), (link) => {
    const row = link.closest('[data-testid="account-row"]');
    const sites = row?.querySelector('[data-part="sites"]');
    return {
      id: link.getAttribute('data-id') ?? '',
      site: (sites?.getAttribute('data-value') ?? sites?.textContent ?? '').trim().split(' ')[0] ?? '',
      account: (row?.querySelector('[data-part="account"]')?.textContent ?? '').trim() || null,
      left: Number(link.getAttribute('data-left')),
      total: Number(link.getAttribute('data-total')),
    };
  });
}

/** Runs in the page: moves the list on by a window; false at its end. */
function scrollOn(root: Document): boolean {
  const list = root.querySelector('[data-testid="scroller"]');
  if (list === null) return false;
  const before = list.scrollTop;
  list.scrollTop += list.clientHeight * 0.8;
  return list.scrollTop > before + 1;
}

export async function readRecoverySets(page: Page): Promise<RecoverySet[]> {
  await requireStage(page, 'open');
  await page.waitForSelector('[data-testid="account-row"][data-id], [data-testid="empty"]', { timeout: 10_000 });
  const seen = new Map<string, RecoverySet>();
  do {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    for (const { id, ...set } of (await page.evaluate(`(${setsOf})(document)`)) as SeenSet[]) seen.set(id, set);
  } while ((await page.evaluate(`(${scrollOn})(document)`)) === true);
  return [...seen.values()];
}

/** In the panel that adds. */
export async function pasteRecoveryCodes(page: Page, text: string, site: string): Promise<void> {
  await press(page, 'add-recovery-open');
  await typeInto(page, 'recovery-text', text);
  await typeInto(page, 'recovery-site', site);
}

/** Opens the first set, gives the password and returns the codes as shown. */
export async function revealCodes(page: Page, password: string): Promise<string[]> {
  await requireStage(page, 'open');
  await press(page, 'recovery-open');
  await typeInto(page, 'again-password', password);
  await press(page, 'again-submit');
  await page.waitForSelector(byId('recovery-codes'), { timeout: 15_000 });
  return until('the codes', () =>
    page.evaluate(() => Array.from(document.querySelectorAll('.recovery-code code'), (code) => code.textContent ?? '')),
  );
}
