// A short round of `npm run fuzz` for every parser, and the proof that the round finds what it looks for.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf } from '../../src/core/formats/read-file';
import { countedEnv, countedKdf, derivationsAsked } from './derivations';
import { allParsers, fuzz } from './fuzz';
import { kdbxInside, sealedKdbx4 } from './kdbx-files';
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

describe('what the inputs reach', () => {
  const env = countedEnv(globalThis.crypto.subtle);

  test('a KeePass database that is sealed anew opens, down to the value that is hidden once more', async () => {
    const bytes = await sealedKdbx4(kdbxInside(), 'a password', env);
    const { found } = await contentOf({ name: 'a.kdbx', bytes }, { env, password: 'a password' });
    expect(found.map(({ kind }) => kind)).toEqual(['otp']);
  });

  test('a derivation beyond what any file may ask for is a fault, one within is counted', async () => {
    derivationsAsked();
    const [password, salt] = [new Uint8Array(8), new Uint8Array(16)];
    await env.scrypt(password, salt, { n: 2 ** 15, r: 8, p: 1, length: 32 });
    expect(derivationsAsked()).toBe(1);
    await expect(env.scrypt(password, salt, { n: 2 ** 22, r: 8, p: 1, length: 32 })).rejects.toThrow('absurd cost');
    await expect(env.argon2('argon2id', password, salt, { memoryKib: 2 ** 20, passes: 65, lanes: 1, length: 32 })).rejects.toThrow();
    await expect(countedKdf(password, salt, { memoryKib: 2 ** 21, iterations: 3, parallelism: 1 })).rejects.toThrow('absurd cost');
    const key = await env.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const rounds = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 10_000_001 };
    expect(() => env.subtle.deriveBits(rounds, key, 256)).toThrow('absurd cost');
  });
});
