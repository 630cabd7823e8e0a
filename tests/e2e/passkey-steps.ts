// What a person does with passkeys: reading them in the popup, answering an approval in the toolbar popup or in its window.

import type { Page } from 'puppeteer';
import { armed } from './confirm-steps';
import type { Approval, Passkey } from './contract';
import { clickOn } from './hand';
import { byId, endOf, press, requireStage, stageOf } from './popup-steps';
import type { Rig } from './rig';
import type { Surface } from './surface';
import { until } from './waiting';

// Sent into the page. No function in here has a name of its own: tsx would wrap it in a helper that is not there.

/** The first passkey row that is laid out and not among those seen. */
function nextPasskeyRow(root: Document, seen: string): string | null {
  const rows = Array.from(root.querySelectorAll('[data-testid="account-row"][data-type="passkey"]'));
  return rows.map((row) => row.getAttribute('data-id') ?? '').find((id) => !seen.split(' ').includes(id)) ?? null;
}

function passkeyOnCard(root: Document): Passkey {
  const card = root.querySelector('[data-testid="passkey-card"]');
  const parts = { 'rp-id': '', 'user-name': '', 'display-name': '' };
  for (const name of ['rp-id', 'user-name', 'display-name'] as const)
    parts[name] = card?.querySelector(`[data-part="${name}"]`)?.getAttribute('data-value') ?? '';
  const createdAt = card?.querySelector('[data-fact="created"] time')?.getAttribute('datetime') ?? '';
  return { rpId: parts['rp-id'], userName: parts['user-name'], displayName: parts['display-name'], createdAt };
}

function scrollOn(root: Document): boolean {
  const list = root.querySelector('[data-testid="scroller"]');
  if (list === null) return false;
  const before = list.scrollTop;
  list.scrollTop += list.clientHeight * 0.8;
  return list.scrollTop > before + 1;
}

interface Asked {
  kind: Approval['kind'];
  rpId: string;
  origin: string;
  accounts: string[];
  locked: boolean;
}

function askedNow(root: Document): Asked | null {
  const view = root.querySelector('[data-testid="approval"]');
  if (view === null) return null;
  const titles = view.querySelectorAll(
    '[data-part="user"] .confirm-issuer, label:has([data-testid="approval-passkey"]) [data-part="title"]',
  );
  return {
    kind: view.getAttribute('data-kind') === 'create' ? 'create' : 'get',
    rpId: view.querySelector('[data-part="rp-id"]')?.getAttribute('data-value') ?? '',
    origin: view.querySelector('[data-part="origin"]')?.getAttribute('data-value') ?? '',
    accounts: Array.from(titles, (title) => (title.textContent ?? '').trim()),
    locked: view.querySelector('[data-testid="unlock-password"], [data-testid="unlock-pin"]') !== null,
  };
}

/** The radio of a passkey, by its id or by words on its label. */
function radioFor(root: Document, account: string): string | null {
  const radios = Array.from(root.querySelectorAll<HTMLInputElement>('[data-testid="approval-passkey"], [data-testid="approval-replace"]'));
  const wanted = account.toLowerCase();
  const radio = radios.find((one) => one.value === account || (one.closest('label')?.textContent ?? '').toLowerCase().includes(wanted));
  return radio === undefined ? null : `[data-testid="${radio.dataset.testid}"][value="${radio.value}"]`;
}

const isThere = (root: Document, selector: string): boolean => root.querySelector(selector) !== null;

// ---- the list

/** All passkeys in the popup's order, each read on its card. */
export async function readPasskeys(page: Page): Promise<Passkey[]> {
  await requireStage(page, 'open');
  await page.waitForSelector('[data-testid="account-row"][data-id], [data-testid="empty"]', { timeout: 10_000 });
  const seen = new Map<string, Passkey>();
  for (;;) {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const id = (await page.evaluate(`(${nextPasskeyRow})(document, ${JSON.stringify([...seen.keys()].join(' '))})`)) as string | null;
    if (id === null) {
      if ((await page.evaluate(`(${scrollOn})(document)`)) !== true) return [...seen.values()];
      continue;
    }
    await clickOn(page, `[data-testid="account-row"][data-id="${id}"] ${byId('open-card')}`);
    await page.waitForSelector(`${byId('passkey-card')}[data-id="${id}"]`);
    seen.set(id, (await page.evaluate(`(${passkeyOnCard})(document)`)) as Passkey);
    await press(page, 'back');
    await page.waitForSelector(`[data-testid="account-row"][data-id="${id}"]`);
  }
}

// ---- approvals

/** An approval, and where it is asked. */
export interface SeenApproval extends Approval {
  readonly surface: Surface;
  /** As `useBrowser`, with *always for this site*. */
  useBrowserAlways(): Promise<void>;
}

/** Waits for the approval that stands on a surface which the extension opened. `password`: where it asks for it. */
export async function nextApproval(rig: Rig, timeoutMs: number, password: () => string | null): Promise<SeenApproval> {
  return until(
    'an approval of a passkey',
    async () => {
      for (const surface of await rig.surfaces()) {
        const asked = await surface.run(askedNow).catch(() => null);
        if (asked !== null) return approvalOn(surface, asked, password);
      }
      return null;
    },
    timeoutMs,
  );
}

function approvalOn(surface: Surface, asked: Asked, password: () => string | null): SeenApproval {
  const { locked, ...facts } = asked;
  const given = (): string => {
    const known = password();
    if (known === null) throw new Error('the extension asks for a password that this driver was never given');
    return known;
  };
  const native = async (): Promise<void> => {
    await surface.click(byId('approval-native'));
    await ended(surface);
  };
  return {
    ...facts,
    surface,
    async approve(account) {
      if (locked) {
        if (await surface.run(isThere, byId('unlock-pin'))) await surface.click(byId('way-password'));
        await surface.type(byId('unlock-password'), given());
        await surface.click(byId('unlock-submit'));
        await until('the approval to go on', () => surface.run(isThere, byId('approval-accept')), 20_000);
      }
      if (account !== undefined) {
        const radio = await surface.run(radioFor, account);
        if (radio !== null) await surface.click(radio);
      }
      if (await surface.run(isThere, byId('approval-password'))) await surface.type(byId('approval-password'), given());
      await armed(surface, byId('approval-accept'), '#approval-title');
      await surface.click(byId('approval-accept'));
      await ended(surface);
    },
    useBrowser: native,
    async useBrowserAlways() {
      await surface.click(byId('approval-remember'));
      await native();
    },
    async cancel() {
      await surface.click(byId('approval-cancel'));
      await ended(surface);
    },
  };
}

/** The surface closes once the answer is taken; what it says instead is thrown where it says no. */
async function ended(surface: Surface): Promise<void> {
  await until(
    'the approval to end',
    async () => {
      if (!(await surface.isOpen())) return true;
      const end = await surface.run(endOf).catch(() => null);
      if (end !== null && !end.ok) throw new Error(end.message);
      return (await surface.run(stageOf).catch(() => null)) !== 'approving';
    },
    20_000,
  );
}

/** Signs in by the passkey that the list offers for the page in front. */
export async function pickOffered(surface: Surface, account: string): Promise<void> {
  const button = await until('the passkey to be offered', () => surface.run(offeredFor, account));
  await armed(surface, button, 'h1');
  await surface.click(button);
}

function offeredFor(root: Document, account: string): string | null {
  const buttons = Array.from(root.querySelectorAll<HTMLElement>('[data-testid="passkey-here-use"]'));
  const found = buttons.find((one) => (one.textContent ?? '').toLowerCase().includes(account.toLowerCase()));
  return found === undefined ? null : `[data-testid="passkey-here-use"][data-id="${found.dataset.id}"]`;
}
