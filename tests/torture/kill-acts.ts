// Everything that writes, one act after another, with a book of what was acknowledged.

import { encodeCbor } from '../../src/core/vault/cbor';
import { itemToCbor } from '../../src/core/vault/item-codec';
import { asItem, asKey, type Made, make, makeMany, PASSWORD } from './accounts';
import type { Keeper } from './keeper';

const SECOND_PASSWORD = 'another horse battery staple';
const IMPORTED_AT_ONCE = 20;

const packed = (made: readonly Made[]): string[] => made.map((one) => Buffer.from(encodeCbor(itemToCbor(asItem(one)))).toString('base64'));

/** What the vault must hold, and what it may hold: the last act's end is not known when its answer never came. */
export class Ledger {
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
  /** Asked for and not yet answered. */
  underWay: ActName | null = null;
}

type Act = (keeper: Keeper, ledger: Ledger, n: number) => Promise<void>;

export const ACTS = ['add', 'edit', 'import', 'password', 'rotation'] as const;
export type ActName = (typeof ACTS)[number];

/** Asks once; true where it was acknowledged. */
async function acknowledged(keeper: Keeper, ledger: Ledger, name: ActName, route: string, body: object): Promise<boolean> {
  ledger.underWay = name;
  const { ok } = await keeper.ask(route, body, false);
  return ok;
}

const acts: Readonly<Record<ActName, Act>> = {
  async add(keeper, ledger, n) {
    const made = make(`Added ${n}`);
    ledger.pending = { adds: [made] };
    if (await acknowledged(keeper, ledger, 'add', 'items/add-key', asKey(made))) ledger.acknowledged.push(made);
  },
  async edit(keeper, ledger, n) {
    const [row] = await keeper.rows();
    if (row === undefined) return;
    const card = (await keeper.must('items/card', { id: row.id })) as { revision: number; issuer: string; account: string; note: string };
    const note = `note ${n}`;
    ledger.pending = { note: [card.issuer, card.note, note] };
    const edit = { id: row.id, revision: card.revision, issuer: card.issuer, account: card.account, sites: [], note, tags: [] };
    if (await acknowledged(keeper, ledger, 'edit', 'items/edit', { ...edit, pinned: false, otp: null }))
      ledger.notes.set(card.issuer, note);
  },
  async import(keeper, ledger, n) {
    const made = makeMany(IMPORTED_AT_ONCE, `Imported ${n}.`);
    ledger.pending = { adds: made };
    if (await acknowledged(keeper, ledger, 'import', 'items/import', { items: packed(made) })) ledger.acknowledged.push(...made);
  },
  async password(keeper, ledger) {
    const next = ledger.password === PASSWORD ? SECOND_PASSWORD : PASSWORD;
    ledger.pending = { password: next };
    const body = { current: ledger.password, next };
    if (await acknowledged(keeper, ledger, 'password', 'vault/change-password', body)) ledger.password = next;
  },
  async rotation(keeper, ledger) {
    ledger.pending = {};
    await acknowledged(keeper, ledger, 'rotation', 'slots/rotate', { password: ledger.password });
  },
};

/** Acts without end until somebody pulls the plug, beginning with the one named. */
export async function busy(keeper: Keeper, ledger: Ledger, first: ActName, ended: () => boolean): Promise<void> {
  const names = [first, ...ACTS.filter((name) => name !== first && name !== 'password' && name !== 'rotation')];
  for (let n = 0; !ended(); n++) {
    await acts[names[n % names.length] as ActName](keeper, ledger, ledger.acts++);
    if (ended()) return;
    ledger.pending = {};
    ledger.underWay = null;
  }
}

export interface Tally {
  kills: number;
  lost: number;
  torn: number;
  /** How many kills fell while which act was under way. */
  readonly within: Map<string, number>;
}

export const newTally = (): Tally => ({ kills: 0, lost: 0, torn: 0, within: new Map() });

export const inWords = ({ kills, lost, torn, within }: Tally): string => {
  const middle = [...within].map(([name, times]) => `${name} ${times}`).join(', ');
  return `${kills} kills, ${[...within.values()].reduce((sum, times) => sum + times, 0)} of them in the middle of an act${middle === '' ? '' : ` (${middle})`}: lost ${lost}, torn ${torn}`;
};

/** What says nothing of damage. */
const HARMLESS: ReadonlySet<string> = new Set(['neverBackedUp', 'manyChanges', 'backupFailing', 'hostAccessMissing']);

/** Codes of what the popup would tell of damage. */
export async function damageTold(keeper: Keeper): Promise<readonly string[]> {
  const { notices } = (await keeper.must('status')) as { notices: readonly { readonly code: string }[] };
  return notices.map(({ code }) => code).filter((code) => !HARMLESS.has(code));
}

async function openAgain(keeper: Keeper, ledger: Ledger): Promise<void> {
  const status = (await keeper.must('status')) as { vault: string };
  const { password: next } = ledger.pending;
  if (status.vault === 'open') {
    if (next !== undefined && (await keeper.ask('vault/backup', { password: next })).ok) ledger.password = next;
    return;
  }
  let opened = await keeper.unlock(ledger.password);
  if (!opened.ok && next !== undefined) {
    opened = await keeper.unlock(next);
    if (opened.ok) ledger.password = next;
  }
  if (!opened.ok) throw new Error(`the vault does not open: ${opened.error.code}`);
}

/** Opens what is left and compares. The ledger then knows what became of the act that was under way. `plant`: a loss. */
export async function compare(keeper: Keeper, ledger: Ledger, tally: Tally, plant: boolean): Promise<string[]> {
  const troubles: string[] = [];
  await openAgain(keeper, ledger);
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
  const told = await damageTold(keeper);
  if (told.length > 0) {
    tally.torn++;
    troubles.push(told.join(', '));
  }
  ledger.pending = {};
  ledger.underWay = null;
  return troubles;
}
