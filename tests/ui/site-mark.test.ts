// A mark is the brand's own domains', whatever an account calls itself; a letter is whole.

import { expect, test } from 'vitest';
import { brandOf } from '../../src/ui/brands';
import { firstLetter } from '../../src/ui/SiteMark';

test.each([
  [['https://github.com'], 'GitHub'],
  [['https://gist.github.com'], 'GitHub'],
  [['http://localhost:3000', 'https://github.com'], 'GitHub'],
  [['https://github.com.evil.example'], null],
  [['https://notgithub.com'], null],
  [['https://github.co'], null],
  [['https://constructor'], null],
  [['https://com'], null],
  [['not a site'], null],
  [[], null],
])('%j has the mark of %j', (sites, title) => expect(brandOf(sites)?.title ?? null).toBe(title));

test.each([
  ['heroku', 'H'],
  ['  (ada)', 'A'],
  ['école', 'É'],
  ['e\u0301cole', 'É'],
  ['\u202Egithub', 'G'],
  ['\u200B\u2066x', 'X'],
  ['7digital', '7'],
  ['👩‍💻 dev', '👩‍💻'],
  ['日本', '日'],
  ['عربي', 'ع'],
  ['', '·'],
  ['***', '·'],
])('%j begins with %j', (name, letter) => expect(firstLetter(name)).toBe(letter));
