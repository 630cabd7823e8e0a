// Every key that the code names has words, and no words are left that nobody says.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import words from '../../public/_locales/en/messages.json';
import { errorWords, keyOf, speak, t, tCount } from '../../src/ui/words';
import { type MessageFile, messageOf } from './gallery/words-of-file';

const root = path.resolve(import.meta.dirname, '../..');
const file: MessageFile = words;
const names = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const sourceOf = (which: RegExp): string =>
  names
    .filter((name) => which.test(name))
    .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'))
    .join('\n');
const source = `${sourceOf(/./)}\n${readFileSync(path.join(root, 'manifest.json'), 'utf8')}`;

/** Keys built out of codes: their families are checked by prefix. */
const families = /^(error|warning|notice|confirmReason|troubleReason)[A-Z]/;
const plural = /(Zero|One|Two|Few|Many|Other)$/;

describe('the language file', () => {
  it('has every key that the code asks for', () => {
    const asked = [...source.matchAll(/\b(?:t|tCount)\((?:[^'()]*\? )?'([a-z]\w+)'/g)].map(([, key]) => key ?? '');
    const chosen = [...source.matchAll(/\bt\([^)]*? \? '(\w+)' : '(\w+)'/g)].flatMap(([, one, other]) => [one ?? '', other ?? '']);
    const sent = [...source.matchAll(/'((?:outcome|offer|undo)[A-Z]\w+)'/g)].map(([, key]) => key ?? '');
    const inManifest = [...source.matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key ?? '');
    const all = [...asked, ...chosen, ...sent, ...inManifest].filter((key) => !key.startsWith('@@'));
    expect(all.length).toBeGreaterThan(100);
    expect([...new Set(all)].filter((key) => file[key] === undefined && file[`${key}Other`] === undefined)).toEqual([]);
  });

  it('has words for every code that the background fails with', () => {
    const codes = [...sourceOf(/^(background|core\/(otp|vault))\//).matchAll(/\bfail(?:<[^>]*>)?\('([a-z-]+)'/g)].map(
      ([, code]) => code ?? '',
    );
    expect(codes.length).toBeGreaterThan(50);
    expect([...new Set(codes)].filter((code) => file[keyOf('error', code)] === undefined)).toEqual([]);
  });

  it('has no words that nobody says', () => {
    const unsaid = Object.keys(file).filter((key) => {
      const stem = key.replace(plural, '');
      return !families.test(key) && !source.includes(`'${key}'`) && !source.includes(`'${stem}'`) && !source.includes(`__MSG_${key}__`);
    });
    expect(unsaid).toEqual([]);
  });

  it('says something everywhere, within the stores’ bounds', () => {
    for (const [key, { message }] of Object.entries(file)) expect(message, key).toMatch(/\S/);
    expect(words.extensionName.message.length).toBeLessThanOrEqual(75);
    expect(words.extensionDescription.message.length).toBeLessThanOrEqual(132);
  });

  it('names every placeholder that its sentence uses, and uses every one it names', () => {
    for (const [key, { message, placeholders }] of Object.entries(file)) {
      const used = [...message.matchAll(/\$([A-Z_]+)\$/g)].map(([, name]) => (name ?? '').toLowerCase());
      const unused = Object.keys(placeholders ?? {}).filter((name) => !used.includes(name));
      expect(
        used.filter((name) => placeholders?.[name] === undefined),
        key,
      ).toEqual([]);
      expect(
        unused.filter((name) => !key.startsWith('confirmReason') || name !== 'site'),
        key,
      ).toEqual([]);
    }
  });

  it('is sorted, so that two people who add keys seldom collide', () => {
    expect(Object.keys(file)).toEqual(Object.keys(file).toSorted());
  });
});

describe('speaking', () => {
  speak((key, args) => messageOf(file, key, args), 'en');
  it('puts arguments into their places', () => expect(t('outcomeSaved', 'Heroku')).toBe('Saved Heroku.'));
  it('shows a missing key instead of nothing', () => expect(t('thereIsNoSuchKey')).toBe('thereIsNoSuchKey'));
  it.each([
    [0, 'Search 0 accounts'],
    [1, 'Search 1 account'],
    [2, 'Search 2 accounts'],
    [10_000, 'Search 10,000 accounts'],
  ])('counts %d', (count, sentence) => expect(tCount('searchAmong', count)).toBe(sentence));
  it('falls back to a general sentence for an error without words', () =>
    expect(errorWords({ code: 'no-such-error' })).toContain('no-such-error'));
  it('forms keys out of codes', () => {
    expect(keyOf('error', 'wrong-password')).toBe('errorWrongPassword');
    expect(keyOf('notice', 'restoredFromShadow')).toBe('noticeRestoredFromShadow');
  });
});
