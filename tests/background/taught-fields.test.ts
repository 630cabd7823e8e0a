// What a person teaches is kept in the vault, told to the frames of its own origin, and to nobody while the vault is locked.

import { beforeEach, expect, test } from 'vitest';
import { createTaughtFields, type TaughtFields } from '../../src/background/taught-fields';
import type { FieldFacts, PageFacts } from '../../src/core/detect/facts';
import type { FieldRule } from '../../src/core/detect/field-signature';
import { score } from '../../src/core/detect/score';
import { fail, ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import type { FrameTarget } from '../../src/platform/frames';
import { fieldOf, pageOf } from '../core/detect/facts-of';
import { codeOf, newWorld, reopen, value, type World } from '../support/vault-world';

const BANK = 'https://bank.example';
const SHOP = 'https://shop.example';
/** Tabs 1 and 2; frame 3 of tab 1 is another site's. */
const there = [
  { tabId: 1, frameId: 0, documentId: null, origin: BANK },
  { tabId: 1, frameId: 3, documentId: null, origin: SHOP },
  { tabId: 2, frameId: 0, documentId: null, origin: BANK },
];

let world: World;
let open: OpenVault;
let locked: boolean;
let wanted: boolean;
let incognito: boolean;
let page: { facts: PageFacts; index: number } | null;
let said: string[];
let given: Map<string, readonly FieldRule[]>;

const name = ({ tabId, frameId }: FrameTarget): string => `${tabId}/${frameId}`;

function service(): TaughtFields {
  return createTaughtFields({
    env: world.env,
    vault: {
      open: async () => (locked ? fail('locked') : ok(open)),
      change: async (changes) => {
        const done = await open.commit(changes);
        return done.ok ? ok(null) : done;
      },
    },
    wanted: async () => wanted,
    frames: {
      documentIn: async (tabId, frameId) => {
        const frame = there.find((one) => one.tabId === tabId && one.frameId === frameId);
        return frame === undefined ? null : { ...frame, audience: 'content', url: frame.origin, incognito, active: true };
      },
      pointedFieldIn: async () => (page === null ? null : { ...page, pathname: '/login' }),
      giveRules: async (target, _, rules) => void given.set(name(target), rules),
      injectDetector: async (target) => said.push(`inject ${name(target)}`) > 0,
      lookAgain: async (target) => said.push(`look ${name(target)}`),
      webFrames: async () => there,
    },
  });
}

const pointAt = (field: Partial<FieldFacts>): void => {
  page = { facts: pageOf({ fields: [fieldOf({ name: 'search' }), fieldOf(field)], texts: ['Good morning'] }), index: 1 };
};

beforeEach(async () => {
  world = await newWorld();
  [open, locked, wanted, incognito, said, given] = [world.vault, false, true, false, [], new Map()];
  pointAt({ name: 'key', labels: ['Key'], maxLength: 6 });
});

test('every frame of that origin hears of it, and no other', async () => {
  const outcome = value(await service().teach(1, 0, 'code'));
  expect(outcome).toEqual({ ok: true, key: 'outcomeTaughtCode', args: ['bank.example'] });
  expect([...given.keys()].sort()).toEqual(['1/0', '2/0']);
  expect(given.get('1/0')).toMatchObject([{ path: '/login', name: 'key', words: 'key', is: 'code' }]);
  expect(said).toContain('look 2/0');
});

test('it outlives the browser, and nothing of it is readable on disk', async () => {
  await service().teach(1, 0, 'code');
  open = await reopen(world);
  expect(value(await service().list())).toMatchObject([{ origin: BANK, path: '/login', is: 'code', called: 'key' }]);
  const { copies } = await world.profile.start().exportRaw();
  const objects = copies.flatMap((copy) => Object.entries(copy.objects));
  const onDisk = objects.map(([key, text]) => key + Buffer.from(text, 'base64').toString('latin1')).join('\n');
  expect(onDisk).toContain('taughtFields');
  expect(onDisk).not.toContain('bank.example');
});

test('what a backup brings is known at once, and what is taught then keeps it', async () => {
  const taught = service();
  await taught.teach(1, 0, 'code');
  const brought = await open.readExtra('taughtFields');
  open = (await newWorld()).vault;
  expect(value(await taught.list())).toEqual([]);
  await open.commit([{ extra: 'taughtFields', value: value(brought) as string }]);
  expect(value(await taught.list())).toHaveLength(1);
  await taught.teach(1, 3, 'other');
  expect(value(await taught.list()).map(({ origin }) => origin)).toEqual([BANK, SHOP]);
});

test('the last word on a field counts', async () => {
  const taught = service();
  await taught.teach(1, 0, 'code');
  await taught.teach(1, 0, 'other');
  expect(value(await taught.list())).toMatchObject([{ is: 'other' }]);
  expect(given.get('2/0')).toMatchObject([{ is: 'other' }]);
});

test('what is forgotten is forgotten everywhere', async () => {
  const taught = service();
  await taught.teach(1, 0, 'code');
  const [one] = value(await taught.list());
  expect(value(await taught.forget(one?.id ?? ''))).toEqual([]);
  expect([...given.values()]).toEqual([[], []]);
  open = await reopen(world);
  expect(value(await service().list())).toEqual([]);
});

test('a document of a taught site is looked at though nothing woke the detector', async () => {
  const taught = service();
  await taught.teach(1, 0, 'code');
  [said, given] = [[], new Map()];
  await taught.arrived({ tabId: 9, frameId: 0, documentId: null }, SHOP);
  expect(said).toEqual([]);
  await taught.arrived({ tabId: 9, frameId: 0, documentId: null }, BANK);
  expect(said).toEqual(['inject 9/0', 'look 9/0']);
  expect(given.get('9/0')).toHaveLength(1);
});

test.each([
  ['offers are not wanted', 'code', false],
  ['only a field is named that is none', 'other', true],
] as const)('no detector comes where %s', async (_, is, areWanted) => {
  const taught = service();
  await taught.teach(1, 0, is);
  [said, wanted] = [[], areWanted];
  await taught.arrived({ tabId: 9, frameId: 0, documentId: null }, BANK);
  expect(said).toEqual(['look 9/0']);
});

test('while the vault is locked nothing is taught and nobody is told', async () => {
  const taught = service();
  await taught.teach(1, 0, 'code');
  [locked, said, given] = [true, [], new Map()];
  expect(codeOf(await taught.teach(1, 0, 'other'))).toBe('locked');
  expect(codeOf(await taught.list())).toBe('locked');
  await taught.arrived({ tabId: 9, frameId: 0, documentId: null }, BANK);
  await taught.tell({ tabId: 9, frameId: 0, documentId: null }, BANK);
  expect([...given.keys(), ...said]).toEqual([]);
});

test('pages that are there already are told once the vault is opened, and once only', async () => {
  await service().teach(1, 0, 'code');
  open = await reopen(world);
  [said, given] = [[], new Map()];
  const taught = service();
  await taught.follow(open);
  expect([...given.keys()].sort()).toEqual(['1/0', '2/0']);
  given = new Map();
  await taught.follow(open);
  expect(given.size).toBe(0);
});

test.each<[string, () => void, number, string]>([
  ['a page without our scripts', () => undefined, 8, 'page-not-allowed'],
  ['anything in a private window', () => (incognito = true), 0, 'private-window'],
  ['something that is no text field', () => (page = null), 0, 'not-a-field'],
  ['a field that nothing names', () => pointAt({}), 0, 'field-nameless'],
])('cannot be taught: %s', async (_, arrange, frameId, code) => {
  arrange();
  expect(codeOf(await service().teach(1, frameId, 'code'))).toBe(code);
  expect(value(await service().list())).toEqual([]);
});

test('a facts file of it says what was expected and holds no more than the field’s surroundings', async () => {
  const taught = service();
  await taught.teach(1, 0, 'code');
  const [one] = value(await taught.list());
  const { fileName, content } = value(await taught.facts(one?.id ?? ''));
  expect(fileName).toBe('bank-example-facts.json');
  const file = JSON.parse(content) as { expected: string[]; facts: PageFacts };
  expect(file.expected).toEqual(['code authenticator 6']);
  expect(score(file.facts)).toEqual([]);
  expect(file.facts.fields.map((field) => field.name)).toContain('key');
});
