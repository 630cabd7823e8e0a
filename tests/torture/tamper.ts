// Tampering with the vault on disk, both copies alike: a person reads which accounts are affected, and has all the others.

import path from 'node:path';
import { fromBase64 } from '../../src/core/bytes';
import { asMap, type CborValue, decodeCbor, encodeCbor } from '../../src/core/vault/cbor';
import { decodeHeader, encodeHeader } from '../../src/core/vault/header';
import { until } from '../e2e/waiting';
import { makeMany, nodeEnv } from './accounts';
import { Keeper } from './keeper';
import { flipBytes } from './tamper-steps';
import { chances, notesOf, type Setting, type Trial } from './trial';

const ACCOUNTS = 12;

type Objects = Map<string, string>;

/** Runs in a page of the extension: every object of the database, as Base64. */
async function readObjects(): Promise<[string, string][]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('vault-1');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const store = database.transaction('objects').objectStore('objects');
  const [keys, values] = await Promise.all(
    [store.getAllKeys(), store.getAll()].map(
      (request) =>
        new Promise<unknown[]>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        }),
    ),
  );
  database.close();
  return (keys ?? []).map((key, n) => [String(key), btoa(String.fromCharCode(...((values ?? [])[n] as Uint8Array)))]);
}

/** Runs in a page of the extension: in both copies; null takes away. */
async function writeObjects(changes: [string, string | null][]): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('vault-1');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction('objects', 'readwrite');
  const store = transaction.objectStore('objects');
  for (const [key, text] of changes) {
    if (text === null) store.delete(key);
    else
      store.put(
        Uint8Array.from(atob(text), (one) => one.charCodeAt(0)),
        key,
      );
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
  const { 'vault/marker': marker } = (await chrome.storage.local.get('vault/marker')) as { 'vault/marker': { vaultId: string } };
  for (const [key, text] of changes) {
    const name = `vault/${marker.vaultId}/${key}`;
    if (text === null) await chrome.storage.local.remove(name);
    else await chrome.storage.local.set({ [name]: text });
  }
}

/** The same header with a key derivation that costs next to nothing, its checksum made right again. */
async function downgraded(text: string): Promise<string> {
  const bytes = fromBase64(text);
  if (!bytes.ok) throw new Error('no header');
  const header = await decodeHeader(nodeEnv.subtle, bytes.value);
  if (!header.ok) throw new Error(header.error.code);
  const slots = header.value.slots.map((slot) => {
    const head = decodeCbor(slot.headBytes, (value) => new Map(asMap(value, 'slot') as ReadonlyMap<string, CborValue>));
    if (!head.ok) throw new Error(head.error.code);
    const headBytes = encodeCbor(head.value.set('argon2id', [19_456, 2, 1]));
    return { ...slot, headBytes };
  });
  return Buffer.from(await encodeHeader(nodeEnv.subtle, { ...header.value, slots })).toString('base64');
}

const flipped = (text: string, at: number): string => {
  const bytes = Buffer.from(text, 'base64');
  bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ 0x40;
  return bytes.toString('base64');
};

interface Tampering {
  readonly name: string;
  /** What the popup's notices must be, by code. */
  readonly told: string;
  /** How many accounts it costs. */
  readonly costs: number;
  change(
    objects: Objects,
    records: readonly string[],
    below: (n: number) => number,
  ): Promise<[string, string | null][]> | [string, string | null][];
}

const tamperings: readonly Tampering[] = [
  {
    name: 'one byte of a record',
    told: 'recordsDamaged',
    costs: 1,
    change: (objects, [key = ''], below) => [[key, flipped(objects.get(key) ?? '', below(300))]],
  },
  {
    name: 'two records swapped',
    told: 'recordsDamaged',
    costs: 2,
    change: (objects, [a = '', b = '']) => [
      [a, objects.get(b) ?? ''],
      [b, objects.get(a) ?? ''],
    ],
  },
  {
    name: 'an old version replayed',
    told: 'recordsDamaged',
    costs: 1,
    change(objects) {
      const older = [...objects.keys()].find((key) => key.startsWith('previous/')) ?? '';
      return [[older.replace('previous/', 'record/'), objects.get(older) ?? '']];
    },
  },
  { name: 'a record dropped', told: 'recordsDamaged', costs: 1, change: (_, [key = '']) => [[key, null]] },
  {
    name: 'one byte of an index page',
    told: '',
    costs: 0,
    change: (objects, _, below) => [['page/0', flipped(objects.get('page/0') ?? '', below(300))]],
  },
  {
    name: 'key derivation weakened',
    told: 'waysChanged',
    costs: 0,
    change: async (objects) => [['header', await downgraded(objects.get('header') ?? '')]],
  },
];

/** Nothing at all, where something would have to be told; a record dropped, where nothing would. */
const planted = ({ told }: Tampering, [key = '']: readonly string[]): [string, string | null][] => (told === '' ? [[key, null]] : []);

async function tampered(setting: Setting, keeper: Keeper, made: ReturnType<typeof makeMany>, objects: Objects, one: Tampering, n: number) {
  const page = await keeper.page();
  const records = [...objects.keys()].filter((key) => key.startsWith('record/'));
  const changes = await one.change(objects, records.slice(n), chances(setting.seed + n));
  await page.evaluate(writeObjects, setting.control ? planted(one, records) : changes);
  await keeper.killBackground();
  try {
    const { lost } = await keeper.lossOf(made);
    const said = await keeper.popupSays();
    const told = said.codes.filter((code) => !/backup/i.test(code));
    const words = said.words.filter((_, i) => !/backup/i.test(said.codes[i] ?? '')).join(' ');
    const named = lost.every((issuer) => words.includes(issuer));
    const ok = lost.length === one.costs && named && told.join() === one.told;
    return { ok, seen: `${made.length - lost.length} of ${made.length} readable${words === '' ? '' : `; "${words}"`}` };
  } finally {
    const touched = [...changes, ...planted(one, records)];
    await page.evaluate(
      writeObjects,
      touched.map(([key]): [string, string | null] => [key, objects.get(key) ?? null]),
    );
    await keeper.killBackground();
  }
}

/** Found by the comparison of both copies, ten seconds after an unlock. */
async function stranger(keeper: Keeper, made: ReturnType<typeof makeMany>, objects: Objects, control: boolean) {
  const [some] = [...objects].find(([key]) => key.startsWith('record/')) ?? [''];
  const page = await keeper.page();
  const strange: [string, string | null][] = control ? [] : [[`record/${'ab'.repeat(16)}`, objects.get(some) ?? '']];
  await page.evaluate(writeObjects, strange);
  await keeper.must('vault/lock');
  const opened = await keeper.unlock();
  const found = await until(
    'a word on the stranger',
    async () => ((await keeper.must('status')) as { notices: { code: string }[] }).notices.some(({ code }) => code === 'strangers'),
    30_000,
  ).catch(() => false);
  const { lost, entries } = await keeper.lossOf(made);
  const words = (await keeper.popupSays()).words.join(' ');
  return { ok: opened.ok && found && lost.length === 0 && entries === made.length, seen: `${entries} accounts; "${words}"` };
}

export const tamper: Trial = {
  name: 'tamper',
  about: 'bytes flipped, records swapped, replayed, dropped, added, the key derivation weakened: named, all else readable',
  rounds: 3,

  async run(setting) {
    const note = notesOf('tamper', setting);
    if (setting.inMemory) {
      const stride = setting.rounds > 1 ? 1 : 61;
      await note(
        stride === 1 ? 'each byte of each object' : `each ${stride}st byte of each object`,
        'named, the others readable',
        1,
        async () => {
          const { flips, unseen } = await flipBytes(stride, setting.control);
          return { ok: unseen.length === 0, seen: `${flips} flips, ${unseen.length} unseen${unseen.length > 0 ? `: ${unseen[0]}` : ''}` };
        },
        'node',
      );
    }
    const keeper = await Keeper.start(setting, path.join(setting.scratch, 'tamper'));
    try {
      const made = makeMany(ACCOUNTS);
      await keeper.fill(made);
      const [row] = await keeper.rows();
      const card = (await keeper.must('items/card', { id: row?.id })) as { revision: number; issuer: string };
      const edit = { id: row?.id, revision: card.revision, issuer: card.issuer, account: '', sites: [], note: 'edited', tags: [] };
      await keeper.must('items/edit', { ...edit, pinned: false, otp: null });
      const objects: Objects = new Map(await (await keeper.page()).evaluate(readObjects));
      const chosen = setting.rounds > 1 ? tamperings : tamperings.filter((_, n) => n === 0 || n === 5);
      for (const one of chosen) {
        const times = one.name.startsWith('one byte of a') && setting.rounds > 1 ? setting.rounds : 1;
        for (let n = 0; n < times; n++)
          await note(one.name, `${ACCOUNTS - one.costs} of ${ACCOUNTS}, ${one.told || 'nothing to tell'}`, 1, () =>
            tampered(setting, keeper, made, objects, one, n),
          );
      }
      if (setting.rounds > 1) await note('a record added', 'told, not used', 1, () => stranger(keeper, made, objects, setting.control));
    } finally {
      await keeper.close();
    }
  },
};
