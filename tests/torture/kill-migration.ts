// A vault of an older format meets this version, and the worker or the browser ends while it is opened and written to for the first time.

import { cpSync } from 'node:fs';
import path from 'node:path';
import { pause } from '../e2e/waiting';
import { asKey, type Made, make } from './accounts';
import { asTexts, clearVault, type Golden, layDown, profileOf } from './golden';
import { Keeper } from './keeper';
import { damageTold, inWords, newTally, type Tally } from './kill-acts';
import { chances, type Setting } from './trial';

/** The key is derived in about a quarter of a second; then come the first writes. */
const LONGEST_WAIT_MS = 1200;

interface Writes {
  readonly acknowledged: Made[];
  underWay: string | null;
}

const lay = async (keeper: Keeper, { vault }: Golden): Promise<void> => {
  const profile = profileOf(vault);
  const page = await keeper.page();
  await keeper.killBackground();
  await page.evaluate(clearVault);
  await page.evaluate(layDown, asTexts(profile), vault.vaultId, profile.database.marker?.generation ?? 0);
  await keeper.killBackground();
};

async function firstWrites(keeper: Keeper, { vault }: Golden, writes: Writes, ended: () => boolean): Promise<void> {
  writes.underWay = 'opening';
  await keeper.ask('vault/unlock', { password: vault.password }, false);
  while (!ended()) {
    const made = make(`New ${writes.acknowledged.length}`);
    writes.underWay = 'a first write';
    if ((await keeper.ask('items/add-key', asKey(made), false)).ok) writes.acknowledged.push(made);
  }
}

/** Every golden account by its code and its note, and what was acknowledged. `plant`: a loss. */
async function look(keeper: Keeper, { vault }: Golden, { acknowledged }: Writes, tally: Tally, plant: boolean): Promise<readonly string[]> {
  const status = (await keeper.must('status')) as { vault: string };
  if (status.vault !== 'open') {
    const opened = await keeper.unlock(vault.password);
    if (!opened.ok) throw new Error(`the vault does not open: ${opened.error.code}`);
  }
  const wanted = vault.items.filter((item) => item.kind === 'otp' && item.trashedAt === null && item.otp.type !== 'hotp');
  if (plant) await keeper.must('items/trash', { id: wanted[0]?.id });
  const codes = (await keeper.must('items/codes', { ids: (await keeper.rows()).map(({ id }) => id) })) as { id: string }[];
  const lost = wanted.filter(({ id }) => !codes.some((one) => one.id === id)).map(({ id }) => id);
  for (const { id, note } of wanted) {
    const card = await keeper.ask('items/card', { id });
    if (!card.ok || (card.value as { note: string }).note !== note) lost.push(id);
  }
  lost.push(...(await keeper.lossOf(acknowledged)).lost);
  tally.lost += new Set(lost).size;
  const told = await damageTold(keeper);
  if (told.length > 0) tally.torn++;
  return [...(lost.length > 0 ? [`lost ${lost.slice(0, 3).join(', ')}`] : []), ...told];
}

async function killed(keeper: Keeper, golden: Golden, waitMs: number, kill: () => Promise<void>, tally: Tally): Promise<Writes> {
  const writes: Writes = { acknowledged: [], underWay: null };
  let ended = false;
  const running = firstWrites(keeper, golden, writes, () => ended).catch(() => undefined);
  await pause(waitMs);
  ended = true;
  tally.within.set(writes.underWay ?? '', (tally.within.get(writes.underWay ?? '') ?? 0) + 1);
  await kill();
  await running;
  tally.kills++;
  return writes;
}

const outcome = (tally: Tally, troubles: readonly string[]) => ({
  ok: troubles.length === 0,
  seen: troubles.length === 0 ? inWords(tally) : `${inWords(tally)}; ${[...new Set(troubles)].slice(0, 3).join('; ')}`,
});

export async function workerInMigration(setting: Setting, golden: Golden, kills: number) {
  const below = chances(setting.seed + 2);
  const tally = newTally();
  const troubles: string[] = [];
  const keeper = await Keeper.start(setting, path.join(setting.scratch, `worker-${golden.name}`));
  try {
    while (tally.kills < kills) {
      await lay(keeper, golden);
      const writes = await killed(keeper, golden, below(LONGEST_WAIT_MS), () => keeper.killBackground(), tally);
      troubles.push(...(await look(keeper, golden, writes, tally, setting.control)));
      // The next golden vault is laid down under a locked extension.
      await keeper.must('vault/lock');
    }
  } finally {
    await keeper.close();
  }
  return outcome(tally, troubles);
}

export async function browserInMigration(setting: Setting, golden: Golden, kills: number) {
  const below = chances(setting.seed + 3);
  const tally = newTally();
  const troubles: string[] = [];
  const whole = path.join(setting.scratch, `browser-${golden.name}`);
  const first = await Keeper.start(setting, whole);
  await lay(first, golden);
  await first.close();
  while (tally.kills < kills) {
    const profile = `${whole}-${tally.kills}`;
    cpSync(whole, profile, { recursive: true, verbatimSymlinks: true });
    const keeper = await Keeper.start(setting, profile);
    const writes = await killed(keeper, golden, below(LONGEST_WAIT_MS), () => keeper.killBrowser(), tally);
    const again = await Keeper.start(setting, profile);
    try {
      troubles.push(...(await look(again, golden, writes, tally, setting.control)));
    } finally {
      await again.close();
    }
  }
  return outcome(tally, troubles);
}
