// A short round of `npm run fuzz` for every parser, and the proof that the round finds what it looks for.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { allParsers, fuzz } from './fuzz';
import { textParser } from './parser';

const RUNS = 80;
const SEED = Number(process.env.FUZZ_SEED ?? 8);
const parsers = await allParsers();

describe(`no made-up input makes a parser throw (seed ${SEED})`, () => {
  test.each(parsers.map((parser) => [`${parser.source}: ${parser.name}`, parser] as const))('%s', async (_, parser) => {
    const { threw } = await fuzz(parser, RUNS, SEED);
    expect(threw).toEqual([]);
  });
});

test('the source of every parser exists, and no two have one name', () => {
  const root = path.resolve(import.meta.dirname, '../../src');
  expect(parsers.filter(({ source }) => !existsSync(path.join(root, `${source}.ts`)) && !existsSync(path.join(root, source)))).toEqual([]);
  expect(new Set(parsers.map(({ name }) => name)).size).toBe(parsers.length);
});

describe('planted faults are found', () => {
  test('a throw, with the run that brings it again', async () => {
    const planted = textParser('x', 'planted', ['otpauth://totp/a?secret=AAAAAAAA'], (text) => {
      if (text.includes('%')) throw new Error('planted');
    });
    const { threw } = await fuzz(planted, 2000, SEED);
    expect(threw.length).toBeGreaterThan(0);
    expect((await fuzz(planted, 1, SEED, undefined, threw[0]?.run)).threw).toEqual(threw.slice(0, 1));
  });

  test('an input that takes too long', async () => {
    const planted = textParser(
      'x',
      'planted',
      ['aaaaaaaa'],
      (text) => {
        for (const end = performance.now() + (text.length > 20 ? 30 : 0); performance.now() < end; );
      },
      20,
    );
    expect((await fuzz(planted, 100, SEED)).slow.length).toBeGreaterThan(0);
  });
});
