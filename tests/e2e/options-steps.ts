// What a person does on the options page.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { clickOn } from './hand';
import { byId, ending, endingOrProblem, press, typeInto } from './popup-steps';
import type { Rig } from './rig';
import { until } from './waiting';

export async function openOptions(rig: Rig, section?: string): Promise<Page> {
  const page = await rig.openOwnPage(`src/options/index.html${section === undefined ? '' : `#${section}`}`);
  await page.waitForSelector('[data-testid]', { timeout: 10_000 });
  return page;
}

/** Runs in the page. */
function currentValue(control: Element): string {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') return String(control.checked);
  return (control as HTMLInputElement | HTMLSelectElement).value;
}

/** By the name that the setting is stored under. */
export async function changeSetting(page: Page, name: string, value: string | number | boolean): Promise<void> {
  const id = byId(`setting-${name}`);
  const control = await page.waitForSelector(`${id}:not([disabled])`, { timeout: 10_000 });
  if (control === null || (await control.evaluate(currentValue)) === String(value)) return;
  if (typeof value === 'boolean') await clickOn(page, id);
  else if ((await control.evaluate((one) => one.tagName)) === 'SELECT') await control.select(String(value));
  else {
    await typeInto(page, `setting-${name}`, String(value));
    await page.keyboard.press('Tab');
  }
  const { ok, message } = await ending(page);
  if (!ok) throw new Error(message);
}

export async function wipeVault(page: Page, password: string): Promise<void> {
  await typeInto(page, 'wipe-password', password);
  await press(page, 'wipe-submit');
  const { ok, message } = await endingOrProblem(page, 'wipe-password');
  if (!ok) throw new Error(message);
}

const finished = (folder: string): Set<string> =>
  new Set(readdirSync(folder).filter((name) => !name.startsWith('.') && !/\.(part|crdownload|tmp)$/.test(name)));

export async function saveBackup(rig: Rig, page: Page, password: string): Promise<string> {
  const before = finished(rig.downloads);
  await typeInto(page, 'backup-password', password);
  await press(page, 'backup-submit');
  const { ok, message } = await endingOrProblem(page, 'backup-password');
  if (!ok) throw new Error(message);
  const name = await until('the backup to be downloaded', async () => [...finished(rig.downloads)].find((one) => !before.has(one)), 20_000);
  return path.join(rig.downloads, name);
}

/** Runs in the page. */
function outcomeOf(root: Document): { ok: boolean; message: string } | null {
  const line = root.querySelector('[data-testid="restore-message"]');
  const message = (line?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const outcome = line?.getAttribute('data-outcome');
  return line === null || message === '' || !outcome ? null : { ok: outcome === 'ok', message };
}

export async function restoreFrom(page: Page, file: string, password: string): Promise<{ ok: boolean; message: string | null }> {
  const input = (await page.waitForSelector(byId('restore-file'), { timeout: 10_000 })) as ElementHandle<HTMLInputElement> | null;
  await input?.uploadFile(file);
  await typeInto(page, 'restore-password', password);
  await press(page, 'restore-submit');
  return until(
    'the restore to end',
    () => page.evaluate(`(${outcomeOf})(document)`) as Promise<{ ok: boolean; message: string } | null>,
    30_000,
  );
}
