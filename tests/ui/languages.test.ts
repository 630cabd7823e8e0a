// Every language says everything that English does, with the same arguments, in the plural forms that it has.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutNames } from '../../vite.config';
import { type MessageFile, messageOf } from './gallery/words-of-file';

const folder = path.resolve(import.meta.dirname, '../../public/_locales');
const fileOf = (language: string): MessageFile => JSON.parse(readFileSync(path.join(folder, language, 'messages.json'), 'utf8'));
const english = fileOf('en');
const languages = readdirSync(folder);

/** Keys that come in one form for each plural category. */
const plurals = Object.keys(english).flatMap((key) => (/Other$/.test(key) && english[`${key.slice(0, -5)}One`] ? [key.slice(0, -5)] : []));
const formOf = (category: string): string => category.charAt(0).toUpperCase() + category.slice(1);

/** What integers need: French has a form for millions that no count here reaches. */
const categoriesOf = (language: string): ReadonlySet<string> => {
  const rules = new Intl.PluralRules(language.replace('_', '-'));
  return new Set(Array.from({ length: 1000 }, (_, count) => rules.select(count)));
};

function keysOf(language: string): readonly string[] {
  const single = Object.keys(english).filter((key) => !plurals.some((stem) => key === `${stem}One` || key === `${stem}Other`));
  const forms = new Set([...categoriesOf(language), 'other'].map(formOf));
  return [...single, ...plurals.flatMap((stem) => [...forms].map((form) => stem + form))].toSorted();
}

const argumentsOf = (message: string): readonly string[] => [...new Set(message.match(/\$[A-Z_]+\$/g))].toSorted();
/** The English sentence that a key stands for. Of a plural, the one that has its count for sure. */
function originalOf(key: string): MessageFile[string] | undefined {
  const stem = key.replace(/(Zero|One|Two|Few|Many|Other)$/, '');
  return plurals.includes(stem) ? english[`${stem}Other`] : english[key];
}

describe.each(languages)('%s', (language) => {
  const file = fileOf(language);

  it('has every key, and no other', () => expect(Object.keys(file)).toEqual(keysOf(language)));

  it('names itself', () => {
    const tag = file.languageTag?.message ?? '';
    expect(Intl.getCanonicalLocales(tag)).toEqual([language.replace('_', '-')]);
  });

  it('says something in every sentence, with the arguments that English has', () => {
    for (const [key, { message, placeholders }] of Object.entries(file)) {
      const original = originalOf(key);
      expect(message, key).toMatch(/\S/);
      expect(message, key).not.toMatch(/[<>]|^\s|\s$/);
      const [own, theirs] = [argumentsOf(message), argumentsOf(original?.message ?? '')];
      // "one" and "two" may be said without their digit.
      const needed = /(Zero|One|Two)$/.test(key) ? theirs.filter((name) => name !== '$COUNT$') : theirs;
      expect({ strange: own.filter((name) => !theirs.includes(name)), lost: needed.filter((name) => !own.includes(name)) }, key).toEqual({
        strange: [],
        lost: [],
      });
      if (own.length > 0) expect(placeholders, key).toEqual(placeholders === undefined ? null : subset(original?.placeholders ?? {}, own));
    }
  });

  it('stays within the stores’ bounds', () => {
    expect(file.extensionName?.message.length).toBeLessThanOrEqual(75);
    expect(file.extensionDescription?.message.length).toBeLessThanOrEqual(132);
  });

  it('reads the same once it is made compact', () => {
    const compact = withoutNames(file);
    const args = ['one', 'two', 'three'];
    for (const key of Object.keys(file)) expect(messageOf(compact, key, args), key).toBe(messageOf(file, key, args));
  });
});

function subset(placeholders: NonNullable<MessageFile[string]['placeholders']>, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name.slice(1, -1).toLowerCase(), placeholders[name.slice(1, -1).toLowerCase()]]));
}
