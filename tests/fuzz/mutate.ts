// From a good input, one that is a little or very wrong: bytes, text, or any value that a message can be.

import type { Bytes } from '../../src/core/bytes';
import type { Chance } from './chance';

/** Lengths and counts of binary formats break here. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x18, 0x1b, 0x5b, 0x9b, 0xbb, 0x9f, 0xbf, 0xf7, 0xfb];

const clipped = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes.subarray(0, 1 << 16));

/** One to four changes: bits, edges, cuts, doublings, pieces of another seed, noise. */
export function mutatedBytes(by: Chance, seed: Uint8Array, other: Uint8Array): Bytes {
  let bytes = Uint8Array.from(seed) as Bytes;
  for (let n = 1 + by.below(4); n > 0; n--) bytes = changed(by, bytes, other);
  return bytes;
}

function changed(by: Chance, bytes: Bytes, other: Uint8Array): Bytes {
  const at = by.below(bytes.length + 1);
  const length = 1 + by.below(by.once(8) ? 400 : 9);
  switch (by.below(8)) {
    case 0:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << by.below(8));
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = by.of(EDGES);
      return bytes;
    case 2:
      return bytes.slice(0, at);
    case 3:
      return clipped(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]));
    case 4:
      return clipped(Buffer.concat([bytes.subarray(0, at), noise(by, length), bytes.subarray(at)]));
    case 5:
      return clipped(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]));
    case 6: {
      const from = by.below(other.length + 1);
      return clipped(Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at + length)]));
    }
    default:
      if (at + 4 <= bytes.length)
        new DataView(bytes.buffer, bytes.byteOffset).setUint32(at, by.of([0, 1, 0x7fffffff, 0x80000000, 0xffffffff]));
      return bytes;
  }
}

const noise = (by: Chance, length: number): Uint8Array => Uint8Array.from({ length }, () => by.below(256));

/** What parsers of text trip over. */
export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  '\n',
  '\r\n',
  '\t',
  '"',
  "'",
  '\\',
  '%',
  '%%',
  '%00',
  '%zz',
  '%E0%A4%A',
  '&',
  '&amp;',
  '&#x0;',
  '&#1114112;',
  '=',
  '?',
  '#',
  '//',
  '://',
  ':',
  ';',
  ',',
  '<',
  '<!--',
  '<![CDATA[',
  '<!DOCTYPE a [<!ENTITY a "b">]>',
  ']]>',
  '{',
  '}',
  '[',
  ']',
  '[[[[[[[[',
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  '99999999999999999999',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\u0301'.repeat(40),
  '\u{1f468}\u200d\u{1f469}',
  'ß',
  'İ',
  'ﬁ',
  'xn--',
  'xn--a',
  'xn--99999999',
  '$1',
  '$&',
  '=HYPERLINK("http://a")',
  'A'.repeat(300),
  '0'.repeat(300),
  '=',
  'otpauth://totp/a?secret=AAAAAAAA',
  'steam://AAAAAAAA',
];

export function mutatedText(by: Chance, seed: string, other: string): string {
  let text = seed;
  for (let n = 1 + by.below(4); n > 0; n--) {
    const at = by.below(text.length + 1);
    const length = by.below(by.once(8) ? 200 : 8);
    const from = by.below(other.length + 1);
    switch (by.below(7)) {
      case 0:
        text = text.slice(0, at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 2:
        text = text.slice(0, at) + by.of(ODD_TEXTS) + text.slice(at + length);
        break;
      case 3:
        text = text.slice(0, at) + String.fromCharCode(by.below(by.once(2) ? 0x80 : 0x10000)) + text.slice(at + by.below(2));
        break;
      case 4:
        text = text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
        break;
      case 5:
        text = text.slice(0, at) + other.slice(from, from + length) + text.slice(at + length);
        break;
      default:
        text = by.once(50) ? text.slice(0, at) + by.of(ODD_TEXTS).repeat(2000) + text.slice(at) : by.of(ODD_TEXTS) + text;
    }
  }
  return text.slice(0, 1 << 17);
}

/** Values that a message or a JSON document may hold where another was expected. */
function oddValue(by: Chance): unknown {
  const made: readonly (() => unknown)[] = [
    () => null,
    () => undefined,
    () => true,
    () => by.of([0, -0, -1, 1.5, 2 ** 31, 2 ** 53, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY]),
    () => 10n,
    () => by.of(ODD_TEXTS),
    () => 'x'.repeat(by.of([1, 64, 513, 5000])),
    () => [],
    () => Array.from({ length: by.of([1, 9, 300]) }, () => 1),
    () => {
      const sparse: unknown[] = [];
      sparse[by.below(50)] = 1;
      return sparse;
    },
    () => ({}),
    () => Object.create(null),
    () => JSON.parse('{"__proto__":{"admin":true},"constructor":1}'),
    () => ({ length: 1e9, 0: 1 }),
    () => JSON.parse('{"toString":1,"valueOf":1,"toJSON":1,"then":1}'),
    () => new Uint8Array(by.below(40)),
    () => new Map([['a', 1]]),
    () => new Date(Number.NaN),
    () => deep(by.of([5, 70, 2000])),
  ];
  return by.of(made)();
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

const KEYS = ['__proto__', 'constructor', 'toString', 'length', 'x', '', 'route', 'id', 'then'];

/** The same value with one place replaced, taken away, doubled or added to. */
export function mutatedValue(by: Chance, value: unknown): unknown {
  if (by.once(4) || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) {
    return typeof value === 'string' && by.once(2) ? mutatedText(by, value, value) : oddValue(by);
  }
  if (Array.isArray(value)) {
    const at = by.below(value.length + 2);
    if (at === value.length) return [...value, ...value];
    if (at > value.length) return value.slice(0, by.below(value.length + 1));
    return value.map((one, i) => (i === at ? mutatedValue(by, one) : one));
  }
  const entries = Object.entries(value);
  const at = by.below(entries.length + 2);
  if (at === entries.length) return withKey(value, by.of(KEYS), oddValue(by));
  if (at > entries.length) return Object.fromEntries(entries.filter(() => !by.once(3)));
  const [key, inner] = entries[at] as [string, unknown];
  return withKey(value, key, mutatedValue(by, inner));
}

/** As an own property, `__proto__` too. */
function withKey(value: object, key: string, inner: unknown): object {
  const copy = { ...value };
  Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return copy;
}
