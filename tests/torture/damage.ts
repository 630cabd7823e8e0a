// The corruption battery (security.md §3.1): the browser stopped, files of one copy of the vault damaged, a start. Then of both.

import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { keyOf } from '../../src/ui/words';
import { byId, press, words } from '../e2e/popup-steps';
import { until } from '../e2e/waiting';
import { backupOf, type Made, makeMany, PASSWORD } from './accounts';
import { Keeper } from './keeper';
import { type Copy, type Damage, damages, filesOf, inflict } from './profile-files';
import { notesOf, type Setting, type Trial } from './trial';

const COPIES: readonly Copy[] = ['database', 'shadow'];
/** Both copies are compared ten seconds after an unlock; then whatever was put right is told. Where nothing was, there is no word. */
const INSPECTED_WITHIN_MS = 25_000;
/** A store that neither answers nor fails is waited for first (`within.ts`). */
const WHOLE_WITHIN_MS = 100_000;

/** LevelDB keeps a log alone until it has grown to 4 MB. */
const entriesFor = ({ browser, rounds }: Setting): number => (browser === 'chromium' && rounds > 1 ? 8000 : 300);

interface Prepared {
  readonly profile: string;
  readonly made: readonly Made[];
}

async function prepare(setting: Setting): Promise<Prepared> {
  const profile = path.join(setting.scratch, 'whole');
  const made = makeMany(entriesFor(setting));
  const keeper = await Keeper.start(setting, profile);
  await keeper.fill(made);
  await keeper.close();
  if (setting.rounds === 1) return { profile, made };
  // A second start makes tables of what the first one had left in a log.
  const again = await Keeper.start(setting, profile);
  await again.popupSays();
  await again.close();
  return { profile, made };
}

/** Quickly, where the short rounds only ask whether it is told in the end. */
async function told(keeper: Keeper, patient: boolean): Promise<readonly string[]> {
  const now = await keeper.popupSays();
  if (now.words.length > 0 || !patient) return now.words;
  return until(
    'a word on what was put right',
    async () => {
      const status = (await keeper.must('status')) as { notices: unknown[] };
      return status.notices.length > 0 && (await keeper.popupSays()).words;
    },
    INSPECTED_WITHIN_MS,
  ).catch(() => []);
}

/** What says that there is one copy only, for the browser's sake: then they need not agree. */
const ONE_COPY: readonly string[] = ['shadowUnusable', 'databaseUnreadable'];

async function runsOnOne(keeper: Keeper): Promise<boolean> {
  const { notices } = (await keeper.must('status')) as { notices: { code: string }[] };
  return notices.some(({ code }) => ONE_COPY.includes(code));
}

/** What is said to have been put right is so: at the latest when both copies have been compared. */
const becomeWhole = (keeper: Keeper): Promise<boolean> =>
  until('both copies to be whole', async () => (await runsOnOne(keeper)) || (await copiesAgree(keeper)), WHOLE_WITHIN_MS).catch(
    () => false,
  );

/** Every object of the one is in the other, byte for byte; of several databases the last is in use. */
async function copiesAgree(keeper: Keeper): Promise<boolean> {
  const { content } = (await keeper.must('vault/raw')) as { content: string };
  const { copies } = JSON.parse(content) as { copies: { from: string; objects: Record<string, string> }[] };
  const database = copies.findLast(({ from }) => from.startsWith('database'))?.objects ?? {};
  // The shadow's objects stand under their vault's id.
  const shadow = new Map(Object.entries(copies.at(-1)?.objects ?? {}).map(([key, text]) => [key.slice(key.indexOf('/') + 1), text]));
  const keys = Object.keys(database);
  return keys.length > 0 && keys.every((key) => shadow.get(key) === database[key]);
}

async function survives(setting: Setting, { profile, made }: Prepared, copy: Copy, damage: Damage, n: number) {
  const damaged = path.join(setting.scratch, `${copy}-${n}`);
  cpSync(profile, damaged, { recursive: true });
  const hit = inflict(damaged, copy, damage);
  if (hit === 0) return { ok: false, seen: 'there was no such file' };
  const keeper = await Keeper.start(setting, damaged);
  let seen = '';
  try {
    const first = await keeper.popupSays();
    if (first.stage !== 'locked') return { ok: false, seen: `the popup shows "${first.stage}": ${first.words.join(' ')}` };
    const opened = await keeper.unlock();
    if (!opened.ok) return { ok: false, seen: `it does not open: ${opened.error.code}` };
    if (setting.control) await keeper.must('items/trash', { id: (await keeper.rows())[0]?.id });
    const { lost } = await keeper.lossOf(made);
    const words = await told(keeper, setting.rounds > 1);
    // A second copy that was merely behind is caught up without a word.
    const whole = setting.rounds === 1 || (await becomeWhole(keeper));
    const single = await runsOnOne(keeper);
    const state = !whole ? 'and the copies differ' : single ? 'one copy' : 'both copies whole';
    seen = `${made.length - lost.length} of ${made.length}; ${words.length > 0 ? `"${words.join('" "')}"` : 'nothing told'}, ${state}`;
    if (lost.length > 0 || !whole || (single && words.length === 0)) return { ok: false, seen };
    if (copy === 'database' || setting.rounds === 1 || single || words.length === 0) return { ok: true, seen };
  } finally {
    await keeper.close();
  }
  return withoutDatabase(setting, damaged, made, seen);
}

/** A second copy that was made anew or mended is one: it brings back the vault by itself. */
async function withoutDatabase(setting: Setting, profile: string, made: readonly Made[], before: string) {
  for (const file of filesOf(profile, 'database')) rmSync(file, { force: true });
  const keeper = await Keeper.start(setting, profile);
  try {
    const opened = await keeper.unlock();
    const back = opened.ok ? made.length - (await keeper.lossOf(made)).lost.length : 0;
    return { ok: back === made.length, seen: `${before}; the database lost after that: ${back} of ${made.length}` };
  } finally {
    await keeper.close();
  }
}

/** No vault by itself, every byte to be had, and the way back by a backup. `none` on the popup would be a new vault offered. */
async function bothDamaged(setting: Setting, { profile, made }: Prepared, acts: readonly Damage[], n: number) {
  const damaged = path.join(setting.scratch, `both-${n}`);
  cpSync(profile, damaged, { recursive: true });
  for (const copy of COPIES) for (const act of acts) inflict(damaged, copy, act);
  const keeper = await Keeper.start(setting, damaged);
  try {
    let said = await keeper.popupSays();
    let left = '';
    if (said.stage === 'locked') {
      const opened = await keeper.unlock();
      if (opened.ok) left = `opens with ${made.length - (await keeper.lossOf(made)).lost.length}; `;
      said = await keeper.popupSays();
    }
    if (said.stage === 'none') return { ok: false, seen: 'a new vault is offered' };
    const raw = said.stage === 'trouble' ? await saveRaw(keeper) : null;
    const saved = raw === null ? '' : `, ${raw} bytes saved`;
    const told = `${left}"${said.words.join(' ')}"${saved}`;
    const backup = { content: await backupOf(made), password: PASSWORD };
    let restored = await keeper.ask('vault/restore', backup);
    // The words for it are to try again.
    const conflict = !restored.ok && restored.error.code === 'revision-conflict';
    if (conflict) restored = await keeper.ask('vault/restore', backup);
    // Planted where there is no entry to lose: nobody says a word.
    if (setting.control) said = { ...said, words: [] };
    if (!restored.ok)
      return {
        ok: restored.error.code === 'store-failed' && said.words.length > 0 && raw !== 0,
        seen: `${told}; ${await refusal(restored.error.code)}`,
      };
    if (setting.control) await keeper.must('items/trash', { id: (await keeper.rows())[0]?.id });
    const { lost } = await keeper.lossOf(made);
    return {
      ok: lost.length === 0 && raw !== 0,
      seen: `${told}; a backup brings back ${made.length - lost.length} of ${made.length}${conflict ? ' at the second try' : ''}`,
    };
  } finally {
    await keeper.close();
  }
}

/** A browser that can open neither of its stores has no place for another vault: then it must at least say so. */
const refusal = async (code: string): Promise<string> => {
  const words = JSON.parse(readFileSync('public/_locales/en/messages.json', 'utf8')) as Record<string, { message: string }>;
  return `a backup finds no place: "${words[keyOf('error', code)]?.message ?? code}"`;
};

/** Through the popup's own button; how long the file is. */
async function saveRaw(keeper: Keeper): Promise<number> {
  const { downloads } = keeper.driver.rig;
  const popup = await keeper.driver.popup();
  await press(popup, 'trouble-raw');
  await until('the word that it is saved', () => words(popup, 'status'));
  const name = await until('the file', async () => readdirSync(downloads).find((one) => /^countersign-raw-.*\.json$/.test(one)));
  const text = await until('all of the file', async () => {
    const content = readFileSync(path.join(downloads, name), 'utf8');
    return content.endsWith('}') ? content : null;
  });
  await popup.waitForSelector(byId('trouble-retry'));
  await popup.close();
  const { format, copies } = JSON.parse(text) as { format: string; copies: { objects: object }[] };
  return format === 'countersign-raw' && copies.length > 0 ? text.length : 0;
}

export const damage: Trial = {
  name: 'damage',
  about: 'files of one copy damaged, browser stopped: every entry comes back, and the person is told',
  rounds: 2,

  async run(setting) {
    const note = notesOf('damage', setting);
    const prepared = await prepare(setting);
    const all = damages[setting.browser].filter(({ tables }) => tables !== true || setting.rounds > 1);
    // The short round takes one damage of one copy; the seed says which.
    const only = setting.seed % (all.length * COPIES.length);
    const chosen = (copy: Copy) => all.filter((_, n) => setting.rounds > 1 || COPIES.indexOf(copy) * all.length + n === only);
    const entries = prepared.made.length;
    for (const copy of COPIES) {
      for (const [n, one] of chosen(copy).entries()) {
        const what = `${copy === 'database' ? 'IndexedDB' : 'storage.local'}, ${one.name}`;
        await note(what, `${entries} of ${entries}, told what was lost`, 1, () => survives(setting, prepared, copy, one, n));
      }
    }
    const both = setting.rounds > 1 ? all.filter(({ traceless }) => traceless !== true) : [];
    for (const [n, one] of both.entries())
      await note(`both, ${one.name}`, 'no new vault, bytes saved, backup restores', 1, () => bothDamaged(setting, prepared, [one], n));
  },
};
