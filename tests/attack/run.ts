// Runs attacks against the built extension in a real browser: a victim moves to where the chip is, waits, presses. Whether a code came
// out is asked of the page itself, and of the account's counter, which every released code moves on.

import type { Page } from 'puppeteer';
import { askingSurface, confirm } from '../e2e/confirm-steps';
import { type RigDriver, startDriver } from '../e2e/driver';
import type { Chip } from '../e2e/rig';
import { pause, until } from '../e2e/waiting';
import { type Attack, attacks } from './attacks';
import { difference, MOST_DIFFERENCE } from './picture';
import { type Place, type Sites, type Subject, subjects } from './subjects';
import { startVictim, type VictimServer } from './victim-page';

export type BrowserName = 'chromium' | 'firefox';

export interface AttackResult {
  readonly number: number;
  readonly name: string;
  readonly browser: BrowserName;
  readonly expected: string;
  readonly seen: string;
  readonly ok: boolean;
}

const PASSWORD = 'attack battery, not a secret';
/** Nothing that releases takes longer: the control took less than half of it. */
const RELEASE_MS = 1_000;

const LURED_MS = 700;

export interface Battery {
  run(attack: Attack): Promise<AttackResult>;
  /** An honest press. Released, and found by the same probe. */
  control(): Promise<AttackResult>;
  /** A release behind a cover, planted by confirming it: the battery must call it one. */
  planted(): Promise<AttackResult>;
  /** Other sites, and another scheme: each gets its own codes and nobody else's. */
  strangers(): Promise<AttackResult[]>;
  /** What the vault counts against the releases that were seen. */
  counted(): Promise<AttackResult>;
  close(): Promise<void>;
}

/** On either page of the victim. */
const BOX = '#otp, #recovery';
const OTHER_NAME = 'other.test';

function sitesOf({ origin }: VictimServer): Sites {
  const plain = origin.replace('localhost', OTHER_NAME);
  return { victim: origin, foreign: origin.replace('localhost', '127.0.0.1'), plain, secure: plain.replace('http:', 'https:') };
}

/** `headed`: only windows on a screen take the focus from one another. */
export async function startBattery(
  browser: BrowserName,
  dist?: string,
  subject: Subject = subjects.code,
  headed = false,
): Promise<Battery> {
  const victim = await startVictim();
  const driver = await startDriver({ browser, headed, hostRule: `MAP ${OTHER_NAME} 127.0.0.1`, ...(dist === undefined ? {} : { dist }) });
  await driver.createVault(PASSWORD);
  await subject.setUp(driver, sitesOf(victim));
  return new RealBattery(browser, driver, victim, subject);
}

interface Sight {
  readonly released: boolean;
  readonly asked: boolean;
}

class RealBattery implements Battery {
  readonly #browser: BrowserName;
  readonly #driver: RigDriver;
  readonly #victim: VictimServer;
  readonly #subject: Subject;
  #releases = 0;

  constructor(browser: BrowserName, driver: RigDriver, victim: VictimServer, subject: Subject) {
    this.#browser = browser;
    this.#driver = driver;
    this.#victim = victim;
    this.#subject = subject;
  }

  async run(attack: Attack): Promise<AttackResult> {
    const html = attack.parent?.replace('FRAME', this.#prompt);
    const around = `${this.#victim.origin}/parent?html=${encodeURIComponent(html ?? '')}`;
    const page = await this.#driver.newPage(html === undefined ? this.#prompt : around);
    try {
      const inView = await this.#press(page, attack);
      const sight = await this.#watch(page);
      if (sight.released) this.#releases++;
      const seen = sight.released
        ? inView
          ? 'released, chip in plain view'
          : 'RELEASED UNSEEN'
        : sight.asked
          ? 'asked in Countersign'
          : 'nothing';
      return this.#result(attack.number, attack.name, 'no release unseen', seen, !sight.released || inView);
    } finally {
      await this.#putAway(page);
    }
  }

  async control(): Promise<AttackResult> {
    // An event that was under way for too long on a busy machine is asked about: then the press was not the one to judge by.
    let result = await this.#honest();
    for (let more = 0; more < 2 && !result.ok; more++) result = await this.#honest();
    return result;
  }

  async #honest(): Promise<AttackResult> {
    const page = await this.#driver.newPage(this.#prompt);
    try {
      await this.#hoverHonest(page, await this.#chip(page));
      await pressHere(page);
      let sight = await this.#watch(page);
      const asked = sight.asked;
      if (asked) sight = await this.#confirmed(page);
      if (sight.released) this.#releases++;
      // Firefox has no observer: there an honest press is confirmed too.
      const expected = this.#browser === 'chromium' ? 'released at once' : 'asked, then released';
      const seen = sight.released ? (asked ? 'asked, then released' : 'released at once') : 'NO RELEASE FOUND';
      return this.#result(0, 'control: honest press', expected, seen, seen === expected);
    } finally {
      await this.#putAway(page);
    }
  }

  async planted(): Promise<AttackResult> {
    const cover = attacks.find((attack) => attack.name === 'page-popover') as Attack;
    const page = await this.#driver.newPage(this.#prompt);
    try {
      const inView = await this.#press(page, cover);
      const sight = (await this.#watch(page)).asked ? await this.#confirmed(page) : { released: false };
      if (sight.released) this.#releases++;
      const found = sight.released && !inView;
      return this.#result(
        0,
        'control: planted release',
        'found',
        found ? 'found' : `MISSED (${JSON.stringify({ ...sight, inView })})`,
        found,
      );
    } finally {
      await this.#putAway(page);
    }
  }

  async counted(): Promise<AttackResult> {
    const page = await this.#driver.newPage(this.#prompt);
    try {
      await this.#hoverHonest(page, await this.#chip(page));
      await pressHere(page);
      if ((await this.#watch(page)).asked) await this.#confirmed(page);
      const code = await page.$eval(BOX, (box) => (box as HTMLInputElement).value);
      if (code === '') return this.#result(0, 'control: codes counted', 'an honest release', 'none', false);
      this.#releases++;
      const count = (): Promise<number> => this.#subject.spent(this.#driver, sitesOf(this.#victim), code);
      let spent = await count();
      const settled = async (): Promise<boolean> => {
        const before = spent;
        spent = await count();
        return spent === before && spent >= this.#releases;
      };
      await until('the count to stand', settled, 4_000).catch(() => null);
      return this.#result(0, 'control: codes counted', `${this.#releases} released`, `${spent} released`, spent === this.#releases);
    } finally {
      await this.#putAway(page);
    }
  }

  async strangers(): Promise<AttackResult[]> {
    return [await this.#stranger('foreign', 'another site'), await this.#stranger('plain', 'the site without encryption')];
  }

  async #stranger(place: Place, name: string): Promise<AttackResult> {
    const page = await this.#driver.newPage(sitesOf(this.#victim)[place] + this.#subject.path);
    try {
      await this.#hoverHonest(page, await this.#chip(page));
      await pressHere(page);
      if ((await this.#watch(page)).asked) await this.#confirmed(page);
      const code = await page.$eval(BOX, (box) => (box as HTMLInputElement).value);
      const whose = this.#subject.whose(code);
      return this.#result(0, name, 'its own code', whose === place ? 'its own code' : `A CODE OF ${whose}`, whose === place);
    } finally {
      await this.#putAway(page);
    }
  }

  async close(): Promise<void> {
    await this.#driver.close();
    await this.#victim.close();
  }

  #result(number: number, name: string, expected: string, seen: string, ok: boolean): AttackResult {
    const about = this.#subject.name === 'code' ? name : `${this.#subject.name}: ${name}`;
    return { number, name: about, browser: this.#browser, expected, seen, ok };
  }

  get #prompt(): string {
    return `${this.#victim.origin}${this.#subject.path}`;
  }

  #chip(page: Page): Promise<Chip> {
    return until('the chip', async () => (await this.#driver.rig.chips(page)).find((chip) => chip.kind === this.#subject.chip), 8_000);
  }

  /** As `#hover`, on a page that does nothing to the chip: it will take a press, however busy the machine. Firefox's never says so. */
  #hoverHonest(page: Page, chip: Chip): Promise<void> {
    return this.#hover(page, chip, this.#browser === 'chromium' ? 8_000 : 900);
  }

  /** On the chip, moving a little, until it would take a press, or as long as that takes. */
  async #hover(page: Page, chip: Chip, withinMs = 900): Promise<void> {
    const [x, y] = [chip.box.x + Math.min(60, chip.box.width / 2), chip.box.y + chip.box.height / 2];
    const end = Date.now() + withinMs;
    for (let i = 0; Date.now() < end; i++) {
      await page.mouse.move(x + (i % 3), y + (i % 2));
      const ready = (await this.#driver.rig.chips(page)).some((one) => one.kind === this.#subject.chip && one.ready);
      if (ready) return;
    }
  }

  /** Does the attack and the victim's part. Resolves with whether the chip was to be seen as it is when the press came. */
  async #press(page: Page, attack: Attack): Promise<boolean> {
    const chip = await this.#chip(page);
    const before = await this.#hovered(page, chip);
    await page.mouse.move(5, 5);
    const frame = chip.frame;
    const arm = (): Promise<unknown> => frame.evaluate(`attack(${JSON.stringify(attack.script)})`);
    if (attack.when === 'before') {
      await arm();
      await twoFrames(page);
    }
    if (attack.arrives) {
      for (const x of [700, 704, 708]) await page.mouse.move(x, 520);
      await arm();
      await until(
        'the chip to come',
        async () => (await this.#driver.rig.chips(page)).some(({ box }) => holds(box, 708, 520)),
        1_500,
      ).catch(() => null);
      await pressHere(page);
      return false;
    }
    const now = (await this.#driver.rig.chips(page)).find((one) => one.kind === this.#subject.chip) ?? chip;
    await this.#hover(page, now);
    if (attack.when === 'hovered') await arm();
    if (attack.when === 'press') {
      await arm();
      await twoFrames(page);
    }
    if (attack.stalled !== undefined) {
      // The press must fall into the stall, which nothing in the page can tell us of.
      await new Promise((resolve) => setTimeout(resolve, attack.stalled));
      await pressHere(page);
      return false;
    }
    if (attack.scripted) return false;
    if (attack.gesture !== undefined) {
      await this.#gesture(page, now, attack.gesture);
      return false;
    }
    // Where it stands now: a page that changes may have taken it along since it was hovered.
    const last = (await this.#driver.rig.chips(page)).find((one) => one.kind === this.#subject.chip) ?? now;
    const after = await picture(page, last.box);
    await pressHere(page);
    return (
      attack.when === 'before' &&
      attack.timed === undefined &&
      attack.parent === undefined &&
      before !== null &&
      after !== null &&
      difference(before, after) < MOST_DIFFERENCE
    );
  }

  async #gesture(page: Page, { box }: Chip, gesture: NonNullable<Attack['gesture']>): Promise<void> {
    const [x, y] = [box.x + Math.min(60, box.width / 2), box.y + box.height / 2];
    if (gesture === 'keys') {
      for (const key of ['Tab', 'Enter', 'Tab', 'Enter', ' '] as const) await page.keyboard.press(key);
      return;
    }
    if (gesture === 'drag') {
      await page.mouse.move(40, 40);
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
      return;
    }
    // Long enough that the person has the lure before their eyes, and nothing else.
    await pause(LURED_MS);
    if (gesture === 'window') await this.#throughWindow(page);
    else await pressHere(page);
    // As quick as a practised hand: the second half of a double click.
    await page.mouse.move(x + 2, y + 1);
    await pause(90);
    await pressHere(page);
  }

  /** The person presses in the window that the page has opened, and that is gone with it. */
  async #throughWindow(page: Page): Promise<void> {
    const over = (await this.#driver.browser.pages()).findLast((one) => one !== page && one.url() === 'about:blank');
    await over?.bringToFront();
    await over?.mouse.click(40, 40);
    await page.evaluate('over.close()');
  }

  async #hovered(page: Page, chip: Chip): Promise<Uint8Array | null> {
    await this.#hover(page, chip);
    return picture(page, chip.box);
  }

  /** What came of it: as soon as it shows, or nothing once no release can come any more. */
  async #watch(page: Page): Promise<Sight> {
    const sight = async (): Promise<Sight | null> => {
      for (const frame of page.frames()) {
        const found = await frame
          .evaluate(
            (box) =>
              (document.querySelector<HTMLInputElement>(box)?.value ?? '') !== '' ||
              ((globalThis as { leaks?: string[] }).leaks ?? []).length > 0,
            BOX,
          )
          .catch(() => false);
        if (found) return { released: true, asked: false };
      }
      return null;
    };
    const asks = async (): Promise<Sight | null> =>
      (await askingSurface(this.#driver.rig)) === null ? null : { released: false, asked: true };
    const wait = (ms: number): Promise<Sight | null> =>
      until('a release', async () => (await sight()) ?? (await asks()), ms).catch(() => null);
    // A chip that is at work on a busy machine may still release.
    const seen = (await wait(RELEASE_MS)) ?? ((await this.#chipIs(page, 'busy')) ? await wait(8_000) : null);
    if (seen?.released) await this.#told(page);
    return seen ?? { released: false, asked: false };
  }

  async #chipIs(page: Page, phase: Chip['phase']): Promise<boolean> {
    return (await this.#driver.rig.chips(page)).some((chip) => chip.phase === phase);
  }

  /** The chip says what became of the code, and the vault has been told: only then may the page go. */
  async #told(page: Page): Promise<void> {
    await until('the chip to say how it went', async () => !(await this.#chipIs(page, 'busy')), 3_000).catch(() => null);
  }

  /** A popup that moves while it opens is gone under one's hands: then it is asked for again. */
  async #confirmed(page: Page): Promise<Sight> {
    return until(
      'the release that was confirmed',
      async () => {
        const surface = await askingSurface(this.#driver.rig);
        await (surface === null ? null : confirm(surface).catch(() => null));
        const sight = await this.#watch(page);
        return sight.released ? sight : null;
      },
      10_000,
    ).catch(() => ({ released: false, asked: true }));
  }

  async #putAway(page: Page): Promise<void> {
    const surface = await askingSurface(this.#driver.rig).catch(() => null);
    await surface?.click('[data-testid="confirm-cancel"]').catch(() => undefined);
    // The end of an answer stands a while: the next row should not see it go.
    await this.#driver.rig.closeToolbarPopup();
    await page.close();
  }
}

const holds = (box: Chip['box'], x: number, y: number): boolean =>
  x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;

async function pressHere(page: Page): Promise<void> {
  await page.mouse.down();
  await page.mouse.up();
}

const twoFrames = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))));

/** The chip without its rounded corners; null where that is not on the screen. */
async function picture(page: Page, box: Chip['box']): Promise<Uint8Array | null> {
  if (box.width < 40 || box.height < 20 || box.x < 0 || box.y < 0) return null;
  const clip = {
    x: Math.round(box.x) + 8,
    y: Math.round(box.y) + 6,
    width: Math.round(box.width) - 16,
    height: Math.round(box.height) - 12,
  };
  return page.screenshot({ clip }).catch(() => null);
}
