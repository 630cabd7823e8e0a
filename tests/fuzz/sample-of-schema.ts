// A message that its decoder takes, made from the decoder itself: so every route is fuzzed from a good message, those of tomorrow too.

import * as v from 'valibot';
import type { Chance } from './chance';

/** What valibot's schemas have in common, as far as it is walked here. */
interface Schema {
  readonly type: string;
  readonly pipe?: readonly { readonly kind: string; readonly type: string; readonly requirement?: unknown }[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly item?: Schema;
  readonly items?: readonly Schema[];
  readonly wrapped?: Schema;
  readonly key?: Schema;
  readonly value?: Schema;
}

/** One of these satisfies every pattern that our decoders ask for. */
const TEXTS = [
  'x',
  'example.com',
  'https://example.com',
  '0123456789abcdef0123456789abcdef',
  '0123456789abcdef',
  'data:image/png;base64,iVBORw0KGgo=',
  'AAAA',
  'signalUnknownCredential',
  'unknownCredential',
  '123456',
  '12.34',
];
const NUMBERS = [0, 1, 2, 6, 30, 100, -1, -7];

const takes = (schema: Schema, value: unknown): boolean => v.safeParse(schema as unknown as v.GenericSchema, value).success;

function firstTaken(schema: Schema, by: Chance, values: readonly unknown[]): unknown {
  const from = by.below(values.length);
  return [...values.slice(from), ...values].find((value) => takes(schema, value)) ?? values[0];
}

export function sampleOf(given: unknown, by: Chance): unknown {
  const schema = given as Schema;
  const inner = schema.pipe?.find(({ kind, type }) => kind === 'schema' && type !== 'unknown') as Schema | undefined;
  if (inner !== undefined && inner !== schema && schema.type !== inner.type) return sampleOf(inner, by);
  switch (schema.type) {
    case 'object':
    case 'strict_object':
    case 'loose_object':
      return Object.fromEntries(
        Object.entries(schema.entries ?? {})
          .filter(([, entry]) => entry.type !== 'optional' || by.once(2))
          .map(([key, entry]) => [key, sampleOf(entry, by)]),
      );
    case 'optional':
    case 'nullable':
    case 'nullish':
      return schema.type !== 'optional' && by.once(2) ? null : sampleOf(schema.wrapped, by);
    case 'array':
      return Array.from({ length: by.once(4) ? 0 : 1 + by.below(3) }, () => sampleOf(schema.item, by));
    case 'tuple':
    case 'strict_tuple':
      return (schema.items ?? []).map((item) => sampleOf(item, by));
    case 'record':
      return { [String(sampleOf(schema.key, by))]: sampleOf(schema.value, by) };
    case 'variant':
    case 'union':
      return sampleOf(by.of(schema.options ?? []), by);
    case 'picklist':
      return by.of(schema.options ?? []);
    case 'literal':
      return schema.literal;
    case 'boolean':
      return by.once(2);
    case 'string':
      return firstTaken(schema, by, TEXTS);
    case 'number':
      return firstTaken(schema, by, NUMBERS);
    default:
      return by.of([null, {}, 'AAAA', 1]);
  }
}
