// Offers in pages: seen inside their closed shadow roots, taken with a real mouse.

import type { Page } from 'puppeteer';
import { chooseFound } from './capture-steps';
import { askingSurface, confirm, unlockIn } from './confirm-steps';
import type { Offer } from './contract';
import { stageOf } from './popup-steps';
import type { Chip, Rig } from './rig';
import type { Surface } from './surface';
import { pause, until } from './waiting';

interface Outcome {
  ok: boolean;
  message: string | null;
}

const KINDS: readonly string[] = ['save-account', 'fill-code', 'save-recovery-codes', 'fill-recovery-code', 'unlock'];

/** An offer as the contract shows it; the chip's own id goes along so that the same chip is found again. */
interface SeenOffer extends Offer {
  readonly id?: string;
}

const offerOf = (chip: Chip): SeenOffer => ({
  kind: chip.kind as Offer['kind'],
  text: chip.text,
  frameUrl: chip.frame.url(),
  box: chip.box,
  id: chip.id,
});

/** A chip that is at work or tells an outcome is no offer. */
export async function offers(rig: Rig, page: Page): Promise<Offer[]> {
  const chips = await rig.chips(page);
  return chips.filter((chip) => KINDS.includes(chip.kind) && chip.phase === 'offer').map(offerOf);
}

export function waitForOffer(rig: Rig, page: Page, kind: Offer['kind'], timeoutMs = 8_000): Promise<Offer> {
  return until(`an offer of ${kind} on ${page.url()}`, async () => (await offers(rig, page)).find((one) => one.kind === kind), timeoutMs);
}

async function chipOf(rig: Rig, page: Page, offer: SeenOffer): Promise<Chip> {
  const chips = await rig.chips(page);
  const same =
    chips.find((chip) => chip.id === offer.id) ?? chips.find((chip) => chip.kind === offer.kind && chip.frame.url() === offer.frameUrl);
  if (same === undefined) throw new Error(`the offer of ${offer.kind} is no longer on screen`);
  return same;
}

const middle = ({ box }: Chip): [number, number] => [box.x + box.width / 2, box.y + box.height / 2];
const isAt = (one: Chip, other: Chip): boolean => String(Object.values(one.box)) === String(Object.values(other.box));

/** The chip once two looks find it at one place: it follows its field, which a page that still loads may move. */
export async function chipAtRest(rig: Rig, page: Page, offer: Offer): Promise<Chip> {
  let last = await chipOf(rig, page, offer);
  return until('the chip to stand still', async () => {
    const before = last;
    last = await chipOf(rig, page, offer);
    return isAt(before, last) ? last : null;
  });
}

/** A click on it and nothing more, whatever it asks or says then; again where it moved on before the click came. */
export async function pressChip(rig: Rig, page: Page, offer: Offer): Promise<void> {
  await until('the chip to be pressed', async () => {
    const chip = await chipAtRest(rig, page, offer);
    await page.mouse.click(...middle(chip));
    const now = (await rig.chips(page)).find(({ id }) => id === chip.id);
    return now === undefined || now.phase !== 'offer' || isAt(now, chip);
  });
}

async function clickChip(rig: Rig, page: Page, offer: Offer): Promise<Chip> {
  let chip = await chipAtRest(rig, page, offer);
  const [x, y] = middle(chip);
  await page.mouse.move(x - 6, y - 3);
  await page.mouse.move(x, y, { steps: 3 });
  // Where the browser cannot prove that the chip is seen it is never ready: the click is then confirmed.
  chip = await until(
    'the chip to be ready',
    async () => {
      const now = await chipOf(rig, page, offer);
      return now.ready ? now : null;
    },
    2_500,
  ).catch(() => chipOf(rig, page, offer));
  await page.mouse.click(...middle(chip));
  return chip;
}

/** What the person would say where the extension asks. */
export interface Answers {
  readonly by?: 'mouse' | 'keyboard';
  readonly account?: string;
  /** Unlocks where that is asked for. */
  readonly password?: string | null;
}

async function answerSurface(surface: Surface, answers: Answers): Promise<string | null> {
  const asking = await surface.run(stageOf);
  if (asking === 'confirming') return confirm(surface, answers.account);
  if (asking === 'choosing') return chooseFound(surface, answers.account);
  if (answers.password == null) throw new Error('the extension asks for a password that this driver was never given');
  await unlockIn(surface, answers.password);
  await until('the vault to open', async () => {
    if (!(await surface.isOpen())) return true;
    return (await surface.run(stageOf).catch(() => null)) !== 'locked';
  });
  return null;
}

/** An unlock may answer its own question and close the surface under the driver's hands. */
async function unlessClosed(surface: Surface, error: unknown): Promise<null> {
  if (await surface.isOpen()) throw error;
  return null;
}

/** How an act ends: the chip says so, or the page has gone on by itself, which a filled form may do. */
async function outcomeOf(rig: Rig, page: Page, chip: Chip, how: Answers): Promise<Outcome> {
  const url = page.url();
  let confirmed: string | null = null;
  return until(
    'the extension to say how it went',
    async () => {
      const here = (await rig.chips(page)).filter(({ frame }) => frame === chip.frame);
      // One that was put up anew under the hand took the click under a name of its own.
      const now = here.find(({ id }) => id === chip.id) ?? here.find(({ outcome }) => outcome !== null);
      if (now !== undefined && now.outcome !== null) return { ok: now.outcome === 'ok', message: now.status || null };
      const surface = await askingSurface(rig);
      if (surface !== null) confirmed = (await answerSurface(surface, how).catch((error) => unlessClosed(surface, error))) ?? confirmed;
      if (page.url() !== url || chip.frame.detached) return { ok: true, message: confirmed };
      return null;
    },
    20_000,
  );
}

export async function accept(rig: Rig, page: Page, offer: Offer, how: Answers = {}): Promise<Outcome> {
  await rig.closeToolbarPopup();
  await page.bringToFront();
  if (how.by === 'keyboard') {
    const chip = await chipOf(rig, page, offer);
    await rig.focusChip(page, chip, '.cs-act');
    await page.keyboard.press('Enter');
    return outcomeOf(rig, page, chip, how);
  }
  return outcomeOf(rig, page, await clickUntilTaken(rig, page, offer), how);
}

/**
 * A page that is looked at once more may put its chip up anew under the hand. Nobody waits for a chip that stands there as before: it is
 * clicked again, once. One that works, asks or has gone with its page was clicked.
 */
async function clickUntilTaken(rig: Rig, page: Page, offer: Offer): Promise<Chip> {
  const chip = await clickChip(rig, page, offer);
  const deadline = Date.now() + 2_000;
  while (Date.now() < deadline) {
    const now = (await rig.chips(page)).find((one) => one.kind === offer.kind && one.frame.url() === offer.frameUrl);
    if (now === undefined || now.phase !== 'offer' || (await askingSurface(rig)) !== null) return chip;
    await pause(40);
  }
  return clickChip(rig, page, offer);
}

/** The chip's own close button. */
const CLOSE = '.cs-close';

export async function dismiss(rig: Rig, page: Page, offer: Offer): Promise<void> {
  const chip = await chipAtRest(rig, page, offer);
  const box = await rig.chipPart(page, chip, CLOSE);
  if (box === null) throw new Error('the chip has no close button');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until('the chip to go', async () => !(await rig.chips(page)).some((one) => one.id === chip.id));
}
