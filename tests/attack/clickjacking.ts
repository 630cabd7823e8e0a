// The battery of things laid over, under and around the chip, for one-time codes and then for recovery codes.

import { attacks } from './attacks';
import { moreAttacks } from './more-attacks';
import type { BrowserName, Row } from './row';
import { type AttackResult, startBattery } from './run';
import { type Subject, subjects } from './subjects';
import { runWeakened } from './weakened-control';

export interface ClickjackingChoice {
  readonly browser: BrowserName;
  readonly dist?: string | undefined;
  /** Names or numbers of attacks; all when empty. */
  readonly only: readonly string[];
  readonly subject?: string | undefined;
  readonly headed?: boolean | undefined;
}

export const allAttacks = [...attacks, ...moreAttacks];

export const attackNames = (): readonly string[] => allAttacks.map(({ name }) => name);

const rowOf = ({ number, name, browser, expected, seen, ok }: AttackResult): Row => ({
  battery: 'clickjacking',
  attack: number === 0 ? name : `${number} ${name}`,
  browser,
  expected,
  seen,
  ok,
});

export async function clickjacking(
  { browser, dist, only, subject, headed = false }: ClickjackingChoice,
  note: (row: Row) => void,
): Promise<void> {
  const asked = allAttacks.filter(({ name, number }) => only.length === 0 || only.includes(name) || only.includes(String(number)));
  const chosen = asked.filter((attack) => headed || attack.headed === undefined);
  const wanted: readonly Subject[] = Object.values(subjects).filter(({ name }) => subject === undefined || subject === name);
  for (const one of wanted) {
    const battery = await startBattery(browser, dist, one, headed);
    try {
      note(rowOf(await battery.control()));
      note(rowOf(await battery.planted()));
      for (const attack of chosen) note(rowOf(await battery.run(attack)));
      for (const result of await battery.strangers()) note(rowOf(result));
      note(rowOf(await battery.counted()));
    } finally {
      await battery.close();
    }
  }
  // The control of the whole battery: where every click is believed, the same attacks do get their codes.
  const names = new Set(chosen.map(({ name }) => name));
  for (const one of browser === 'chromium' ? wanted : [])
    for (const result of await runWeakened(allAttacks, names, one)) note(rowOf(result));
}
