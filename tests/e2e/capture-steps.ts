// Choosing among what a capture found, in the popup or on the options page.

import { armed } from './confirm-steps';
import { byId, endOf, wordsOf } from './popup-steps';
import type { Surface } from './surface';
import { until } from './waiting';

export interface FoundRow {
  readonly names: string;
  readonly state: string;
  readonly checked: boolean;
}

/** Runs in the page: all that is found, in words; empty where nothing is to be chosen. */
export const foundNow = (root: Document): string => root.querySelector('[data-testid="found"]')?.textContent ?? '';

/** Runs in the page. */
export function foundRows(root: Document): FoundRow[] {
  return Array.from(root.querySelectorAll<HTMLInputElement>('[data-testid="found-account"]'), (box) => ({
    names: (box.closest('label')?.querySelector('.found-names')?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    state: box.dataset.state ?? '',
    checked: box.checked,
  }));
}

/** Runs in the page: the box to press so that only this account is ticked; null where that is so. */
function wrongBox(root: Document, account: string): string | null {
  for (const box of root.querySelectorAll<HTMLInputElement>('[data-testid="found-account"]:not([disabled])')) {
    const wanted = (box.closest('label')?.textContent ?? '').toLowerCase().includes(account.toLowerCase());
    if (box.checked !== wanted) return `[data-testid="found-account"][value="${box.value}"]`;
  }
  return null;
}

/** Adds what is ticked, or only the account of these words. Returns what the page then says, where it says anything. */
export async function chooseFound(surface: Surface, account?: string): Promise<string | null> {
  if (account !== undefined) {
    await until('only that account to be ticked', async () => {
      const wrong = await surface.run(wrongBox, account);
      if (wrong !== null) await surface.click(wrong);
      return wrong === null;
    });
  }
  await armed(surface, byId('found-add'), '#found-title');
  await surface.click(byId('found-add'));
  return until('what was found to be added', async () => {
    if (!(await surface.isOpen())) return 'closed';
    const problem = await surface.run(wordsOf, byId('found-problem'));
    if (problem !== null) throw new Error(problem);
    return (await surface.run(endOf))?.message;
  });
}
