// What becomes of entries beside what the vault has: nothing twice, nothing over another.

import { expect, test } from 'vitest';
import type { OtpFound } from '../../../src/core/formats/entry';
import { itemFrom } from '../../../src/core/formats/to-item';
import { verdictsOn } from '../../../src/core/formats/verdict';
import { checkItem } from '../../../src/core/vault/item-codec';
import { testEnv } from '../../support/test-env';
import { plainSamples } from './plain-samples';
import { readSample } from './reading';

const env = testEnv(7);
const found = (issuer: string, key: number, more: Partial<OtpFound> = {}): OtpFound => ({
  kind: 'otp',
  issuer,
  account: 'ada',
  otp: { type: 'totp', secret: Uint8Array.of(key, 2, 3), algorithm: 'SHA1', digits: 6, period: 30 },
  sites: [],
  note: '',
  tags: [],
  pinned: false,
  trashed: false,
  warnings: [],
  ...more,
});
const items = (...entries: readonly OtpFound[]) => entries.map((entry) => itemFrom(entry, env));
const hotp = (counter: number): Partial<OtpFound> => ({
  otp: { type: 'hotp', secret: Uint8Array.of(9), algorithm: 'SHA1', digits: 6, counter },
});
const eight: Partial<OtpFound> = { otp: { type: 'totp', secret: Uint8Array.of(1, 2, 3), algorithm: 'SHA1', digits: 8, period: 30 } };

test.each([
  ['an empty vault takes all', [], [found('A', 1), found('B', 2)], ['new', 'new']],
  ['the same key is there, whatever it is called', [found('A', 1)], [found('Other', 1)], ['duplicate']],
  ['the same key twice in a file', [], [found('A', 1), found('B', 1)], ['new', 'duplicate']],
  ['another key under a known name', [found('A', 1)], [found('A', 2)], ['second']],
  ['a known key with other numbers', [found('A', 1)], [found('A', 1, eight)], ['same-key']],
  ['a counter that has moved on', [found('H', 0, hotp(5))], [found('H', 0, hotp(3))], ['duplicate']],
  ['what is in the trash is in nobody’s way', [found('A', 1, { trashed: true })], [found('A', 1)], ['new']],
  [
    'what would go to the trash does not go there twice',
    [found('A', 1, { trashed: true })],
    [found('A', 1, { trashed: true })],
    ['duplicate'],
  ],
  ['no names are no name', [found('', 1, { account: '' })], [found('', 2, { account: '' })], ['new']],
])('%s', (_name, existing, incoming, verdicts) => {
  expect(verdictsOn(items(...existing), items(...incoming))).toEqual(verdicts);
});

test.each(plainSamples)(
  '$name: every entry becomes an item that the vault takes, and the second time none is new',
  async ({ file, content }) => {
    const read = await readSample(file, content);
    const all = read.ok ? read.value.found.flatMap((one) => (one.kind === 'refused' ? [] : [itemFrom(one, env)])) : [];
    expect(all.length).toBeGreaterThan(0);
    expect(all.map((item) => checkItem(item)).filter((one) => !one.ok)).toEqual([]);
    expect(new Set(verdictsOn(all, all))).toEqual(new Set(['duplicate']));
  },
);
