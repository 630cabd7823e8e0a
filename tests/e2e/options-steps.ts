// What a person does on the options page.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { byId, press, spoken, typeInto, words } from './popup-steps';
import type { Rig } from './rig';
import { until } from './waiting';

export async function openOptions(rig: Rig, section?: string): Promise<Page> {
  const page = await rig.openOwnPage(`src/options/index.html${section === undefined ? '' : `#${section}`}`);
  await page.waitForSelector('[data-testid]', { timeout: 10_000 });
  return page;
}

async function set(page: Page, control: ElementHandle, value: string | number | boolean): Promise<void> {
  const kind = await control.evaluate((one) =>
    one instanceof HTMLSelectElement ? 'select' : one instanceof HTMLInputElement ? one.type : one.role,
  );
  if (typeof value === 'boolean') {
    const on = await control.evaluate((one) =>
      one instanceof HTMLInputElement ? one.checked : one.getAttribute('aria-checked') === 'true',
    );
    if (on !== value) await control.click();
  } else if (kind === 'select') {
    await control.select(String(value));
  } else {
    await control.click({ count: 3 });
    await page.keyboard.type(String(value));
    await page.keyboard.press('Tab');
  }
}

/** Radio groups carry the setting's name on each radio and differ in value. */
export async function changeSetting(page: Page, name: string, value: string | number | boolean): Promise<void> {
  const id = byId(`setting-${name}`);
  await page.waitForSelector(id, { timeout: 10_000 });
  const radio = await page.$(`${id}[type="radio"][value="${value}"]`);
  const control = radio ?? (await page.$(id));
  if (control === null) throw new Error(`no setting ${name}`);
  if (radio !== null) await radio.click();
  else await set(page, control, value);
  await until(`setting ${name} to be kept`, () => words(page, 'status'), 5_000);
}

export async function wipeVault(page: Page, password: string): Promise<void> {
  await typeInto(page, 'wipe-password', password);
  await press(page, 'wipe-submit');
  const second = await page.waitForSelector(byId('wipe-confirm'), { visible: true, timeout: 400 }).catch(() => null);
  await second?.click();
  await spoken(page);
}

const finished = (folder: string): Set<string> =>
  new Set(readdirSync(folder).filter((name) => !name.startsWith('.') && !/\.(part|crdownload|tmp)$/.test(name)));

export async function saveBackup(rig: Rig, page: Page, password: string): Promise<string> {
  const before = finished(rig.downloads);
  await typeInto(page, 'backup-password', password);
  await press(page, 'backup-submit');
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
