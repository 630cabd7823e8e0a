// The surfaces beside the list: every one that shows a name is opened with all two hundred, and each name must stand there as it is kept.

import type { Page } from 'puppeteer';
import { cleanName } from '../../src/core/otp/name';
import { askingSurface } from '../e2e/confirm-steps';
import type { RigDriver } from '../e2e/driver';
import { chooseImport } from '../e2e/import-steps';
import { byId, press, typeInto } from '../e2e/popup-steps';
import { until } from '../e2e/waiting';
import { laidOut, WATCH } from './layout';
import { inOwnPage } from './own-page';
import { type Payload, RAN } from './text-payloads';

interface World {
  readonly driver: RigDriver;
  readonly list: readonly Payload[];
  readonly site: string;
  /** The export in which every name is one of the list. */
  readonly file: string;
  readonly password: string;
}

type Note = (surface: string, expected: string, seen: string, ok: boolean) => void;

/** As they are kept; what is nothing after cleaning has no name to show. */
const namesOf = (list: readonly Payload[]): readonly string[] =>
  [...new Set(list.map(({ text }) => cleanName(text).text))].filter((name) => name !== '');

/** Opens a page of ours and watches it from its first moment that counts. */
async function opened(page: Page, width: number): Promise<Page> {
  await page.evaluate(WATCH);
  await page.setViewport({ width, height: 700 });
  return page;
}

async function judge(page: Page, surface: string, row: string, tallest: number, names: readonly string[], note: Note): Promise<void> {
  const seen = await laidOut(page, row);
  const missing = await page.evaluate(
    ([selector, wanted]) => {
      const shown = [...document.querySelectorAll(selector as string)].map((one) => one.textContent ?? '');
      // a surface that shows the first hundred has none of the others to look for
      if (shown.length < wanted.length)
        return shown.filter((text) => !text.includes('Unnamed account') && !(wanted as string[]).some((name) => text.includes(name)));
      return (wanted as string[]).filter((name) => !shown.some((text) => text.includes(name)));
    },
    [row, names as string[]] as const,
  );
  const faults = [
    seen.ran ? 'A SCRIPT RAN' : '',
    ...seen.refused,
    ...seen.strangers,
    seen.wide > 0 ? `${seen.wide} too wide: ${seen.outside.join(' ')}` : '',
    seen.tallest > tallest ? 'too tall' : '',
    missing.length > 0 ? `${missing.length} names differ: ${JSON.stringify(missing.slice(0, 3)).slice(0, 120)}` : '',
  ].filter((fault) => fault !== '');
  const words = [`${seen.rows} rows, ${names.length} names, up to ${Math.round(seen.tallest)} px`, ...faults].join(', ');
  note(surface, `text is text, rows ≤ ${tallest} px`, words, faults.length === 0 && seen.rows > 0);
}

export async function surfaces(world: World, note: Note): Promise<void> {
  const works: Readonly<Record<string, (world: World, note: Note) => Promise<void>>> = {
    'list beside the page': panel,
    'import, before anything is taken': importPreview,
    health,
    'keys on paper': paper,
    cards,
    'question in a framed page': question,
    'question about a passkey': approval,
    trash,
  };
  for (const [surface, work] of Object.entries(works))
    await work(world, note).catch((error: Error) => note(surface, 'to come to its end', `broke off: ${error.message}`, false));
}

async function panel({ driver }: World, note: Note): Promise<void> {
  const page = await opened(await driver.rig.openOwnPage('src/popup/panel.html'), 320);
  await page.waitForSelector(byId('account-row'));
  await judge(page, 'list beside the page', byId('account-row'), 160, [], note);
  await page.close();
}

async function importPreview({ driver, file, list }: World, note: Note): Promise<void> {
  const page = await opened(await driver.options('import'), 420);
  await chooseImport(page, file);
  await page.waitForSelector(byId('import-preview'), { timeout: 30_000 });
  await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
  await judge(page, 'import, before anything is taken', byId('import-entry'), 220, namesOf(list), note);
  await page.close();
}

async function health({ driver }: World, note: Note): Promise<void> {
  const page = await opened(await driver.options('health'), 360);
  await page.waitForSelector(byId('health-row'), { timeout: 30_000 });
  await page.evaluate(`document.querySelectorAll('[data-testid="health-all"]').forEach((one) => one.click())`);
  await until('all rows', async () => (await page.$(byId('health-all'))) === null);
  await judge(page, 'health', byId('health-row'), 260, [], note);
  await page.close();
}

/** Once on the screen, once as it is printed where the browser can show that. */
async function paper({ driver, list, password }: World, note: Note): Promise<void> {
  const page = await opened(await driver.options('export'), 420);
  await page.waitForSelector(byId('export-paper'));
  await typeInto(page, 'again-password', password);
  await press(page, 'again-submit');
  await page.waitForSelector(byId('export-sheet'), { timeout: 30_000 });
  await judge(page, 'keys on paper', '.export-entry', 700, namesOf(list), note);
  const printed = await page.emulateMediaType('print').then(
    () => true,
    () => false,
  );
  if (printed) await judge(page, 'keys on paper, as printed', '.export-entry', 700, namesOf(list), note);
  await page.close();
}

/** By a search for each; what a search has no words of is looked for in the list. */
async function cards({ driver, list }: World, note: Note): Promise<void> {
  const page = await opened(await driver.popup(), 400);
  await page.waitForSelector(byId('account-row'));
  let reached = 0;
  const faults: string[] = [];
  for (const name of namesOf(list)) {
    const seen = await page.evaluate(openCardOf(name));
    if (seen === null) continue;
    reached++;
    const card = await laidOut(page, byId('card'));
    const issuer = await page.$eval('[data-part="card-issuer"]', (one) => one.textContent ?? '');
    if (issuer !== name || card.ran || card.wide > 0 || card.strangers.length + card.refused.length > 0)
      faults.push(`${JSON.stringify(name.slice(0, 30))}: ${JSON.stringify({ ...card, issuer: issuer.slice(0, 30) })}`);
    await page.$eval(byId('back'), (one) => (one as HTMLButtonElement).click());
    await page.waitForSelector(byId('search'));
  }
  const said = `${reached} cards${faults.length === 0 ? '' : `, ${faults.length} wrong: ${faults[0]?.slice(0, 300)}`}`;
  note('cards', 'the same text, inside the popup', said, faults.length === 0 && reached >= 100);
  await page.close();
}

/** Runs in the popup: searches, waits for a row of that name, opens its card. */
const openCardOf = (name: string): string => `(async () => {
  const wanted = ${JSON.stringify(name)};
  const box = document.querySelector('[data-testid="search"]');
  const input = box.matches('input') ? box : box.querySelector('input');
  input.value = wanted.slice(0, 100);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const of = () => [...document.querySelectorAll('[data-testid="account-row"]')].find((row) => row.querySelector('[data-part="issuer"]')?.textContent === wanted);
  for (const end = performance.now() + 600; of() === undefined && performance.now() < end; ) await new Promise((done) => setTimeout(done, 20));
  const row = of();
  if (row === undefined) return null;
  row.querySelector('[data-testid="open-card"]').click();
  for (const end = performance.now() + 3000; performance.now() < end; ) {
    if (document.querySelector('[data-testid="card"] [data-part="card-issuer"]') !== null) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  return null;
})()`;

/** Runs in a surface that puppeteer may not know: what it shows, and what does not fit. */
function sight(root: Document, ran: string) {
  const window = root.defaultView as unknown as Record<string, unknown> & { innerWidth: number };
  return {
    ran: window[ran] !== undefined,
    wide: Math.max(0, root.documentElement.scrollWidth - root.documentElement.clientWidth),
    strangers: root.querySelectorAll('iframe, object, embed, base, [onerror], [onload], [onclick], template').length,
    text: root.body.textContent ?? '',
  };
}

async function question({ driver, list, site }: World, note: Note): Promise<void> {
  const page = await driver.newPage(`${site.replace('localhost', '127.0.0.1')}/framed?${site}/`);
  await until('the frame', async () => page.frames().some((frame) => frame !== page.mainFrame() && frame.url().startsWith(site)));
  await until('its prompt', async () =>
    (await Promise.all(page.frames().map((frame) => frame.$('input').catch(() => null)))).some(Boolean),
  );
  await driver.command('fill-this-site', page);
  const surface = await until('the question', () => askingSurface(driver.rig));
  const seen = await surface.run(sight, RAN);
  // The first of every forty is kept for that site.
  const names = list.filter((_, i) => i % 40 === 0).map(({ text }) => cleanName(text).text);
  const missing = names.filter((name) => !seen.text.includes(name));
  const ok = !seen.ran && seen.wide === 0 && seen.strangers === 0 && missing.length === 0;
  const said = `${names.length} names, ${missing.length} differ, ${seen.wide} px too wide, ${seen.strangers} strangers${seen.ran ? ', A SCRIPT RAN' : ''}`;
  note('question in a framed page', 'text is text', said, ok);
  await surface.click(byId('confirm-cancel')).catch(() => undefined);
  await driver.rig.closeToolbarPopup();
  await page.close();
}

/** A site names itself and the person as it likes. A few of every kind: each is a ceremony. */
async function approval({ driver, list, site }: World, note: Note): Promise<void> {
  const faults: string[] = [];
  let asked = 0;
  for (const { text } of list.filter((_, i) => i % 12 === 0)) {
    const name = Buffer.from(text.slice(0, 500)).toString();
    // a document of its own: whoever was turned down asks in vain for a while
    const page = await driver.newPage(`${site}/login`);
    await page.bringToFront();
    await page.mouse.click(5, 5);
    await page.evaluate((called) => {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      const user = { id: bytes, name: called, displayName: called };
      const publicKey = { challenge: bytes, rp: { name: called }, user, pubKeyCredParams: [{ type: 'public-key' as const, alg: -7 }] };
      navigator.credentials.create({ publicKey }).catch(() => undefined);
    }, name);
    const seen = await driver.nextApproval(15_000);
    asked++;
    const shown = await seen.surface.run(sight, RAN);
    const clean = cleanName(name).text;
    if (shown.ran || shown.wide > 0 || shown.strangers > 0 || !shown.text.includes(clean))
      faults.push(`${JSON.stringify(name.slice(0, 30))}: ${JSON.stringify({ ...shown, text: shown.text.slice(0, 160) })}`);
    await seen.surface.click(byId('approval-cancel'));
    await until('the question to go', async () => (await driver.rig.surfaces()).length === 0);
    await page.close();
  }
  const said = `${asked} asked${faults.length === 0 ? '' : `, ${faults.length} wrong: ${faults[0]?.slice(0, 300)}`}`;
  note('question about a passkey', 'the same text, inside', said, faults.length === 0 && asked > 10);
}

async function trash({ driver, list }: World, note: Note): Promise<void> {
  const page = await opened(await driver.popup(), 400);
  await page.waitForSelector(byId('account-row'));
  await inOwnPage(
    page,
    `const ask = (route, body) => api.runtime.sendMessage({ route, body });
     for (;;) {
       const { value } = await ask('items/list', { query: '', tabId: null, offset: 0, limit: 200 });
       const rows = value.rows.filter((row) => row.id !== undefined);
       if (rows.length === 0) return;
       for (const { id } of rows) await ask('items/trash', { id });
     }`,
  );
  await press(page, 'trash-open');
  await page.waitForSelector(byId('trash-row'));
  await until('all of the trash', () =>
    page.evaluate(`(() => { const more = document.querySelector('[data-testid="trash-more"]'); more?.click(); return more === null; })()`),
  );
  await judge(page, 'trash', byId('trash-row'), 220, namesOf(list), note);
  await page.close();
}
