// Passing the extension's own confirmation, in the toolbar popup or in its window.

import { byId, stageOf, wordsOf } from './popup-steps';
import type { Rig } from './rig';
import type { Surface } from './surface';
import { until } from './waiting';

/** The surface that asks for a confirmation or a password now, or null. */
export async function askingSurface(rig: Rig): Promise<Surface | null> {
  for (const surface of await rig.surfaces()) {
    const stage = await surface.run(stageOf).catch(() => null);
    if (stage === 'confirming' || stage === 'choosing' || stage === 'locked') return surface;
  }
  return null;
}

/** Runs in the surface: chooses the account's radio where there are several. Returns its selector, or null. */
function radioFor(root: Document, account: string): string | null {
  const radios = Array.from(root.querySelectorAll<HTMLInputElement>('[data-testid="confirm-account"]'));
  const wanted = account.toLowerCase();
  const radio = radios.find((one) => one.value === account || (one.closest('label')?.textContent ?? '').toLowerCase().includes(wanted));
  return radio === undefined ? null : `[data-testid="confirm-account"][value="${radio.value}"]`;
}

function isArmed(root: Document, selector: string): boolean {
  const button = root.querySelector<HTMLButtonElement>(selector);
  return button !== null && !button.disabled && button.getAttribute('aria-disabled') !== 'true';
}

/** It arms once it is visible and has the focus; where it came up without, a person clicks on it first. */
export async function armed(surface: Surface, accept: string, title: string): Promise<void> {
  try {
    await until('the question to arm', () => surface.run(isArmed, accept), 2_500);
  } catch {
    await surface.click(title);
    await until('the question to arm after a click on it', () => surface.run(isArmed, accept), 5_000);
  }
}

/** Waits until the button is armed, chooses, presses it. Returns what the surface said before it closed, where it said anything. */
export async function confirm(surface: Surface, account?: string): Promise<string | null> {
  if (account !== undefined) {
    const radio = await surface.run(radioFor, account);
    if (radio !== null) await surface.click(radio);
  }
  await armed(surface, byId('confirm-accept'), '#confirm-title');
  await surface.click(byId('confirm-accept'));
  let said: string | null = null;
  await until(
    'the confirmation to end',
    async () => {
      if (!(await surface.isOpen())) return true;
      const stage = await surface.run(stageOf).catch(() => null);
      said = (await surface.run(wordsOf, byId('status')).catch(() => null)) ?? said;
      return stage !== 'confirming' || said !== null;
    },
    8_000,
  );
  return said;
}

export async function unlockIn(surface: Surface, password: string): Promise<void> {
  await surface.type(byId('unlock-password'), password);
  await surface.click(byId('unlock-submit'));
}
