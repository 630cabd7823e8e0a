// The worker ended and the browser killed at random points of everything that writes: what was acknowledged is there, and nothing is torn.

import path from 'node:path';
import { pause } from '../e2e/waiting';
import { makeMany } from './accounts';
import { goldenVaults } from './golden';
import { Keeper } from './keeper';
import { ACTS, type ActName, busy, compare, inWords, Ledger, newTally } from './kill-acts';
import { browserInMigration, workerInMigration } from './kill-migration';
import { killAtEachWrite, operations } from './kill-steps';
import { chances, notesOf, type Setting, type Trial } from './trial';

/** Derivations of the key take long; a write takes some milliseconds. Any of them may be under way. */
const longestWait = (act: ActName): number => (act === 'password' || act === 'rotation' ? 1500 : 250);

async function runKills(setting: Setting, kind: 'worker' | 'browser', kills: number) {
  const below = chances(setting.seed + (kind === 'worker' ? 0 : 1));
  const profile = path.join(setting.scratch, kind);
  const ledger = new Ledger();
  const tally = newTally();
  const troubles: string[] = [];
  let keeper = await Keeper.start(setting, profile);
  try {
    const start = makeMany(20);
    await keeper.fill(start);
    ledger.acknowledged.push(...start);
    while (tally.kills < kills) {
      const first = ACTS[(tally.kills + (kills < ACTS.length ? below(ACTS.length) : 0)) % ACTS.length] as ActName;
      let ended = false;
      const running = busy(keeper, ledger, first, () => ended).catch(() => undefined);
      await pause(below(longestWait(first)));
      ended = true;
      const { underWay } = ledger;
      if (underWay !== null) tally.within.set(underWay, (tally.within.get(underWay) ?? 0) + 1);
      if (kind === 'worker') await keeper.killBackground();
      else await keeper.killBrowser();
      await running;
      tally.kills++;
      if (kind === 'browser') keeper = await Keeper.start(setting, profile);
      troubles.push(...(await compare(keeper, ledger, tally, setting.control)));
    }
  } finally {
    await keeper.close().catch(() => undefined);
  }
  const seen = inWords(tally);
  return { ok: troubles.length === 0, seen: troubles.length === 0 ? seen : `${seen}; ${[...new Set(troubles)].slice(0, 3).join('; ')}` };
}

async function inMemory(setting: Setting, note: ReturnType<typeof notesOf>): Promise<void> {
  for (const operation of operations) {
    const part = `a death at each write: ${operation.name}`;
    const act = async () => {
      const { kills: count, torn } = await killAtEachWrite(operation, setting.control);
      return { ok: torn.length === 0 && count > 0, seen: torn[0] ?? `${count} deaths, torn 0` };
    };
    await note(part, 'as before or as after, whole', 1, act, 'node');
  }
}

/** Of fifty, eight. */
const ofMigration = (rounds: number): number => Math.max(1, Math.round(rounds / 6));

export const kills: Trial = {
  name: 'kills',
  about: 'worker ended, browser killed, at random points of everything that writes: nothing acknowledged lost, nothing torn',
  rounds: 50,

  async run(setting) {
    const note = notesOf('kills', setting);
    if (setting.inMemory) await inMemory(setting, note);
    const browserKills = Math.round(setting.rounds * 0.4);
    const whole = 'lost 0, torn 0';
    await note('worker ended', whole, setting.rounds, () => runKills(setting, 'worker', setting.rounds));
    if (browserKills === 0) return;
    await note('browser killed', whole, browserKills, () => runKills(setting, 'browser', browserKills));
    for (const golden of goldenVaults()) {
      const worker = ofMigration(setting.rounds);
      const browser = ofMigration(browserKills);
      await note(`worker ended, first writes to ${golden.name}`, whole, worker, () => workerInMigration(setting, golden, worker));
      await note(`browser killed, first writes to ${golden.name}`, whole, browser, () => browserInMigration(setting, golden, browser));
    }
  },
};
