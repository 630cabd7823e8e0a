// Messages for the battery: every route there is, with bodies that its decoder takes, with bodies that it must not take, and noise.
// Chance comes from a seed, so that a finding can be found again.

import * as v from 'valibot';
import { contentRequests } from '../../src/messages/content-protocol';
import { pageRequests } from '../../src/messages/page-protocol';

export type Random = () => number;

/** mulberry32: small, fast, the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** What a sender who knows the vault well would write: real ids, the real password, the site's own name. */
export interface Knowledge {
  readonly ids: readonly string[];
  readonly password: string;
  readonly origin: string;
  readonly tabId: number;
}

interface Node {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly options?: readonly (Node | string | number)[];
  readonly item?: Node;
  readonly items?: readonly Node[];
  readonly wrapped?: Node;
  readonly literal?: unknown;
  readonly key?: Node;
  readonly value?: Node;
}

const URI = 'otpauth://totp/Evil:me?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Evil';

const texts = ({ ids, password, origin }: Knowledge): readonly string[] => [
  ...ids,
  password,
  origin,
  URI,
  '0123456789abcdef',
  '',
  'code',
  'data:image/png;base64,iVBORw0KGgo=',
  'theme',
  'pageOffers',
  'autoLockMinutes',
  'dark',
  'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  '1.1',
  'a1b2-c3d4\ne5f6-g7h8',
  'otpauth-file',
  'AAAA',
];
const figures = ({ tabId }: Knowledge): readonly number[] => [0, 1, tabId, 6, 30, 5, 100, 999_999, 0.5];

/** A value of this schema; undefined where nothing that is known fits. */
function sample(schema: Node, random: Random, known: Knowledge): unknown {
  const fits = (value: unknown): boolean => v.safeParse(schema as unknown as v.GenericSchema, value).success;
  const oneOf = (values: readonly unknown[]): unknown => {
    const good = values.filter(fits);
    return good.length === 0 ? undefined : pick(random, good);
  };
  switch (schema.type) {
    case 'string':
      return oneOf(texts(known));
    case 'number':
      return oneOf(figures(known));
    case 'boolean':
      return random() < 0.5;
    case 'literal':
      return schema.literal;
    case 'picklist':
      return pick(random, schema.options ?? []);
    case 'nullable':
    case 'optional':
    case 'nullish':
      return random() < 0.3 ? (schema.type === 'optional' ? undefined : null) : sample(schema.wrapped as Node, random, known);
    case 'array':
      return Array.from({ length: 1 + Math.floor(random() * 2) }, () => sample(schema.item as Node, random, known));
    case 'union':
    case 'variant':
      return sample(pick(random, (schema.options ?? []) as readonly Node[]), random, known);
    case 'object':
    case 'strict_object':
      return Object.fromEntries(Object.entries(schema.entries ?? {}).map(([name, one]) => [name, sample(one, random, known)]));
    case 'record':
      return { [String(sample(schema.key as Node, random, known))]: sample(schema.value as Node, random, known) };
    case 'tuple':
    case 'strict_tuple':
      return (schema.items ?? []).map((one) => sample(one, random, known));
    default:
      return oneOf([{}, [], 0, '', null]);
  }
}

const tables = { page: pageRequests, content: contentRequests } as const;
export type Audience = keyof typeof tables;

export const routesOf = (audience: Audience): readonly string[] => Object.keys(tables[audience]);

/** A body that the route's decoder takes; null where forty tries found none. */
export function validBody(audience: Audience, route: string, random: Random, known: Knowledge): unknown {
  const schema = (tables[audience] as Readonly<Record<string, v.GenericSchema>>)[route] as v.GenericSchema;
  for (let i = 0; i < 40; i++) {
    const body = sample(schema as unknown as Node, random, known);
    if (v.safeParse(schema, body).success) return body;
  }
  return null;
}

const NOISE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'vault/unlock',
  'x'.repeat(5_000),
  '\u202e\u0000\ud800',
  [],
  [[[[[[[[]]]]]]]],
  {},
  { route: null },
  { route: ['vault/lock'], body: {} },
  { route: { toString: 'status' }, body: {} },
  { push: 'fill', code: '000000' },
  JSON.parse('{"__proto__":{"route":"vault/lock"},"body":{}}'),
  JSON.parse(`{"then":1}`),
];

function spoiled(body: unknown, random: Random): unknown {
  if (typeof body !== 'object' || body === null) return pick(random, NOISE);
  const names = Object.keys(body);
  const name = pick(random, [...names, 'extra', '__proto__', 'constructor']);
  const copy: Record<string, unknown> = { ...body };
  if (random() < 0.3) delete copy[name];
  else Object.defineProperty(copy, name, { value: pick(random, NOISE), enumerable: true, configurable: true, writable: true });
  return copy;
}

const ROUTE_TRICKS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'vault/unlock ',
  'VAULT/LOCK',
  'page/status',
  'x'.repeat(65),
];

/** A picture costs the extension up to a second and a half: some are enough. */
const PICTURES = 12;

const withoutPictures = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (name, value: unknown) => (name === 'images' && Array.isArray(value) ? [] : value));

/** `count` messages: three in five to a route of the extension's own pages, half of all as those would write it. */
export function messages(seed: number, count: number, known: Knowledge): readonly unknown[] {
  const random = randomFrom(seed);
  const pages = routesOf('page');
  const contents = routesOf('content');
  let pictures = 0;
  return Array.from({ length: count }, (_, i) => {
    const [audience, routes] = i % 5 < 3 ? (['page', pages] as const) : (['content', contents] as const);
    const route = i < pages.length ? (pages[i] as string) : pick(random, routes);
    const good = validBody(i < pages.length ? 'page' : audience, route, random, known);
    const body = JSON.stringify(good).includes('"how":') && ++pictures > PICTURES ? withoutPictures(good) : good;
    if (i < pages.length || random() < 0.5) return { route, body };
    const kind = random();
    if (kind < 0.4) return { route, body: spoiled(body, random) };
    if (kind < 0.55) return { route: pick(random, ROUTE_TRICKS), body };
    // Claims about the sender, which only the browser may make.
    if (kind < 0.8)
      return { route, body, sender: { id: 'self', url: known.origin, frameId: 0 }, audience: 'page', id: 'self', origin: known.origin };
    return kind < 0.9 ? { route, body: { ...(body as object), sender: { audience: 'page', page: 'popup' } } } : pick(random, NOISE);
  });
}
