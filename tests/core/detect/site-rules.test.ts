// The form of the reviewed site rules.

import { expect, it } from 'vitest';
import { isNameless, pathPattern } from '../../../src/core/detect/field-signature';
import { type SiteRule, siteRules, siteRulesFor } from '../../../src/core/detect/site-rules';

const sorted = ({ origin, path, name }: SiteRule): string => `${origin} ${path} ${name}`;

/** What is wrong with a list, in words; empty: nothing. */
function faults(rules: readonly SiteRule[]): readonly string[] {
  const keys = rules.map(sorted);
  return [
    ...rules
      .filter(({ origin }) => !/^https:\/\//.test(origin) || new URL(origin).origin !== origin)
      .map((rule) => `origin ${sorted(rule)}`),
    ...rules.filter(isNameless).map((rule) => `nameless ${sorted(rule)}`),
    ...rules.filter(({ path }) => pathPattern(path) !== path).map((rule) => `path ${sorted(rule)}`),
    ...(keys.join() === [...keys].sort().join() ? [] : ['order']),
    ...(new Set(keys).size === keys.length ? [] : ['twice']),
  ];
}

const rule = (change: Partial<SiteRule> = {}): SiteRule => ({
  origin: 'https://a.example',
  path: '/login',
  name: 'key',
  id: '',
  autocomplete: '',
  words: '',
  is: 'code',
  ...change,
});

it('is kept', () => expect(faults(siteRules)).toEqual([]));

it.each([
  ['an origin that is none', [rule({ origin: 'http://a.example' })], /^origin/],
  ['a field that nothing names', [rule({ name: '' })], /^nameless/],
  ['a path that is one person’s', [rule({ path: '/users/4711' })], /^path/],
  ['disorder', [rule({ name: 'b' }), rule({ name: 'a' })], /^order/],
  ['the same twice', [rule(), rule()], /^twice/],
])('does not allow %s', (_, rules, fault) => expect(faults(rules)[0]).toMatch(fault));

it('gives a site its own rules', () => {
  const rules = [rule(), rule({ origin: 'https://b.example' })];
  expect(siteRulesFor('https://b.example', rules)).toEqual([
    { path: '/login', name: 'key', id: '', autocomplete: '', words: '', is: 'code' },
  ]);
  expect(siteRulesFor('https://c.example', rules)).toEqual([]);
});
