// The worker ended and the browser killed at random points of everything that writes: what was acknowledged is there, and nothing is torn.

import path from 'node:path';
import { encodeCbor } from '../../src/core/vault/cbor';
import { itemToCbor } from '../../src/core/vault/item-codec';
import { pause } from '../e2e/waiting';
import { asItem, asKey, type Made, make, makeMany, PASSWORD } from './accounts';
import { Keeper, type Reply } from './keeper';
import { killAtEachWrite, operations } from './kill-steps';
import { chances, notesOf, type Setting, type Trial } from './trial';

const SECOND_PASSWORD = 'another horse battery staple';
const IMPORTED_AT_ONCE = 20;

const packed = (made: readonly Made[]): string[] => made.map((one) => Buffer.from(encodeCbor(itemToCbor(asItem(one)))).toString('base64'));

/** What the vault must hold, and what it may hold: the last act's end is not known when its answer never came. */
class Ledger {
  readonly acknowledged: Made[] = [];
  /** issuer → note */
  readonly notes = new Map<string, string>();
  password = PASSWORD;
  pending: {
    readonly adds?: readonly Made[];
    readonly note?: readonly [issuer: string, was: string, becomes: string];
    readonly password?: string;
  } = {};
  acts = 0;
}

type Act = (keeper: Keeper, ledger: Ledger, n: number) => Promise<void>;

const done = (reply: Reply): boolean => reply.ok;

const acts: Readonly<Record<string, Act>> = {
  async add(keeper, ledger, n) {
    const made = make(`Added ${n}`);
    ledger.pending = { adds: [made] };
    if (done(await keeper.ask('items/add-key', asKey(made), false))) ledger.acknowledged.push(made);
  },
  async edit(keeper, ledger, n) {
    const [row] = await keeper.rows();
    if (row === undefined) return;
    const card = (await keeper.must('items/card', { id: row.id })) as { revision: number; issuer: string; account: string; note: string };
    const note = `note ${n}`;
    ledger.pending = { note: [card.issuer, card.note, note] };
    const edit = { id: row.id, revision: card.revision, issuer: card.issuer, account: card.account, sites: [], note, tags: [] };
    if (done(await keeper.ask('items/edit', { ...edit, pinned: false, otp: null }, false))) ledger.notes.set(card.issuer, note);
  },
  async import(keeper, ledger, n) {
    const made = makeMany(IMPORTED_AT_ONCE, `Imported ${n}.`);
    ledger.pending = { adds: made };
    if (done(await keeper.ask('items/import', { items: packed(made) }, false))) ledger.acknowledged.push(...made);
  },
  async password(keeper, ledger) {
    const next = ledger.password === PASSWORD ? SECOND_PASSWORD : PASSWORD;
    ledger.pending = { password: next };
    if (done(await keeper.ask('vault/change-password', { current: ledger.password, next }, false))) ledger.password = next;
  },
  async rotation(keeper, ledger) {
    ledger.pending = {};
    await keeper.ask('slots/rotate', { password: ledger.password }, false);
  },
};

/** Acts without end until somebody pulls the plug, beginning with the one named. */
async function busy(keeper: Keeper, ledger: Ledger, first: string, ended: () => boolean): Promise<void> {
  const names = [first, ...Object.keys(acts).filter((name) => name !== first && name !== 'password' && name !== 'rotation')];
  for (let n = 0; !ended(); n++) {
    await (acts[names[n % names.length] as string] as Act)(keeper, ledger, ledger.acts++);
    if (!ended()) ledger.pending = {};
  }
}

interface Tally {
  kills: number;
  lost: number;
  torn: number;
  acknowledged: number;
}

/** Opens what is left and compares. The ledger then knows what became of the act that was under way. */
async function compare(keeper: Keeper, ledger: Ledger, tally: Tally, plant: boolean): Promise<string[]> {
  const troubles: string[] = [];
  const status = (await keeper.must('status')) as { vault: string };
  if (status.vault !== 'open') {
    let opened = await keeper.unlock(ledger.password);
    if (!opened.ok && ledger.pending.password !== undefined) {
      opened = await keeper.unlock(ledger.pending.password);
      if (opened.ok) ledger.password = ledger.pending.password;
    }
    if (!opened.ok) throw new Error(`the vault does not open: ${opened.error.code}`);
  } else if (ledger.pending.password !== undefined) {
    const backup = await keeper.ask('vault/backup', { password: ledger.pending.password });
    if (backup.ok) ledger.password = ledger.pending.password;
  }
  const [first] = ledger.acknowledged;
  if (plant && first !== undefined) {
    const row = (await keeper.rows()).find(({ issuer }) => issuer === first.issuer);
    if (row !== undefined) await keeper.must('items/trash', { id: row.id });
  }
  const { lost } = await keeper.lossOf(ledger.acknowledged);
  tally.lost += lost.length;
  if (lost.length > 0) troubles.push(`lost ${lost.slice(0, 3).join(', ')}`);
  const { adds, note } = ledger.pending;
  if (adds !== undefined && !adds.every((one) => ledger.acknowledged.includes(one))) {
    const missing = (await keeper.lossOf(adds)).lost.length;
    if (missing > 0 && missing < adds.length) {
      tally.torn++;
      troubles.push(`${missing} of ${adds.length} of one import`);
    }
    if (missing === 0) ledger.acknowledged.push(...adds);
  }
  for (const row of await keeper.rows()) {
    const known = ledger.notes.get(row.issuer);
    const open = note?.[0] === row.issuer ? note : null;
    if (known === undefined && open === null) continue;
    const card = (await keeper.must('items/card', { id: row.id })) as { note: string };
    if (open !== null && card.note === open[2]) ledger.notes.set(row.issuer, card.note);
    else if (card.note !== (known ?? open?.[1])) {
      tally.lost++;
      troubles.push(`"${card.note}" instead of "${known}" at ${row.issuer}`);
    }
  }
  const { notices } = (await keeper.must('status')) as { notices: readonly { readonly code: string }[] };
  const damage = notices.filter(({ code }) => !/neverBackedUp|hostAccess|backup/i.test(code));
  if (damage.length > 0) {
    tally.torn++;
    troubles.push(damage.map(({ code }) => code).join(', '));
  }
  ledger.pending = {};
  return troubles;
}

const inOrder = Object.keys(acts);

async function runKills(setting: Setting, kind: 'worker' | 'browser', kills: number) {
  const below = chances(setting.seed + (kind === 'worker' ? 0 : 1));
  const profile = path.join(setting.scratch, kind);
  const ledger = new Ledger();
  const tally: Tally = { kills: 0, lost: 0, torn: 0, acknowledged: 0 };
  const troubles: string[] = [];
  let keeper = await Keeper.start(setting, profile);
  try {
    const start = makeMany(20);
    await keeper.fill(start);
    ledger.acknowledged.push(...start);
    while (tally.kills < kills) {
      const first = inOrder[tally.kills % inOrder.length] as string;
      let ended = false;
      const running = busy(keeper, ledger, first, () => ended).catch(() => undefined);
      // Derivations of the key take long; a write takes some milliseconds. Any of them may be under way.
      await pause(below(first === 'password' || first === 'rotation' ? 1500 : 250));
      ended = true;
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
  tally.acknowledged = ledger.acknowledged.length + ledger.notes.size;
  const seen = `${tally.kills} kills in ${ledger.acts} acts: lost ${tally.lost}, torn ${tally.torn}`;
  return { ok: troubles.length === 0, seen: troubles.length === 0 ? seen : `${seen}; ${troubles.slice(0, 3).join('; ')}` };
}

export const kills: Trial = {
  name: 'kills',
  about: 'worker ended, browser killed, at random points of everything that writes: nothing acknowledged lost, nothing torn',
  rounds: 50,

  async run(setting) {
    const note = notesOf('kills', setting);
    if (setting.browser === 'chromium') {
      for (const operation of operations) {
        await note(
          `a death at each write: ${operation.name}`,
          'as before or as after, whole',
          1,
          async () => {
            const { kills: count, torn } = await killAtEachWrite(operation, setting.control);
            return { ok: torn.length === 0 && count > 0, seen: torn[0] ?? `${count} deaths, torn 0` };
          },
          'node',
        );
      }
    }
    const browserKills = Math.max(1, Math.round(setting.rounds * 0.4));
    await note('worker ended', 'lost 0, torn 0', setting.rounds, () => runKills(setting, 'worker', setting.rounds));
    await note('browser killed', 'lost 0, torn 0', browserKills, () => runKills(setting, 'browser', browserKills));
  },
};
